"""The one sheet of a programme: its columns, known by their words in English, Russian and Chinese."""

from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.importers import cells, times
from workshops.importers.agenda_sheets import LONG, MOST
from workshops.importers.columns import translated
from workshops.importers.programme_cells import people_in, stops_in
from workshops.importers.programme_days import when, workshop_day
from workshops.importers.programme_words import ONLINE_WORDS, headings, kind_in
from workshops.importers.sheets import BadValue, Column, Sheet, fold
from workshops.models import Session, Workshop
from workshops.tables import Cell

KEY, TITLE = "programme", "Programme"
PEOPLE = ("speakers", "moderators", "welcome", "closing")
MOST_PEOPLE = 60  # on one session


def programme_sheet(workshop: Workshop) -> Sheet:
    return Sheet(
        KEY,
        TITLE,
        (
            Column("number", "No.", cells.whole(MOST), aliases=("#", "Nr.", "№", "序号", "编号")),
            Column(
                "date",
                "Day",
                workshop_day(workshop),
                aliases=("Date", "Дата", "День", "日期", "天"),
                help=gettext_lazy(
                    "Day 1, 2026-03-02 or Monday 2 March; empty: as in the row above."
                ),
            ),
            Column(
                "time",
                "Time",
                when,
                aliases=("Part of day", "Время", "Часть дня", "时间", "时段", "When"),
                help=gettext_lazy("09:00–10:30, or Morning, Afternoon, Night or Daytime."),
            ),
            Column(
                "starts_at",
                "Starts",
                times.clock,
                aliases=("Start", "From", "Начало", "开始", "开始时间"),
            ),
            Column(
                "ends_at",
                "Ends",
                times.clock,
                aliases=("End", "To", "Until", "Конец", "Окончание", "结束", "结束时间"),
            ),
            Column(
                "kind",
                "Kind",
                kind,
                aliases=("Type", "Format", "Вид", "Тип", "Формат", "类型", "形式"),
            ),
            *translated(
                "title",
                "Title",
                longest=250,
                aliases=(
                    *("Session", "Topic", "Activity", "Theme", "Programme", "Content", "Agenda"),
                    *("Название", "Тема", "Мероприятие", "Сессия", "Программа"),
                    *("主题", "题目", "内容", "议题", "课程", "活动", "日程"),
                ),
                help=gettext_lazy(
                    "Lines under it may say “Speaker: …”, “Moderator: …”, “Host: …”, “Venue: …”."
                ),
            ),
            people("speakers", "Speakers"),
            people("moderators", "Moderators"),
            people("welcome", "Welcome remarks"),
            people("closing", "Closing remarks"),
            Column(
                "hosts",
                "Hosts",
                cells.several(cells.text(250)),
                aliases=headings("hosts"),
                help=gettext_lazy("Organisations, one a line."),
            ),
            Column("arranged_by", "Arranged by", cells.text(400), aliases=headings("arranged_by")),
            Column("venue", "Venue", cells.text(200), aliases=headings("venue")),
            Column(
                "stops",
                "Stops",
                stops,
                aliases=headings("stops"),
                help=gettext_lazy("Places of a visit in order, one a line."),
            ),
            Column(
                "meeting_point", "Meeting point", cells.text(200), aliases=headings("meeting_point")
            ),
            Column(
                "track", "Track", cells.text(120), aliases=("Трек", "Направление", "专题", "分论坛")
            ),
            *translated(
                "description", "Description", longest=LONG, aliases=headings("description")
            ),
            Column("is_online", "Online", online, aliases=("Delivery", "Онлайн", "线上")),
            Column(
                "languages", "Languages", cells.language_codes, aliases=("Language", "Язык", "语言")
            ),
            Column("uuid", "GUID", guid, aliases=("UUID",)),
        ),
        required=True,
        aliases=(
            "Agenda",
            "Schedule",
            "Timetable",
            "Программа",
            "Расписание",
            "日程",
            "议程",
            "日程安排",
        ),
        named_by=("date", "time", "title_en"),
    )


def people(key: str, header: str) -> Column:
    return Column(
        key,
        header,
        everybody,
        aliases=headings(key),
        help=format_lazy(
            "{words} {example}",
            words=gettext_lazy("One a line: name, then the post after a comma."),
            example="Prof. LEI Jun, Dean of Trade",
        ),
    )


def everybody(cell: Cell) -> tuple:
    found = tuple(dict.fromkeys(people_in("" if cell is None else str(cell))))
    if len(found) > MOST_PEOPLE:
        raise BadValue(_("At most %(most)s people are possible here.") % {"most": MOST_PEOPLE})
    for person in found:
        for what, longest in ((person.name, 150), (person.post, 400), (person.honorific, 20)):
            if len(what) > longest:
                raise BadValue(
                    _("The text has %(length)s characters; %(longest)s are possible.")
                    % {"length": len(what), "longest": longest},
                    _("Write each person on a line: name, then the post after a comma."),
                )
    return found


def stops(cell: Cell) -> tuple[str, ...]:
    found = stops_in("" if cell is None else str(cell))
    if any(len(name) > 250 for name in found) or len(found) > MOST_PEOPLE:
        raise BadValue(
            _("This is too long for places of a visit."), _("Write one place on each line.")
        )
    return found


def kind(cell: Cell) -> str:
    """A kind in words of ours or of others; blank is ""."""
    written = "" if cell is None else str(cell).strip()
    found = kind_in(written)
    if written and not found:
        raise BadValue(
            _("“%(word)s” is no kind of session.") % {"word": written[:40]},
            _("One of: %(known)s.") % {"known": ", ".join(Session.Kind.values)},
        )
    return found


def online(cell: Cell) -> bool | None:
    """Yes or no, or how a session is delivered; blank is None."""
    if cell in (None, ""):
        return None
    word = fold(str(cell))
    if word in {fold(each) for each in ONLINE_WORDS} | {"hybrid"}:
        return True
    if word in ("inperson", "очно", "线下"):
        return False
    return cells.yes_no(cell)


def guid(cell: Cell) -> UUID | None:
    if cell in (None, ""):
        return None
    try:
        return UUID(str(cell).strip())
    except ValueError:
        raise BadValue(_("This is not a GUID."), _("Leave it empty where there is none.")) from None
