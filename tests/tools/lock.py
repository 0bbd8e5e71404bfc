"""Compile requirements*.in into requirements*.txt with hashes; and say, offline, when that is due.

python -m tests.tools.lock [--upgrade]
"""

import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("requirements", "requirements-dev")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
HOW = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main(options: list[str]) -> int:
    for name in NAMES:
        files = [f"{name}.in", "--output-file", f"{name}.txt"]
        command = [sys.executable, "-m", "uv", "pip", "compile", *HOW, *files, *options]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


def outdated(root: Path) -> list[str]:
    """Findings: what a .in file asks for and its .txt does not pin so; pins that differ."""
    found = []
    for name in NAMES:
        pins = pins_of(root / f"{name}.txt")
        for wanted in wishes_of(root / f"{name}.in"):
            pin = pins.get(canonicalize_name(wanted.name))
            if pin is None or not wanted.specifier.contains(pin, prereleases=True):
                found.append(f"{name}.txt: {wanted} is not locked; run `make lock`")
    run, test = (pins_of(root / f"{name}.txt") for name in NAMES)
    found += [
        f"requirements-dev.txt: {name} is not {version} as in requirements.txt; run `make lock`"
        for name, version in run.items()
        if test.get(name) != version
    ]
    return found


def pins_of(path: Path) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(path.read_text())}


def wishes_of(path: Path) -> list[Requirement]:
    lines = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
