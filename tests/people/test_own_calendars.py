"""One's own calendar: what is for everybody and for one's group, at an address that can be ended."""

from datetime import UTC, datetime

import icalendar
import pytest
import vobject
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.logging import hide
from people import access, calendars
from people.actions import own_calendars
from people.actions.refusals import NotTakingPart
from people.models import CalendarLink, Participation, State
from tests.factories import (
    make_access_link,
    make_calendar_link,
    make_group,
    make_participation,
    make_session,
    make_workshop,
    release,
)
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

PLATFORM = "https://meet.example.org/room"


@pytest.fixture
def row() -> Participation:
    """Somebody who accepted a seat of a workshop with one online session, released."""
    workshop = make_workshop(platform_url=PLATFORM)
    make_session(workshop=workshop, title="For all", title_ru="Для всех", delivery="online")
    release(workshop)
    return make_participation(workshop=workshop, state=State.ACCEPTED, name="Saran Dorj")


def path(link: CalendarLink) -> str:
    return f"/c/{calendars.token_of(link)}/agenda.ics"


def get(link: CalendarLink, **headers):
    return Client().get(path(link), headers=headers)


def signed_in(row: Participation) -> Client:
    client = Client()
    session = client.session
    session[access.PLACE] = access.token_of(make_access_link(participation=row))
    session.save()
    return client


def titles(link: CalendarLink) -> set[str]:
    content = get(link).content
    found = {str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    by_vobject = vobject.readOne(content.decode()).contents.get("vevent", [])
    assert {one.summary.value for one in by_vobject} == found
    return found


# What it holds


def test_it_holds_the_agenda_with_the_way_into_online_sessions_and_no_name(row):
    link = make_calendar_link(row)
    answer = get(link)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"VALUE=URI:{PLATFORM}" in answer.text.replace("\r\n ", "")
    assert titles(link) == {"Morning: For all"}
    assert "Saran" not in answer.text
    assert calendars.token_of(link) not in answer.text.replace("\r\n ", "")
    public = Client().get(f"/en/workshops/{row.workshop.slug}/agenda.ics").text
    assert PLATFORM not in public.replace("\r\n ", "")


def test_it_speaks_the_language_it_was_asked_for_in(row):
    assert titles(make_calendar_link(row, language="ru")) == {"Утро: Для всех"}


def test_it_holds_the_sessions_of_ones_own_group_and_of_no_other(row):
    workshop = row.workshop
    other = make_participation(workshop=workshop, country="KAZ", state=State.ACCEPTED)
    for number, member in ((1, row), (2, other)):
        group = make_group(workshop=workshop, number=number, members=(member,))
        group.sessions.add(make_session(workshop=workshop, title=f"Group {number}"))
    release(workshop, now=datetime(2024, 5, 2, tzinfo=UTC))
    mine, theirs = (titles(make_calendar_link(one)) for one in (row, other))
    assert mine == {"Morning: For all", "Morning: Group 1"}
    assert theirs == {"Morning: For all", "Morning: Group 2"}
    public = Client().get(f"/en/workshops/{workshop.slug}/agenda.ics?group=2").text
    assert ("Morning: Group 1" in public, "Morning: Group 2" in public) == (False, True)
    assert "For: Group 2" in public


def test_it_is_kept_by_the_readers_program_alone(row):
    link = make_calendar_link(row)
    answer = get(link)
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Access-Control-Allow-Origin" not in answer
    assert "Set-Cookie" not in answer
    assert get(link, **{"If-None-Match": answer["ETag"]}).status_code == 304
    assert Client().head(path(link)).status_code == 200
    assert Client().post(path(link)).status_code == 405


def test_it_takes_three_queries_at_most(row):
    link = make_calendar_link(row)
    with CaptureQueriesContext(connection) as queries:
        get(link)
    assert len(queries) <= 3


# When it works


@pytest.mark.parametrize("state", calendars.TAKING_PART)
def test_it_works_for_those_who_take_part(row, state):
    link = make_calendar_link(row)
    Participation.objects.filter(pk=row.pk).update(state=state)
    assert get(link).status_code == 200


@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.DECLINED, State.WITHDRAWN, State.REPLACED, State.NO_SHOW]
)
def test_it_works_for_nobody_else(row, state):
    link = make_calendar_link(row)
    Participation.objects.filter(pk=row.pk).update(state=state, seat=None)
    assert get(link).status_code == 404


