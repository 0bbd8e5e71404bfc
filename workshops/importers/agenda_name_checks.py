"""What can be wrong with the names in an agenda workbook: unknown, double, or known in another writing."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from workshops.importers.agenda_book import Book, Names
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record, duplicates, fold
from workshops.models import Organisation


def names_elsewhere(book: Book) -> Iterator[Finding]:
    """Cells that name a row of another sheet which is not there."""
    for rows, key, column, names, sheet in (
        ("organisations", "parent", "Part of", book.organisations, "Organisations"),
        ("sessions", "venue", "Venue", book.venues, "Venues"),
        ("sessions", "component", "Component", book.components, "Components"),
        ("sessions", "track", "Track", book.tracks, "Tracks"),
        ("speakers", "organisation", "Organisation", book.organisations, "Organisations"),
        ("billings", "speaker", "Speaker", book.speakers, "Speakers"),
        ("stops", "organisation", "Organisation", book.organisations, "Organisations"),
    ):
        for row in book.records[rows]:
            yield from unknown_name(row, row.get(key), column, names, sheet)


def hosts_elsewhere(book: Book) -> Iterator[Finding]:
    """Hosts and arrangers of sessions that are not among the organisations, or are named twice."""
    for row in book.records["sessions"]:
        for key, column in (("hosts", "Hosts"), ("arrangers", "Arrangers")):
            for name, _printed in row.get(key, ()):
                yield from unknown_name(row, name, column, book.organisations, "Organisations")
            yield from named_twice(row, row.get(key, ()), column, book.organisations)


def numbers_elsewhere(book: Book) -> Iterator[Finding]:
    """Rows about a session that the agenda does not have."""
    for key in ("billings", "stops", "materials"):
        for row in book.records[key]:
            number = row.get("session")
            if number is not None and number not in book.numbers:
                yield row.finding(
                    _("There is no session with this number."),
                    column="Session",
                    value=number,
                    hint=_("Numbers stand in the column “No.” of the sheet “Agenda”."),
                )


def unknown_name(
    row: Record, word: str | None, column: str, names: Names, sheet: str
) -> Iterator[Finding]:
    if not word or names.get(word):
        return
    near = names.nearest(word)
    yield row.finding(
        _("The sheet “%(sheet)s” does not have this.") % {"sheet": sheet},
        column=column,
        value=word,
        hint=_("Did you mean “%(name)s”?") % {"name": near}
        if near
        else _("Add it there, or correct it here."),
    )


def named_twice(
    row: Record, lines: tuple[tuple[str, str], ...], column: str, names: Names
) -> Iterator[Finding]:
    """One organisation twice in a cell, perhaps once by its short name."""
    seen = set()
    for name, _printed in lines:
        found = names.get(name)
        if found and found.row in seen:
            yield row.finding(
                _("This organisation is named twice."),
                column=column,
                value=name,
                hint=_("Keep one line."),
            )
        seen.add(found.row if found else None)


def doubles(book: Book) -> Iterator[Finding]:
    """Rows that stand twice where only one can be meant."""
    for sheet, column, key in UNIQUE:
        for second, first in duplicates(book.records[sheet], key):
            yield second.finding(
                _("The same stands in row %(row)s.") % {"row": first.row},
                column=column,
                value=value_in(second, key),
                hint=_("Remove one of the two."),
            )


def folded(key: str) -> Callable[[Record], Any]:
    """The value of `key` however it is written; None where it is missing."""
    return lambda record: fold(record.get(key) or "") or None


def exact(*keys: str) -> Callable[[Record], Any]:
    """The values of `keys`; None where the first is missing."""

    def key(record: Record) -> Any:
        if record.get(keys[0]) in (None, ""):
            return None
        return tuple(record.get(key) for key in keys)

    return key


def value_in(record: Record, key: Callable[[Record], Any]) -> object:
    for name in ("slug", "name_en", "title_en", "text_en", "printed", "speaker", "url"):
        if record.get(name):
            return record[name]
    return key(record)[0]


UNIQUE = (
    ("titles", "Title", folded("title_en")),
    ("outcomes", "Outcome", folded("text_en")),
    ("organisations", "Name", folded("name_en")),
    ("venues", "Name", folded("name_en")),
    ("components", "Component", folded("name_en")),
    ("tracks", "Track", folded("name_en")),
    ("windows", "Part of day", exact("part_of_day")),
    ("speakers", "Key", exact("slug")),
    ("billings", "Speaker", exact("session", "speaker", "role")),
    ("stops", "Order", lambda r: (r.get("session"), r["order"]) if r.get("order") else None),
    ("materials", "Web address", exact("url", "session")),
    ("corrections", "As printed", exact("printed", "place")),
)


def same_speakers(book: Book) -> Iterator[Finding]:
    """One name under two keys: the same post too is a slip, another post is worth a look."""
    for second, first in duplicates(book.records["speakers"], folded("name")):
        alike = second.get("post_en") == first.get("post_en")
        if second.get("slug") == first.get("slug"):
            continue
        yield second.finding(
            _("This speaker already stands in row %(row)s.") % {"row": first.row},
            column="Name",
            value=second["name"],
            hint=_("Keep one row; another post goes into “Printed post” of the sheet “Billings”."),
            level=Level.ERROR if alike else Level.WARNING,
        )


def silent_speakers(book: Book) -> Iterator[Finding]:
    billed = {(row.get("speaker") or "").casefold() for row in book.records["billings"]}
    for row in book.records["speakers"]:
        if row.get("slug") and row["slug"] not in billed:
            yield row.finding(
                _("This speaker stands on no session."),
                column="Key",
                value=row["slug"],
                hint=_("Right if the agenda leaves the talk out; else add a row in “Billings”."),
                level=Level.WARNING,
            )


def organisation_tree(book: Book) -> Iterator[Finding]:
    for row in book.records["organisations"]:
        seen, above = {id(row)}, book.organisations.get(row.get("parent") or "")
        while above and id(above) not in seen:
            seen.add(id(above))
            above = book.organisations.get(above.get("parent") or "")
        if above is row:
            yield row.finding(
                _("An organisation cannot be part of itself."),
                column="Part of",
                value=row["parent"],
            )


def nearly_known(book: Book) -> Iterator[Finding]:
    """Organisations that the database has under the same letters in another writing."""
    rows = {fold(r["name_en"]): r for r in book.records["organisations"] if r.get("name_en")}
    for name in Organisation.objects.values_list("name_en", flat=True) if rows else []:
        row = rows.get(fold(name or ""))
        if row and row["name_en"] != name:
            yield row.finding(
                _("This organisation is already known as “%(name)s”.") % {"name": name},
                column="Name",
                value=row["name_en"],
                hint=_("Write it the same way, or it will be there twice."),
                level=Level.WARNING,
            )
