"""Whose changes the history of people and seats names, what goes with a merge, and what nobody keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people import access
from people.actions import merging, nominations, seating, seats, states
from people.models import Participation, Person, Seat, State, User
from tests.factories import (
    make_allocation,
    make_focal_point,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_user,
    make_workshop,
)
from tests.people.desk import filled, make_open_allocation, page_of, signed_in
from tests.people.sheets import roster
from tests.people.test_import_undo import BAT, HEADER, last, load, load_seats
from tests.people.test_place import make_offer
from tests.people.test_place import signed_in as at_their_place
from tests.workshops.office import address, organiser_client
from workshops import history
from workshops.actions import trash
from workshops.actions.imports import undo

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)


def entries(row, client: Client | None = None) -> list:
    answer = (client or reader()).get(address(type(row), "history", row.pk))
    assert answer.status_code == 200
    return list(answer.context["page"].object_list)


def reader() -> Client:
    client = Client()
    found = User.objects.filter(username="reader").first()
    client.force_login(found or make_user("reader", is_staff=True, is_superuser=True))
    return client


def lines(found: list) -> list[tuple]:
    """(who, about, field, from, to) of each line, or (who, about, what)."""
    told = []
    for one in found:
        fields = [(one.who, one.about, each.field, each.before, each.after) for each in one.lines]
        told += fields or [(one.who, one.about, one.what)]
    return told


def who_of(row) -> set[str]:
    """By whom everything that was kept of a row's fields was done."""
    return {one.who for one in entries(row)}


# Who


def test_an_import_is_told_with_whoever_made_it():
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 2))
    make_organiser("lead", first_name="Aigul", last_name="Bekova")
    load(workshop, BAT)
    load(workshop, (*BAT[:4], "+976 2", BAT[5]))
    person = Person.objects.get()
    assert [(one.who, one.what) for one in entries(person) if not one.about] == [
        ("Aigul Bekova, by an import", "Changed"),
        ("Aigul Bekova, by an import", "Added"),
    ]
    seat = Seat.objects.first()
    assert ("An import", "", "Added") in lines(entries(seat))  # nobody said whose


def test_a_command_says_that_it_imported(tmp_path):
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 2))
    file = tmp_path / "roster.xlsx"
    file.write_bytes(roster(BAT, header=HEADER))
    call_command("import_roster", str(file), "--workshop", workshop.slug)
    assert {one.who for one in entries(Person.objects.get()) if not one.about} == {"An import"}


def test_an_import_taken_back_says_so():
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 2))
    load(workshop, BAT)
    load(workshop, (*BAT[:4], "+976 2", "Director"))
    run, by = last("roster"), make_organiser("undoer")
    undo(run, by=by, now=NOW)
    first = entries(Participation.objects.get())[0]
    assert (first.who, lines([first])[0][2:]) == (
        "undoer, by an import taken back",
        ("Post at the event [en]", "Director", "Officer"),
    )


def test_nothing_that_was_refused_in_a_dry_run_is_kept():
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 2))
    before = [history.kept_of(model).objects.count() for model in (Person, Participation, Seat)]
    load(workshop)
    after = [history.kept_of(model).objects.count() for model in (Person, Participation, Seat)]
    assert before == after == [0, 0, 2]


@pytest.mark.parametrize("organiser_too", [False, True])
def test_what_is_typed_at_a_desk_is_the_focal_points(organiser_too, settings, tmp_path):
    """Also where an organiser is signed in to the office in the same browser."""
    settings.MEDIA_ROOT = tmp_path
    allocation = make_open_allocation()
    client = signed_in(make_focal_point(allocation))
    if organiser_too:
        token = client.session[access.DESK]
        client.force_login(make_organiser())
        both = client.session
        both[access.DESK] = token
        both.save()
    client.post(page_of(allocation, "nominees", "new"), filled())
    row = allocation.participations.get()
    client.post(page_of(allocation, "nominees", row.uuid), filled(post="Director"))
    for each in (row, row.person):
        assert who_of(each) == {"Ms Dulam, Ministry of Trade"}


def test_what_one_does_at_ones_own_place_is_ones_own():
    row = make_offer(state=State.ACCEPTED)
    at_their_place(row).post("/en/place/consents/", {"directory": "yes"})
    row.refresh_from_db()
    assert row.directory is True
    assert lines(entries(row))[0] == (
        "The person",
        "",
        "In the participants’ directory",
        "No",
        "Yes",
    )


