"""The agenda, its sessions and its visits, as pages."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from workshops.agenda import working_copy
from workshops.models import PartOfDay, Session, Workshop
from workshops.timetable import timetable

pytestmark = pytest.mark.django_db
MORNING_OF_DAY_3 = datetime(2024, 5, 22, 4, 30, tzinfo=UTC)  # 09:30 in Almaty, UTC+5


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade")


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the site."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def on_day_3(workshop, title: str, starts: time, ends: time, **fields) -> Session:
    return factories.make_session(
        workshop=workshop,
        title=title,
        date=date(2024, 5, 22),
        starts_at=starts,
        ends_at=ends,
        **fields,
    )


def test_agenda_takes_at_most_two_queries_the_same_with_40_and_with_500_sessions(client):
    counts = []
    for slug, sessions in (("small", 40), ("large", 500)):
        workshop = factories.make_workshop(slug=slug)
        fill(workshop, sessions)
        factories.release(workshop)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/en/workshops/{slug}/agenda/")
        assert response.content.decode().count("<article") == sessions
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 2


def fill(workshop, count: int) -> None:
    """Sessions over ten days, the first of each with a speaker, a host and stops."""
    sessions = Session.objects.bulk_create(
        Session(
            workshop=workshop,
            number=number,
            slug=f"session-{number}",
            title=f"Lecture {number}",
            date=date(2024, 5, 20 + number % 10),
            part_of_day=PartOfDay.values[number % 3],
        )
        for number in range(count)
    )
    speaker, host = factories.make_speaker(workshop=workshop), factories.make_organisation()
    for session in sessions[:10]:
        factories.make_billing(session=session, speaker=speaker)
        factories.make_host(session=session, organisation=host)
        factories.make_visit(session=session, stops=("One", "Two"))


def test_agenda_has_every_day_and_calm_ones_for_days_off(client, workshop):
    factories.make_session(workshop=workshop)
    factories.make_session(
        workshop=workshop, date=date(2024, 5, 26), kind=Session.Kind.OFF, title=""
    )

    html = page(client, "agenda/")

    assert [f'id="day-{n}"' in html for n in range(1, 16)] == [True] * 14 + [False]
    assert html.count("<p>Day off</p>") == 1
    assert html.count("Nothing is planned for this day yet.") == 12


def test_running_session_is_marked_and_carries_the_anchor(client, workshop, at):
    on_day_3(workshop, "Before", time(8), time(9))
    on_day_3(workshop, "Running", time(9), time(10))
    on_day_3(workshop, "Following", time(11), time(12))
    at(MORNING_OF_DAY_3)

    html = page(client, "agenda/")

    assert html.count('id="now"') == 1
    assert 'is-now" data-kind="lecture" id="now"' in html
    assert "What is on now" in html
    assert titles(html.split('class="now-next"')[1].split("</section>")[0]) == [
        "Running",
        "Following",
    ]


def test_what_is_on_comes_before_the_ways_to_read_it_elsewhere(client, workshop, at):
    on_day_3(workshop, "Running", time(9), time(10))
    at(MORNING_OF_DAY_3)

    html = page(client, "agenda/")

    places = [html.index(each) for each in ('class="now-next"', "data-zone-own", 'agenda.pdf">')]
    assert places == sorted(places)


def test_between_sessions_the_anchor_is_the_next_one_and_nothing_claims_to_run(
    client, workshop, at
):
    on_day_3(workshop, "Following", time(11), time(12))
    at(MORNING_OF_DAY_3)

    html = page(client, "agenda/")

    assert html.count('id="now"') == 1
    assert "data-now-offer hidden" in html
    assert 'class="now"' not in html


@pytest.mark.parametrize(
    "moment", [datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC)]
)
def test_before_and_after_the_workshop_nothing_is_now(client, workshop, at, moment):
    factories.make_session(workshop=workshop)
    at(moment)

    html = page(client, "agenda/")

    assert "now-next" not in html
    assert 'id="now"' not in html


@pytest.mark.parametrize(
    ("moment", "audience", "told"),
    [
        (datetime(2024, 7, 1, tzinfo=UTC), "public", True),
        (datetime(2024, 7, 1, tzinfo=UTC), "participants", False),
        (MORNING_OF_DAY_3, "public", False),
    ],
)
def test_agenda_of_a_past_workshop_leads_to_its_materials(
    client, workshop, at, moment, audience, told
):
    session = factories.make_session(workshop=workshop)
    factories.make_material(
        workshop=workshop, session=session, url="https://example.org/", audience=audience
    )
    at(moment)

    assert ("The workshop is over." in page(client, "agenda/")) == told


def test_session_without_clock_time_runs_in_its_part_of_the_day(workshop):
    session = factories.make_session(workshop=workshop, date=date(2024, 5, 22))

    moment = timetable(working_copy(workshop), now=MORNING_OF_DAY_3).moment

    assert [item.id for item in moment.running] == [session.pk]


def test_next_session_of_another_day_is_announced_with_its_date(workshop):
    factories.make_session(workshop=workshop, date=date(2024, 5, 23), starts_at=time(9))

    moment = timetable(working_copy(workshop), now=MORNING_OF_DAY_3).moment

    assert moment.following_label == "Thu 23 May, 09:00"


def test_late_reception_stays_on_its_day(workshop):
    after_midnight = datetime(2024, 5, 21, 20, 0, tzinfo=UTC)  # 01:00 on the 22nd in Almaty

    days = timetable(working_copy(workshop), now=after_midnight).days

    assert [day.number for day in days if day.is_today] == [2]


def test_agenda_says_its_zone_in_words_and_when_a_day_begins(client, workshop):
    factories.make_session(workshop=workshop, starts_at=time(9))

    assert (
        "Times are Almaty time (UTC+5). A day begins at 04:00, so late evenings stay on their day."
        in page(client, "agenda/")
    )


def test_agenda_without_clock_times_says_so(client, workshop):
    factories.make_session(workshop=workshop)

    html = page(client, "agenda/")

    assert "Sessions are given by part of the day, without clock times." in html
    assert "<time>" not in html


def test_empty_agenda_says_what_will_be_here(client, workshop):
    html = page(client, "agenda/")

    assert "The agenda is not here yet" in html
    assert "agenda.js" not in html


def test_session_page_says_what_the_source_prints_where_it_differs(client, workshop):
    session = factories.make_session(workshop=workshop, slug="opening")
    speaker = factories.make_speaker(workshop=workshop, name="Zhou Jianghong", honorific="Mr.")
    factories.make_billing(
        session=session, speaker=speaker, printed_name="Zhoushan Jianghong", role="welcome"
    )
    factories.make_host(session=session, printed_name="Institute of Trad")

    html = page(client, "sessions/opening/")

    assert "Mr. Zhou Jianghong" in html
    assert '<cite lang="en" translate="no">Zhoushan Jianghong</cite>' in html
    assert '<cite lang="en" translate="no">Institute of Trad</cite>' in html
    assert html.count("<cite") == 2


def test_session_page_leads_to_its_neighbours_over_days_off(client, workshop):
    factories.make_session(workshop=workshop, slug="first", title="First")
    factories.make_session(
        workshop=workshop, date=date(2024, 5, 21), kind=Session.Kind.OFF, title=""
    )
    factories.make_session(workshop=workshop, slug="last", title="Last", date=date(2024, 5, 22))

    first, last = page(client, "sessions/first/"), page(client, "sessions/last/")

    assert ('rel="next"' in first, 'rel="prev"' in first) == (True, False)
    assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)
    assert '<a href="/en/workshops/trade/sessions/first/" rel="prev">' in last


def test_sessions_that_overlap_are_told_from_those_of_the_same_half_day(client, workshop):
    on_day_3(workshop, "Here", time(9), time(11), slug="here")
    on_day_3(workshop, "Parallel", time(10), time(12))
    on_day_3(workshop, "Afterwards", time(11), time(12))
    on_day_3(workshop, "In the evening", time(19), time(20), part_of_day=PartOfDay.NIGHT)

    html = page(client, "sessions/here/")

    overlapping, beside = html.split('id="overlapping"')[1].split('id="beside"')
    assert titles(overlapping) == ["Parallel"]
    assert titles(beside.split("</section>")[0]) == ["Afterwards"]


def test_session_without_a_title_is_called_by_its_kind(client, workshop):
    factories.make_session(workshop=workshop, slug="s", title="", kind=Session.Kind.NETWORKING)

    assert "<h1>Networking</h1>" in page(client, "sessions/s/")


def test_visit_shows_its_stops_in_order(client, workshop):
    session = factories.make_session(workshop=workshop, slug="tour", kind=Session.Kind.TOUR)
    visit = factories.make_visit(session=session, activities="Try the **press**.")
    factories.make_stop(visit=visit, name="Dinner", position=3, kind="meal")
    factories.make_stop(visit=visit, name="Firm", position=1)
    factories.make_stop(visit=visit, name="Museum", position=2)

    for address in ("visits/", "sessions/tour/"):
        html = page(client, address)
        stops = html.split('<ol class="stops"')[1].split("</ol>")[0]
        assert stops.index("Firm") < stops.index("Museum") < stops.index("Dinner")
        assert "Try the <strong>press</strong>." in html


def test_visits_are_sessions_on_site_and_sessions_with_stops_only(client, workshop):
    factories.make_session(workshop=workshop, title="In the classroom")
    factories.make_session(workshop=workshop, title="At a host’s", on_site=True)
    tour = factories.make_session(workshop=workshop, title="On the road", kind=Session.Kind.TOUR)
    factories.make_visit(session=tour)

    html = page(client, "visits/")

    assert titles(html) == ["At a host’s", "On the road"]


def test_no_visits_says_what_will_be_here(client, workshop):
    assert "No visits yet" in page(client, "visits/")


def page(client, address: str) -> str:
    """A page of the workshop, whose agenda is released as it is."""
    factories.release(Workshop.objects.get(slug="trade"))
    return client.get(f"/en/workshops/trade/{address}").content.decode()


def titles(html: str) -> list[str]:
    """The titles of the sessions in a piece of a page."""
    parts = html.split('class="session-title"><a href="')[1:]
    return [part.split('">', 1)[1].split("</a>")[0] for part in parts]


@pytest.mark.parametrize(
    ("hosts", "stops", "shown"),
    [
        (("Mill",), (), (True, False)),
        (("Mill",), ("Mill",), (True, False)),
        (("Mill",), ("Pier",), (True, True)),
        (("Mill", "Pier"), ("Mill", "Pier"), (False, True)),
        (("Mill", "Pier"), ("Mill", "Lunch"), (True, True)),
        ((), (), (False, False)),
    ],
)
def test_hosts_and_stops_are_not_said_twice(workshop, hosts, stops, shown):
    session = factories.make_session(workshop=workshop)
    for name in hosts:
        factories.make_host(session=session, organisation=factories.make_organisation(name))
    if stops:
        factories.make_visit(session=session, stops=stops)

    item = working_copy(workshop).items[0]

    assert (item.shows_hosts, item.shows_stops) == shown
