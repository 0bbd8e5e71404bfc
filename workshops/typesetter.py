"""The program that `workshops.typeset` starts: a job on standard input, a PDF on standard output.

It knows nothing of the site, reads templates and fonts and nothing else, and limits itself before it begins.
Ends with 1 and Typst's words on standard error where the template fails.
"""

import json
import resource
import sys

import typst

MEGABYTE = 1024 * 1024
NOWHERE = "/nonexistent"  # where Typst would look for packages, before it asked the network


def main() -> int:
    job = json.load(sys.stdin)
    limit(job["seconds"], job["megabytes"])
    try:
        pdf = typst.compile(
            job["template"],
            root=job["root"],
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
            ),
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
            sys_inputs=job["inputs"],
            pdf_standards=["ua-1"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


def limit(seconds: int, megabytes: int) -> None:
    """No more time and memory than that, no file to write, no core to dump; less where the system says so."""
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # elsewhere memory cannot be limited so, and trying fails
        limits[resource.RLIMIT_AS] = megabytes * MEGABYTE
    for what, most in limits.items():
        _soft, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


if __name__ == "__main__":
    raise SystemExit(main())
