"""What is wrong with an agenda workbook beyond single cells: across rows, sheets and the database."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops.importers.agenda_book import Book, Names
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record, duplicates, fold
from workshops.models import Organisation, PartOfDay, Workshop
from workshops.models.workshop import english_only
from workshops.slugs import LONGEST, cut

LONGEST_WORKSHOP = 366  # days


def findings_of(book: Book) -> Iterator[Finding]:
    """Everything that can be said about the book."""
    for check in CHECKS:
        yield from check(book)


def one_workshop(book: Book) -> Iterator[Finding]:
    rows = book.records["workshop"]
    if not rows and "workshop" not in book.records.absent:
        yield Finding(_("This sheet has no row."), _("Give the workshop."), sheet="Workshop")
    for extra in rows[1:]:
        yield extra.finding(_("A file holds one workshop."), hint=_("Remove this row."))
    if not rows:
        return
    row = rows[0]
    if book.first and book.last and book.last < book.first:
        yield row.finding(
            _("The last day is before the first."), column="Last day", value=book.last
        )
    if book.first and book.last and (book.last - book.first).days > LONGEST_WORKSHOP:
        yield row.finding(
            _("A workshop is not longer than a year."), column="Last day", value=book.last
        )
    known = [code for code, _name in settings.LANGUAGES]
    for code in row.get("languages", ()):
        if code not in known:
            yield row.finding(
                _("Texts cannot be in this language."),
                column="Content languages",
                value=code,
                hint=_("One of: %(known)s.") % {"known": ", ".join(known)},
            )


def languages_said(book: Book) -> Iterator[Finding]:
    """Texts in a language that the workshop does not name are kept but never shown first."""
    row, old = book.workshop_row, book.workshop
    said = (row and row.get("languages")) or (old.languages if old else english_only())
    for code, _name in settings.LANGUAGES:
        ending = build_localized_fieldname("", code)
        rows = [
            record
            for records in book.records.values()
            for record in records
            if code not in said and any(k.endswith(ending) and v for k, v in record.values.items())
        ]
        for record in rows:
            yield record.finding(
                _("There is text in a language that the workshop does not name."),
                value=code,
                hint=_("Add it to “Content languages” in the sheet “Workshop”."),
                level=Level.WARNING,
            )


def sessions_by_number(book: Book) -> Iterator[Finding]:
    for second, first in duplicates(book.records["sessions"], lambda r: r.get("number")):
        yield second.finding(
            _("This number already stands in row %(row)s.") % {"row": first.row},
            column="No.",
            value=second["number"],
            hint=_("Each session has a number of its own."),
        )


def session_dates(book: Book) -> Iterator[Finding]:
    for row in book.records["sessions"]:
        if "date" not in row.values or "day" not in row.values:
            continue
        day, written = book.date_of(row), row["date"]
        column, value = ("Date", written) if written else ("Day", row["day"])
        if written is None and not row["day"]:
            yield row.finding(
                _("A session needs a date or a day number."),
                column="Day",
                value="" if row["day"] is None else row["day"],
                hint=_("The first day is 1."),
            )
        elif day and is_outside(day, book):
            yield row.finding(
                _("This is outside the workshop."),
                column=column,
                value=value,
                hint=_("It runs from %(first)s to %(last)s.")
                % {"first": book.first, "last": book.last},
            )
        elif (
            written and row["day"] and book.first and (written - book.first).days + 1 != row["day"]
        ):
            yield row.finding(
                _("Date and day number do not agree."),
                column="Day",
                value=row["day"],
                hint=_("%(date)s is day %(day)s.")
                % {"date": written, "day": (written - book.first).days + 1},
            )


def is_outside(day: date, book: Book) -> bool:
    """Whether a day is before the first or after the last; not where these two are wrong."""
    if not book.first or not book.last or book.last < book.first:
        return False
    return not book.first <= day <= book.last


def session_times(book: Book) -> Iterator[Finding]:
    for row in book.records["sessions"]:
        if "starts_at" not in row.values or "ends_at" not in row.values:
            continue
        starts, ends = row["starts_at"], row["ends_at"]
        if ends and not starts:
            yield row.finding(
                _("A session with an end needs a start."), column="Ends", value=f"{ends:%H:%M}"
            )
        elif ends and (ends == starts or (ends < starts and not is_night(row))):
            yield row.finding(
                _("The end is not after the start."),
                column="Ends",
                value=f"{ends:%H:%M}",
                hint=_("It starts at %(start)s. Only at night can it end after midnight.")
                % {"start": f"{starts:%H:%M}"},
            )


def is_night(row: Record) -> bool:
    return row.get("part_of_day", PartOfDay.NIGHT) == PartOfDay.NIGHT


def references(book: Book) -> Iterator[Finding]:
    """Names and numbers that other sheets do not have."""
    sessions, speakers = book.records["sessions"], book.records["speakers"]
    for rows, key, column, names, sheet in (
        (book.records["organisations"], "parent", "Part of", book.organisations, "Organisations"),
        (sessions, "venue", "Venue", book.venues, "Venues"),
        (sessions, "component", "Component", book.components, "Components"),
        (sessions, "track", "Track", book.tracks, "Tracks"),
        (speakers, "organisation", "Organisation", book.organisations, "Organisations"),
        (book.records["billings"], "speaker", "Speaker", book.speakers, "Speakers"),
        (
            book.records["stops"],
            "organisation",
            "Organisation",
            book.organisations,
            "Organisations",
        ),
    ):
        for row in rows:
            yield from unknown_name(row, row.get(key), column, names, sheet)
    for row in sessions:
        for key, column in (("hosts", "Hosts"), ("arrangers", "Arrangers")):
            for name, _printed in row.get(key, ()):
                yield from unknown_name(row, name, column, book.organisations, "Organisations")
            yield from named_twice(row, row.get(key, ()), column, book.organisations)
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
    by_name = lambda r: fold(r.get("name") or "") or None  # noqa: E731
    for second, first in duplicates(book.records["speakers"], by_name):
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


def address_possible(book: Book) -> Iterator[Finding]:
    row = book.workshop_row
    if book.target.slug and cut(slugify(book.target.slug)) != book.target.slug:
        yield Finding(
            _("Only a–z, 0–9 and hyphens are possible in an address, %(most)s at most.")
            % {"most": LONGEST},
            value=book.target.slug,
        )
    if not row or book.target.slug or row.get("slug") or not row.get("title_en"):
        return
    if not slugify(row["title_en"]):
        yield row.finding(
            _("No address can be made from this title."),
            column="Title",
            value=row["title_en"],
            hint=_("Give one in “Address”, as digital-economy-2024."),
        )


def removals(book: Book) -> Iterator[Finding]:
    """What the workshop has and the file no longer holds."""
    if book.workshop is None:
        return
    yield from gone_sessions(book, book.workshop)
    if "speakers" not in book.records.absent:
        keys = {row.get("slug") for row in book.records["speakers"]}
        for speaker in book.workshop.speakers.exclude(slug__in=keys - {None}):
            yield Finding(
                _("The speaker “%(name)s” is not in the file and would be removed.")
                % {"name": speaker.name},
                level=Level.WARNING,
                sheet="Speakers",
            )


def gone_sessions(book: Book, workshop: Workshop) -> Iterator[Finding]:
    for session in workshop.sessions.exclude(number__in=book.numbers):
        yield Finding(
            _("Session %(number)s, “%(title)s”, is not in the file and would be removed.")
            % {"number": session.number, "title": session},
            level=Level.WARNING,
            sheet="Agenda",
        )


CHECKS = (
    one_workshop,
    address_possible,
    languages_said,
    sessions_by_number,
    session_dates,
    session_times,
    references,
    doubles,
    same_speakers,
    silent_speakers,
    organisation_tree,
    nearly_known,
    removals,
)
