"""Collect the interface's texts into the catalogues, and compile them.

    python -m tests.tools.messages

The catalogues hold no dates and no line numbers, so that collecting twice changes nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("zh_Hans", "ru")
COLLECT = [
    "-m",
    "tests.tools.makemessages",
    "--no-obsolete",
    "--no-wrap",
    "--add-location",
    "file",
    "--verbosity",
    "0",
]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings", "ROSTRUM_DEBUG": "1"}
UNKEPT = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Report-Msgid-Bugs-To",
)  # headers that only change
WIDTH = 100
IGNORED = (".*", "var", "tests", "static")


def main() -> int:
    collect(ROOT)
    for catalogue in catalogues(ROOT):
        check = ["msgfmt", "--check-format", "--check-domain", "-o", os.devnull, catalogue]
        subprocess.run(check, check=True)
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return 0


def collect(root: Path) -> None:
    """Bring the catalogues of the project at `root` up to its texts; what is new is untranslated."""
    (root / "config" / "locale").mkdir(exist_ok=True)
    options = [f"--locale={locale}" for locale in LOCALES]
    options += [f"--ignore={pattern}" for pattern in IGNORED]
    subprocess.run(
        [sys.executable, *COLLECT, *options],
        cwd=root,
        env=os.environ | SETTINGS | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    for path in catalogues(root):
        catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
        for name in UNKEPT:
            catalogue.metadata.pop(name, None)
        catalogue.save()


def catalogues(root: Path) -> list[Path]:
    return [root / "config" / "locale" / name / "LC_MESSAGES" / "django.po" for name in LOCALES]


if __name__ == "__main__":
    raise SystemExit(main())
