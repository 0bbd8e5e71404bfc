"""Whatever rows a roster holds: no crash, no seat too many, every refused row named, and its export changes nothing."""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.exporters.roster import columns, in_order, roster_tables
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import HOLDING, Participation, Person, Role, Seat, StateChange
from tests.factories import make_call, make_programme, make_workshop
from tests.people.sheets import allocations, roster
from workshops.exporters.columns import as_file
from workshops.importers.pipeline import Result, run
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
SEATS = {"Mongolia": 2, "KAZ": 1, "Pakistan": 1}
HEADER = (
    "Name, Role, Stream, Sending country, E-mail, State, Channel, Why without an endorsement, "
    "Sector, Arrived on, Left on"
)
NAMES = ["Bat Erdene", "Saran Dorj", "Айгуль Бекова", "李佳", "Zoë Çelik", "Bat  ERDENE", ""]

rows = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["participant", "participant", "participant", "staff", "guest", ""]),
        st.sampled_from(["carec", "carec", "carec", "asean", ""]),
        st.sampled_from([*SEATS, *SEATS, "Nowhere", ""]),
        st.sampled_from(["", "", "a@example.org", "b@example.org", "A@EXAMPLE.org"]),
        st.sampled_from(
            ["accepted", "arrived", "selected", "endorsed", "reserve", "withdrawn", "no_show", ""]
        ),
        st.sampled_from(["invitation", "historical", "nomination", ""]),
        st.sampled_from(["", "The embassy phoned."]),
        st.sampled_from(["", "ministry", "business"]),
        st.sampled_from(["", "2024-05-20", "day 3"]),
        st.sampled_from(["", "2024-05-21", "day 9"]),
    ),
    max_size=10,
)


@contextmanager
def undone():
    """What is written in it is taken back: each example begins with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def workshop():
    """Four seats, and a call that asks for officials of ministries."""
    workshop = make_workshop(programme=make_programme())
    content = allocations(*(("carec", to, "", "", seats) for to, seats in SEATS.items()))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    make_call(workshop=workshop, language_level="", sectors=["ministry"])
    return workshop


def load(workshop: Workshop, content: bytes) -> Result:
    return run(RosterImporter(workshop, now=NOW), content, "r.xlsx", dry_run=False)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Participation, Person, StateChange))


def refused(result: Result) -> set[int]:
    assert all(finding.rows and finding.message for finding in result.errors)
    return {row for finding in result.errors for row in finding.rows}


def check_seats(workshop: Workshop) -> None:
    """Each holder on a seat of their own, and no more holders than seats."""
    holders = workshop.participations.filter(role=Role.PARTICIPANT, state__in=HOLDING)
    on = Counter(holders.values_list("seat", flat=True))
    assert None not in on
    assert set(on.values()) <= {1}
    in_force = Seat.objects.in_force().filter(allocation__stream__workshop=workshop)
    assert len(on) <= in_force.count() == sum(SEATS.values())
    for row in holders.select_related("seat__allocation"):
        assert row.seat.allocation.country_id == row.sending_country_id


@given(rows=rows)
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_roster_is_refused_by_its_rows_or_goes_in_and_comes_out_the_same(workshop, rows):
    with undone():
        before, left = counts(), list(rows)
        result = load(workshop, roster(*left, header=HEADER))
        while not result.written and left:
            assert counts() == before
            bad = refused(result)
            assert bad, result.errors
            left = [row for number, row in enumerate(left, start=2) if number not in bad]
            result = load(workshop, roster(*left, header=HEADER))
        check_seats(workshop)
        after = counts()
        exported = as_file(roster_tables(in_order(workshop), list(columns())), "xlsx")
        again = load(workshop, exported)
        assert (again.errors, again.changes.new, again.changes.changed) == ((), {}, {})
        assert counts() == after


def test_a_roster_with_more_people_than_seats_is_refused():
    """That the property can fail: three for two seats, of whom one is named."""
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 2))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    people = [(name, "carec", "Mongolia", "accepted") for name in NAMES[:3]]
    result = load(workshop, roster(*people, header="Name, Stream, Sending country, State"))
    assert (result.written, refused(result)) == (False, {4})
