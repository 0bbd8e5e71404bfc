"""The page of a participation shows the whole person: seat and its story, days, sessions, letters, other roles."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from people import panels
from people.admin.participation_panels import panels_of
from people.models import Attendance, Call, Participation, Role, State
from people.panels import Panel
from tests.factories import (
    make_allocation,
    make_billing,
    make_dossier,
    make_fund,
    make_group,
    make_message,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_stream,
    make_workshop,
)
from tests.workshops.office import address, organiser_client

pytestmark = pytest.mark.django_db


def said(row: Participation, user=None) -> dict[str, list[tuple[str, str, str]]]:
    """The lines of each panel: label, text and note."""
    user = user or make_organiser(f"reader-{row.pk}-{Participation.objects.count()}")
    return {
        panel.title: [(line.label, line.text, line.note) for line in panel.lines]
        for panel in panels_of(row, user)
    }


@pytest.fixture
def allocation():
    stream = make_stream()
    fund = make_fund(workshop=stream.workshop, name="Course fund")
    return make_allocation(stream=stream, seats=1, fund=fund)


def test_the_seat_tells_who_sat_there_before_and_who_does_now(allocation):
    seat = allocation.seats.get()
    first = make_nominee(allocation=allocation, name="First", state=State.WITHDRAWN, seat=seat)
    second = make_nominee(
        allocation=allocation, name="Second", state=State.REPLACED, seat=seat, replaces=first
    )
    third = make_nominee(
        allocation=allocation, name="Third", state=State.ACCEPTED, seat=seat, replaces=second
    )
    assert said(second)["Seat"] == [
        ("Seat", str(seat), "Offered"),
        ("Put forward under", "Mongolia", "Course fund"),
        ("Endorsement", "Deputy Minister of Trade, 2024-04-12", ""),
        ("In place of", "First", "Withdrawn"),
        ("Replaced by", "Third", "Accepted"),
    ]
    assert ("Also on this seat", "First", "Withdrawn") in said(third)["Seat"]
    links = [line.url for line in panels_of(third, make_organiser())[0].lines]
    assert address(Participation, "change", second.pk) in links


def test_the_criteria_are_shown_to_those_who_select(allocation):
    Call.objects.create(workshop=allocation.stream.workshop, language_level="C1")
    row = make_nominee(allocation=allocation)
    make_dossier(participation=row)
    row.refresh_from_db()
    assert said(row)["Dossier and criteria"][:2] == [
        ("", "Open the dossier", ""),
        ("Language", "Failed", "B2 is stated; C1 is asked for."),
    ]
    assistant = make_organiser("assistant", is_superuser=False)
    assistant.user_permissions.set(Permission.objects.filter(codename="view_participation"))
    shown = said(row, assistant)
    assert list(shown) == ["Seat", "The person"]


def test_days_and_certificate_stand_beside_who_came():
    row = make_participation(arrived_on=date(2024, 5, 20))
    Attendance.objects.create(
        participation=row, day=date(2024, 5, 21), at="2024-05-21T09:00Z", by=None
    )
    make_group(workshop=row.workshop, members=(row,), name="Silk")
    assert said(row)["Being there"] == [
        ("Days", "1 of 14", "Tue 21 May"),
        ("Certificate", "not yet", "needs 12 days and the end"),
        ("Group", "Silk", ""),
    ]
    coming = make_participation(state=State.ACCEPTED, channel="invitation")
    assert "Being there" not in said(coming)


def test_sessions_and_letters_are_shown_with_their_day():
    workshop = make_workshop()
    speaker = make_speaker(workshop=workshop)
    make_billing(session=make_session(workshop=workshop, title="Rails"), speaker=speaker)
    row = make_participation(workshop=workshop, role=Role.RESOURCE_PERSON, speaker=speaker)
    make_message(workshop=workshop, participation=row, subject="Welcome")
    make_message(workshop=workshop, subject="For somebody else")
    shown = said(row)
    assert shown["Sessions"] == [
        ("Billed as", "Lena Park", ""),
        ("Speaker", "Rails", "Mon 20 May"),
    ]
    assert shown["Letters"] == [("Waiting", "Welcome", "Sat 20 Apr")]
    assert "Seat" not in shown


def test_other_roles_here_and_other_workshops_lead_to_their_pages():
    person = make_person(email="bat@example.org")
    row = make_participation(person=person)
    staff = make_participation(workshop=row.workshop, person=person, role=Role.STAFF)
    earlier = make_workshop(title="Before", starts_on=date(2022, 3, 1))
    was = make_participation(workshop=earlier, person=person, state=State.COMPLETED)
    make_participation(workshop=earlier, name="Somebody Else")
    assert said(row)["The person"] == [
        ("", "Bat Erdene", "bat@example.org"),
        ("Also here as", "Staff", "Arrived"),
        ("2022", "Before", "Participant, Completed"),
    ]
    assert ("Also here as", "Participant", "Arrived") in said(staff)["The person"]
    page = organiser_client().get(address(Participation, "change", row.pk)).text
    assert address(Participation, "change", staff.pk) in page
    assert address(Participation, "change", was.pk) in page


def test_an_address_and_a_reason_are_for_those_who_may_change_the_roster():
    row = make_participation(person=make_person(email="bat@example.org"), channel="nomination")
    reader = make_organiser("reader", is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename="view_participation"))
    client = Client()
    client.force_login(reader)
    page = client.get(address(Participation, "change", row.pk))
    lines = [line for panel in page.context["panels"] for line in panel.lines]
    told = {text for line in lines for text in (line.text, line.note)}
    assert not {"bat@example.org", "Known to the organisers"} & told
    everything = [line for panel in panels_of(row, make_organiser()) for line in panel.lines]
    told = {text for line in everything for text in (line.text, line.note)}
    assert {"bat@example.org", "Known to the organisers"} <= told


def test_others_may_add_a_panel():
    def travel(row, user):
        return Panel("Journey", ())

    panels.add(travel, order=35)
    try:
        assert "Journey" in said(make_participation())
    finally:
        del panels._sources[travel]


def test_a_persons_page_lists_engagements_the_last_first():
    person = make_person()
    old = make_participation(
        workshop=make_workshop(title="Old", starts_on=date(2021, 1, 1)), person=person
    )
    make_participation(
        workshop=make_workshop(title="New", starts_on=date(2025, 1, 1)),
        person=person,
        role=Role.GUEST,
        state=State.SELECTED,
    )
    Attendance.objects.create(
        participation=old, day=date(2021, 1, 1), at="2021-01-01T09:00Z", by=None
    )
    page = organiser_client().get(address(type(person), "change", person.pk))
    formset = page.context["inline_admin_formsets"][0].formset
    rows = [form.instance for form in formset.forms]
    assert [(r.workshop.title, r.get_state_display(), r.days_there) for r in rows] == [
        ("New", "Invited", 0),
        ("Old", "Arrived", 1),
    ]
