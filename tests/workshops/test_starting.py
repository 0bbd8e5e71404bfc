"""Beginning a workshop: steps that can be left and come back to, and what comes of them."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_billing,
    make_component,
    make_correction,
    make_host,
    make_information,
    make_material,
    make_organisation_role,
    make_organiser,
    make_outcome,
    make_participation,
    make_photo,
    make_session,
    make_speaker,
    make_track,
    make_venue,
    make_visit,
    make_workshop,
    picture,
)
from tests.workshops.office import everything_stored, form_of, organiser_client
from workshops.actions import starting
from workshops.actions.starting import Plan
from workshops.models import Beginning, PartWindow, Session, SiteVisit, Workshop
from workshops.starting.copies import Copying, copiers, with_needs
from workshops.starting.shifting import same_weekday, shifted

pytestmark = pytest.mark.django_db

NEW = "admin:workshops_workshop_new"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
MONDAY = date(2026, 5, 18)


def facts(**changed) -> dict:
    return {
        "title_en": "Rails and Roads",
        "title_zh_hans": "",
        "title_ru": "",
        "city_en": "Almaty",
        "city_zh_hans": "",
        "city_ru": "",
        "languages": ["en"],
        "kind": "course",
        "format": "in_person",
        "starts_on": "2026-05-18",
        "days": "12",
        "zone": "Asia/Almaty",
        "country": "",
    } | changed


def how(client: Client, source: str, token=None, **more) -> str:
    """Choose how to begin; the address of the next step."""
    answer = client.post(reverse(NEW), {"token": token or uuid4(), "source": source} | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def step(client: Client, url: str, data: dict) -> str:
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def to_check(client: Client, source: str, third: dict | None, **more) -> str:
    """Go through the steps; the address of the last."""
    url = step(client, how(client, source, **more), facts())
    return step(client, url, third) if third is not None else url


def readiness_of(workshop: Workshop) -> str:
    return reverse("admin:workshops_workshop_readiness", args=[workshop.pk])


@pytest.fixture
def office() -> Client:
    return organiser_client()


def test_from_nothing_comes_a_draft_without_sessions(office):
    check = to_check(office, "nothing", None)
    assert Workshop.objects.count() == 0
    answer = office.post(check)
    workshop = Workshop.objects.get()
    assert answer.url == readiness_of(workshop)
    assert (workshop.status, workshop.slug, workshop.zone) == (
        "draft",
        "rails-and-roads",
        "Asia/Almaty",
    )
    assert (workshop.starts_on, workshop.ends_on) == (MONDAY, date(2026, 5, 29))
    assert workshop.sessions.count() == 0


def test_from_the_pattern_comes_an_agenda(office):
    check = to_check(office, "pattern", {"evenings": "2", "reports": "on"})
    assert "Welcome evening" in office.get(check).text
    office.post(check)
    workshop = Workshop.objects.get()
    held = workshop.sessions
    assert held.filter(part_of_day="night").count() == 2
    assert not held.filter(kind="site_visit").exists()
    assert held.filter(kind="tour").get().visit.stops.count() == 0
    assert held.order_by("number").first().slug == "opening-ceremony"
    assert {row.questions_minutes for row in held.filter(kind="lecture")} == {20}
    numbers = list(
        held.order_by("date", "part_of_day", "position").values_list("number", flat=True)
    )
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_pattern_speaks_the_languages_of_the_workshop(office):
    url = how(office, "pattern")
    both = facts(languages=["en", "zh-hans"], title_zh_hans="铁路")
    office.post(step(office, step(office, url, both), {"evenings": "0"}))
    opening = Session.objects.get(number=1)
    assert opening.title_en == "Opening ceremony"
    assert not opening.title_ru


def test_every_step_can_be_left_and_come_back_to(office):
    how(office, "pattern")
    row = Beginning.objects.get()
    url = reverse("admin:workshops_workshop_step", args=[row.pk, "what"])
    left = office.get(reverse(NEW))
    assert [(each, address) for each, address in left.context["left"]] == [(row, url)]
    pattern = step(office, url, facts(title_en="Kept"))
    assert office.get(reverse(NEW)).context["left"][0][1] == pattern
    assert 'value="Kept"' in office.get(url).text


def test_a_step_sent_unchanged_changes_nothing(office):
    check = to_check(office, "pattern", {"evenings": "2", "visits": "on"})
    row = Beginning.objects.get()
    before = everything_stored()
    for code in ("how", "what", "pattern"):
        url = reverse("admin:workshops_workshop_step", args=[row.pk, code])
        data = form_of(office.get(url).text, "beginning_form")
        assert office.post(url, data).status_code == 302
    assert everything_stored() == before
    assert office.get(check).status_code == 200


def test_going_back_and_choosing_otherwise_is_the_same_beginning(office):
    token = uuid4()
    first = how(office, "nothing", token=token)
    assert how(office, "pattern", token=token) == first
    assert Beginning.objects.get().source == "pattern"


def test_the_button_pressed_twice_makes_one_workshop(office):
    check = to_check(office, "nothing", None)
    first, second = office.post(check), office.post(check)
    assert Workshop.objects.count() == 1
    assert first.url == second.url == office.get(check).url


def test_a_step_that_was_not_reached_leads_to_the_open_one(office):
    what = how(office, "pattern")
    row = Beginning.objects.get()
    check = reverse("admin:workshops_workshop_step", args=[row.pk, "check"])
    assert office.get(check).url == what
    assert office.post(check).url == what
    assert Workshop.objects.count() == 0
    unknown = reverse("admin:workshops_workshop_step", args=[row.pk, "copy"])
    assert office.get(unknown).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"title_ru": "Дороги"}, "languages"),
        ({"days": "0"}, "days"),
        ({"days": "93"}, "days"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"starts_on": "soon"}, "starts_on"),
    ],
)
def test_what_does_not_fit_is_said_and_kept_on_the_page(office, changed, field):
    answer = office.post(how(office, "nothing"), facts(**changed))
    assert list(answer.context["form"].errors) == [field]
    assert Beginning.objects.get().said == {}


def test_a_beginning_is_forgotten_at_a_button(office):
    how(office, "nothing")
    office.post(reverse(NEW), {"forget": Beginning.objects.get().pk})
    assert Beginning.objects.count() == 0


def test_a_beginning_is_its_owners(office):
    url = how(office, "nothing")
    other = Client()
    other.force_login(make_organiser("other"))
    assert other.get(url).status_code == other.post(url, facts()).status_code == 404
    assert other.get(reverse(NEW)).context["left"] == []
    other.post(reverse(NEW), {"forget": Beginning.objects.get().pk})
    assert Beginning.objects.count() == 1


def test_beginning_takes_the_right_to_add_a_workshop():
    clerk = make_organiser("clerk", is_superuser=False)
    client = Client()
    client.force_login(clerk)
    rights = Permission.objects.filter(codename__in=["view_workshop", "change_workshop"])
    clerk.user_permissions.set(rights)
    sent = {"token": uuid4(), "source": "nothing"}
    assert client.get(reverse(NEW)).status_code == 403
    assert client.post(reverse(NEW), sent).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="add_workshop"))
    assert client.post(reverse(NEW), sent).status_code == 302


def test_only_workshops_that_one_may_see_are_offered():
    make_workshop(title="Kanarienvogel")
    clerk = make_organiser("clerk", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename="add_workshop"))
    client = Client()
    client.force_login(clerk)
    assert "Kanarienvogel" not in client.get(reverse(NEW)).text
    assert "Kanarienvogel" in organiser_client().get(reverse(NEW)).text


# From a workshop there is


def make_past() -> Workshop:
    """Two weeks from a Monday, with a row of everything, some of it private."""
    past = make_workshop(
        title="Digital Trade",
        summary="Trade.",
        purpose="To learn.",
        contact_email="desk@example.org",
        source="A report",
        platform_url="https://example.org/room",
    )
    venue = make_venue()
    past.venues.add(venue)
    make_organisation_role(workshop=past)
    make_outcome(workshop=past)
    make_information(workshop=past)
    make_correction(workshop=past)
    PartWindow.objects.create(
        workshop=past, part_of_day="night", starts_at=time(18), ends_at=time(20)
    )
    lecture = make_session(
        workshop=past,
        title="Rails",
        slug="old-address",
        number=7,
        component=make_component(workshop=past),
        track=make_track(workshop=past),
        venue=venue,
        happened="changed",
        happened_note="Late",
        began_at=time(9, 30),
        status="cancelled",
    )
    make_host(session=lecture)
    speaker = make_speaker(workshop=past, name="Lena Park", photo=picture(9, 9))
    make_billing(session=lecture, speaker=speaker, presence="absent")
    visit = make_session(
        workshop=past, kind="site_visit", date=past.starts_on + timedelta(days=5), number=3
    )
    make_visit(session=visit, stops=("Silk firm", "Museum"))
    make_session(workshop=past, title="Never listed", is_added=True, number=9)
    make_session(workshop=past, date=past.ends_on, title="Last", number=10)
    make_material(workshop=past, session=lecture)
    make_photo(workshop=past)
    make_participation(workshop=past)
    return past


def copy(past: Workshop, *pieces: str, first: date = MONDAY, days: int = 14) -> Workshop:
    beginning = Beginning.objects.create(
        owner=make_organiser(f"owner-{uuid4()}"), source="past", past=past, begun_at=NOW
    )
    own = {"title_en": "Again", "starts_on": first, "zone": "Asia/Almaty"}
    plan = Plan(own, days, copies=frozenset(pieces or [each.key for each in copiers()]))
    return starting.make(beginning, plan, by=beginning.owner, now=NOW)


def test_a_copy_keeps_day_number_and_part_of_day():
    past = make_past()
    new = copy(past)
    there = [
        (new.day_number(row.date), row.part_of_day, row.title)
        for row in new.sessions.order_by("date")
    ]
    assert there == [(1, "morning", "Rails"), (6, "morning", "Lecture 3"), (14, "morning", "Last")]
    assert [row.number for row in new.sessions.order_by("date")] == [1, 2, 3]


def test_a_copy_has_an_identity_of_its_own_and_none_of_what_happened():
    past = make_past()
    row = copy(past).sessions.get(title="Rails")
    old = past.sessions.get(title="Rails")
    assert row.uuid != old.uuid
    assert (row.slug, row.status, row.happened, row.began_at, row.happened_note) == (
        "rails",
        "planned",
        "",
        None,
        "",
    )
    assert row.speaker_roles.get().presence == ""


def test_what_is_copied_stands_in_the_new_workshop():
    past = make_past()
    new = copy(past)
    row = new.sessions.get(title="Rails")
    assert (row.component.workshop, row.track.workshop) == (new, new)
    assert row.speaker_roles.get().speaker.workshop == new
    assert row.session_organisations.count() == 1
    visit = SiteVisit.objects.get(session__workshop=new)
    assert [stop.name for stop in visit.stops.all()] == ["Silk firm", "Museum"]
    assert [str(venue) for venue in new.venues.all()] == ["Lake Campus"]
    assert (new.summary, new.contact_email) == ("Trade.", "desk@example.org")
    assert new.part_windows.get().starts_at == time(18)
    counts = [rows.count() for rows in (new.organisation_roles, new.outcomes, new.information)]
    assert counts == [1, 1, 1]


def test_nothing_private_and_nothing_that_is_about_what_was_is_copied():
    past = make_past()
    before = everything_stored()
    new = copy(past)
    assert new.participations.count() == 0
    assert [rows.count() for rows in (new.materials, new.photos, new.corrections)] == [0, 0, 0]
    assert not new.sessions.filter(title="Never listed").exists()
    assert (new.source, new.platform_url) == ("", "")
    assert new.speakers.get().photo.name == ""
    for kind in ("people.Participation", "people.Person", "workshops.Material"):
        assert everything_stored()[kind] == before[kind]


def test_the_past_workshop_stays_as_it_is():
    past = make_past()
    rows = [
        list(each.values())
        for each in (past.sessions.all(), past.speakers.all(), past.tracks.all())
    ]
    copy(past)
    past = Workshop.objects.get(pk=past.pk)
    assert rows == [
        list(each.values())
        for each in (past.sessions.all(), past.speakers.all(), past.tracks.all())
    ]


def test_only_what_was_chosen_is_copied():
    new = copy(make_past(), "agenda")
    row = new.sessions.get(title="Rails")
    assert (row.component, row.track, row.venue) == (None, None, None)
    assert new.speakers.count() == new.outcomes.count() == new.components.count() == 0
    assert row.speaker_roles.count() == 0
    assert SiteVisit.objects.filter(session__workshop=new).count() == 0


def test_speakers_without_the_agenda_are_on_no_session():
    new = copy(make_past(), "speakers")
    assert [each.name for each in new.speakers.all()] == ["Lena Park"]
    assert new.sessions.count() == 0


def test_visits_need_the_agenda():
    assert with_needs(["visits", "tracks"]) == {"tracks"}
    assert with_needs(["visits", "agenda"]) == {"visits", "agenda"}
    assert SiteVisit.objects.filter(session__workshop=copy(make_past(), "visits")).count() == 0


def test_a_shorter_copy_leaves_the_last_days_out():
    new = copy(make_past(), days=10)
    assert [row.title for row in new.sessions.order_by("date")] == ["Rails", "Lecture 3"]


def test_a_copy_of_invented_data_says_so():
    assert copy(make_workshop(is_sample=True)).is_sample
    assert not copy(make_workshop()).is_sample


def test_a_copy_takes_as_many_queries_with_many_sessions():
    counts = []
    for sessions in (2, 60):
        past = make_workshop()
        for number in range(sessions):
            session = make_session(workshop=past, date=past.starts_on + timedelta(days=number % 14))
            make_billing(session=session)
        new = make_workshop(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=13))
        chosen = frozenset(["agenda", "speakers"])
        with CaptureQueriesContext(connection) as queries:
            Copying(past=past, new=new, chosen=chosen, by=None, now=NOW).run()
        counts.append(len(queries))
        assert new.sessions.count() == sessions
    assert counts[1] <= counts[0] + 4  # a few more statements where one cannot hold all rows


def test_the_page_warns_of_weekdays_that_change(office):
    past = make_past()  # from a Monday
    chosen = {"pieces": ["agenda"]}
    url = step(office, how(office, "past", past=past.pk), facts(starts_on="2026-05-20", days="10"))
    page = office.get(step(office, url, chosen))
    assert page.context["preview"].warnings == (
        "Day 4 was a Thursday, is now a Saturday.",
        "Day 5 was a Friday, is now a Sunday.",
        "Day 6 was a Saturday, is now a Monday.",
        "Day 7 was a Sunday, is now a Tuesday.",
    )
    assert page.context["preview"].keeping == (MONDAY, MONDAY + timedelta(days=7))
    assert page.context["preview"].left_out == 1
    assert "Day 6 was a Saturday, is now a Monday." in page.text


def test_the_same_weekday_warns_of_nothing():
    past = make_past()
    days = shifted(past, MONDAY, 14)
    assert [day.warning for day in days if day.warning] == []
    assert same_weekday(past, MONDAY) == ()
    assert (days[5].sessions, days[5].now) == (1, MONDAY + timedelta(days=5))


def test_pieces_that_a_workshop_lacks_are_not_offered(office):
    past = make_workshop(summary="Trade.")
    url = step(office, how(office, "past", past=past.pk), facts())
    choices = office.get(url).context["form"].fields["pieces"].choices
    assert [key for key, _label in choices] == ["texts"]


def test_visits_cannot_be_ticked_without_the_agenda(office):
    past = make_past()
    url = step(office, how(office, "past", past=past.pk), facts())
    answer = office.post(url, {"pieces": ["visits"]})
    assert answer.context["form"].errors["pieces"] == [
        "“Site visits with their stops” can only be taken over with “Agenda”."
    ]


def test_a_past_workshop_that_is_gone_is_said(office):
    past = make_workshop(summary="Trade.")
    url = to_check(office, "past", {"pieces": ["texts"]}, past=past.pk)
    past.delete()
    answer = office.post(url)
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "The workshop to copy from was deleted. Choose another way."
    ]
    assert Workshop.objects.count() == 0


def test_without_a_workshop_to_copy_from_one_is_asked_for(office):
    answer = office.post(reverse(NEW), {"token": uuid4(), "source": "past"})
    assert answer.context["form"].errors["past"] == ["Choose the workshop to copy from."]
    assert Beginning.objects.count() == 0
