"""Allocations from a sheet: seats by country, and never one taken from under somebody."""

import pytest

from people.importers.allocations import AllocationsImporter
from people.importers.allocations_sheet import allocations_template
from people.models import Allocation, FundShare, Seat, State
from tests.factories import make_participation, make_workshop
from tests.people.sheets import allocations
from workshops.importers.pipeline import run
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db


def load(workshop, content: bytes, **options):
    return run(
        AllocationsImporter(workshop), content, "allocations.xlsx", **{"dry_run": False} | options
    )


def seats(workshop) -> dict[str, int]:
    return {
        f"{a.country_id or a.body}/{a.fund.code if a.fund else ''}": a.seats.count()
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
    assert Seat.objects.get().participations.get().person.display_name == "Bat Erdene"


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


def test_the_template_names_every_sheet_and_column():
    names = [table.name for table in read_tables(allocations_template(), "template.xlsx")]
    assert names == ["Allocations", "Streams", "Funds", "Fund shares"]
