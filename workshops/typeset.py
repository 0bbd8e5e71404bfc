"""Papers as tagged PDF, typeset by Typst: the only module that runs it.

Typst runs in a process of its own (`typesetter.py`), with limits of time and memory, and can read the templates
and our fonts, nothing else. What a paper says reaches it as JSON, so a text is never markup, and cleaned
(`glyphs.printable`), so nothing unseen is in the file. The same paper has the same bytes.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from workshops.content import Text
from workshops.glyphs import FONTS, printable

PAPERS = settings.BASE_DIR / "templates" / "papers"
PROGRAM = Path(__file__).with_name("typesetter.py")
SHEETS = {"a4": "a4", "letter": "us-letter"}  # as Typst calls them
SECONDS, MEGABYTES = 20, 512
LANGUAGES = {"en": ("en", None), "zh-hans": ("zh", "cn"), "ru": ("ru", None)}
# The program needs no setting of ours, and a package that a template asked for would meet a closed door.
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "RAYON_NUM_THREADS": "1",
    **dict.fromkeys(("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"), "http://127.0.0.1:1"),
}

logger = logging.getLogger(__name__)


class TypesettingFailed(Exception):
    """The paper could not be made; the message is fit for who asked for it, the log says why."""


class TooSlow(TypesettingFailed):
    """It took too long and was stopped."""


@dataclass(frozen=True)
class Paper:
    """What is to be set: a template of `templates/papers` and everything that it prints.

    `content` is a frozen dataclass of texts, numbers, lists and more of its kind. `made_at` is the date in
    the file. `head` stands above every page: the institute and what the paper is about. `logo` is an SVG, or "";
    `pictures` are SVGs of ours by name. `sheet` is one of SHEETS.
    """

    template: str
    language: str
    title: str
    head: tuple[str, str]
    made_at: datetime
    content: Any
    logo: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    sheet: str = "a4"


def typeset(
    paper: Paper, *, root: Path = PAPERS, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> bytes:
    """The paper as PDF/UA-1. Raises TypesettingFailed, or TooSlow after `seconds`."""
    job = job_of(paper) | {"root": str(root), "seconds": seconds, "megabytes": megabytes}
    job["template"] = str(root / f"{paper.template}.typ")
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and what it prints is on its input
            [sys.executable, "-I", str(PROGRAM)],
            input=json.dumps(job).encode(),
            capture_output=True,
            env=ENVIRONMENT,
            cwd=root,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        logger.error("Paper %s stopped after %s seconds", paper.template, seconds)
        raise TooSlow(_("The paper took too long and was stopped. Try again later.")) from late
    if done.returncode:
        complaint = done.stderr.decode(errors="replace")[:1000]
        logger.error("Paper %s failed (%s): %s", paper.template, done.returncode, complaint)
        raise TypesettingFailed(_("The paper could not be made. Nothing is lost; try again later."))
    return done.stdout


def job_of(paper: Paper) -> dict:
    language, region = LANGUAGES[paper.language]
    with translation.override(paper.language):
        page_of_pages = _("Page {page} of {pages}")
    frame = {
        "title": paper.title,
        "lang": language,
        "region": region,
        "head": paper.head,
        "accent": settings.INSTITUTE_ACCENT,
        "page": page_of_pages,
        "sheet": SHEETS[paper.sheet],
    }
    return {
        "fonts": str(FONTS),
        "timestamp": int(paper.made_at.timestamp()),
        "inputs": {
            "frame": json.dumps(plain(frame)),
            "content": json.dumps(plain(paper.content)),
            "logo": paper.logo,
            "pictures": json.dumps(dict(paper.pictures)),
        },
    }


def plain(value: Any) -> Any:
    """A value as JSON has it, each text printable; one in another language as {text, lang}."""
    if isinstance(value, Text) and value.lang:
        language, region = LANGUAGES[value.lang.lower()]
        return {"text": printable(value.plain), "lang": language, "region": region}
    if isinstance(value, str | Promise):
        return printable(str(value))
    if value is None or isinstance(value, bool | int | float):
        return value
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    raise TypeError(f"A paper cannot print {type(value).__name__}.")