def test_what_happens_by_the_clock_happens_by_itself():
    row = make_participation(private_note="")
    row.unit = "Secretariat"
    row.save()
    assert who_of(row) == {"By itself"}


def test_what_an_action_writes_is_whose_it_says_at_the_time_it_says():
    """A worker or a command has no request, and a page that waited for a lock is later than it says."""
    allocation = make_allocation(stream=make_stream())
    row = make_nominee(allocation=allocation)
    then = datetime.now(UTC) - timedelta(days=3)
    states.change(row, State.SELECTED, by=make_organiser("lead"), now=then, answer_by=then)
    row.refresh_from_db()
    row.unit = "Secretariat"
    row.save()
    found = entries(row)
    assert [(one.who, [each.field for each in one.lines]) for one in found] == [
        ("By itself", ["Unit"]),
        ("By itself", []),
        ("lead", ["State", "Seat", "Answer by"]),
    ]
    assert found[-1].at == then


# On the page of a person


def test_a_persons_page_tells_what_happened_in_each_workshop():
    workshop = make_workshop(title="Trade and Rails")
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=2)
    row = make_nominee(allocation=allocation, person=make_person("Saran Dorj"))
    by = make_organiser("lead")
    states.change(row, State.SELECTED, by=by, now=datetime.now(UTC), reason="Best fit")
    other = allocation.seats.exclude(pk=Participation.objects.get(pk=row.pk).seat_id).get()
    seating.reseat(row, other, by=by, now=datetime.now(UTC))
    found = entries(row.person)
    about = "Trade and Rails"
    told = lines(found)
    assert ("lead", about, "State", "Endorsed", "Selected") in told
    assert ("lead", about, "Reason", "", "Best fit") in told
    assert ("lead", about, "Seat", "", "Mongolia 1") in told
    assert ("lead", about, "Seat", "Mongolia 1", "Mongolia 2") in told
    assert {one.url for one in found if one.about} == {address(Participation, "history", row.pk)}


def test_who_may_not_see_participations_reads_of_the_person_alone():
    row = make_participation(name="Saran Dorj", workshop=make_workshop(title="Trade"))
    states.begin(row, by=None, now=NOW, reason="Because")
    clerk, client = make_organiser("clerk", is_superuser=False), Client()
    client.force_login(clerk)

    def allow(codename: str) -> None:
        clerk.user_permissions.add(Permission.objects.get(codename=codename))

    allow("view_person")
    assert lines(entries(row.person, client)) == [("By itself", "", "Added")]
    allow("view_participation")
    assert ("By itself", "Trade", "Added") in lines(entries(row.person, client))
    assert "Because" not in str(lines(entries(row.person, client)))
    assert "Because" not in str(lines(entries(row, client)))
    allow("view_statechange")
    assert "Because" in str(lines(entries(row.person, client)))
    assert "Because" in str(lines(entries(row, client)))


def test_who_endorsed_somebody_is_for_those_who_select_or_keep_the_roster():
    allocation = make_allocation(stream=make_stream())
    row = make_nominee(allocation=allocation, state=State.SUBMITTED, endorsement=None)
    authority = "First Deputy of Canaria"
    word = nominations.Endorsing(authority=authority, dated=NOW.date())
    nominations.endorse([row], word, by=make_organiser("lead"), now=datetime.now(UTC))
    clerk, client = make_organiser("clerk", is_superuser=False), Client()
    client.force_login(clerk)

    def told_to_clerk() -> list[str]:
        pages = [entries(row, client), entries(row.person, client)]
        return [
            each.after for page in pages for one in page for each in one.lines
            if each.field == "Endorsement"
        ]  # fmt: skip

    for codename in ("view_person", "view_participation"):
        clerk.user_permissions.add(Permission.objects.get(codename=codename))
    assert told_to_clerk() == ["changed; not shown to you"] * 2
    clerk.user_permissions.add(Permission.objects.get(codename="change_participation"))
    assert told_to_clerk() == [f"{authority}, {NOW.date()}"] * 2


def test_the_page_of_a_person_costs_the_same_for_many_workshops():
    person = make_person()
    client = organiser_client()
    make_participation(person=person, workshop=make_workshop(), name="")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            entries(person, client)
        return len(seen)

    asked()
    once = asked()
    for _ in range(5):
        make_participation(person=person, workshop=make_workshop(), name="")
    assert asked() == once


