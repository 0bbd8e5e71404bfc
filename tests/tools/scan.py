"""What no committed file may hold: addresses and paths of the place it was made in, weak policies,
and, in templates, style and script that the Content-Security-Policy refuses.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 2_000_000
VENDORED = "tests/browser/vendor/"
SHARED_FOLDERS = ("/", "/home", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr", "/var")  # noqa: S108

# Written so that this file passes its own scan.
INDEX = re.compile(r"--(?:extra-)?index-ur[l][ =]|--find-link[s][ =]|PIP_INDEX_UR[L]=")
WEAK_POLICY = "unsafe-" + "inline"
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.:/-])/(?:home|Users)/[\w.-]+/")

INLINE = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style block": re.compile(r"<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "another host": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
PUBLIC_INDEXES = {"pypi.org", "files.pythonhosted.org"}


def files_of(root: Path) -> list[str]:
    """Paths of the files that git keeps or would keep; outside of git, all files."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return sorted({path for path in listed.stdout.splitlines() if (root / path).is_file()})
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def findings(root: Path, paths: list[str] | None = None) -> list[str]:
    """One line per finding: file, line and what is wrong."""
    here = places_of(root)
    return [
        f"{path}:{number}: {what}"
        for path in (files_of(root) if paths is None else paths)
        if not path.startswith(VENDORED)
        for number, what in faults(path, text_of(root / path), here)
    ]


def text_of(path: Path) -> str:
    """The file as text; nothing for pictures, workbooks and other binary files."""
    content = path.read_bytes()
    if b"\0" in content or len(content) > MAX_BYTES:
        return ""
    return content.decode(errors="replace")


def faults(path: str, text: str, here: re.Pattern) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if INDEX.search(line):
            yield number, "address of a package index"
        if here.search(line) or SOMEBODYS_FOLDER.search(line):
            yield number, "path or address of one machine"
        if WEAK_POLICY in line:
            yield number, "weak policy"
    if path.startswith("templates/") and path.endswith(".html"):
        text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        for what, pattern in INLINE.items():
            for match in pattern.finditer(text):
                yield text.count("\n", 0, match.start()) + 1, what


def places_of(root: Path) -> re.Pattern:
    """What names this machine: the project's folder and its home, and the package index in use."""
    folders = [str(root), str(Path.home())]
    if str(root.parent) not in SHARED_FOLDERS:
        folders.append(str(root.parent))
    paths = [rf"(?<![\w.:/-]){re.escape(folder)}/" for folder in folders if folder != "/"]
    return re.compile("|".join(paths + [re.escape(host) for host in index_hosts()]))


def index_hosts() -> list[str]:
    """Hosts of package indexes that the environment sets, but for the public one."""
    words = " ".join(value for name, value in os.environ.items() if "INDEX" in name)
    hosts = re.findall(r"https?://(?:[^/@\s]*@)?([^/:\s]+)", words)
    return sorted(set(hosts) - PUBLIC_INDEXES)
