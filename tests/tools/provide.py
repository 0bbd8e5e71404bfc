"""Bring the machine what the suite needs: Debian's packages where apt-get is there, else a word.

    python -m tests.tools.provide [browser] [gettext] [fonts] [postgresql]

Ends with 1 where something is missing and nothing may be left out (CI), else with 0.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.tools.machine import NEEDS, Need, must_have_all

QUIET = ["-qq", "-o=Dpkg::Use-Pty=0", "-o=DPkg::Lock::Timeout=300"]


def main(names: list[str]) -> int:
    wanted = [need for need in NEEDS if not names or need.name in names]
    missing = [need for need in wanted if not need.present()]
    if missing and (prefix := apt_prefix()) is not None:
        with standing([need.while_installing for need in missing if need.while_installing], prefix):
            install(missing, prefix)
        missing = [need for need in missing if not need.present()]
    for need in missing:
        say(f"Left out: {need.part}. To run them, {need.elsewhere}.")
    return 1 if missing and must_have_all() else 0


def apt_prefix() -> list[str] | None:
    """How to call apt-get: as root, through sudo without a password, or not at all (None)."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        return ["sudo", "-n"] if asked.returncode == 0 else None
    return None


@contextmanager
def standing(files: list[tuple[str, str]], prefix: list[str]) -> Iterator[None]:
    """Files of the machine that stand for as long as the block runs."""
    for path, text in files:
        subprocess.run([*prefix, "mkdir", "-p", os.path.dirname(path)], check=True)
        put = [*prefix, "tee", path]
        subprocess.run(put, input=text, text=True, stdout=subprocess.DEVNULL, check=True)
    try:
        yield
    finally:
        subprocess.run([*prefix, "rm", "-f", *(path for path, _text in files)], check=True)


def install(needs: list[Need], prefix: list[str]) -> None:
    """Install packages; only when that fails, fetch the list of packages and try again."""
    packages = [package for need in needs for package in need.debian_packages]
    say(f"Installing {', '.join(packages)} …")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *QUIET]
    wanted = [*command, "install", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(wanted, capture_output=True, check=False).returncode == 0:
        return
    subprocess.run([*command, "update"], check=False)
    done = subprocess.run(wanted, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stderr.strip())


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
