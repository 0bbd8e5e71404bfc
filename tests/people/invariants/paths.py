"""Every way in which somebody can come into a state, into a workshop or onto a seat.

A path is a function that tries something and gives an `Outcome`. It is written once here; each invariant
tries all paths that lead where it matters:

    @pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
    def test_…(path):
        assert path.go(row, State.SELECTED).refused == …

Of the same thing that is tried, paths of the product say a sentence, and writes past it (`raw`) break a
constraint.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from tempfile import NamedTemporaryFile

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import replacing, seats, states
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Allocation, Participation, Seat, State, User
from tests.factories import make_allocation, make_country, make_organiser, make_person
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.sheets import roster, table, xlsx
from tests.workshops.office import address, form_of
from workshops.importers.pipeline import run
from workshops.models import Workshop


@dataclass(frozen=True)
class Path:
    """One way. `to` are the states that it can lead to; `raw` ones go past the product's code."""

    name: str
    go: Callable[..., Outcome]
    to: frozenset[str]
    raw: bool = False

    def __str__(self) -> str:
        return self.name

    def refusal(self, sentence: str, promise: str) -> tuple[str, ...]:
        """What an attempt along this path has to be told: the sentence, or past the code the promise."""
        return (promise if self.raw else sentence,)


ALL = frozenset(State.values)
ENTERING: list[Path] = []  # somebody who is there already comes into another state
COMING: list[Path] = []  # somebody comes into the workshop, in a state


def way(
    table: list[Path], name: str, *, to: Iterable[str] = ALL, raw: bool = False
) -> Callable[[Callable], Callable]:
    """Add the function to a table of paths."""

    def add(go: Callable[..., Outcome]) -> Callable[..., Outcome]:
        table.append(Path(name, go, frozenset(to), raw))
        return go

    return add


