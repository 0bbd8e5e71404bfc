"""Who comes along on a visit: sign-up and waiting list, places in vehicles, heads counted once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.actions import visits
from people.actions.refusals import (
    NoSignUp,
    NotOnVisit,
    NotTakingPart,
    SignUpOver,
    VehicleFull,
)
from people.models import HeadCount, Participation, Role, State, User, VehicleSeat, VisitSignUp
from people.visits.board import board
from people.visits.party import Party, gathered
from people.visits.sheet import sheet_of
from people.visits.vehicles import Rider, Vehicle, deal
from tests.factories import (
    make_facet,
    make_host,
    make_organiser,
    make_participation,
    make_session,
    make_transport,
    make_visit,
    make_workshop,
)
from workshops.actions import trash
from workshops.models import Session, SiteVisit, Transport

pytestmark = pytest.mark.django_db
OUT, BACK = HeadCount.Leg.OUT, HeadCount.Leg.BACK


@pytest.fixture
def organiser() -> User:
    return make_organiser()


def running_visit(**fields) -> SiteVisit:
    """A visit today, of a workshop that began three days ago."""
    today = timezone.now().date()
    workshop = make_workshop(
        starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=9), zone="UTC"
    )
    session = make_session(
        workshop=workshop, date=today, kind=Session.Kind.SITE_VISIT, title="Dry port"
    )
    return make_visit(session=session, **fields)


def coming_visit(**fields) -> SiteVisit:
    """A visit that participants sign up for, next week."""
    visit = running_visit(needs_sign_up=True, **fields)
    visit.session.date += timedelta(days=7)
    visit.session.save()
    return visit


def there(visit: SiteVisit, name: str, **fields) -> Participation:
    defaults = {"state": State.ARRIVED, "arrived_on": visit.session.workshop.starts_on}
    return make_participation(workshop=visit.session.workshop, name=name, **defaults | fields)


def party_of(visit: SiteVisit, today: date | None = None) -> Party:
    visit = SiteVisit.objects.get(pk=visit.pk)
    workshop = visit.session.workshop
    return gathered(workshop, [visit]).party(visit, today or workshop.today(timezone.now()))


def named(people) -> list[str]:
    return [one.name for one in people]


def now() -> datetime:
    return timezone.now()


# Who comes along


def test_the_whole_group_is_whoever_is_there_on_that_day():
    visit = running_visit()
    day = visit.session.date
    there(visit, "Aigul")
    there(visit, "Late", arrived_on=day + timedelta(days=1))
    there(visit, "Gone", state=State.LEFT_EARLY, left_on=day - timedelta(days=1))
    there(visit, "Expected", state=State.ACCEPTED, arrived_on=None)
    there(visit, "Withdrawn", state=State.WITHDRAWN, arrived_on=None)
    there(visit, "Staff", role=Role.STAFF)
    assert named(party_of(visit).listed) == ["Aigul"]


def test_before_the_day_whoever_accepted_is_still_expected_along():
    visit = running_visit()
    there(visit, "Expected", state=State.ACCEPTED, arrived_on=None)
    there(visit, "Too late", state=State.ACCEPTED, arrived_on=None,
          expected_on=visit.session.date + timedelta(days=1))  # fmt: skip
    yesterday = visit.session.date - timedelta(days=1)
    assert named(party_of(visit, yesterday).listed) == ["Expected"]


def test_others_come_along_where_they_have_a_vehicle():
    visit = running_visit()
    bus = make_transport(visit=visit)
    interpreter = there(visit, "Interpreter", role=Role.INTERPRETER)
    visits.ride(interpreter, visit, bus)
    assert named(party_of(visit).listed) == ["Interpreter"]


# Signing up


def test_who_signs_up_after_the_last_place_waits_in_order():
    visit = coming_visit(places=1)
    rows = [there(visit, name) for name in ("A", "B", "C")]
    assert [visits.sign_up(row, visit, by=row, now=now()) for row in rows] == [0, 1, 2]
    party = party_of(visit)
    assert (named(party.listed), named(party.waiting)) == (["A"], ["B", "C"])


def test_signing_up_again_keeps_ones_place():
    visit = coming_visit(places=1)
    first, second = there(visit, "A"), there(visit, "B")
    for row in (first, second, first):
        visits.sign_up(row, visit, by=row, now=now())
    assert visits.sign_up(first, visit, by=first, now=now()) == 0
    assert VisitSignUp.objects.count() == 2


def test_who_waits_moves_up_when_somebody_withdraws_from_the_visit_or_the_workshop():
    visit = coming_visit(places=1)
    rows = [there(visit, name) for name in ("A", "B", "C")]
    for row in rows:
        visits.sign_up(row, visit, by=row, now=now())
    assert visits.withdraw(rows[0], visit, by=rows[0], now=now())
    assert not visits.withdraw(rows[0], visit, by=rows[0], now=now())
    assert named(party_of(visit).listed) == ["B"]
    Participation.objects.filter(pk=rows[1].pk).update(state=State.NO_SHOW)
    assert named(party_of(visit).listed) == ["C"]
    assert visits.sign_up(rows[2], visit, by=rows[2], now=now()) == 0


def test_withdrawing_frees_the_seat_in_the_vehicle():
    visit = coming_visit()
    bus, row = make_transport(visit=visit), there(visit, "A")
    visits.sign_up(row, visit, by=row, now=now())
    visits.ride(row, visit, bus)
    visits.withdraw(row, visit, by=row, now=now())
    assert VehicleSeat.objects.count() == 0


def test_after_the_deadline_only_the_office_signs_up_and_takes_off(organiser):
    visit = coming_visit(sign_up_until=now() - timedelta(minutes=1))
    row = there(visit, "A")
    with pytest.raises(SignUpOver):
        visits.sign_up(row, visit, by=row, now=now())
    assert visits.sign_up(row, visit, by=organiser, now=now()) == 0
    with pytest.raises(SignUpOver):
        visits.withdraw(row, visit, by=row, now=now())
    assert visits.withdraw(row, visit, by=organiser, now=now())


def test_nobody_signs_up_for_a_visit_of_the_whole_group_or_of_another_workshop_or_without_a_seat():
    visit = coming_visit()
    row, stranger = there(visit, "A"), there(running_visit(), "B")
    with pytest.raises(NoSignUp):
        visits.sign_up(row, running_visit_of(row), by=row, now=now())
    with pytest.raises(NotOnVisit):
        visits.sign_up(stranger, visit, by=stranger, now=now())
    gone = there(visit, "C", state=State.WITHDRAWN, arrived_on=None)
    with pytest.raises(NotTakingPart):
        visits.sign_up(gone, visit, by=gone, now=now())
    assert VisitSignUp.objects.count() == 0


def running_visit_of(row: Participation) -> SiteVisit:
    return make_visit(session=make_session(workshop=row.workshop))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_place_at_once_one_gets_it_and_the_other_is_told_to_wait():
    visit = coming_visit(places=1)
    rows = [there(visit, f"Person {number}") for number in range(6)]

    def sign(row: Participation) -> int:
        try:
            return visits.sign_up(row, visit, by=row, now=now())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as together:
        told = list(together.map(sign, rows))
    assert sorted(told) == [0, 1, 2, 3, 4, 5]
    kept = {one.pk: one.waits for one in party_of(visit).everybody}
    assert [kept[row.pk] for row in rows] == told


# Vehicles


def test_vehicles_fill_evenly_by_their_seats_and_countries_are_spread():
    riders = [Rider(number, "MNG" if number < 6 else "KAZ") for number in range(12)]
    placed = deal(riders, [Vehicle(1, seats=20), Vehicle(2, seats=10)])
    assert Counter(placed.values()) == {1: 8, 2: 4}
    assert Counter(placed[rider.key] for rider in riders[:6]) == {1: 4, 2: 2}


def test_who_finds_no_seat_is_left_out_and_seats_taken_count():
    placed = deal([Rider(1), Rider(2), Rider(3)], [Vehicle(1, seats=4, taken=3), Vehicle(2, 1)])
    assert sorted(placed.values()) == [1, 2]
    assert deal([Rider(1)], []) == {}


def test_a_proposal_leaves_who_has_a_vehicle_and_says_who_found_none():
    visit = running_visit()
    first, second = make_transport(visit=visit, seats=1), make_transport(visit=visit, seats=1)
    rows = [there(visit, name) for name in ("A", "B", "C")]
    visits.ride(rows[2], visit, second)
    dealt = visits.deal(visit, now=now())
    assert (dealt.seated, dealt.left) == (1, 1)
    assert first.vehicle_seats.get().participation == rows[0]
    assert second.vehicle_seats.get().participation == rows[2]
    assert visits.deal(visit, now=now()) == visits.Dealt(0, 1)


def test_a_full_vehicle_takes_nobody_more_and_another_visits_none():
    visit = running_visit()
    bus = make_transport(visit=visit, seats=1)
    first, second = there(visit, "A"), there(visit, "B")
    visits.ride(first, visit, bus)
    visits.ride(first, visit, bus)  # who sits there already stays
    with pytest.raises(VehicleFull):
        visits.ride(second, visit, bus)
    with pytest.raises(NotOnVisit):
        visits.ride(second, visit, make_transport(visit=running_visit_of(second)))
    visits.ride(first, visit, None)
    visits.ride(second, visit, bus)
    assert VehicleSeat.objects.get().participation == second


def test_nobody_rides_in_two_vehicles_of_a_visit():
    visit = running_visit()
    buses, row = [make_transport(visit=visit), make_transport(visit=visit)], there(visit, "A")
    for bus in buses:
        visits.ride(row, visit, bus)
    assert VehicleSeat.objects.get().transport == buses[1]
    with pytest.raises(IntegrityError), transaction.atomic():
        VehicleSeat.objects.create(visit=visit, transport=buses[0], participation=row)


# Counting heads


def test_a_head_is_counted_once_a_leg_however_often_one_presses(organiser):
    visit = running_visit()
    row = there(visit, "A")
    pressed = [visits.count(row, visit, OUT, by=organiser, now=now()) for _ in range(3)]
    assert pressed == [True, False, False]
    visits.count(row, visit, BACK, by=organiser, now=now())
    assert sorted(HeadCount.objects.values_list("leg", flat=True)) == ["back", "out"]
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadCount.objects.create(visit=visit, participation=row, leg=OUT, at=now())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_phones_that_count_one_head_at_once_count_it_once():
    visit = running_visit()
    row = there(visit, "A")

    def press(_number: int) -> bool:
        try:
            return visits.count(row, visit, OUT, by=None, now=now())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as together:
        new = list(together.map(press, range(6)))
    assert (sum(new), HeadCount.objects.count()) == (1, 1)


def test_a_count_is_taken_back_and_taking_it_back_twice_is_nothing(organiser):
    visit = running_visit()
    row = there(visit, "A")
    visits.count(row, visit, OUT, by=organiser, now=now())
    assert [visits.uncount(row, visit, OUT) for _ in range(2)] == [True, False]
    assert HeadCount.objects.count() == 0


def test_nobody_of_another_workshop_is_counted(organiser):
    with pytest.raises(NotOnVisit):
        visits.count(there(running_visit(), "B"), running_visit(), OUT, by=organiser, now=now())
    assert HeadCount.objects.count() == 0


def test_the_sheet_says_who_is_missing_and_on_the_way_back_looks_for_those_who_went(organiser):
    visit = running_visit()
    rows = [there(visit, name) for name in ("A", "B", "C")]
    for row in rows[:2]:
        visits.count(row, visit, OUT, by=organiser, now=now())
    sheet = sheet_of(visit, party_of(visit), OUT)
    assert (sheet.aboard, sheet.expected, named(sheet.missing)) == (2, 3, ["C"])
    visits.count(rows[0], visit, BACK, by=organiser, now=now())
    sheet = sheet_of(visit, party_of(visit), BACK)
    assert (sheet.aboard, sheet.expected, named(sheet.missing)) == (1, 2, ["B"])
    assert named(line.who for line in sheet.others) == ["C"]


def test_the_sheet_of_one_vehicle_follows_who_boarded_it(organiser):
    visit = running_visit()
    one, two = make_transport(visit=visit), make_transport(visit=visit, label="Bus 2")
    rows = [there(visit, name) for name in ("A", "B")]
    visits.ride(rows[0], visit, one)
    visits.ride(rows[1], visit, two)
    visits.count(rows[1], visit, OUT, by=organiser, now=now(), vehicle=one)
    sheet = sheet_of(visit, party_of(visit), OUT, vehicle=one)
    assert named(line.who for line in sheet.lines) == ["A", "B"]
    assert [(tally.aboard, tally.expected) for tally in sheet.tallies] == [(1, 2), (1, 2), (0, 0)]


def test_words_narrow_the_list_and_never_the_figures():
    visit = running_visit()
    there(visit, "Саран Дорж")
    there(visit, "Li Jun")
    sheet = sheet_of(visit, party_of(visit), OUT, looked_for="саран")
    assert named(line.who for line in sheet.lines) == ["Саран Дорж"]
    assert sheet.expected == 2


# The board


def test_the_board_says_what_is_missing():
    visit = running_visit()
    there(visit, "A")
    [line] = board(visit.session.workshop, now=now()).lines
    assert line.missing == (
        "a host", "who receives us", "stops", "what participants do there", "a meeting point",
        "when to meet", "transport",
    )  # fmt: skip


def test_nothing_is_missing_of_a_visit_that_is_ready_but_seats_of_too_small_a_bus():
    visit = running_visit(
        activities="See", host_contact="Ms Lee", meeting_point="Lobby",
        stops=({"name": "Port", "arrives_at": "09:00"},), meets_at="08:00",
    )  # fmt: skip
    make_host(session=visit.session)
    bus = make_transport(visit=visit, seats=2, guide="Ms Kim")
    for name in ("A", "B"):
        there(visit, name)
    assert board(visit.session.workshop, now=now()).lines[0].missing == ()
    bus.seats = 1
    bus.save()
    [line] = board(visit.session.workshop, now=now()).lines
    assert (line.missing, line.is_short) == (("1 seat",), True)


def test_the_board_takes_as_many_queries_for_one_visit_as_for_many():
    visit = running_visit()
    workshop = visit.session.workshop

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            board(workshop, now=now())
        return len(captured)

    there(visit, "A")
    make_transport(visit=visit)
    before = queries()
    for number in range(4):
        more = make_visit(session=make_session(workshop=workshop), stops=("A", "B"))
        make_transport(visit=more)
        make_facet(participation=there(visit, f"Person {number}"), kind="diet")
    assert queries() == before


# The trash


def test_a_visit_comes_back_from_the_trash_with_its_vehicles_sign_ups_and_heads(organiser):
    visit = coming_visit(places=3)
    bus, row = make_transport(visit=visit, guide="Ms Kim"), there(visit, "A")
    visits.sign_up(row, visit, by=row, now=now())
    visits.ride(row, visit, bus)
    visits.count(row, visit, OUT, by=organiser, now=now())
    models = (SiteVisit, Transport, VisitSignUp, VehicleSeat, HeadCount)
    before = [sorted(model.objects.values_list()) for model in models]
    item = trash.throw_away(visit.session, by=organiser, now=now())
    assert [model.objects.count() for model in models] == [0] * 5
    trash.restore(item, by=organiser, now=now())
    assert [sorted(model.objects.values_list()) for model in models] == before