# Merging and deleting


def test_a_merged_person_keeps_both_histories():
    kept, other = make_person("Saran Dorj"), make_person("S. Dorj", honorific="Ms")
    row = make_participation(person=other, workshop=make_workshop(title="Trade"))
    other.display_name = "S Dorj"
    other.save()
    kept.gender = "female"
    kept.save()
    by = make_organiser("merger")
    merging.merge(kept, other, by=by, now=datetime.now(UTC))
    kept.refresh_from_db()
    assert lines(entries(kept)) == [
        ("merger", "", "Merged with the record “S Dorj”"),
        ("merger", "Trade", "Name as printed", "", "S Dorj"),
        ("merger", "", "Honorific", "", "Ms"),
        ("By itself", "", "Gender", "", "Female"),
        ("By itself", "S Dorj", "Name", "S. Dorj", "S Dorj"),
        ("By itself", "Trade", "Added"),
        ("By itself", "S. Dorj", "Added"),
        ("By itself", "", "Added"),
    ]
    assert row.history.filter(person_id=kept.pk).exists()
    assert "which is gone" not in str(lines(entries(row)))
    kept.gender = ""
    kept.save()
    assert lines(entries(kept))[0] == ("By itself", "", "Gender", "Female", "")


def test_deleting_a_merged_person_for_good_erases_both_histories():
    kept, other = make_person("Saran Dorj"), make_person("S. Dorj")
    by, now = make_organiser("merger"), datetime.now(UTC)
    merging.merge(kept, other, by=by, now=now)
    trash.throw_away(Person.objects.get(), by=by, now=now - timedelta(days=40))
    assert history.kept_of(Person).objects.count() == 3  # added twice, deleted
    call_command("empty_trash")
    assert history.kept_of(Person).objects.count() == 0


def test_what_is_deleted_past_the_trash_leaves_no_history():
    """A seat that was free, a draft that was thrown away: nobody could bring them back."""
    allocation = make_allocation(stream=make_stream(), seats=3)
    stays = make_person()
    make_person().delete()
    assert Seat.history.count() == 3
    seats.resize(allocation, 1, by=None, now=NOW)
    assert Seat.history.count() == 1
    assert {row.id for row in Person.history.all()} == {stays.pk}


def test_an_import_taken_back_takes_the_histories_of_what_it_made_in_few_statements():
    workshop = make_workshop()
    load_seats(workshop, ("carec", "Mongolia", "", "", 30))
    stays = make_person()
    load(workshop, *((f"Bat {n}", *BAT[1:]) for n in range(20)))
    assert Person.history.count() == Participation.history.count() + 1 == 21
    with CaptureQueriesContext(connection) as seen:
        undo(last("roster"), by=make_organiser("undoer"), now=NOW)
    assert {row.id for row in Person.history.all()} == {stays.pk}
    assert Participation.history.count() == 0
    assert sum("DELETE" in one["sql"] and "historical" in one["sql"] for one in seen) == 2


def test_what_comes_back_from_the_trash_goes_on_with_its_history():
    row = make_participation(state=State.WITHDRAWN, seat=None, name="Saran Dorj")
    row.unit = "Secretariat"
    row.save()
    by = make_organiser("lead")
    item = trash.throw_away(row.person, by=by, now=datetime.now(UTC))
    trash.restore(item, by=by, now=datetime.now(UTC))
    assert lines(entries(row)) == [
        ("lead", "", "Brought back from the trash"),
        ("By itself", "", "Deleted"),
        ("By itself", "", "Unit", "", "Secretariat"),
        ("By itself", "", "Added"),
    ]
    again = Participation.objects.get()
    again.unit = ""
    again.save()
    assert lines(entries(again))[0] == ("By itself", "", "Unit", "Secretariat", "")


# What nobody keeps


def test_of_dossiers_notes_and_preparations_no_history_is_kept():
    names = {model.__name__ for model in apps.get_app_config("people").get_models()}
    secret = {
        "Dossier", "Endorsement", "SelectorNote", "GateDecision", "Facet", "AccessLink",
        "Message", "Attendance", "MergedRecord",
    }  # fmt: skip
    assert secret <= names
    assert {f"Historical{name}" for name in secret} & names == set()
    assert "HistoricalPerson" in names
