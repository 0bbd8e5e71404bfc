"""Ways of people: into a state, into the workshop, and one in the place of another."""

from tempfile import NamedTemporaryFile

from django.urls import reverse
from django.utils import timezone

from people.actions import replacing, states
from people.importers.roster import RosterImporter
from people.models import Participation, Seat, State
from tests.factories import make_country, make_person
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.table import (
    ALL,
    COMING,
    ENTERING,
    REPLACING,
    Path,
    office,
    on_import_page,
    organiser,
    way,
)
from tests.people.sheets import roster
from tests.workshops.office import address, form_of
from workshops.importers.pipeline import run
from workshops.models import Workshop

# Coming into another state: go(row, state, reason="")


@way(ENTERING, "action")
def by_action(row: Participation, to: str, *, reason: str = "") -> Outcome:
    now = timezone.now()
    return outcome.of_call(lambda: states.change(row, to, by=organiser(), now=now, reason=reason))


@way(ENTERING, "page of the state")
def on_page_of_state(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_state", args=[row.pk])
    return outcome.of_answer(office().post(page, {"to": to, "reason": reason}))


@way(ENTERING, "action of the list")
def in_the_list(row: Participation, to: str, *, reason: str = "") -> Outcome:
    sent = {
        "action": "change_state",
        "_selected_action": [row.pk],
        "confirmed": "yes",
        "to": to,
        "reason": reason,
    }
    return outcome.of_answer(office().post(address(Participation, "changelist"), sent))


@way(ENTERING, "row saved past the actions", raw=True)
def by_save(row: Participation, to: str, *, reason: str = "") -> Outcome:
    stored = Participation.objects.get(pk=row.pk)
    stored.state = to
    return outcome.of_call(stored.save)


@way(ENTERING, "update past the actions", raw=True)
def by_update(row: Participation, to: str, *, reason: str = "") -> Outcome:
    rows = Participation.objects.filter(pk=row.pk)
    return outcome.of_call(lambda: rows.update(state=to))


@way(ENTERING, "bulk update past the actions", raw=True)
def by_bulk_update(row: Participation, to: str, *, reason: str = "") -> Outcome:
    stored = Participation.objects.get(pk=row.pk)
    stored.state = to
    return outcome.of_call(lambda: Participation.objects.bulk_update([stored], ["state"]))


CARELESS = Path("page without a guard", by_update, ALL)  # a double of ours: what a fault would do


# Coming into the workshop: go(workshop, name, country, state, channel="", stream=…, seat=…)


def file_of(name: str, country: str, state: str, channel: str, stream: str) -> bytes:
    header = "No., Name, Stream, Sending country, State, Channel"
    return roster((1, name, stream, country, state, channel), header=header)


@way(COMING, "import")
def by_import(
    workshop: Workshop, name: str, country: str, state: str, *, channel: str = "invitation", **_seat
) -> Outcome:
    content = file_of(name, country, state, channel, workshop.streams.first().code)
    importer = RosterImporter(workshop, now=timezone.now(), by=organiser())
    return outcome.of_import(run(importer, content, "roster.xlsx", dry_run=False))


@way(COMING, "command of the import")
def by_command(
    workshop: Workshop, name: str, country: str, state: str, *, channel: str = "invitation", **_seat
) -> Outcome:
    content = file_of(name, country, state, channel, workshop.streams.first().code)
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        return outcome.of_command("import_roster", file.name, "--workshop", workshop.slug)


@way(COMING, "page of the import")
def on_page_of_import(
    workshop: Workshop, name: str, country: str, state: str, *, channel: str = "invitation", **_seat
) -> Outcome:
    content = file_of(name, country, state, channel, workshop.streams.first().code)
    return on_import_page(workshop, "roster", content)


@way(COMING, "row made past the actions", raw=True)
def by_create(
    workshop: Workshop,
    name: str,
    country: str,
    state: str,
    *,
    channel: str = "invitation",
    seat: Seat | None = None,
) -> Outcome:
    row = new_row(workshop, name, country, state, channel, seat)
    return outcome.of_call(row.save)


@way(COMING, "rows made past the actions", raw=True)
def by_bulk_create(
    workshop: Workshop,
    name: str,
    country: str,
    state: str,
    *,
    channel: str = "invitation",
    seat: Seat | None = None,
) -> Outcome:
    row = new_row(workshop, name, country, state, channel, seat)
    return outcome.of_call(lambda: Participation.objects.bulk_create([row]))


def new_row(
    workshop: Workshop, name: str, country: str, state: str, channel: str, seat: Seat | None
) -> Participation:
    return Participation(
        workshop=workshop,
        person=make_person(name),
        sending_country=make_country(country),
        stream=workshop.streams.first(),
        state=state,
        channel=channel,
        seat=seat,
    )


# One in the place of another: go(out, into, reason="")


@way(REPLACING, "action")
def replace_by_action(out: Participation, into: Participation, *, reason: str = "") -> Outcome:
    now = timezone.now()
    return outcome.of_call(
        lambda: replacing.replace(out, into, by=organiser(), now=now, reason=reason)
    )


@way(REPLACING, "row saved past the actions", raw=True)
def replace_by_save(out: Participation, into: Participation, *, reason: str = "") -> Outcome:
    stored = Participation.objects.get(pk=into.pk)
    stored.replaces_id, stored.seat_id, stored.state = out.pk, out.seat_id, State.SELECTED
    return outcome.of_call(stored.save)


# The office's form of a participation: what it lets one change


def on_form(row: Participation, **changed: object) -> Outcome:
    """Open the form, change these fields, save."""
    client, page = office(), address(Participation, "change", row.pk)
    data = form_of(client.get(page).text, "participation_form")
    return outcome.of_answer(client.post(page, data | changed))


def on_page_of_seat(row: Participation, seat: Seat) -> Outcome:
    """Move somebody to another seat."""
    page = reverse("admin:people_participation_seat", args=[row.pk])
    return outcome.of_answer(office().post(page, {"seat": seat.pk}))


def on_page_of_state_with_seat(row: Participation, to: str, seat: Seat) -> Outcome:
    """Change somebody's state, and choose the seat for it."""
    page = reverse("admin:people_participation_state", args=[row.pk])
    return outcome.of_answer(office().post(page, {"to": to, "seat": seat.pk}))
