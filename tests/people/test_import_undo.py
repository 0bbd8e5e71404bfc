"""Taking an import back: all of it, or nothing, with the names of what stands in the way."""

from datetime import UTC, datetime

import pytest

from people.actions import states
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import (
    Allocation,
    FundShare,
    Participation,
    Person,
    Seat,
    State,
    StateChange,
    Stream,
    User,
)
from tests.factories import make_group, make_organiser, make_participation, make_workshop
from tests.people.sheets import allocations, roster, table, xlsx
from workshops.actions.imports import ChangedSince, UndoneAlready, undo
from workshops.importers.pipeline import run
from workshops.models import ImportRun

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
HEADER = "Name, Stream, Sending country, State, Phone, Post"


@pytest.fixture
def workshop():
    """Two seats for Mongolia in the stream `carec`."""
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 2))
    return workshop


def load_seats(workshop, *rows, **sheets) -> None:
    importer = AllocationsImporter(workshop, now=NOW)
    result = run(importer, allocations(*rows, **sheets), "allocations.xlsx", dry_run=False)
    assert result.errors == ()


def load(workshop, *rows, header: str = HEADER):
    importer = RosterImporter(workshop, now=NOW, by=User.objects.first() or make_organiser())
    assert run(importer, roster(*rows, header=header), "roster.xlsx", dry_run=False).errors == ()


def last(kind: str) -> ImportRun:
    return ImportRun.objects.filter(kind=kind).first()


BAT = ("Bat Erdene", "carec", "Mongolia", "arrived", "+976 1", "Officer")
SARAN = ("Saran Dorj", "carec", "Mongolia", "accepted", "", "Adviser")


def test_a_written_import_is_kept_with_who_when_and_how_many(workshop):
    load(workshop, BAT, SARAN)
    kept = last("roster")
    assert (kept.filename, kept.at, kept.by.username) == (
        "roster.xlsx",
        NOW,
        "organiser",
    )
    assert kept.counts == {"new": 4, "changed": 0, "same": 0, "removed": 0}
    assert kept.workshop == workshop


def test_what_changed_nothing_and_what_was_refused_is_not_kept(workshop):
    load(workshop, BAT)
    runs = ImportRun.objects.count()
    importer = RosterImporter(workshop, now=NOW)
    for row in (BAT, ("Sana", "carek", "Mongolia", "arrived", "", "")):
        run(importer, roster(row, header=HEADER), "roster.xlsx", dry_run=False)
    run(importer, roster(SARAN, header=HEADER), "roster.xlsx", dry_run=True)
    assert ImportRun.objects.count() == runs


def test_undo_takes_new_people_away_and_frees_their_seats(workshop):
    known = make_participation(
        workshop=workshop, name="Sana Misali", stream=workshop.streams.get(code="carec")
    )
    load(workshop, BAT)
    undo(last("roster"), by=None, now=NOW)
    assert list(Person.objects.all()) == [known.person]
    assert list(Participation.objects.all()) == [known]
    assert StateChange.objects.count() == 0


def test_undo_gives_changed_fields_their_old_values_and_leaves_the_others(workshop):
    load(workshop, BAT)
    load(workshop, ("Bat Erdene", "carec", "Mongolia", "arrived", "+976 2", "Director"))
    Participation.objects.update(unit="Written later")
    undo(last("roster"), by=None, now=NOW)
    row = Participation.objects.get()
    assert (row.person.phone, row.post_en, row.unit) == ("+976 1", "Officer", "Written later")
    assert ImportRun.objects.filter(kind="roster").in_force().count() == 1


def test_undo_says_who_did_it_and_is_done_once(workshop):
    load(workshop, BAT)
    kept, organiser = last("roster"), make_organiser("other")
    undo(kept, by=organiser, now=NOW)
    kept.refresh_from_db()
    assert (kept.undone_by, kept.undone_at) == (organiser, NOW)
    with pytest.raises(UndoneAlready):
        undo(kept, by=organiser, now=NOW)