def entering(*states_wanted: str, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come into each of these states."""
    return those(ENTERING, states_wanted, raw)


def coming(*states_wanted: str, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come into the workshop in each of these states."""
    return those(COMING, states_wanted, raw)


def those(table: list[Path], states_wanted: Iterable[str], raw: bool | None) -> list[Path]:
    return [path for path in table if path.to >= set(states_wanted) and raw in (None, path.raw)]


def organiser() -> User:
    return User.objects.filter(username="organiser").first() or make_organiser()


def office() -> Client:
    client = Client()
    client.force_login(organiser())
    return client


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


def on_page_of_act(row: Participation, code: str, **values: object) -> Outcome:
    """One of the pages about one person."""
    page = reverse(f"admin:people_participation_{code}", args=[row.pk])
    return outcome.of_answer(office().post(page, values))


@way(ENTERING, "page of those who did not come", to=[State.NO_SHOW])
def in_the_list_of_absent(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_absent", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"people": [row.pk], "reason": reason}))


@way(ENTERING, "page of a no-show", to=[State.NO_SHOW])
def on_page_of_no_show(row: Participation, to: str, *, reason: str = "") -> Outcome:
    return on_page_of_act(row, "miss", reason=reason)


@way(ENTERING, "page of an arrival", to=[State.ARRIVED])
def on_page_of_arrival(row: Participation, to: str, *, reason: str = "") -> Outcome:
    today = row.workshop.today(timezone.now()).isoformat()
    return on_page_of_act(row, "arrive", day=today, reason=reason)


@way(ENTERING, "button at the door", to=[State.ARRIVED])
def at_the_door(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_check_in", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"person": row.pk}))


@way(ENTERING, "page of leaving early", to=[State.LEFT_EARLY])
def on_page_of_leaving(row: Participation, to: str, *, reason: str = "") -> Outcome:
    today = row.workshop.today(timezone.now()).isoformat()
    return on_page_of_act(row, "leave", day=today, reason=reason or "Ill")


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

REPLACING: list[Path] = []


def replacing_paths(*, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come in the place of another."""
    return those(REPLACING, (), raw)


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


# The number of an allocation's seats: go(allocation, to)

RESIZING: list[Path] = []


@way(RESIZING, "action")
def resize_by_action(allocation: Allocation, to: int) -> Outcome:
    now = timezone.now()
    return outcome.of_call(lambda: seats.resize(allocation, to, by=organiser(), now=now))


def on_page_of_seats(allocation: Allocation, code: str, **values: object) -> Outcome:
    """Open a page that changes an allocation's seats, fill it in, send it."""
    client = office()
    page = reverse(f"admin:people_allocation_{code}", args=[allocation.pk])
    seen = client.get(page).context["form"].initial["seen"]
    return outcome.of_answer(client.post(page, {"seen": seen, "reason": "cut"} | values))


@way(RESIZING, "page that raises and lowers")
def resize_on_page(allocation: Allocation, to: int) -> Outcome:
    return on_page_of_seats(allocation, "resize", number=to)


@way(RESIZING, "import")
def resize_by_import(allocation: Allocation, to: int) -> Outcome:
    workshop = allocation.stream.workshop
    importer = AllocationsImporter(workshop, now=timezone.now(), by=organiser())
    return outcome.of_import(run(importer, seats_file(allocation, to), "a.xlsx", dry_run=False))


@way(RESIZING, "command of the import")
def resize_by_command(allocation: Allocation, to: int) -> Outcome:
    workshop = allocation.stream.workshop
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(seats_file(allocation, to))
        file.flush()
        return outcome.of_command("import_allocations", file.name, "--workshop", workshop.slug)


def seats_file(allocation: Allocation, to: int) -> bytes:
    row = (allocation.stream.code, allocation.country.name_en, to)
    return xlsx(table("Allocations", "Stream, Country, Seats", row))


# Seats that leave the workshop, or come back to it: go(seat)

LEAVING: list[Path] = []


@way(LEAVING, "given back")
def give_back(seat: Seat) -> Outcome:
    now = timezone.now()
    return outcome.of_call(lambda: seats.give_back([seat], by=organiser(), now=now, reason="cut"))


@way(LEAVING, "cancelled")
def cancel(seat: Seat) -> Outcome:
    now = timezone.now()
    return outcome.of_call(lambda: seats.cancel([seat], by=organiser(), now=now, reason="cut"))


@way(LEAVING, "reallocated")
def reallocate(seat: Seat) -> Outcome:
    stream = seat.allocation.stream
    other = stream.allocations.filter(country="KAZ").first() or make_allocation(
        stream=stream, country="KAZ", seats=0
    )
    now = timezone.now()
    return outcome.of_call(
        lambda: seats.reallocate([seat], other, by=organiser(), now=now, reason="cut")
    )


def on_page_with_all(seat: Seat, code: str, **values: object) -> Outcome:
    """As many seats as there are, so that this one is among them."""
    number = seat.allocation.seats.in_force().count()
    return on_page_of_seats(seat.allocation, code, number=number, **values)


@way(LEAVING, "page that gives back")
def give_back_on_page(seat: Seat) -> Outcome:
    return on_page_with_all(seat, "return")


@way(LEAVING, "page that cancels")
def cancel_on_page(seat: Seat) -> Outcome:
    return on_page_with_all(seat, "cancel")


@way(LEAVING, "page that gives to another")
def reallocate_on_page(seat: Seat) -> Outcome:
    stream = seat.allocation.stream
    other = stream.allocations.filter(country="KAZ").first() or make_allocation(
        stream=stream, country="KAZ", seats=0
    )
    return on_page_with_all(seat, "reallocate", to=other.pk)


@way(LEAVING, "action of the list of seats")
def cancel_in_the_list(seat: Seat) -> Outcome:
    sent = {"action": "cancel", "_selected_action": [seat.pk], "confirmed": "yes", "reason": "cut"}
    return outcome.of_answer(office().post(address(Seat, "changelist"), sent))


@way(LEAVING, "row deleted past the actions", raw=True)
def delete_seat(seat: Seat) -> Outcome:
    return outcome.of_call(Seat.objects.get(pk=seat.pk).delete)


@way(LEAVING, "update past the actions", raw=True)
def update_seat(seat: Seat) -> Outcome:
    rows = Seat.objects.filter(pk=seat.pk)
    return outcome.of_call(lambda: rows.update(state=Seat.State.RETURNED))