def test_what_does_not_work_is_as_missing_as_what_never_was(row):
    link = make_calendar_link(row)
    never = Client().get(f"/c/{access.sealed(row.workshop.uuid, calendars.SALT)}/agenda.ics")
    assert never.status_code == 404
    own_calendars.end(row, now=timezone.now())
    assert told(get(link)) == told(never)
    again = own_calendars.make(row, language="en", now=timezone.now())
    assert (get(again).status_code, get(link).status_code) == (200, 404)
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    assert told(get(again)) == told(never)


def test_before_a_release_there_is_none():
    row = make_participation(state=State.ACCEPTED)
    make_session(workshop=row.workshop, title="Kanarienvogel")
    assert get(make_calendar_link(row)).status_code == 404


def told(answer) -> tuple:
    return answer.status_code, sorted(answer.items()), answer.content


def test_a_calendars_token_signs_nobody_in_and_a_sign_ins_opens_no_calendar(row):
    link, door = make_calendar_link(row), make_access_link(participation=row)
    assert Client().get(f"/l/{calendars.token_of(link)}/").status_code == 404
    assert Client().get(f"/c/{access.token_of(door)}/agenda.ics").status_code == 404
    same = make_access_link(participation=row, uuid=link.uuid)
    assert access.token_of(same) != calendars.token_of(link)


@pytest.mark.parametrize("token", ["x", "é", "A" * 43, "=" * 43, "%20", "." * 5000])
def test_a_broken_token_is_a_missing_page(row, token):
    assert Client().get(f"/c/{token}/agenda.ics").status_code == 404


def test_a_token_is_cut_out_of_the_log(row, caplog):
    link = make_calendar_link(row)
    token = calendars.token_of(link)
    assert token not in hide(f'"GET {path(link)} HTTP/1.1" 200')
    assert hide(path(link)) == "/c/…/agenda.ics"
    own_calendars.end(row, now=timezone.now())
    get(link)
    assert [one for one in caplog.messages if token in one and token in hide(one)] == []


# Making and ending it


def test_somebody_makes_and_ends_the_address_on_their_own_page(row):
    client = signed_in(row)
    assert "/c/" not in client.get("/ru/place/calendar/").text
    client.post("/ru/place/calendar/", {"act": "make"})
    first = row.calendar_links.get()
    assert first.language == "ru"
    page = client.get("/ru/place/calendar/").text
    assert f"http://127.0.0.1:8000{path(first)}" in page
    assert f"webcal://127.0.0.1:8000{path(first)}" in page
    client.post("/ru/place/calendar/", {"act": "make"})
    assert get(first).status_code == 404
    second = row.calendar_links.get(ended_at=None)
    client.post("/ru/place/calendar/", {"act": "end"})
    assert get(second).status_code == 404
    assert "/c/" not in client.get("/ru/place/calendar/").text


def test_who_takes_no_part_makes_none(row):
    Participation.objects.filter(pk=row.pk).update(state=State.WITHDRAWN, seat=None)
    with pytest.raises(NotTakingPart):
        own_calendars.make(row, language="en", now=timezone.now())
    answer = signed_in(row).post("/en/place/calendar/", {"act": "make"})
    assert answer.status_code == 302
    assert CalendarLink.objects.count() == 0


def test_nobody_else_makes_one(row):
    assert Client().post("/en/place/calendar/", {"act": "make"}).status_code == 403
    assert CalendarLink.objects.count() == 0


def test_a_calendar_has_one_address(row):
    make_calendar_link(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_calendar_link(row)
    CalendarLink.objects.update(ended_at=timezone.now())
    assert make_calendar_link(row).ended_at is None
