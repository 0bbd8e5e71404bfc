"""What the call asks of nominees, asked of a roster too: an import selects nobody past it in silence.

A file says nothing of language levels, and no selector has decided about somebody new. So a nominee who is to
have a seat passes here or is refused, as on the board; of whoever comes otherwise only what fails is said.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from people import gates
from people.gates import Checked, Earlier, Verdict
from people.importers.roster_known import Known
from people.importers.roster_plan import Line, allocation_of
from people.models import Call, Dossier, Gate, Participation, Role
from workshops.importers.findings import Finding, Level
from workshops.models import Workshop

NOMINATION = Participation.Channel.NOMINATION
COLUMNS = {Gate.LANGUAGE: "Name", Gate.ELIGIBILITY: "Sending country", Gate.ATTENDANCE: "Name"}


def not_cleared(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """Participants whom the file brings and who do not pass a criterion of the call."""
    if known.call is None:
        return
    new = [line for line in lines if is_asked(line)]
    earlier = gates.came_before(known.workshop, {line.person.pk for line in new} - {None})
    for line in new:
        for checked in checks(line, known, known.call, earlier):
            yield from finding_of(line, checked)


def is_asked(line: Line) -> bool:
    """Nothing is asked of those who are there already, nor of a record of the past."""
    historical = line.record.get("channel") == Participation.Channel.HISTORICAL
    return line.place is None and line.role == Role.PARTICIPANT and not historical


def checks(line: Line, known: Known, call: Call, earlier: Earlier) -> Iterator[Checked]:
    row = as_it_would_be(line, known, known.workshop)
    return gates.checks(known.workshop, row, call, earlier.get(line.person.pk or 0, []))


def as_it_would_be(line: Line, known: Known, workshop: Workshop) -> Participation:
    """The participation that the row stands for, with what it says of the dossier; saved nowhere."""
    record = line.record
    row = Participation(
        workshop=workshop,
        person=line.person,
        role=line.role,
        sending_country=record.get("sending_country"),
        allocation=allocation_of(line, known),
    )
    organisation, sector = record.get("organisation") or "", record.get("sector") or ""
    if organisation or sector:
        Dossier(participation=row, organisation=organisation, sector=sector)
    return row


def finding_of(line: Line, checked: Checked) -> Iterator[Finding]:
    selected = line.needs_seat and line.record.get("channel") == NOMINATION
    if checked.passed or not (selected or checked.verdict == Verdict.FAILED):
        return
    yield line.record.finding(
        f"{checked.gate.label}: {checked.reason}",
        column=COLUMNS[checked.gate],
        hint=hint_for(selected),
        level=Level.ERROR if selected else Level.WARNING,
    )


def hint_for(selected: bool) -> str:
    if selected:
        return _("Import the nominee as endorsed, and decide on the selection board.")
    return _("The call asks otherwise. Look at it on the selection board before the seat is used.")
