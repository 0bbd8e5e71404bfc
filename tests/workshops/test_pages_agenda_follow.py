"""Following the agenda: rows, zones and filters, all of it from the address alone."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone

from tests import factories
from workshops.models import Session

pytestmark = pytest.mark.django_db
DAY_3 = date(2024, 5, 22)
MORNING_OF_DAY_3 = datetime(2024, 5, 22, 4, 30, tzinfo=UTC)  # 09:30 in Almaty, UTC+5


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade")


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the site."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def held(workshop, title: str, starts: time, ends: time, **fields) -> Session:
    return factories.make_session(
        **{
            "workshop": workshop,
            "title": title,
            "date": DAY_3,
            "starts_at": starts,
            "ends_at": ends,
        }
        | fields
    )


def page(client, workshop, query: str = "", language: str = "en") -> str:
    if not workshop.releases.exists():
        factories.release(workshop)
    html = client.get(f"/{language}/workshops/trade/agenda/{query}").content.decode()
    return re.sub(r"\s+>", ">", html)  # what a formatter puts at the end of a fragment


def lines(html: str) -> list[str]:
    """The sessions of a page that are not hidden, by their titles."""
    shown = [
        piece for piece in html.split("<article ")[1:] if " hidden>" not in piece.split("\n")[0]
    ]
    return [
        piece.split('class="session-title"><a href="')[1].split('">')[1].split("<")[0]
        for piece in shown
    ]


def test_each_session_tells_scripts_from_when_to_when_with_its_offset(client, workshop):
    held(workshop, "Talk", time(9), time(10, 30))

    html = page(client, workshop)

    assert 'data-from="2024-05-22T09:00+05:00" data-to="2024-05-22T10:30+05:00" data-timed' in html
    assert (
        '<time datetime="2024-05-22T09:00+05:00">09:00</time>–'
        '<time datetime="2024-05-22T10:30+05:00">10:30</time>'
    ) in html


def test_a_session_without_a_clock_time_has_the_moments_of_its_part_of_the_day(client, workshop):
    factories.make_session(workshop=workshop, date=DAY_3)

    html = page(client, workshop)

    assert 'data-from="2024-05-22T09:00+05:00" data-to="2024-05-22T12:00+05:00">' in html
    assert "<time" not in html


def test_sessions_that_begin_together_stand_together(client, workshop):
    held(workshop, "Trade", time(9), time(10))
    held(workshop, "Tax", time(9), time(11))
    held(workshop, "Later", time(11), time(12))

    html = page(client, workshop)

    together = html.split('<div class="parallel">')[1].split(">Later</a>")[0]
    assert html.count('class="parallel"') == 1
    assert "2 sessions at the same time" in html
    assert [">Trade</a>" in together, ">Tax</a>" in together] == [True, True]
    assert lines(html) == ["Trade", "Tax", "Later"]


def test_breaks_that_follow_each_other_are_one_quiet_row_each_named_once(client, workshop):
    hall, court = factories.make_venue("Hall"), factories.make_venue("Court")
    pause = {"kind": Session.Kind.BREAK}
    held(workshop, "Tea", time(10), time(10, 15), venue=hall, **pause)
    held(workshop, "Tea", time(10), time(10, 15), venue=court, **pause)
    held(workshop, "Photograph", time(10, 15), time(10, 30), **pause)
    held(workshop, "Talk", time(10, 30), time(11))

    html = page(client, workshop)

    (row,) = html.split('<div class="pauses">')[1:]
    assert row.count(">Tea</a>") == 1
    assert "<span>Hall</span>" in row
    assert "<span>Court</span>" in row
    assert html.index("Photograph</a>") < html.index(">Talk</a>")
    assert lines(html) == ["Talk"]


def test_a_cancelled_session_stays_struck_through_and_never_runs(client, workshop, at):
    held(workshop, "Off", time(9), time(10), status=Session.Status.CANCELLED)
    held(workshop, "On", time(9), time(10))
    at(MORNING_OF_DAY_3)

    html = page(client, workshop)

    (off,) = [piece for piece in html.split("<article ")[1:] if ">Off</a>" in piece]
    assert off.startswith('class="session is-cancelled"')
    assert "Cancelled</strong>" in off
    assert 'class="now"' not in off
    assert html.count('<strong class="now">Now</strong>') == 1


def test_names_have_their_honorific_and_say_which_letters_they_are_written_in(client, workshop):
    session = held(workshop, "Talk", time(9), time(10))
    for name, honorific in (("Lena Park", "Ms."), ("王秀英", ""), ("Динара Ахметова", "Dr")):
        speaker = factories.make_speaker(workshop=workshop, name=name, honorific=honorific)
        factories.make_billing(session=session, speaker=speaker)

    english, chinese = page(client, workshop), page(client, workshop, language="zh-hans")

    assert 'translate="no">Ms. Lena Park</a>' in english
    assert 'translate="no" lang="zh-Hans">王秀英</a>' in english
    assert 'translate="no" lang="ru">Dr Динара Ахметова</a>' in english
    assert 'translate="no" lang="en">Ms. Lena Park</a>' in chinese
    assert 'translate="no">王秀英</a>' in chinese


def test_times_of_another_zone_are_said_to_be_so_with_the_day_where_it_differs(client, workshop):
    held(workshop, "Morning", time(9), time(10))
    held(workshop, "Night", time(20), time(21), part_of_day="night")

    html = page(client, workshop, "?zone=Asia/Tokyo")

    assert "Times are Tokyo time (UTC+9), not those of the venue." in html
    assert '<time datetime="2024-05-22T13:00+09:00">13:00</time>' in html
    assert html.count('<span class="clock-day">') == 1
    assert '<span class="clock-day">Thu 23 May</span>' in html
    assert "<option selected>Asia/Tokyo</option>" in html
    assert 'data-from="2024-05-22T09:00+05:00"' in html


@pytest.mark.parametrize("zone", ["", "Asia/Almaty", "Nowhere", "../etc/passwd", "Etc/GMT+5"])
def test_the_venues_zone_and_what_is_none_leave_the_venues_times(client, workshop, zone):
    held(workshop, "Morning", time(9), time(10))

    html = page(client, workshop, f"?zone={zone}")

    assert "not those of the venue.</p>" not in html
    assert '<time datetime="2024-05-22T09:00+05:00">09:00</time>' in html


def test_few_sessions_have_a_search_and_no_filters(client, workshop):
    held(workshop, "Trade", time(9), time(10))
    held(workshop, "Tax", time(10), time(11))

    html = page(client, workshop, "?q=TAX&kind=tour")

    assert lines(html) == ["Tax"]
    assert 'class="sheet"' not in html
    assert html.count('class="pill"') == 1 + 1  # the other is a script's template


def many(workshop) -> None:
    """Forty sessions on two strands, in two venues, of two kinds, some of them spoken in Russian."""
    tracks = [factories.make_track(workshop=workshop, name=name) for name in ("Law", "Trade")]
    venues = [factories.make_venue(name) for name in ("Hall", "Court")]
    for number in range(40):
        factories.make_session(
            workshop=workshop,
            title=f"Talk {number}",
            date=DAY_3,
            track=tracks[number % 2],
            venue=venues[number // 2 % 2],
            kind=Session.Kind.LECTURE if number < 30 else Session.Kind.TOUR,
            languages=["ru"] if number % 10 == 0 else [],
        )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 40),
        ("?track={law}", 20),
        ("?track={law}&track={trade}", 40),
        ("?track={law}&kind=tour", 5),
        ("?kind=tour&kind=lecture", 40),
        ("?language=ru", 4),
        ("?language=en", 36),
        ("?venue={hall}&language=ru", 2),
        ("?q=talk+39", 1),
        ("?q=court", 20),
        ("?q=nothing+here", 0),
        ("?track=999999", 40),
        ("?track=x&kind=%00", 400),
    ],
)
def test_filters_narrow_what_is_shown(client, workshop, query, found):
    many(workshop)
    law, trade = workshop.tracks.order_by("name")
    hall = workshop.sessions.filter(venue__name="Hall").first().venue_id
    asked = query.format(law=law.pk, trade=trade.pk, hall=hall)

    html = page(client, workshop, asked)

    if found == 400:
        assert client.get(f"/en/workshops/trade/agenda/{asked}").status_code == 400
        return
    assert len(lines(html)) == found
    nothing = html.split("data-nothing")[1].split(">")[0]
    assert (" hidden" in nothing) == (found > 0)


def test_a_pill_leads_to_the_page_without_its_filter_and_keeps_the_zone(client, workshop):
    many(workshop)

    html = page(client, workshop, "?kind=tour&q=talk&zone=Asia/Tokyo")

    pills = html.split("data-pills")[1].split("</ul>")[0]
    assert 'href="?kind=tour&amp;zone=Asia%2FTokyo"' in pills
    assert 'href="?q=talk&amp;zone=Asia%2FTokyo"' in pills
    assert 'href="?zone=Asia%2FTokyo" data-clear' in html


def test_days_and_parts_without_a_match_are_hidden_with_their_tabs(client, workshop):
    held(workshop, "Trade", time(9), time(10))
    held(workshop, "Tax", time(9), time(10), date=date(2024, 5, 23))

    html = page(client, workshop, "?q=trade")

    hidden = [f'id="day-{n}"' in html and " hidden>" in day(html, n) for n in range(1, 15)]
    assert hidden == [n != 3 for n in range(1, 15)]
    tabs = html.split("data-day-tabs")[1].split("</nav>")[0]
    assert tabs.count('" hidden>') == 13


def day(html: str, number: int) -> str:
    """The first tag of a day."""
    return html.split(f'<section class="day" id="day-{number}"')[1].split("\n")[0]
