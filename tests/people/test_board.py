"""The seat board: what each number counts, who is late, and the list behind every number."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.admin.board_filters import address_of
from people.board import board, lines
from people.board.columns import COLUMNS
from people.models import HOLDING, Participation, Seat, State, Stream
from tests.factories import (
    make_access_link,
    make_allocation,
    make_country,
    make_facet,
    make_focal_point,
    make_fund,
    make_nominee,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)  # nineteen days before the first day


def put(allocation, state: str, name: str = "Saran Dorj", **fields) -> Participation:
    """A nominee of the allocation in a state, on a free seat where it takes one."""
    if state in HOLDING:
        fields.setdefault("seat", allocation.seats.free().first())
    return make_nominee(allocation=allocation, state=state, name=name, **fields)


def shown(workshop: Workshop, **only) -> dict[str, dict[str, int]]:
    """The numbers that are not 0, by the names of the lines."""
    found = board(workshop, now=NOW)
    found = found.only(**only) if only else found
    return {
        line.name: {code: count for code, count in line.counts.items() if count}
        for line in found.lines
    }


def why(workshop: Workshop, now: datetime = NOW) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [
        (line.name, trouble.is_overdue, trouble.why)
        for line in lines([workshop], now=now)[workshop.pk]
        for trouble in line.troubles
    ]


def make_full_board() -> Workshop:
    """Every column has somebody or some seat, in two streams and from two funds."""
    workshop = make_workshop()
    carec, asean = make_stream(workshop=workshop), make_stream(workshop=workshop, name="ASEAN")
    main = make_fund(workshop=workshop)
    extra = make_fund(workshop=workshop, name="For Mongolia", only_country=make_country("MNG"))
    first = make_allocation(stream=carec, seats=3, fund=main)
    second = make_allocation(stream=carec, seats=2, fund=extra)
    body = make_allocation(stream=asean, country=None, body="The Secretariat = us", seats=4)
    for state in State.values:
        allocation = first if state in HOLDING[:3] else second
        if state in HOLDING[3:]:
            allocation = body
        put(allocation, state, name=f"{state} one")
    make_facet(participation=workshop.participations.get(state=State.ACCEPTED))
    lost = body.seats.free().first()
    Seat.objects.filter(pk=lost.pk).update(state=Seat.State.LOST)
    make_nominee(allocation=second, name="Not endorsed", endorsed=False)
    loose = make_participation(
        workshop=workshop, country="KAZ", state=State.WITHDRAWN, channel="nomination"
    )
    Participation.objects.filter(pk=loose.pk).update(stream=None)
    make_participation(workshop=workshop, role="staff", country="KAZ", name="Staff")
    make_participation(name="Elsewhere", channel="nomination")
    return workshop


def test_each_number_counts_what_its_column_says():
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=6)
    put(allocation, State.DRAFT)
    put(allocation, State.SUBMITTED, endorsed=False)
    put(allocation, State.ENDORSED)
    put(allocation, State.RESERVE)
    put(allocation, State.SELECTED)
    make_facet(participation=put(allocation, State.ACCEPTED), status="asked")
    make_facet(participation=put(allocation, State.ARRIVED), status="asked")
    put(allocation, State.LEFT_EARLY)
    put(allocation, State.NO_SHOW)
    allocation.seats.filter(pk=allocation.seats.free().first().pk).update(state=Seat.State.LOST)
    assert shown(workshop) == {
        "Mongolia": {
            "seats": 6,
            "free": 1,
            "nominated": 8,
            "endorsed": 7,
            "reserve": 1,
            "offered": 1,
            "accepted": 1,
            "visa": 1,
            "arrived": 2,
            "withdrawn": 1,
            "lost": 1,
        }
    }


@pytest.mark.parametrize("status", ["done", "not_needed"])
def test_a_visa_that_is_settled_is_not_pending(status):
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop))
    make_facet(participation=put(allocation, State.ACCEPTED), status=status)
    assert "visa" not in shown(workshop)["Mongolia"]


@pytest.mark.parametrize("state", ["returned", "reallocated", "cancelled"])
def test_a_seat_out_of_force_does_not_count(state):
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=2)
    allocation.seats.filter(number=2).update(state=state)
    assert shown(workshop) == {"Mongolia": {"seats": 1, "free": 1}}


def test_two_funds_of_one_country_make_one_line_with_two_parts():
    workshop = make_full_board()
    stream = workshop.streams.first()
    (line,) = [line for line in board(workshop, now=NOW).lines if line.key.stream == stream.pk]
    assert [(part.allocation.fund.name, part.counts["seats"]) for part in line.parts] == [
        ("Main fund", 3),
        ("For Mongolia", 2),
    ]


def test_a_country_with_people_and_no_seats_has_a_line():
    workshop = make_workshop()
    make_stream(workshop=workshop)
    make_participation(
        workshop=workshop, country="KAZ", state=State.WITHDRAWN, channel="nomination"
    )
    assert shown(workshop) == {"Kazakhstan": {"nominated": 1, "withdrawn": 1}}


def test_a_zero_allocation_is_shown():
    workshop = make_workshop()
    make_allocation(stream=make_stream(workshop=workshop), seats=0)
    assert shown(workshop) == {"Mongolia": {}}


@pytest.mark.parametrize("by", ["line", "stream", "fund", "all"])
def test_every_number_opens_exactly_what_it_counts(by):
    workshop = make_full_board()
    client, asked = organiser_client(), 0
    found = board(workshop, now=NOW)
    groups = {
        "line": [({"line": str(line.key)}, line.counts) for line in found.lines],
        "stream": [({"line": total.key}, total.counts) for total in found.streams],
        "fund": [({"fund": total.key}, total.counts) for total in found.funds],
        "all": [({}, found.counts)],
    }
    for column in COLUMNS:
        assert found.counts[column.code] > 0
        for where, counts in groups[by]:
            answer = client.get(address_of(workshop, column, **where))
            assert answer.status_code == 200
            assert answer.context["cl"].result_count == counts.get(column.code, 0), (column, where)
            asked += 1
    assert asked == len(COLUMNS) * len(groups[by])


@pytest.mark.parametrize("where", ["line", "all"])
def test_numbers_of_one_fund_open_what_they_count(where):
    workshop = make_full_board()
    client = organiser_client()
    for fund in board(workshop, now=NOW).funds:
        found = board(workshop, now=NOW).only(fund=fund.key)
        rows = [(str(line.key), line.counts) for line in found.lines]
        for line, counts in rows if where == "line" else [("", found.counts)]:
            for column in COLUMNS:
                answer = client.get(address_of(workshop, column, line=line, fund=fund.key))
                assert answer.context["cl"].result_count == counts.get(column.code, 0)


def test_the_streams_add_up_to_the_board_and_so_do_the_funds():
    found = board(make_full_board(), now=NOW)
    for column in COLUMNS:
        for totals in (found.streams, found.funds, found.lines):
            assert (
                sum(one.counts.get(column.code, 0) for one in totals) == found.counts[column.code]
            )


@pytest.mark.parametrize("written", ["x", "4x/", "²", "9" * 40, "/KAZ", "=", "0/=" + "x" * 900])
def test_an_address_made_up_is_answered(written):
    client = organiser_client()
    page = reverse("admin:people_participation_changelist")
    for name in ("line", "fund", "counted"):
        assert client.get(page, {name: written}).status_code in (200, 302)


def test_the_dots_show_who_sits_and_who_is_put_forward():
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=5)
    allocation.seats.filter(number=5).update(state=Seat.State.PLANNED)
    put(allocation, State.ARRIVED)
    put(allocation, State.SELECTED)
    put(allocation, State.UNDER_REVIEW)
    (line,) = board(workshop, now=NOW).lines
    assert [dot.state for dot in line.dots] == [
        "arrived",
        "held",
        "nominated",
        "offered",
        "planned",
    ]
    assert line.words == "1 arrived, 1 held, 1 nominated, 1 offered, 1 planned"


# Who is late


def late_allocation(seats: int = 2, days: int = 3, **fields):
    return make_allocation(
        stream=make_stream(), seats=seats, nomination_deadline=NOW - timedelta(days=days), **fields
    )


def test_after_the_deadline_free_seats_without_people_are_overdue():
    allocation = late_allocation()
    put(allocation, State.ENDORSED)
    assert why(allocation.stream.workshop) == [
        (
            "Mongolia",
            True,
            ("The deadline passed on Sun 28 Apr. 2 seats are free. 1 person waits.",),
        )
    ]


def test_before_the_deadline_nothing_is_overdue():
    allocation = late_allocation(days=-3)
    put(allocation, State.ENDORSED)
    assert why(allocation.stream.workshop) == []


def test_as_many_people_waiting_as_seats_free_are_enough():
    allocation = late_allocation()
    put(allocation, State.ENDORSED)
    put(allocation, State.RESERVE)
    assert why(allocation.stream.workshop) == []


def test_planned_and_lost_seats_make_nobody_late():
    allocation = late_allocation()
    allocation.seats.filter(number=1).update(state=Seat.State.PLANNED)
    allocation.seats.filter(number=2).update(state=Seat.State.LOST)
    assert why(allocation.stream.workshop) == []


def test_nothing_is_late_once_the_workshop_is_over():
    allocation = late_allocation()
    assert why(allocation.stream.workshop, NOW + timedelta(days=40)) == []


def test_a_country_of_which_nothing_was_heard_is_silent_and_why():
    allocation = make_allocation(stream=make_stream())
    workshop = allocation.stream.workshop
    assert why(workshop) == [("Mongolia", False, ("There is no focal point.",))]
    focal_point = make_focal_point(allocation)
    assert why(workshop) == [("Mongolia", False, ("No focal point has signed in.",))]
    make_access_link(focal_point=focal_point, last_used_at=NOW)
    assert why(workshop) == [
        ("Mongolia", False, ("A focal point signed in, and nobody is nominated.",))
    ]
    put(allocation, State.DRAFT)
    assert why(workshop) == [("Mongolia", False, ("Nominees are begun and not submitted.",))]
    put(allocation, State.SUBMITTED)
    assert why(workshop) == []


def test_a_country_whose_seats_are_held_is_not_silent():
    workshop = make_workshop()
    stream = make_stream(workshop=workshop)
    make_allocation(stream=stream, seats=2)
    make_participation(workshop=workshop, stream=stream)
    assert why(workshop) == []


def test_who_is_late_comes_first():
    workshop = make_workshop()
    stream = make_stream(workshop=workshop)
    for position, country in enumerate(["KAZ", "MNG", "PAK", "UZB"]):
        deadline = NOW - timedelta(days=1) if country == "PAK" else None
        allocation = make_allocation(
            stream=stream, country=country, position=position, nomination_deadline=deadline
        )
        if country != "UZB":
            put(allocation, State.SUBMITTED)
    assert [line.name for line in board(workshop, now=NOW).lines] == [
        "Pakistan",
        "Uzbekistan",
        "Kazakhstan",
        "Mongolia",
    ]


# The page


def page_of(workshop: Workshop) -> str:
    return reverse("admin:people_allocation_board", args=[workshop.pk])


def test_the_page_shows_one_stream_or_one_fund():
    workshop = make_full_board()
    client = organiser_client()
    whole = client.get(page_of(workshop)).context["board"]
    assert len(whole.lines) == 3
    stream = Stream.objects.get(name="ASEAN")
    only = client.get(page_of(workshop), {"stream": stream.pk}).context["board"]
    assert [line.name for line in only.lines] == ["The Secretariat = us"]
    fund = workshop.funds.get(name="For Mongolia")
    of_fund = client.get(page_of(workshop), {"fund": fund.pk}).context["board"]
    assert [(line.name, line.counts["seats"]) for line in of_fund.lines] == [("Mongolia", 2)]
    assert client.get(page_of(workshop), {"fund": "x"}).context["board"] == whole


def test_the_page_leads_to_the_list_behind_a_number():
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop))
    put(allocation, State.ENDORSED)
    html = organiser_client().get(page_of(workshop)).text
    path = reverse("admin:people_participation_changelist")
    assert f"{path}?workshop__id__exact={workshop.pk}&amp;line=" in html
    assert "What these numbers mean" in html


def test_an_empty_board_says_what_will_be_here():
    assert "No seats yet" in organiser_client().get(page_of(make_workshop())).text


def test_the_board_is_for_those_who_may_see_allocations():
    workshop = make_full_board()
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    assert client.get(page_of(workshop)).status_code == 403


def test_the_board_asks_the_database_as_often_for_500_people_as_for_50():
    workshop = make_workshop()
    streams = [make_stream(workshop=workshop, name=name) for name in ("One", "Two")]
    fund = make_fund(workshop=workshop)
    for stream in streams:
        for country in ("KAZ", "MNG", "PAK", "UZB", "CHN"):
            make_allocation(stream=stream, country=country, seats=50, fund=fund)
    client = organiser_client()
    fill(workshop, 50)
    few = queries(client, page_of(workshop))
    fill(workshop, 450)
    assert Participation.objects.count() == 500
    assert queries(client, page_of(workshop)) == few
    assert few <= 15


def fill(workshop: Workshop, people: int) -> None:
    seats = Seat.objects.free().filter(allocation__stream__workshop=workshop)
    for number, seat in enumerate(seats.select_related("allocation__stream")[:people]):
        make_participation(
            workshop=workshop,
            name=f"Person {number}",
            seat=seat,
            stream=seat.allocation.stream,
            country=seat.allocation.country,
            state=State.ACCEPTED,
        )


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    return len(seen)


def test_all_boards_at_once_cost_as_much_as_one():
    workshops = [make_full_board()]
    with CaptureQueriesContext(connection) as one:
        lines(workshops, now=NOW)
    workshops += [make_full_board() for _ in range(4)]
    with CaptureQueriesContext(connection) as many:
        lines(workshops, now=NOW)
    assert len(many) == len(one)


def test_the_dashboard_says_who_is_late_and_leads_to_the_board():
    workshop = make_workshop(starts_on=timezone.now().date() + timedelta(days=30))
    make_allocation(stream=make_stream(workshop=workshop))
    html = organiser_client().get(reverse("admin:index")).text
    assert f'<a href="{page_of(workshop)}">1 silent</a>' in html
