"""Allocations from a sheet: seats by country, and never one taken from under somebody."""

from datetime import UTC, datetime

import pytest

from people.importers.allocations import AllocationsImporter
from people.importers.templates import allocations_template
from people.models import Allocation, FundShare, Seat, State
from tests.factories import make_call, make_participation, make_workshop
from tests.people.sheets import allocations, table, xlsx
from workshops.importers.pipeline import run
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db


def load(workshop, content: bytes, **options):
    return run(
        AllocationsImporter(workshop), content, "allocations.xlsx", **{"dry_run": False} | options
    )


def seats(workshop) -> dict[str, int]:
    return {
        f"{a.country_id or a.body}/{a.fund.code if a.fund else ''}": a.seats.in_force().count()
        for a in Allocation.objects.filter(stream__workshop=workshop)
    }


def test_seats_are_made_for_each_country_and_fund():
    workshop = make_workshop()
    funds = (("course", "Course", ""), ("ta", "ADB TA for Mongolia", "Mongolia"))
    result = load(
        workshop,
        allocations(
            ("carec", "Mongolia", "", "course", 2),
            ("carec", "МОНГОЛИЯ", "", "ta", 2),
            ("asean", "UAE", "", "", 2),
            ("carec", "Afghanistan", "", "", 0),
            ("asean", "", "ASEAN Secretariat", "", 1),
            funds=funds,
        ),
    )
    assert result.findings == ()
    assert seats(workshop) == {
        "MNG/course": 2,
        "MNG/ta": 2,
        "ARE/": 2,
        "AFG/": 0,
        "ASEAN Secretariat/": 1,
    }
    assert workshop.funds.get(code="ta").only_country_id == "MNG"


def test_the_same_file_twice_changes_nothing():
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 4), ("carec", "Georgia", "", "", 2))
    load(workshop, content)
    before = list(Seat.objects.values_list("pk", flat=True))
    assert load(workshop, content).changes.is_nothing
    assert list(Seat.objects.values_list("pk", flat=True)) == before


def test_a_fund_may_share_an_allocation_where_nobody_says_which_seats():
    workshop = make_workshop()
    load(
        workshop,
        allocations(
            ("carec", "Mongolia", "", "", 4),
            funds=(("ta", "ADB TA for Mongolia", "Mongolia"),),
            shares=(("carec", "Mongolia", "ta", 2),),
        ),
    )
    assert FundShare.objects.get().seats == 2
    assert seats(workshop) == {"MNG/": 4}


def test_a_dry_run_writes_nothing_and_says_what_it_would():
    workshop = make_workshop()
    result = load(workshop, allocations(("carec", "Georgia", "", "", 2)), dry_run=True)
    assert result.written is False
    assert result.changes.new["seats"] == 2
    assert Seat.objects.count() == 0


def test_every_fault_is_found_at_once_and_nothing_is_written():
    workshop = make_workshop()
    result = load(
        workshop,
        allocations(
            ("carec", "Mongola", "", "", 2),
            ("caerc", "Georgia", "", "", 2),
            ("carec", "Georgia", "", "", "two"),
            ("carec", "Pakistan", "", "", 2),
            ("carec", "PAK", "", "", 3),
            ("carec", "", "", "", 1),
        ),
    )
    assert [(f.rows, f.column, f.value) for f in result.errors] == [
        ((2,), "Country", "Mongola"),
        ((4,), "Seats", "two"),
        ((6,), "", "carec, Pakistan"),
        ((3,), "Stream", "caerc"),
        ((7,), "Country", ""),
    ]
    assert result.errors[0].hint == "Did you mean Mongolia?"
    assert Allocation.objects.count() == 0


def test_lowering_takes_free_seats_only():
    workshop = make_workshop()
    load(workshop, allocations(("carec", "Mongolia", "", "", 4)))
    stream = workshop.streams.get(code="carec")
    make_participation(workshop=workshop, stream=stream, name="Bat Erdene")
    load(workshop, allocations(("carec", "Mongolia", "", "", 1)))
    assert seats(workshop) == {"MNG/": 1}
    seat = Seat.objects.in_force().get()
    assert seat.participations.get().person.display_name == "Bat Erdene"


def test_lowering_below_the_holders_is_refused_with_their_names():
    workshop = make_workshop()
    load(workshop, allocations(("carec", "Mongolia", "", "", 4)))
    stream = workshop.streams.get(code="carec")
    make_participation(workshop=workshop, stream=stream, name="Bat Erdene")
    make_participation(workshop=workshop, stream=stream, name="Saran Dorj", state=State.SELECTED)
    result = load(workshop, allocations(("carec", "Mongolia", "", "", 1)))
    assert [f.message for f in result.errors] == [
        "Seats have names on them: Bat Erdene, Saran Dorj. 2 is the least."
    ]
    assert seats(workshop) == {"MNG/": 4}


