"""Those who are there: a roster changes what is said of them, never their state, seat or allocation."""

from datetime import UTC, date, datetime

import pytest

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Allocation, Participation, Person, Seat, State
from tests.factories import (
    make_dossier,
    make_nominee,
    make_organisation,
    make_organiser,
    make_participation,
    make_person,
    make_workshop,
)
from tests.people.sheets import allocations, roster
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)


@pytest.fixture
def workshop():
    """Two seats for Mongolia, one for Pakistan, one for a body, in `carec`; one for Mongolia in `asean`."""
    workshop = make_workshop()
    content = allocations(
        ("carec", "Mongolia", "", "", 2),
        ("carec", "Pakistan", "", "", 1),
        ("carec", "", "ASEAN Secretariat", "", 1),
        ("asean", "Mongolia", "", "", 1),
    )
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    return workshop


def load(workshop, *rows, header: str = "Name, Stream, Sending country, State", **options):
    importer = RosterImporter(workshop, now=NOW)
    return run(importer, roster(*rows, header=header), "r.xlsx", **{"dry_run": False} | options)


def errors(result) -> list[tuple]:
    return [(finding.rows, finding.column, finding.value) for finding in result.errors]


@pytest.mark.parametrize("state", [State.SELECTED, State.ACCEPTED, State.ARRIVED, State.RESERVE])
def test_a_state_that_is_there_is_kept_and_said(workshop, state):
    load(workshop, ("Bat Erdene", "carec", "Mongolia", state))
    result = load(workshop, ("Bat Erdene", "carec", "Mongolia", "withdrawn"))
    assert result.ok
    assert [(f.level, f.column, f.value) for f in result.findings] == [
        ("warning", "State", "withdrawn")
    ]
    assert workshop.participations.get().state == state


@pytest.mark.parametrize("state", ["submitted", "accepted", "reserve"])
def test_who_is_put_forward_for_a_seat_stays_in_its_stream_and_country(workshop, state):
    load(workshop, ("Bat Erdene", "carec", "Mongolia", state))
    result = load(workshop, ("Bat Erdene", "asean", "Pakistan", state))
    assert errors(result) == [((2,), "Stream", "asean"), ((2,), "Sending country", "Pakistan")]
    assert errors(load(workshop, ("Bat Erdene", "carec", "Mongolia", state))) == []


def test_a_participant_keeps_a_country(workshop):
    load(workshop, ("Bat Erdene", "carec", "Mongolia", "accepted"))
    result = load(workshop, ("Bat Erdene", "carec", "", "accepted"))
    assert errors(result) == [((2,), "Sending country", "")]


def test_a_nominee_comes_under_the_only_allocation_that_fits(workshop):
    load(workshop, ("Bat Erdene", "carec", "Mongolia", "submitted"))
    row = workshop.participations.get()
    assert (row.allocation.country_id, row.allocation.stream.code, row.seat) == (
        "MNG",
        "carec",
        None,
    )


def test_the_seat_of_a_body_goes_to_whom_the_body_sends(workshop):
    header = "Name, Stream, Allocation body, Sending country, State"
    result = load(
        workshop,
        ("Bat Erdene", "carec", "ASEAN Secretariat", "", "accepted"),
        ("Saran Dorj", "carec", "ASEAN Secretariat", "Mongolia", "accepted"),
        header=header,
    )
    assert errors(result) == [((3,), "Allocation body", "ASEAN Secretariat")]
    assert load(
        workshop, ("Bat Erdene", "carec", "ASEAN Secretariat", "", "accepted"), header=header
    ).ok
    row = workshop.participations.get()
    assert (row.seat.allocation.body, row.allocation) == ("ASEAN Secretariat", row.seat.allocation)


def test_a_reference_finds_the_row_whatever_the_name(workshop):
    load(workshop, ("Bat Erdene", "carec", "Mongolia", "accepted"))
    row = workshop.participations.get()
    header = "Reference, Name, Given names"
    result = load(workshop, (str(row.uuid), "Bold Erdenebat", "Bold"), header=header)
    assert (result.findings, result.changes.new.total()) == ((), 0)
    person = Person.objects.get()
    assert (person.pk, person.display_name) == (row.person_id, "Bold Erdenebat")
    assert "bold erdenebat" in person.searchable


def test_a_reference_of_elsewhere_or_of_nobody_is_refused(workshop):
    elsewhere = make_participation()
    header = "Reference, Name, Stream, Sending country"
    result = load(
        workshop,
        (str(elsewhere.uuid), "Bat Erdene", "carec", "Mongolia"),
        ("12", "Saran Dorj", "carec", "Mongolia"),
        header=header,
    )
    assert errors(result) == [((3,), "Reference", "12"), ((2,), "Reference", str(elsewhere.uuid))]


