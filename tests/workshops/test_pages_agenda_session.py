"""The page of a session: where, in which languages, when one may say how it was, and what changed."""

from datetime import UTC, datetime, time

import pytest
from django.utils import timezone

from evaluations.models import Questionnaire
from tests import factories
from tests.evaluations.make import make_form, open_form
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db
DURING = datetime(2024, 5, 20, 4, 30, tzinfo=UTC)  # 09:30 in Almaty, UTC+5
AFTER = datetime(2024, 5, 20, 5, 0, tzinfo=UTC)
PULSE = Questionnaire.Instrument.PULSE


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade")


@pytest.fixture
def session(workshop):
    return factories.make_session(
        workshop=workshop, slug="opening", title="Opening", starts_at=time(9), ends_at=time(10)
    )


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the site."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def page(client, address: str = "sessions/opening/") -> str:
    workshop = Workshop.objects.get(slug="trade")
    if not workshop.releases.exists():
        factories.release(workshop)
    return client.get(f"/en/workshops/trade/{address}").content.decode()


def test_the_place_has_its_address_for_a_taxi_in_its_own_script(client, workshop, session):
    venue = factories.make_venue(
        "Lake Campus",
        address="1 Lake Road",
        address_local="湖滨路1号",
        country=factories.make_country("CHN"),
        url="https://example.org/map",
    )
    Session.objects.update(venue=venue)

    html = page(client)

    assert '<a href="https://example.org/map">Lake Campus</a>' in html
    assert '<dd lang="zh-Hans" translate="no">湖滨路1号</dd>' in html


@pytest.mark.parametrize(
    ("languages", "interpretation", "told"),
    [
        (["ru"], False, "<dd>Russian</dd>"),
        (["ru", "en"], True, "<dd>Russian, English</dd>"),
        ([], True, "<dd>English</dd>"),
        ([], False, ""),
    ],
)
def test_a_language_of_its_own_is_said(client, session, languages, interpretation, told):
    Session.objects.update(languages=languages, interpretation=interpretation)

    html = page(client)

    assert ("#language" in html) == bool(told)
    assert told in html
    assert ("With simultaneous interpretation" in html) == interpretation


def test_a_cancelled_session_says_so_above_its_title(client, session):
    Session.objects.update(status=Session.Status.CANCELLED)

    html = page(client)

    assert '<h1 class="is-cancelled">Opening</h1>' in html
    assert "Cancelled</strong>" in html


def test_a_session_leads_into_a_calendar(client, session):
    assert "/en/workshops/trade/sessions/opening/session.ics" in page(client)


def test_once_it_is_over_and_a_pulse_is_open_one_may_say_how_it_was(client, workshop, session, at):
    open_form(questionnaire=make_form(workshop, instrument=PULSE), now=DURING)
    words = "Say so in a minute"
    at(AFTER)
    over = page(client)
    at(DURING)
    running = page(client)

    assert '<a href="/en/workshops/trade/evaluation/">Say so in a minute' in over
    assert words not in running


@pytest.mark.parametrize("status", ["cancelled", "planned"])
def test_of_what_was_cancelled_or_without_an_open_pulse_nobody_is_asked(
    client, workshop, session, at, status
):
    Session.objects.update(status=status)
    instrument = PULSE if status == "cancelled" else Questionnaire.Instrument.CLOSING
    open_form(questionnaire=make_form(workshop, instrument=instrument), now=DURING)
    at(AFTER)

    assert "How was it?" not in page(client)


def test_a_pulse_that_takes_no_more_answers_asks_nobody(client, workshop, session, at):
    form = make_form(workshop, instrument=PULSE, closes_at=AFTER)
    open_form(questionnaire=form, now=DURING)
    at(AFTER)

    assert "How was it?" not in page(client)


def test_the_agenda_names_its_release_and_where_changes_since_another_are_found(client, session):
    html = page(client, "agenda/")

    assert 'data-changed data-release="1" data-base="/en/workshops/trade/releases/"' in html
    assert 'data-is-moved="Moved"' in html
    assert "of the agenda: what changed" not in html  # nothing did before the second


def test_from_its_second_release_on_the_agenda_leads_to_what_changed(client, workshop, session):
    factories.release(workshop)
    Session.objects.update(title_en="Renamed")
    factories.release(workshop)

    html = page(client, "agenda/")

    link = '<a class="action" href="/en/workshops/trade/releases/">'
    assert f"{link}Release 2 of the agenda: what changed</a>" in html


def test_an_agenda_that_is_not_released_speaks_of_no_changes(client, workshop):
    assert "data-changed" not in client.get("/en/workshops/trade/agenda/").content.decode()


def test_a_speaker_without_a_photo_has_initials_and_says_whom_they_speak_for(
    client, workshop, session
):
    speaker = factories.make_speaker(
        workshop=workshop,
        name="Lena Park",
        honorific="Prof.",
        name_native="박레나",
        post="Dean",
        organisation=factories.make_organisation("Institute of Trade"),
    )
    factories.make_billing(session=session, speaker=speaker)

    html = page(client)

    assert '<span class="avatar" aria-hidden="true">LP</span>' in html
    assert ">Prof. Lena Park</a>" in html
    assert '<p class="speaker-post">Institute of Trade</p>' in html
    assert "박레나" in html


@pytest.mark.parametrize(("moment", "asked"), [(DURING, True), (AFTER, False)])
def test_nobody_is_sent_to_sign_up_for_what_is_over(client, workshop, session, at, moment, asked):
    factories.make_visit(session=session, needs_sign_up=True)
    at(moment)

    assert ("sign up on their own page" in page(client)) == asked
