"""The interface speaks Chinese and Russian throughout: nothing missing, doubtful, old or broken."""

import contextlib
import re
import shutil
import string
from pathlib import Path

import polib
import pytest

from tests.house.site import ROOT
from tests.tools import messages
from tests.tools.machine import has_gettext, must_have_all

needs_gettext = pytest.mark.skipif(
    not has_gettext() and not must_have_all(), reason="gettext's tools are not installed"
)
CATALOGUES = messages.catalogues(ROOT)
SOURCES = ("config", "reports", "evaluations", "people", "workshops", "templates")
PERCENT = re.compile(r"%\((\w+)\)[sd]|%[sd]")
TAG = re.compile(r"</?([a-z]+\d?)")
RENAMED = re.compile(r"\bn?p?gettext(?:_lazy)? as (\w+)")
COLLECTED = {"_", "_now"}  # the second by our own makemessages


@pytest.fixture(scope="session")
def collected(tmp_path_factory) -> Path:
    """A copy of the project whose catalogues hold every text of today."""
    copy = tmp_path_factory.mktemp("messages")
    for folder in SOURCES:
        shutil.copytree(
            ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.xlsx")
        )
    shutil.copy(ROOT / "manage.py", copy)
    messages.collect(copy)
    return copy


def named(path: Path) -> str:
    return path.parts[-3]


@needs_gettext
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=named)
def test_every_text_is_translated(collected, catalogue):
    today = polib.pofile(str(collected / catalogue.relative_to(ROOT)))
    assert faults(today) == []


@needs_gettext
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=named)
def test_the_catalogue_holds_what_the_project_says_and_no_more(collected, catalogue):
    today = polib.pofile(str(collected / catalogue.relative_to(ROOT)))
    kept = polib.pofile(str(catalogue))
    assert texts(kept) == texts(today)
    assert kept.obsolete_entries() == []


def test_gettext_goes_by_no_name_that_nobody_collects():
    modules = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]
    names = {name for path in modules for name in RENAMED.findall(path.read_text())}
    assert names == COLLECTED


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=named)
def test_the_compiled_catalogue_is_of_this_one(catalogue):
    compiled = polib.mofile(str(catalogue.with_suffix(".mo")))
    assert translations(compiled) == translations(polib.pofile(str(catalogue)))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=named)
def test_translations_keep_placeholders_and_tags(catalogue):
    assert [
        (entry.msgid, translation)
        for entry in polib.pofile(str(catalogue))
        for translation in translated(entry)
        if not keeps(entry, translation)
    ] == []


def test_russian_has_its_plural_forms_and_chinese_its_one():
    rules = [polib.pofile(str(path)).metadata["Plural-Forms"] for path in CATALOGUES]
    assert [rule.partition(";")[0] for rule in rules] == ["nplurals=1", "nplurals=3"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Agenda", msgstr="议程"), None),
        (polib.POEntry(msgid="Agenda", msgstr=""), "untranslated: Agenda"),
        (polib.POEntry(msgid="Agenda", msgstr="议程", flags=["fuzzy"]), "doubtful: Agenda"),
        (
            polib.POEntry(msgid="day", msgid_plural="days", msgstr_plural={0: "день", 1: ""}),
            "untranslated: day",
        ),
    ],
)
def test_a_fault_of_a_catalogue_is_found(entry, fault):
    catalogue = polib.POFile()
    catalogue.append(entry)
    assert faults(catalogue) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("source", "translation", "same"),
    [
        ("%(number)s seats", "席位：%(number)s", True),
        ("%(number)s seats", "席位：%(numbre)s", False),
        ("%(number)s seats", "席位", False),
        ("{name} spoke", "{name}发言", True),
        ("{name} spoke", "{nmae}发言", False),
        ("<strong>Now</strong>", "<strong>现在</strong>", True),
        ("<strong>Now</strong>", "<strong>现在", False),
    ],
)
def test_a_lost_placeholder_is_found(source, translation, same):
    assert keeps(polib.POEntry(msgid=source, msgstr=translation), translation) is same


def faults(catalogue: polib.POFile) -> list[str]:
    """What has no translation, or one that nobody vouches for."""
    live = [entry for entry in catalogue if not entry.obsolete]
    doubtful = [f"doubtful: {entry.msgid}" for entry in live if entry.fuzzy]
    empty = [
        f"untranslated: {entry.msgid}"
        for entry in live
        if not entry.fuzzy and not all(translated(entry))
    ]
    return doubtful + empty


def translated(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def texts(catalogue: polib.POFile) -> set[tuple]:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for entry in catalogue
        if not entry.obsolete
    }


def translations(catalogue) -> dict[tuple, list[str]]:
    """Text and translation of all that is translated; a compiled file holds no more."""
    return {
        (entry.msgctxt, entry.msgid): translated(entry)
        for entry in (
            catalogue.translated_entries() if catalogue.fpath.endswith(".po") else catalogue
        )
    }


def keeps(entry: polib.POEntry, translation: str) -> bool:
    """Whether a translation has the placeholders and tags of a source text, and no other."""
    if not translation:
        return True  # another test's matter
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    return any(marks(source) == marks(translation) for source in sources)


def marks(text: str) -> list[str]:
    """Placeholders of each kind, and tags, in no order."""
    names = [match[0] for match in PERCENT.finditer(text)]
    with contextlib.suppress(ValueError):  # a brace that is no placeholder
        names += [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name]
    return sorted(names + [match[0] for match in TAG.finditer(text)])