def test_a_field_changed_since_stops_the_undo_and_nothing_is_taken_back(workshop):
    load(workshop, BAT)
    load(workshop, ("Bat Erdene", "carec", "Mongolia", "arrived", "+976 2", "Director"), SARAN)
    Person.objects.filter(display_name="Bat Erdene").update(phone="+976 3")
    with pytest.raises(ChangedSince) as refusal:
        undo(last("roster"), by=None, now=NOW)
    assert refusal.value.reasons == ("Person “Bat Erdene”: “phone” has been changed since.",)
    assert Person.objects.count() == 2


def test_a_new_row_changed_since_stops_the_undo(workshop):
    load(workshop, BAT)
    Participation.objects.update(private_note="Arrives late")
    with pytest.raises(ChangedSince) as refusal:
        undo(last("roster"), by=None, now=NOW)
    assert refusal.value.reasons == ("Participation “Bat Erdene” has been changed since.",)


def test_a_state_that_moved_on_stops_the_undo(workshop):
    load(workshop, SARAN)
    states.change(Participation.objects.get(), State.WITHDRAWN, by=None, now=NOW)
    with pytest.raises(ChangedSince):
        undo(last("roster"), by=None, now=NOW)
    assert Participation.objects.get().state == State.WITHDRAWN


def test_what_hangs_on_a_new_row_is_named(workshop):
    load(workshop, BAT)
    make_group(workshop=workshop, members=[Participation.objects.get()])
    with pytest.raises(ChangedSince) as refusal:
        undo(last("roster"), by=None, now=NOW)
    assert refusal.value.reasons == ("Membership in a group “Bat Erdene – 1” hangs on it now.",)
    assert Participation.objects.count() == 1


def test_a_person_who_came_to_another_workshop_stays(workshop):
    load(workshop, BAT)
    make_participation(person=Person.objects.get(), country="MNG")
    with pytest.raises(ChangedSince) as refusal:
        undo(last("roster"), by=None, now=NOW)
    assert refusal.value.reasons == ("Participation “Bat Erdene” hangs on it now.",)
    assert Participation.objects.count() == 2


def test_undoing_allocations_takes_streams_allocations_and_seats_away(workshop):
    undo(last("allocations"), by=None, now=NOW)
    assert [model.objects.count() for model in (Stream, Allocation, Seat)] == [0, 0, 0]


def test_undoing_a_lowered_allocation_brings_its_seats_and_shares_back(workshop):
    fund = {"funds": (("ta", "ADB TA", "Mongolia"),)}
    load_seats(
        workshop, ("carec", "Mongolia", "", "", 4), **fund, shares=(("carec", "Mongolia", "ta", 2),)
    )
    Seat.objects.filter(number=4).update(state=Seat.State.LOST)
    before = list(Seat.objects.values_list("pk", "number", "state"))
    load_seats(workshop, ("carec", "Mongolia", "", "", 1), **fund)
    assert (Seat.objects.in_force().count(), FundShare.objects.count()) == (1, 0)
    undo(last("allocations"), by=None, now=NOW)
    assert list(Seat.objects.values_list("pk", "number", "state")) == before
    assert FundShare.objects.get().seats == 2


def test_an_allocation_with_somebody_on_it_is_not_taken_away(workshop):
    load(workshop, BAT)
    with pytest.raises(ChangedSince) as refusal:
        undo(last("allocations"), by=None, now=NOW)
    assert refusal.value.reasons == ("Participation “Bat Erdene” hangs on it now.",)
    assert Seat.objects.count() == 2


def test_a_deadline_is_given_its_old_value_whatever_the_zone():
    workshop = make_workshop(zone="Asia/Bangkok")
    header = "Stream, Country, Seats, Nominations until"
    streams = table("Streams", "Code, Name", ("carec", "CAREC"))
    for day in ("2024-05-12 18:00", "2024-05-13"):
        rows = table("Allocations", header, ("carec", "Mongolia", 1, day))
        run(AllocationsImporter(workshop, now=NOW), xlsx(rows, streams), "a.xlsx", dry_run=False)
    undo(last("allocations"), by=None, now=NOW)
    assert Allocation.objects.get().nomination_deadline == datetime(2024, 5, 12, 11, tzinfo=UTC)
