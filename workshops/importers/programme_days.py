"""Days and times as programmes write them: "Day 1, Monday 20 May 2024", "09:00-10:30", "9.00 – 10.30", "Morning"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from workshops.importers import times
from workshops.importers.programme_words import part_in
from workshops.importers.sheets import BadValue, fold
from workshops.models import PartOfDay, Workshop
from workshops.tables import Cell

MONTHS = (
    "january jan января янв 1月|february feb февраля фев 2月|march mar марта мар 3月|april apr апреля апр 4月|"
    "may мая май 5月|june jun июня июн 6月|july jul июля июл 7月|august aug августа авг 8月|"
    "september sep sept сентября сен 9月|october oct октября окт 10月|november nov ноября ноя 11月|"
    "december dec декабря дек 12月"
)
MONTH = {
    word: number
    for number, words in enumerate(MONTHS.split("|"), start=1)
    for word in words.split()
}
WEEKDAYS = (
    "monday mon понедельник пн 星期一 周一|tuesday tue tues вторник вт 星期二 周二|wednesday wed среда ср 星期三 周三|"
    "thursday thu thur thurs четверг чт 星期四 周四|friday fri пятница пт 星期五 周五|"
    "saturday sat суббота сб 星期六 周六|sunday sun воскресенье вс 星期日 星期天 周日"
)
WEEKDAY = {
    word: number for number, words in enumerate(WEEKDAYS.split("|")) for word in words.split()
}
DAY_NUMBER = re.compile(
    r"\b(?:day|день)\s*(\d{1,3})\b|\b(\d{1,3})\s*[-–]?\s*(?:й\s+)?день\b|第\s*(\d{1,3})\s*天|第\s*([一二三四五六七八九十]{1,3})\s*天",
    re.IGNORECASE,
)
HAN_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
CHINESE = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([^\W\d_]{3,})\.?,?(?:\s+(\d{4}))?"
)
MONTH_DAY = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:\s+(\d{4}))?")
LETTERS = re.compile(r"[^\W\d_]+")
RANGE = re.compile(
    r"^(\d{1,2})(?:[:.：h](\d{2}))?\s*([ap]\.?m\.?)?(?:\s*(?:-|–|—|~|－|至|to|до)\s*"
    r"(\d{1,2})(?:[:.：h](\d{2}))?\s*([ap]\.?m\.?)?)?\s*(?:h|hrs|ч\.?)?$",
    re.IGNORECASE,
)
CLOCK_FIRST = re.compile(r"^\d{1,2}[:.：]\d{2}\b[^\n]{0,12}\d*[^\n]{0,12}$")
LONGEST = 80  # letters of a day or a time in words
LONGEST_HALF_DAY = timedelta(hours=6)


@dataclass(frozen=True)
class Heading:
    """What a heading says of a day: its number, its date, either or both."""

    number: int | None
    day: date | None


@dataclass(frozen=True)
class When:
    """A time as a programme has it: a part of the day, and clock times where it gives them."""

    part: str
    starts_at: time | None = None
    ends_at: time | None = None


def workshop_day(workshop: Workshop) -> Callable[[Cell], date | None]:
    """A parser of days of this workshop; one that contradicts itself is refused."""

    def parse(cell: Cell) -> date | None:
        if cell in (None, ""):
            return None
        if isinstance(cell, date):
            return times.day(cell)
        heading = heading_in(str(cell), workshop)
        if heading is None:
            return times.day(cell)
        return agreed(heading, str(cell), workshop)

    return parse


def agreed(heading: Heading, text: str, workshop: Workshop) -> date:
    """The day on which number, date and weekday agree."""
    counted = (
        workshop.starts_on + timedelta(days=heading.number - 1)
        if heading.number is not None
        else None
    )
    found = heading.day or counted
    if heading.day and counted and counted != heading.day:
        raise BadValue(
            _("Date and day number do not agree."),
            _("%(date)s is day %(day)s.")
            % {"date": heading.day, "day": workshop.day_number(heading.day)},
        )
    weekday = weekday_in(text)
    if weekday is not None and found.weekday() != weekday:
        raise BadValue(
            _("Date and day of the week do not agree."),
            _("%(date)s is a %(weekday)s.") % {"date": found, "weekday": f"{found:%A}"},
        )
    return found


def heading_in(text: str, workshop: Workshop) -> Heading | None:
    """The day that a text names, or None where it says more than that, or nothing of it."""
    if len(text) > LONGEST:
        return None
    number, rest = number_in(text)
    day, rest = date_in(rest, workshop)
    if number is None and day is None:
        return None
    left = [word for word in LETTERS.findall(rest.casefold()) if word not in ("г", "year", "of")]
    if any(word not in WEEKDAY for word in left) or re.search(r"\d", rest):
        return None
    return Heading(number, day)


def number_in(text: str) -> tuple[int | None, str]:
    match = DAY_NUMBER.search(text)
    if not match:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    if match[4]:
        return han_number(match[4]), rest
    number = int(match[1] or match[2] or match[3])
    return (number or None), rest


def han_number(word: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = word.partition("十")
    if not ten:
        return HAN_DIGITS.get(word, 0)
    return HAN_DIGITS.get(tens, 1) * 10 + HAN_DIGITS.get(ones, 0)


def date_in(text: str, workshop: Workshop) -> tuple[date | None, str]:
    for pattern, order in (
        (ISO, (1, 2, 3)),
        (CHINESE, (1, 2, 3)),
        (NUMERIC, (3, 2, 1)),
        (DAY_MONTH, (3, 2, 1)),
        (MONTH_DAY, (3, 1, 2)),
    ):
        match = pattern.search(text)
        if not match:
            continue
        year, month, day = (match[place] for place in order)
        if not month.isdigit() and month.casefold() not in MONTH:
            continue
        if pattern is NUMERIC:
            found = times.day(match[0])
        else:
            wanted = int(month) if month.isdigit() else MONTH[month.casefold()]
            found = real(year, wanted, int(day), workshop)
        return found, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def real(year: str | None, month: int, day: int, workshop: Workshop) -> date:
    """Without a year, the one in which the day is nearest to the workshop."""
    if year:
        return times.real_date(int(year), month, day)
    years = {workshop.starts_on.year, workshop.ends_on.year}
    found = [times.real_date(one, month, day) for one in sorted(years)]
    return min(found, key=lambda one: abs((one - workshop.starts_on).days))


def weekday_in(text: str) -> int | None:
    for word in LETTERS.findall(text.casefold()):
        if word in WEEKDAY:
            return WEEKDAY[word]
    found = re.search(r"(星期|周)[一二三四五六日天]", text)
    return WEEKDAY.get(found[0]) if found else None


def when(cell: Cell) -> When | None:
    """A part of the day, a clock time or a range of them; blank is None."""
    if cell in (None, ""):
        return None
    if isinstance(cell, time | datetime):
        return by_clock(times.clock(cell), None)
    text = " ".join(str(cell)[: LONGEST + 1].split())
    if part := part_in(text):
        return When(part)
    word, rest = part_before(text)
    starts, ends = range_in(rest)
    return When(word, starts, ends) if word else by_clock(starts, ends)


def part_before(text: str) -> tuple[str, str]:
    """ "Morning 09:00-10:30" and "09:00-10:30 (morning)": the part of the day, and the times."""
    match = re.search(r"\d", text)
    if not match:
        return "", text
    before = text[: match.start()].strip(" ,(（")
    if part := part_in(before):
        return part, text[match.start() :].strip(" )）")
    after = re.search(r"[(（](.+?)[)）]\s*$", text)
    if after and (part := part_in(after[1])):
        return part, text[: after.start()].strip()
    return "", text


def range_in(text: str) -> tuple[time, time | None]:
    match = RANGE.match(text)
    if not match or not (match[2] or match[3] or match[5] or match[6]):
        raise BadValue(
            _("This is neither a time nor a part of the day."),
            _("Write it as 09:00–10:30, or as Morning, Afternoon or Night."),
        )
    starts = clock(match[1], match[2], match[3] or (match[6] if match[4] else None))
    ends = clock(match[4], match[5], match[6]) if match[4] else None
    return starts, ends


def clock(hour: str, minute: str | None, half: str | None) -> time:
    number, minutes = int(hour), int(minute or 0)
    if half and number <= 12:
        number = number % 12 + (12 if half.casefold().startswith("p") else 0)
    if number > 23 or minutes > 59:
        raise BadValue(_("There is no such time."), _("Write it as 09:30."))
    return time(number, minutes)


def by_clock(starts: time, ends: time | None) -> When:
    """The part of the day in which it begins; daytime where it takes more than half of it."""
    if ends and ends > starts and span(starts, ends) > LONGEST_HALF_DAY:
        return When(PartOfDay.DAYTIME, starts, ends)
    return When(part_at(starts), starts, ends)


def part_at(starts: time) -> str:
    if time(4) <= starts < time(12):
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if time(12) <= starts < time(18) else PartOfDay.NIGHT


def span(starts: time, ends: time) -> timedelta:
    return datetime.combine(date.min, ends) - datetime.combine(date.min, starts)


def is_time(cell: Cell) -> bool:
    """Whether a cell is where a time stands, also one that is no time: its parser says so."""
    if isinstance(cell, str) and CLOCK_FIRST.match(cell):
        return len(cell) <= LONGEST
    try:
        return when(cell) is not None
    except BadValue:
        return False


def says_day(cell: Cell, workshop: Workshop) -> bool:
    """Whether a cell names a day and nothing else."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not cell:
        return False
    try:
        return heading_in(cell, workshop) is not None or fold(cell) in WEEKDAY
    except BadValue:
        return True
