"""Parsers of cells that hold a day, a time of day, or both; none is guessed that can be read in two ways."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from workshops.importers.sheets import BadValue
from workshops.tables import Cell

ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
DOTTED = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
CHINESE_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
DAY_NUMBER = re.compile(r"^day\s*(\d{1,3})$", re.IGNORECASE)
MOMENT = re.compile(r"^(.+?)[ T]+(\d{1,2}[:.h]\d{2})(?::\d{2})?$")


def day(cell: Cell) -> date | None:
    """A date; one that can be read in two ways is refused, never guessed."""
    if cell in (None, ""):
        return None
    if isinstance(cell, date):  # a datetime too
        return real_date(cell.year, cell.month, cell.day)
    written = str(cell).strip()
    if match := ISO_DATE.match(written) or CHINESE_DATE.match(written):
        return real_date(int(match[1]), int(match[2]), int(match[3]))
    if match := DOTTED.match(written):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if "." not in written and first <= 12 and second <= 12 and first != second:
            raise BadValue(
                _("This date can be read in two ways."),
                _("Write it as %(one)s or %(other)s.")
                % {
                    "one": f"{year}-{second:02}-{first:02}",
                    "other": f"{year}-{first:02}-{second:02}",
                },
            )
        return real_date(year, second, first) if second <= 12 else real_date(year, first, second)
    raise BadValue(_("This is not a date."), _("Write it as 2024-05-20."))


def workshop_day(first: date) -> Callable[[Cell], date | None]:
    """A date, or a day of the workshop whose first day is `first`: "day 5"."""

    def parse(cell: Cell) -> date | None:
        match = DAY_NUMBER.match(str(cell).strip()) if isinstance(cell, str) else None
        return first + timedelta(days=int(match[1]) - 1) if match else day(cell)

    return parse


def real_date(year: int, month: int, day_of_month: int) -> date:
    if not 1900 <= year < 2200:
        raise BadValue(_("The year is probably a slip."), _("Write it as 2024-05-20."))
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise BadValue(_("There is no such day."), _("Write it as 2024-05-20.")) from None


def moment(zone: tzinfo) -> Callable[[Cell], datetime | None]:
    """A day and a time of it in `zone`; a day alone is meant to its last minute. Blank is None."""

    def parse(cell: Cell) -> datetime | None:
        if cell in (None, ""):
            return None
        if isinstance(cell, datetime) and clock(cell) != time(0):
            return real_moment(day(cell), clock(cell), zone)
        match = MOMENT.match(cell.strip()) if isinstance(cell, str) else None
        if match:
            return real_moment(day(match[1]), clock(match[2]), zone)
        return real_moment(day(cell), time(23, 59), zone)

    return parse


def real_moment(on: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(on, at, tzinfo=zone)


def clock(cell: Cell) -> time | None:
    """A time of day, or None where blank."""
    if cell in (None, ""):
        return None
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    match = re.match(r"^(\d{1,2})[:.h](\d{2})$", str(cell).strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise BadValue(_("This is not a time."), _("Write it as 09:30."))
