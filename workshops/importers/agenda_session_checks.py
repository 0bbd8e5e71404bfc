"""What can be wrong with the numbers, days and times of the sessions of an agenda workbook."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from workshops.importers.agenda_book import Book
from workshops.importers.findings import Finding
from workshops.importers.sheets import Record, duplicates
from workshops.models import PartOfDay


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
        elif written and row["day"] and book.first:
            yield from day_and_date(row, (written - book.first).days + 1)


def day_and_date(row: Record, day: int) -> Iterator[Finding]:
    """The date of the row is the workshop's day `day`; its day number should be that too."""
    if row["day"] != day:
        yield row.finding(
            _("Date and day number do not agree."),
            column="Day",
            value=row["day"],
            hint=_("%(date)s is day %(day)s.") % {"date": row["date"], "day": day},
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
