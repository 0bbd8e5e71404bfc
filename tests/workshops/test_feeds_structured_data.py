"""What search engines read on the pages: schema.org's EducationEvent with its sessions."""

import json
from datetime import time

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.factories import (
    make_billing,
    make_country,
    make_session,
    make_speaker,
    make_track,
    make_venue,
    make_workshop,
    release,
)
from workshops.exporters.structured_data import block
from workshops.finder import FEW
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db


def data_of(path: str, language: str = "en") -> dict:
    """The one block of data on a page."""
    page = html.fromstring(Client().get(f"/{language}/workshops/{path}").content)
    (script,) = page.xpath('//script[@type="application/ld+json"]')
    return json.loads(script.text)


def test_the_front_page_tells_of_the_workshop():
    workshop = make_workshop(
        country=make_country("KAZ"), summary="Three days.", title_ru="Торговля"
    )
    said = data_of(f"{workshop.slug}/")
    assert said["@type"] == "EducationEvent"
    assert (said["name"], said["startDate"], said["endDate"]) == (
        "Digital Trade in Practice",
        "2024-05-20",
        "2024-06-02",
    )
    assert said["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert said["location"]["name"] == "Almaty, Kazakhstan"
    assert "subEvent" not in said
    assert data_of(f"{workshop.slug}/", "ru")["name"] == "Торговля"


def test_the_agenda_tells_of_its_sessions_but_days_off():
    workshop = make_workshop()
    timed = make_session(
        workshop=workshop, starts_at=time(9), ends_at=time(10, 30), venue=make_venue()
    )
    make_billing(session=timed, speaker=make_speaker(workshop=workshop))
    make_session(workshop=workshop, number=2, date=workshop.ends_on)
    make_session(
        workshop=workshop, number=3, status=Session.Status.CANCELLED, date=workshop.ends_on
    )
    make_session(workshop=workshop, number=4, kind=Session.Kind.OFF)
    release(workshop)
    first, second, third = data_of(f"{workshop.slug}/agenda/")["subEvent"]
    assert first == {
        "@type": "EducationEvent",
        "name": "Lecture 1",
        "url": first["url"],
        "startDate": "2024-05-20T09:00:00+05:00",
        "endDate": "2024-05-20T10:30:00+05:00",
        "location": {"@type": "Place", "name": "Lake Campus"},
        "performer": [{"@type": "Person", "name": "Lena Park"}],
    }
    assert first["url"].endswith(f"/en/workshops/{workshop.slug}/sessions/session-1/")
    assert second["startDate"] == "2024-06-02"
    assert third["eventStatus"] == "https://schema.org/EventCancelled"


def test_online_there_is_an_address_in_place_of_a_city():
    workshop = make_workshop(format=Workshop.Format.ONLINE)
    assert data_of(f"{workshop.slug}/")["location"]["@type"] == "VirtualLocation"


def test_before_a_release_the_agenda_tells_nothing():
    workshop = make_workshop()
    make_session(workshop=workshop, title="Kanarienvogel")
    page = Client().get(f"/en/workshops/{workshop.slug}/agenda/").text
    assert "ld+json" not in page
    assert "agenda.ics" not in page
    assert "Kanarienvogel" not in page


@given(st.text() | st.sampled_from(["</script><script>alert(1)", "<!--<script>", "]]>&amp;"]))
def test_nothing_in_it_ends_the_block(text):
    said = block({"name": text})
    assert not set("<>&\u2028\u2029") & set(said)
    assert json.loads(said) == {"name": text}


def test_a_hostile_title_stays_in_the_block():
    title = "</script><script>alert(1)</script><!--"
    workshop = make_workshop(title=title)
    assert data_of(f"{workshop.slug}/")["name"] == title


# The block of files on the agenda


def test_the_agenda_offers_its_files_and_names_them_in_its_head():
    workshop = make_workshop()
    make_session(workshop=workshop)
    release(workshop)
    page = html.fromstring(Client().get(f"/en/workshops/{workshop.slug}/agenda/").content)
    here = f"/en/workshops/{workshop.slug}"
    offered = page.xpath('//section[@aria-labelledby="files"]//li/a/@href')
    assert offered == [
        f"{here}/{name}"
        for name in (
            "agenda.ics",
            "agenda.xlsx",
            "releases.atom",
            "schedule.xml",
            "schedule.json",
            "agenda.json",
        )
    ]
    assert page.xpath('//link[@rel="alternate"][@type]/@href') == offered
    (follow,) = page.xpath('//a[starts-with(@href, "webcal:")]/@href')
    assert follow == f"webcal://127.0.0.1:8000{here}/agenda.ics"
    assert {Client().get(address).status_code for address in offered} == {200}


def test_a_filtered_agenda_offers_a_calendar_of_what_it_shows():
    workshop = make_workshop()
    track = make_track(workshop=workshop)
    for number in range(1, FEW + 1):
        kind = "lecture" if number % 2 else "discussion"
        make_session(workshop=workshop, number=number, kind=kind, track=track)
    release(workshop)
    client, here = Client(), f"/en/workshops/{workshop.slug}"
    page = html.fromstring(client.get(f"{here}/agenda/?kind=lecture&kind=never&q=Lecture").content)
    (follow,) = page.xpath('//a[starts-with(@href, "webcal:")]/@href')
    assert follow == f"webcal://127.0.0.1:8000{here}/agenda.ics?kind=lecture"
    chosen = client.get(f"{here}/agenda.ics?kind=lecture").text
    assert chosen.count("BEGIN:VEVENT") == FEW // 2


def test_session_and_speaker_offer_theirs():
    workshop = make_workshop()
    row = make_session(workshop=workshop)
    make_billing(session=row, speaker=make_speaker(workshop=workshop, slug="lena"))
    release(workshop)
    for page, name in (("sessions/session-1", "session.ics"), ("speakers/lena", "agenda.ics")):
        where = f"/en/workshops/{workshop.slug}/{page}/"
        assert f'href="{where}{name}"' in Client().get(where).text
        assert Client().get(where + name).status_code == 200