def test_a_returned_seat_is_not_counted_and_its_number_is_not_given_again():
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 2))
    load(workshop, content)
    Seat.objects.filter(number=2).update(state=Seat.State.RETURNED)
    result = load(workshop, content)
    assert result.changes.new["seats"] == 1
    assert list(Seat.objects.in_force().values_list("number", flat=True)) == [1, 3]
    assert load(workshop, content).changes.is_nothing


def test_a_seat_once_used_is_cancelled_and_not_deleted_when_an_allocation_shrinks():
    workshop = make_workshop()
    load(workshop, allocations(("carec", "Mongolia", "", "", 2)))
    stream = workshop.streams.get(code="carec")
    seat = Seat.objects.get(number=2)
    make_participation(workshop=workshop, stream=stream, state=State.WITHDRAWN, seat=seat)
    load(workshop, allocations(("carec", "Mongolia", "", "", 1)))
    assert list(Seat.objects.values_list("number", "state")) == [(1, "offered"), (2, "cancelled")]


def test_deadlines_are_in_the_workshops_own_time_and_in_order():
    workshop = make_workshop(zone="Asia/Bangkok")
    header = "Stream, Country, Seats, Nominations until, Replacements until"
    first = table("Allocations", header, ("carec", "Mongolia", 2, "2024-05-12 18:00", "2024-05-14"))
    streams = table("Streams", "Code, Name", ("carec", "CAREC"))
    load(workshop, xlsx(first, streams))
    allocation = Allocation.objects.get()
    assert allocation.nomination_deadline == datetime(2024, 5, 12, 11, tzinfo=UTC)
    assert allocation.replacement_cutoff == datetime(2024, 5, 14, 16, 59, tzinfo=UTC)
    early = table(
        "Allocations",
        "Stream, Country, Seats, Replacements until",
        ("carec", "MNG", 2, "2024-05-11"),
    )
    result = load(workshop, xlsx(early))
    assert [(f.rows, f.column, f.value) for f in result.errors] == [
        ((2,), "Replacements until", "2024-05-11 23:59")
    ]


def test_what_the_file_does_not_say_is_left_as_it_is():
    workshop = make_workshop()
    load(
        workshop,
        allocations(
            ("carec", "Mongolia", "", "", 4),
            funds=(("ta", "ADB TA for Mongolia", "Mongolia"),),
            shares=(("carec", "Mongolia", "ta", 2),),
        ),
    )
    Allocation.objects.update(package_en="Flight", source_note="A letter", nominees_per_seat=3)
    only = table("Allocations", "Stream, Country, Seats", ("carec", "Mongolia", 5))
    result = load(workshop, xlsx(only))
    assert result.findings == ()
    row = Allocation.objects.get()
    assert (row.package_en, row.source_note, row.nominees_per_seat) == ("Flight", "A letter", 3)
    assert (FundShare.objects.count(), workshop.streams.count(), workshop.funds.count()) == (
        1,
        2,
        1,
    )
    assert seats(workshop) == {"MNG/": 5}


def test_a_fund_pays_for_its_country_only_and_places_are_not_exceeded():
    workshop = make_workshop()
    make_call(workshop=workshop, capacity=3)
    funds = (("ta", "ADB TA for Mongolia", "Mongolia"),)
    result = load(
        workshop,
        allocations(
            ("carec", "Georgia", "", "ta", 2), ("carec", "Mongolia", "", "", 2), funds=funds
        ),
    )
    assert [(f.rows, f.column) for f in result.errors] == [((2,), "Fund"), ((2, 3), "Seats")]
    assert Seat.objects.count() == 0
    load(workshop, allocations(("carec", "Georgia", "", "", 2), ("carec", "Mongolia", "", "", 1)))
    moved = allocations(("carec", "Georgia", "", "", 0), ("carec", "Mongolia", "", "", 3))
    assert load(workshop, moved).ok  # three before, three after
    assert seats(workshop) == {"GEO/": 0, "MNG/": 3}


def test_the_template_names_every_sheet_and_column():
    names = [table.name for table in read_tables(allocations_template(), "template.xlsx")]
    assert names == ["Allocations", "Streams", "Funds", "Fund shares", "How to", "Lists"]
