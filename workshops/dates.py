"""Dates and times in words, in the reader's language."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

CITIES = {
    "Asia/Almaty": pgettext_lazy("city of a time zone", "Almaty"),
    "Asia/Ashgabat": pgettext_lazy("city of a time zone", "Ashgabat"),
    "Asia/Baku": pgettext_lazy("city of a time zone", "Baku"),
    "Asia/Bangkok": pgettext_lazy("city of a time zone", "Bangkok"),
    "Asia/Bishkek": pgettext_lazy("city of a time zone", "Bishkek"),
    "Asia/Dushanbe": pgettext_lazy("city of a time zone", "Dushanbe"),
    "Asia/Jakarta": pgettext_lazy("city of a time zone", "Jakarta"),
    "Asia/Kabul": pgettext_lazy("city of a time zone", "Kabul"),
    "Asia/Karachi": pgettext_lazy("city of a time zone", "Karachi"),
    "Asia/Kuala_Lumpur": pgettext_lazy("city of a time zone", "Kuala Lumpur"),
    "Asia/Manila": pgettext_lazy("city of a time zone", "Manila"),
    "Asia/Shanghai": pgettext_lazy("city of a time zone", "Shanghai"),
    "Asia/Singapore": pgettext_lazy("city of a time zone", "Singapore"),
    "Asia/Tashkent": pgettext_lazy("city of a time zone", "Tashkent"),
    "Asia/Tbilisi": pgettext_lazy("city of a time zone", "Tbilisi"),
    "Asia/Ulaanbaatar": pgettext_lazy("city of a time zone", "Ulaanbaatar"),
    "Asia/Urumqi": pgettext_lazy("city of a time zone", "Urumqi"),
}


def day(value: date) -> str:
    """Mon 20 May."""
    return dateformat.format(value, pgettext("date format: day of an agenda", "D j M"))


def weekday(value: date) -> str:
    """Monday 20 May."""
    return dateformat.format(value, pgettext("date format: weekday, day, month", "l j F"))


def day_if_known(value: date | None) -> str:
    """Mon 20 May, or that nobody knows the day."""
    return day(value) if value else _("day not known")


def day_year(value: date) -> str:
    """Mon 20 May 2024."""
    return dateformat.format(value, pgettext("date format: day with its year", "D j M Y"))


def date_range(first: date, last: date) -> str:
    """20 May – 2 June 2024, with the month and year said once where they are the same."""
    if first == last:
        pattern = pgettext("date range: one day", "%(day)s %(month)s %(year)s")
    elif (first.year, first.month) == (last.year, last.month):
        pattern = pgettext("date range: one month", "%(day)s–%(last_day)s %(month)s %(year)s")
    elif first.year == last.year:
        pattern = pgettext(
            "date range: one year", "%(day)s %(month)s – %(last_day)s %(last_month)s %(year)s"
        )
    else:
        pattern = pgettext(
            "date range: two years",
            "%(day)s %(month)s %(year)s – %(last_day)s %(last_month)s %(last_year)s",
        )
    month = pgettext("date format: month in a range", "F")
    return pattern % {
        "day": first.day,
        "month": dateformat.format(first, month),
        "year": first.year,
        "last_day": last.day,
        "last_month": dateformat.format(last, month),
        "last_year": last.year,
    }


def time_range(starts_at: time | None, ends_at: time | None) -> str:
    """09:00–10:30, 09:00, or nothing where no clock time is known."""
    if starts_at is None:
        return ""
    if ends_at is None:
        return f"{starts_at:%H:%M}"
    return f"{starts_at:%H:%M}–{ends_at:%H:%M}"


def moment(value: datetime, zone: str) -> str:
    """18:00 on Tue 12 May 2026, Bangkok time (UTC+7)."""
    there = value.astimezone(ZoneInfo(zone))
    return pgettext("a moment in a time zone", "%(time)s on %(day)s, %(zone)s") % {
        "time": f"{there:%H:%M}",
        "day": day_year(there.date()),
        "zone": zone_in_words(zone, there.date()),
    }


def zone_in_words(zone: str, on: date | None = None) -> str:
    """The zone as a reader knows it, with its offset at noon of that day: "Shanghai time (UTC+8)"."""
    moment = datetime.combine(on or timezone.now().date(), time(12), ZoneInfo(zone))
    offset = moment.strftime("%z")
    sign, hours, minutes = offset[0], int(offset[1:3]), offset[3:5]
    shown = f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
    return _("%(place)s time (%(offset)s)") % {"place": place_of(zone), "offset": shown}


def place_of(zone: str) -> str:
    """The place that a zone is named after: Bangkok."""
    return str(CITIES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " "))
