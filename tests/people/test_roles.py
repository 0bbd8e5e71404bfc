"""Roles without a seat: added by name or from the agenda, beside other roles, and never a participant's."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import roles, states
from people.actions.refusals import AlreadyThere, NoSeat, NotNext, NotYet, SeveralAlike
from people.models import Participation, Person, Role, State
from reports import checks
from tests.factories import (
    make_billing,
    make_organisation,
    make_organiser,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops.actions import happening
from workshops.models import SpeakerRole, Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 22, 9, tzinfo=UTC)
OTHERS = [Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST, Role.INTERPRETER]


def page(workshop: Workshop, role: str = Role.RESOURCE_PERSON, query: str = "") -> str:
    return reverse("admin:people_participation_role", args=[workshop.pk, role]) + query


def write_down(client: Client, workshop: Workshop, role: str = Role.RESOURCE_PERSON, **values):
    query = values.pop("query", "")
    sent = {"state": "accepted", "speaker": "same-name"} | values
    return client.post(page(workshop, role, query), sent)


def known_as(name: str, **fields) -> Person:
    from people import names

    person = make_person(name, **fields)
    names.refresh(person)
    return person


# Adding


@pytest.mark.parametrize("role", OTHERS)
def test_somebody_new_is_written_down_in_a_role_without_a_seat(role):
    workshop, organisation = make_workshop(), make_organisation("Bank")
    answer = write_down(
        organiser_client(),
        workshop,
        role,
        given_names="Aigul",
        family_name="Bekova",
        native_name="Айгуль Бекова",
        post_en="Economist",
        organisation=organisation.pk,
        unit="Team",
    )
    assert answer.status_code == 302
    row = Participation.objects.get()
    assert (row.role, row.state, row.channel, row.seat) == (role, "accepted", "invitation", None)
    assert (row.post_en, row.organisation, row.unit) == ("Economist", organisation, "Team")
    person = row.person
    assert (person.display_name, person.sort_name) == ("Aigul Bekova", "Bekova Aigul")
    assert person.searchable.split("\n") == ["aigul bekova", "аигуль бекова", "bekova aigul"]
    assert [each.to_state for each in row.changes.all()] == ["draft", "selected", "accepted"]
    assert {each.actor.username for each in row.changes.all()} == {"organiser"}


def test_a_participant_is_not_added_without_a_seat():
    workshop = make_workshop()
    with pytest.raises(NoSeat):
        roles.add(workshop, make_person(), Role.PARTICIPANT, by=None, now=NOW)
    assert organiser_client().get(page(workshop, "participant")).status_code == 404
    assert Participation.objects.count() == 0


def test_somebody_known_is_found_in_any_script_and_chosen():
    workshop = make_workshop()
    known = known_as("Li Jia", native_name="李佳", email="li@example.org")
    known_as("Somebody Else")
    client = organiser_client()
    for asked in ("李佳", "LI jia", "li@example"):
        offered = client.get(page(workshop, query=f"?q={asked}")).context["who"].offered
        assert list(offered) == [str(known.pk)]
    write_down(client, workshop, query="?q=李佳", person=known.pk)
    assert Participation.objects.get().person == known
    assert Person.objects.count() == 2


def test_a_second_record_of_one_person_is_asked_about_first():
    workshop = make_workshop()
    known = known_as("Lena Park")
    client = organiser_client()
    asked = write_down(client, workshop, given_names="Park", family_name="Lena")
    assert list(asked.context["who"].errors) == ["person"]
    assert list(asked.context["who"].offered) == [str(known.pk)]
    assert Person.objects.count() == 1
    write_down(client, workshop, given_names="Park", family_name="Lena", is_another="on")
    assert Person.objects.count() == 2
    write_down(client, workshop, role="staff", display_name="Lena Parker")  # another name
    assert Person.objects.count() == 3


def test_a_name_is_asked_for_where_nobody_is_chosen():
    workshop = make_workshop()
    answer = write_down(organiser_client(), workshop)
    assert list(answer.context["who"].errors) == ["display_name"]
    assert Participation.objects.count() == 0


def test_roles_of_one_person_stand_beside_each_other_and_each_once():
    workshop = make_workshop()
    seat = make_participation(workshop=workshop)
    client = organiser_client()
    for role in OTHERS:
        write_down(client, workshop, role, person=seat.person_id, query=f"?person={seat.person_id}")
    assert Participation.objects.filter(person=seat.person).count() == 5
    again = write_down(client, workshop, Role.STAFF, person=seat.person_id)
    assert again.context["who"].errors["person"] == [
        "Bat Erdene has this role here: Staff, Accepted."
    ]
    with pytest.raises(AlreadyThere):
        roles.add(workshop, seat.person, Role.GUEST, by=None, now=NOW)
    assert Participation.objects.filter(person=seat.person).count() == 5
    elsewhere = roles.add(make_workshop(), seat.person, Role.GUEST, by=None, now=NOW)
    assert elsewhere.pk


def test_a_billing_of_that_name_is_tied_to_the_person_unless_there_are_two():
    workshop = make_workshop()
    speaker = make_speaker(workshop=workshop, name="Aigul Bekova")
    make_speaker(workshop=workshop, name="ADB", is_organisation=True)
    client = organiser_client()
    write_down(client, workshop, given_names="Aigul", family_name="Bekova")
    write_down(client, workshop, display_name="ADB")
    write_down(client, workshop, Role.STAFF, display_name="Nobody", speaker="")
    assert list(
        Participation.objects.order_by("pk").values_list("person__display_name", "speaker")
    ) == [("Aigul Bekova", speaker.pk), ("ADB", None), ("Nobody", None)]
    make_speaker(workshop=workshop, name="Aigul Bekova")
    chosen = {"is_another": "on", "display_name": "Aigul Bekova"}
    write_down(client, workshop, Role.GUEST, **chosen)
    assert Participation.objects.get(role=Role.GUEST).speaker is None
    write_down(client, workshop, Role.INTERPRETER, **chosen, speaker=speaker.pk)
    assert Participation.objects.get(role=Role.INTERPRETER).speaker == speaker


def test_one_goes_on_to_the_list_of_the_role_or_to_the_next_person():
    workshop = make_workshop()
    client = organiser_client()
    answer = write_down(client, workshop, Role.STAFF, display_name="First")
    assert answer.url.endswith(f"?workshop__id__exact={workshop.pk}&role__exact=staff")
    again = write_down(client, workshop, Role.STAFF, display_name="Second", _addanother="1")
    assert again.url == page(workshop, Role.STAFF)


def test_posts_are_asked_for_in_the_languages_of_the_workshop():
    workshop = make_workshop(languages=["en", "ru"])
    client = organiser_client()
    assert client.get(page(workshop)).context["there"].posts == ["post_en", "post_ru"]
    write_down(client, workshop, display_name="A", post_en="Adviser", post_ru="Советник")
    row = Participation.objects.get()
    assert (row.post_en, row.post_ru) == ("Adviser", "Советник")


def test_roles_are_added_by_those_with_the_right():
    workshop = make_workshop()
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    assert write_down(client, workshop, display_name="A").status_code == 403
    press = reverse("admin:people_participation_speaker", args=[workshop.pk])
    assert client.post(press, {"speaker": 1}).status_code == 403
    assert write_down(Client(), workshop, display_name="A").status_code == 302
    assert Participation.objects.count() == 0


# The life cycle


def test_who_needs_no_seat_is_invited_and_may_be_again():
    guest = roles.add(
        make_workshop(), make_person(), Role.GUEST, by=None, now=NOW, state=State.SELECTED
    )
    assert (guest.get_state_display(), guest.answer_by) == ("Invited", None)
    states.change(guest, State.DECLINED, by=None, now=NOW)
    states.change(guest, State.SELECTED, by=None, now=NOW)
    for step in (State.ACCEPTED, State.ARRIVED, State.COMPLETED):
        states.change(guest, step, by=None, now=NOW)
    assert guest.state == State.COMPLETED


@pytest.mark.parametrize("to", [State.SUBMITTED, State.RESERVE, State.REPLACED, State.ENDORSED])
def test_who_needs_no_seat_is_never_nominated_nor_replaced(to):
    for state in (State.DRAFT, State.SELECTED, State.ACCEPTED):
        row = make_participation(role=Role.STAFF, state=state, channel="invitation")
        with pytest.raises(NotNext):
            states.change(row, to, by=None, now=NOW)


def test_a_participant_is_still_selected_and_a_declined_offer_stays_declined():
    one = make_participation(state=State.SELECTED, channel="nomination")
    assert one.get_state_display() == "Selected"
    states.change(one, State.DECLINED, by=None, now=NOW)
    with pytest.raises(NotNext):
        states.change(one, State.SELECTED, by=None, now=NOW)


def test_nobody_is_there_before_the_workshop_begins():
    coming = make_workshop(starts_on=date(2099, 5, 20))
    client = organiser_client()
    offered = client.get(page(coming)).context["there"].fields["state"].choices
    assert [str(label) for _code, label in offered] == ["Invited", "Accepted"]
    over = client.get(page(make_workshop())).context["there"]
    assert [code for code, _label in over.fields["state"].choices] == [
        "selected",
        "accepted",
        "arrived",
        "completed",
    ]


# Who spoke and is on no list


def speaks(workshop: Workshop, name: str, role: str = "speaker", **session) -> SpeakerRole:
    speaker = make_speaker(workshop=workshop, name=name)
    return make_billing(
        session=make_session(workshop=workshop, **session), speaker=speaker, role=role
    )


def press(client: Client, billing: SpeakerRole):
    address = reverse("admin:people_participation_speaker", args=[billing.speaker.workshop_id])
    return client.post(address, {"speaker": billing.speaker_id})


def missing(client: Client, workshop: Workshop) -> list[str]:
    address = reverse("admin:people_participation_changelist")
    answer = client.get(f"{address}?workshop__id__exact={workshop.pk}")
    return [one.speaker.name for one in answer.context["head"].unlisted]


def test_a_speaker_of_a_session_that_was_held_is_added_by_one_press():
    workshop = make_workshop()
    make_participation(workshop=workshop)
    billing = speaks(workshop, "Lena Park", date=date(2024, 5, 23))
    speaks(workshop, "Opening Guest", role="welcome")
    client = organiser_client()
    assert missing(client, workshop) == ["Lena Park"]
    assert [f.code for f in checks.findings_of(workshop) if f.code == "speakers"] == ["speakers"]
    press(client, billing)
    row = Participation.objects.get(role=Role.RESOURCE_PERSON)
    assert (row.person.display_name, row.speaker, row.state) == (
        "Lena Park",
        billing.speaker,
        "completed",
    )
    assert row.arrived_on == date(2024, 5, 23)
    assert missing(client, workshop) == []
    assert [f.code for f in checks.findings_of(workshop) if f.code == "speakers"] == []


def test_only_who_really_spoke_is_missing():
    workshop = make_workshop()
    make_participation(workshop=workshop)
    absent = speaks(workshop, "Lena Park")
    speaks(workshop, "Ada Lake", happened="not_held")
    happening.record(
        absent.session,
        happening.Said("changed", presences={absent.pk: "absent"}),
        by=None,
        now=timezone.now(),
    )
    assert missing(organiser_client(), workshop) == []
    assert not [f for f in checks.findings_of(workshop) if f.code == "speakers"]


def test_who_spoke_on_a_day_that_nobody_knows_is_added_by_one_press():
    workshop = make_workshop()
    make_participation(workshop=workshop)
    speaker = make_speaker(workshop=workshop, name="Rong Ying")
    session = happening.add(
        workshop,
        titles={"title_en": "Corridors"},
        speakers=[speaker],
        by=None,
        now=timezone.now(),
    )
    client = Client()
    client.force_login(make_organiser("another"))
    assert missing(client, workshop) == ["Rong Ying"]
    press(client, session.speaker_roles.get())
    row = Participation.objects.get(role=Role.RESOURCE_PERSON)
    assert row.arrived_on == workshop.starts_on
    page = client.get(reverse("admin:people_participation_change", args=[row.pk])).text
    assert "Corridors" in page
    assert "day not known" in page
    assert missing(client, workshop) == []


def test_who_speaks_later_is_not_missing_yet():
    workshop = make_workshop(starts_on=date(2099, 5, 20))
    make_participation(workshop=workshop)
    speaks(workshop, "Lena Park")
    assert missing(organiser_client(), workshop) == []


def test_staff_who_speaks_becomes_a_resource_person_too():
    workshop = make_workshop()
    staff = make_participation(
        workshop=workshop, person=known_as("Lena Park"), role=Role.STAFF, state=State.COMPLETED
    )
    press(organiser_client(), speaks(workshop, "Lena PARK"))
    rows = Participation.objects.order_by("pk").values_list("person", "role")
    assert list(rows) == [(staff.person_id, "staff"), (staff.person_id, "resource_person")]


def test_a_resource_person_who_is_there_is_tied_to_the_billing():
    workshop = make_workshop()
    row = make_participation(
        workshop=workshop, person=known_as("Lena Park"), role=Role.RESOURCE_PERSON
    )
    billing = speaks(workshop, "Lena Park")
    press(organiser_client(), billing)
    assert Participation.objects.get() == row
    assert Participation.objects.get().speaker == billing.speaker
    second = speaks(workshop, "Lena Park")
    with pytest.raises(AlreadyThere):
        roles.list_speaker(second.speaker, by=None, now=NOW)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.NO_SHOW])
def test_a_resource_person_who_came_after_all_is_there_by_one_press(state):
    workshop = make_workshop()
    row = make_participation(
        workshop=workshop,
        person=known_as("Lena Park"),
        role=Role.RESOURCE_PERSON,
        state=state,
        channel="invitation",
    )
    client = organiser_client()
    billing = speaks(workshop, "Lena Park")
    assert missing(client, workshop) == ["Lena Park"]
    press(client, billing)
    row.refresh_from_db()
    assert (row.state, row.speaker) == (State.COMPLETED, billing.speaker)
    assert missing(client, workshop) == []


def test_nobody_completes_before_the_last_day():
    workshop = make_workshop()
    with pytest.raises(NotYet):
        roles.add(workshop, make_person(), Role.STAFF, by=None, now=NOW, state=State.COMPLETED)
    assert Participation.objects.count() == 0
    there = roles.add(workshop, make_person(), Role.STAFF, by=None, now=NOW, state=State.ARRIVED)
    assert (there.state, there.arrived_on) == (State.ARRIVED, date(2024, 5, 20))


def test_somebody_of_that_name_elsewhere_is_asked_about():
    workshop = make_workshop()
    known = known_as("Lena Park")
    billing = speaks(workshop, "Lena Park")
    with pytest.raises(SeveralAlike):
        roles.list_speaker(billing.speaker, by=None, now=NOW)
    client = organiser_client()
    answer = press(client, billing)
    assert answer.url == page(workshop, query=f"?speaker={billing.speaker_id}")
    form = client.get(answer.url).context
    assert list(form["who"].offered) == [str(known.pk)]
    assert form["there"].initial["post_en"] == "Professor, Institute of Trade"
    assert Participation.objects.count() == 0


def test_a_speaker_of_another_workshop_is_not_added_here():
    workshop = make_workshop()
    foreign = speaks(make_workshop(), "Lena Park")
    address = reverse("admin:people_participation_speaker", args=[workshop.pk])
    assert organiser_client().post(address, {"speaker": foreign.speaker_id}).status_code == 404
    assert Participation.objects.count() == 0


# Lists by role


def test_the_roster_has_a_list_for_each_role_with_its_number():
    workshop = make_workshop()
    for number in range(3):
        make_participation(workshop=workshop, name=f"Person {number}")
    make_participation(workshop=workshop, name="Helper", role=Role.STAFF)
    make_participation(workshop=make_workshop(), name="Elsewhere", role=Role.GUEST)
    client = organiser_client()
    address = reverse("admin:people_participation_changelist")
    head = client.get(f"{address}?workshop__id__exact={workshop.pk}").context["head"]
    assert [(tab.label, tab.count, tab.is_current) for tab in head.tabs] == [
        ("Everybody", 4, True),
        ("Participant", 3, False),
        ("Staff", 1, False),
    ]
    for tab in head.tabs:
        assert client.get(tab.url).context["cl"].result_count == tab.count


def test_the_sessions_of_guests_stand_beside_them():
    workshop = make_workshop()
    billing = speaks(workshop, "Opening Guest", role="welcome", title="Opening")
    make_participation(
        workshop=workshop, name="Opening Guest", role=Role.GUEST, speaker=billing.speaker
    )
    make_participation(workshop=make_workshop(), name="Elsewhere")
    client = organiser_client()
    address = reverse("admin:people_participation_changelist")
    guests = client.get(f"{address}?workshop__id__exact={workshop.pk}&role__exact=guest").text
    assert "Welcome remarks: Opening, Mon 20 May" in guests
    everybody = client.get(f"{address}?workshop__id__exact={workshop.pk}").text
    assert "Welcome remarks" not in everybody
