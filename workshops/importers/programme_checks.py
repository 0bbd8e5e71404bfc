"""What can be wrong with a programme across its rows, and against the workshop it goes into."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.utils.translation import gettext as _

from workshops.importers.findings import Finding, Level
from workshops.importers.programme_cells import Person
from workshops.importers.programme_layout import MOST_SESSIONS
from workshops.importers.programme_plan import Planned, planned, title_of, titles_of, when_of
from workshops.importers.programme_sheet import PEOPLE, TITLE
from workshops.importers.sheets import Record, duplicates, fold
from workshops.models import PartOfDay, Session, Workshop

ALIKE = 0.88  # of two names, from 0 to 1
MOST_COMPARED = 600  # names
MOST_NAMED = 5  # sessions that a finding names


def findings_of(records: list[Record], workshop: Workshop) -> Iterator[Finding]:
    if not records:
        yield Finding(
            _("There is no session in this file."),
            _("Each needs a day, a time or part of the day, and a title. Look at the template."),
            sheet=TITLE,
        )
        return
    if len(records) > MOST_SESSIONS:
        yield Finding(
            _("The file has more than %(most)s sessions.") % {"most": MOST_SESSIONS}, sheet=TITLE
        )
        return
    for record in records:
        yield from place_said(record, workshop)
        yield from times_possible(record)
    yield from doubles(records)
    rows = planned(records, workshop)
    yield from guids_elsewhere(rows, workshop)
    yield from left_out(rows, workshop)
    yield from nearly_known(records, workshop)


def place_said(record: Record, workshop: Workshop) -> Iterator[Finding]:
    """A day of the workshop, and a time or a part of the day."""
    day = record.get("date")
    if "date" in record.values and day is None:
        yield record.finding(
            _("A session needs a day."),
            column="Day",
            hint=_("Write the day in the row, or in a row of its own above it."),
        )
    if day and not workshop.starts_on <= day <= workshop.ends_on:
        yield record.finding(
            _("This is outside the workshop."),
            column="Day",
            value=day,
            hint=_("It runs from %(first)s to %(last)s.")
            % {"first": workshop.starts_on, "last": workshop.ends_on},
        )
    if "time" in record.values and "starts_at" in record.values and when_of(record) is None:
        yield record.finding(
            _("A session needs a time or a part of the day."),
            column="Time",
            hint=_("Write it as 09:00–10:30, or as Morning, Afternoon or Night."),
        )


def times_possible(record: Record) -> Iterator[Finding]:
    when = when_of(record)
    if record.get("ends_at") and (when is None or when.starts_at is None):
        yield record.finding(
            _("A session with an end needs a start."), column="Ends", value=record["ends_at"]
        )
    elif when and when.starts_at and when.ends_at:
        backwards = when.ends_at < when.starts_at and when.part != PartOfDay.NIGHT
        if backwards or when.ends_at == when.starts_at:
            yield record.finding(
                _("The end is not after the start."),
                column="Time",
                value=f"{when.starts_at:%H:%M}–{when.ends_at:%H:%M}",
                hint=_("It starts at %(start)s. Only at night can it end after midnight.")
                % {"start": f"{when.starts_at:%H:%M}"},
            )


def doubles(records: list[Record]) -> Iterator[Finding]:
    """Numbers and GUIDs that stand twice, and one session told twice."""
    for key, column in (("number", "No."), ("uuid", "GUID")):
        for second, first in duplicates(records, lambda record: record.get(key)):  # noqa: B023
            yield second.finding(
                _("The same stands in row %(row)s.") % {"row": first.row},
                column=column,
                value=second[key],
                hint=_("Each session has its own."),
            )
    for second, first in duplicates(records, told):
        yield second.finding(
            _("This session already stands in row %(row)s.") % {"row": first.row},
            column="Title",
            value=title_of(second),
            hint=_("Remove one of the two."),
        )


def told(record: Record) -> tuple | None:
    """What makes two rows one session: a day, a time and a title."""
    when, titles = when_of(record), titles_of(record)
    if not (record.get("date") and when and titles):
        return None
    return record["date"], when.part, when.starts_at, frozenset(titles), record.get("venue")


def guids_elsewhere(rows: list[Planned], workshop: Workshop) -> Iterator[Finding]:
    """GUIDs that another session has: the row is imported without it."""
    wanted = {row.record["uuid"]: row for row in rows if row.record.get("uuid")}
    others = Session.objects.exclude(workshop=workshop).filter(uuid__in=wanted)
    for uuid in others.values_list("uuid", flat=True):
        yield wanted[uuid].record.finding(
            _("Another workshop has a session with this GUID."),
            column="GUID",
            value=uuid,
            hint=_("It is imported without it, and then found by its day and title."),
            level=Level.WARNING,
        )


def left_out(rows: list[Planned], workshop: Workshop) -> Iterator[Finding]:
    """Sessions that the file does not have: they stay."""
    met = {row.session.pk for row in rows if row.session}
    others = [one for one in workshop.sessions.order_by("date", "number") if one.pk not in met]
    if others and met:
        named = "; ".join(f"{one.number}. {one}" for one in others[:MOST_NAMED])
        yield Finding(
            _("The agenda has sessions that this file does not have. They stay: %(sessions)s.")
            % {"sessions": named + ("…" if len(others) > MOST_NAMED else "")},
            _("Delete or cancel them in the agenda if they are not held."),
            Level.WARNING,
            TITLE,
        )


def nearly_known(records: list[Record], workshop: Workshop) -> Iterator[Finding]:
    """People whose names are almost those of speakers: perhaps the same, written otherwise."""
    known = {fold(name): name for name in workshop.speakers.values_list("name", flat=True)}
    seen = set(known)
    for record, person in everybody(records):
        word = fold(person.name)
        if word in seen or len(seen) > MOST_COMPARED:
            continue
        seen.add(word)
        for near in get_close_matches(word, known, n=1, cutoff=ALIKE):
            yield record.finding(
                _("A speaker of almost this name is there: “%(name)s”.") % {"name": known[near]},
                column="Speakers",
                value=person.name,
                hint=_("Write it the same way, or there will be two."),
                level=Level.WARNING,
            )


def everybody(records: list[Record]) -> Iterator[tuple[Record, Person]]:
    for record in records:
        for key in PEOPLE:
            for person in record.get(key, ()):
                yield record, person
