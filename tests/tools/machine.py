"""What this machine must have for the whole suite to run, and how to find it."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.tools.postgres import find_postgresql

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSERS_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome; ROSTRUM_BROWSER goes first."""
    for name in (os.environ.get("ROSTRUM_BROWSER", ""), *BROWSERS, *BROWSERS_ELSEWHERE):
        if name and (path := shutil.which(name)):
            return path
    return None


def has_gettext() -> bool:
    return all(shutil.which(name) for name in ("xgettext", "msgmerge", "msgfmt", "msguniq"))


def has_chinese_font() -> bool:
    """Whether Chinese characters would be drawn, and not as boxes."""
    if not shutil.which("fc-list"):
        return shutil.which("sw_vers") is not None  # macOS has such fonts and no fontconfig
    fonts = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def must_have_all() -> bool:
    """In CI nothing may be left out: a missing browser is a failure there, not a skip."""
    asked = os.environ.get("ROSTRUM_REQUIRE_ALL") or os.environ.get("CI", "")
    return asked.lower() in ("1", "true", "yes")


# Debian's package makes a server of the machine's own and starts it, unless told not to.
NO_SERVER = (
    "/etc/postgresql-common/createcluster.d/rostrum-tests.conf",
    "create_main_cluster = false\n",
)


@dataclass(frozen=True)
class Need:
    """One thing the suite needs from the machine, and what a person could install to have it."""

    name: str
    present: Callable[[], object]
    debian_packages: tuple[str, ...]
    elsewhere: str
    part: str
    while_installing: tuple[str, str] | None = None  # a file that must stand then: path and text


NEEDS = (
    Need(
        name="browser",
        present=find_browser,
        debian_packages=("chromium",),
        elsewhere="install Chromium or Google Chrome, or name one in ROSTRUM_BROWSER",
        part="the browser tests",
    ),
    Need(
        name="gettext",
        present=has_gettext,
        debian_packages=("gettext",),
        elsewhere="install GNU gettext (xgettext, msgmerge, msguniq, msgfmt)",
        part="the translation tests",
    ),
    Need(
        name="fonts",
        present=has_chinese_font,
        debian_packages=("fontconfig", "fonts-wqy-microhei"),
        elsewhere="install a font with Chinese characters",
        part="the browser tests in Chinese",
    ),
    Need(
        name="postgresql",
        present=find_postgresql,
        debian_packages=("postgresql",),
        elsewhere="install PostgreSQL 14 or newer, or name its folder in ROSTRUM_POSTGRESQL",
        part="the suite on PostgreSQL",
        while_installing=NO_SERVER,
    ),
)


def peak_memory() -> float:
    """The most that this process has held in memory so far, in megabytes.

    Where the kernel says it of the process itself: usage is inherited from whoever started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1024 / (1024 if sys.platform == "darwin" else 1)
