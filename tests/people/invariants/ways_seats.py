"""Ways of seats: another number of them, and out of the workshop."""

from tempfile import NamedTemporaryFile

from django.urls import reverse
from django.utils import timezone

from people.actions import seats
from people.actions.seat_numbers import version_of
from people.importers.allocations import AllocationsImporter
from people.models import Allocation, FocalPoint, Seat
from tests.factories import make_allocation, make_focal_point
from tests.people.desk import page_of, signed_in
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.table import LEAVING, RESIZING, office, on_import_page, organiser, way
from tests.people.sheets import table, xlsx
from tests.workshops.office import address
from workshops.importers.pipeline import run

# The number of an allocation's seats: go(allocation, to)


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


@way(RESIZING, "page of the import of seats")
def resize_on_import_page(allocation: Allocation, to: int) -> Outcome:
    return on_import_page(allocation.stream.workshop, "allocations", seats_file(allocation, to))


def seats_file(allocation: Allocation, to: int) -> bytes:
    row = (allocation.stream.code, allocation.country.name_en, to)
    return xlsx(table("Allocations", "Stream, Country, Seats", row))


# Seats that leave the workshop, or come back to it: go(seat)


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


def in_list_of_seats(seat: Seat, action: str) -> Outcome:
    sent = {"action": action, "_selected_action": [seat.pk], "confirmed": "yes", "reason": "cut"}
    return outcome.of_answer(office().post(address(Seat, "changelist"), sent))


@way(LEAVING, "action of the list that cancels seats")
def cancel_in_the_list(seat: Seat) -> Outcome:
    return in_list_of_seats(seat, "cancel")


@way(LEAVING, "action of the list that gives seats back")
def give_back_in_the_list(seat: Seat) -> Outcome:
    return in_list_of_seats(seat, "give_back")


@way(LEAVING, "page of the ministry that gives back")
def give_back_at_desk(seat: Seat) -> Outcome:
    """The page offers as many as are free; asked for one where none is, it says so beside the number."""
    mine = FocalPoint.objects.filter(allocations=seat.allocation).first()
    client = signed_in(mine or make_focal_point(seat.allocation))
    sent = {"count": 1, "reason": "Nobody is free then", "seen": version_of(seat.allocation)}
    return outcome.of_answer(client.post(page_of(seat.allocation, "seats"), sent))


@way(LEAVING, "row deleted past the actions", raw=True)
def delete_seat(seat: Seat) -> Outcome:
    return outcome.of_call(Seat.objects.get(pk=seat.pk).delete)


@way(LEAVING, "update past the actions", raw=True)
def update_seat(seat: Seat) -> Outcome:
    rows = Seat.objects.filter(pk=seat.pk)
    return outcome.of_call(lambda: rows.update(state=Seat.State.RETURNED))
