"""What can be wrong with a roster: in a row by itself, between rows, and against who is there."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from people import names
from people.importers.roster_gates import not_cleared
from people.importers.roster_known import Known
from people.importers.roster_plan import PERSON, Line, lines_of
from people.importers.roster_sheet import person_columns
from people.importers.roster_there_checks import kept_as_it_is, of_another_row, taken_over
from people.models import Participation, Role
from workshops.countries import Gazetteer
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record, duplicates

HEADERS = {column.key: column.header for column in person_columns(Gazetteer({}))}


def findings_of(rows: list[Record], known: Known, *, today: date) -> Iterator[Finding]:
    """Everything that stops the file, and what the person who gave it should look at."""
    lines = lines_of(rows, known)
    for line in lines:
        yield from twice(line)
        yield from said_otherwise(line)
    yield from one_address_for_two(rows)
    for line in lines:
        yield from unknown_words(line, known)
        yield from of_another_row(line, known)
        yield from incomplete(line, known)
    for line in lines:
        yield from impossible_days(line)
        yield from not_endorsed(line)
        yield from namesake(line, known)
        yield from taken_over(line, known)
        yield from kept_as_it_is(line, known)
        yield from without_seat(line, known)
    if known.workshop.ends_on >= today:
        yield from not_cleared(lines, known)


def twice(line: Line) -> Iterator[Finding]:
    """Two rows about one person in one role."""
    if line.first is None or is_somebody_else(line.record, line.first.record):
        return
    yield line.record.finding(
        _("The same person stands in row %(row)s.") % {"row": line.first.record.row},
        column="Name",
        value=line.record["display_name"],
        hint=_("Remove one, or give them different roles."),
    )


def said_otherwise(line: Line) -> Iterator[Finding]:
    """Two rows about one person that do not say the same of them."""
    if not line.together or is_somebody_else(line.record, line.together[0].record):
        return
    for key, value in line.of_person(PERSON).items():
        own = line.record[key]
        if own in (None, "") or alike(key, own, value):
            continue
        rows = [one.record.row for one in line.together if one.record.get(key) == value]
        yield line.record.finding(
            _("Row %(row)s says something else of the same person.") % {"row": rows[0]},
            column=HEADERS[key],
            value=getattr(own, "name_en", own),
        )


def alike(key: str, one: object, other: object) -> bool:
    """Whether two rows say the same: names are known to be, addresses are in any case."""
    if key == "email":
        return str(one).casefold() == str(other).casefold()
    return key == "display_name" or one == other


def one_address_for_two(rows: list[Record]) -> Iterator[Finding]:
    """One e-mail address under two names, in whatever roles."""
    for second, first in duplicates(rows, address):
        if is_somebody_else(second, first):
            yield second.finding(
                _("The e-mail address stands in row %(row)s for somebody else.")
                % {"row": first.row},
                column="E-mail",
                value=second["email"],
            )


def address(record: Record) -> str | None:
    return record["email"].casefold() if record.get("email") else None


def is_somebody_else(one: Record, other: Record) -> bool:
    """Whether two rows call a person by different names."""
    first, second = (names.fold(row.get("display_name") or "") for row in (one, other))
    return first != second


def unknown_words(line: Line, known: Known) -> Iterator[Finding]:
    """Names of what should be in the workshop and is not."""
    record = line.record
    if record.get("stream") and record["stream"] not in known.streams:
        yield record.finding(
            _("There is no such stream in this workshop."),
            column="Stream",
            value=record["stream"],
            hint=_("One of: %(known)s.") % {"known": ", ".join(known.streams) or "–"},
        )
    if record.get("speaker") and names.fold(record["speaker"]) not in known.speakers:
        yield record.finding(
            _("No speaker of this workshop has that name."),
            column="Speaker",
            value=record["speaker"],
        )

    yield from unknown_organisation(line, known)


def unknown_organisation(line: Line, known: Known) -> Iterator[Finding]:
    """Of a participant it is a text of the dossier; of others one of the organisations kept here."""
    written = line.record.get("organisation")
    if not written or line.role in (Role.PARTICIPANT, None):
        return
    if names.fold(written) not in known.organisations:
        yield line.record.finding(
            _("This organisation is not known, and would be left out."),
            column="Organisation",
            value=written,
            hint=_("Add it among the organisations, or write it into the post."),
            level=Level.WARNING,
        )


def incomplete(line: Line, known: Known) -> Iterator[Finding]:
    """A participant without a stream or without a sender, in the file or from before."""
    if line.role != Role.PARTICIPANT or "sending_country" not in line.record.values:
        return
    allocation = known.allocation_of(line.place)
    body = line.record.get("body") or (allocation is not None and allocation.body)
    if not ((line.after("sending_country") or body) and line.after("stream")):
        yield line.record.finding(
            _("A participant has a stream and a sending country."), column="Sending country"
        )


def impossible_days(line: Line) -> Iterator[Finding]:
    """Leaving before arriving, counting the day that is there already where the file has none."""
    arrived, left = (line.after(key) for key in ("arrived_on", "left_on"))
    if arrived and left and left < arrived:
        yield line.record.finding(
            _("The person would leave before arriving."), column="Left on", value=left
        )


def not_endorsed(line: Line) -> Iterator[Finding]:
    """A nominee who comes to hold a seat was endorsed, or the file says why not."""
    record = line.record
    nominated = record.get("channel") == Participation.Channel.NOMINATION
    if line.place is None and line.needs_seat and nominated and not record.get("waiver_reason"):
        yield record.finding(
            _("A nominee is not selected without an endorsement."),
            column="Channel",
            value=record["channel"],
            hint=_("Say why without one, or give another channel."),
        )


def namesake(line: Line, known: Known) -> Iterator[Finding]:
    if line.is_new and line.record.get("display_name") in known.names_elsewhere:
        yield line.record.finding(
            _("Somebody of that name is known from another workshop; they are kept apart."),
            column="Name",
            value=line.record["display_name"],
            hint=_("Give the e-mail address of the person known, if it is the same."),
            level=Level.WARNING,
        )


def without_seat(line: Line, known: Known) -> Iterator[Finding]:
    """Who finds no seat, once those in the rows before have theirs."""
    if not line.needs_seat or line.seat or line.record.get("stream") not in known.streams:
        return
    country = line.record.get("sending_country")
    to = line.record.get("body") or country.name_en
    yield line.record.finding(
        _("There is no free seat for %(country)s in this stream.") % {"country": to},
        column="Allocation body" if line.record.get("body") else "Sending country",
        value=to,
        hint=_("Import or raise the allocation first."),
    )