def test_a_reference_with_another_role_or_another_persons_address_is_refused(workshop):
    row = make_participation(workshop=workshop, name="Bat Erdene")
    make_person("Saran Dorj", email="saran@example.org")
    result = load(
        workshop,
        (str(row.uuid), "Bat Erdene", "staff", "saran@example.org"),
        header="Reference, Name, Role, E-mail",
    )
    assert errors(result) == [((2,), "Role", "staff"), ((2,), "E-mail", "saran@example.org")]


def test_a_row_of_another_workshop_is_refused(workshop):
    header = "Name, Role, Workshop"
    assert errors(load(workshop, ("Bat", "staff", "elsewhere"), header=header)) == [
        ((2,), "Workshop", "elsewhere")
    ]
    assert load(workshop, ("Bat", "staff", workshop.slug), header=header).ok


def test_an_offices_mailbox_does_not_turn_one_participant_into_another(workshop):
    header = "Name, Stream, Sending country, State, E-mail, In the public list"
    address = "office@example.org"
    load(workshop, ("Bat Erdene", "carec", "MNG", "accepted", address, "yes"), header=header)
    result = load(workshop, ("Aru Nur", "carec", "MNG", "accepted", address, ""), header=header)
    assert errors(result) == [((2,), "Name", "Aru Nur")]
    assert Person.objects.get().display_name == "Bat Erdene"
    elsewhere = make_workshop()
    result = load(elsewhere, ("Aru Nur", "guest", address), header="Name, Role, E-mail")
    assert [(f.level, f.column) for f in result.findings] == [("warning", "Name")]


def test_the_dossier_of_a_participant_keeps_what_the_file_does_not_say(workshop):
    row = make_nominee(allocation=Allocation.objects.first(), name="Bat Erdene")
    dossier = make_dossier(participation=row, organisation="Customs", expertise="Risk")
    header = "Name, Organisation, Sector"
    result = load(workshop, ("Bat Erdene", "Ministry of Trade", "ministry"), header=header)
    assert result.findings == ()
    dossier.refresh_from_db()
    assert (dossier.organisation, dossier.sector, dossier.expertise) == (
        "Ministry of Trade",
        "ministry",
        "Risk",
    )
    assert load(
        workshop, ("Bat Erdene", "Ministry of Trade", "ministry"), header=header
    ).changes.is_nothing


def test_a_new_participant_has_a_dossier_only_where_the_file_says_something(workshop):
    header = "Name, Stream, Sending country, Organisation"
    load(
        workshop,
        ("Bat Erdene", "carec", "MNG", ""),
        ("Saran Dorj", "carec", "MNG", "Customs"),
        header=header,
    )
    rows = Participation.objects.filter(dossier__isnull=False)
    assert [(row.person.display_name, row.dossier.organisation) for row in rows] == [
        ("Saran Dorj", "Customs")
    ]


def test_the_organisation_of_others_is_one_of_those_kept_here(workshop):
    kept = make_organisation("Institute of Trade")
    header = "Name, Role, Organisation"
    result = load(
        workshop,
        ("Ada Lake", "staff", "INSTITUTE of Trade"),
        ("Bo Lake", "staff", "Nowhere"),
        header=header,
    )
    assert [(f.level, f.rows, f.column, f.value) for f in result.findings] == [
        ("warning", (3,), "Organisation", "Nowhere")
    ]
    assert [row.organisation for row in workshop.participations.order_by("person__sort_name")] == [
        kept,
        None,
    ]


def test_who_waived_an_endorsement_is_kept(workshop):
    header = "Name, Stream, Sending country, State, Channel, Why without an endorsement, Rank, Expected on"
    importer = RosterImporter(workshop, now=NOW, by=make_organiser())
    row = ("Bat", "carec", "MNG", "selected", "nomination", "The embassy phoned.", 2, "day 3")
    assert run(importer, roster(row, header=header), "r.xlsx", dry_run=False).ok
    kept = workshop.participations.get()
    assert (kept.waived_by.username, kept.rank, kept.expected_on) == (
        "organiser",
        2,
        date(2024, 5, 22),
    )


def test_rival_nominations_are_two_rows_and_the_one_on_a_seat_is_meant(workshop):
    person = make_person("Bat Erdene")
    carec = workshop.streams.get(code="carec")
    asean = workshop.streams.get(code="asean")
    seat = Seat.objects.filter(allocation__stream=asean).first()
    held = make_participation(
        workshop=workshop, person=person, stream=asean, seat=seat, state=State.ACCEPTED
    )
    make_participation(workshop=workshop, person=person, stream=carec, state=State.WITHDRAWN)
    load(workshop, ("Bat Erdene", "Director"), header="Name, Post")
    assert list(workshop.participations.filter(post_en="Director")) == [held]
