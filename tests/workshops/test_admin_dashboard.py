"""The dashboard: which workshops stand on it, and what needs somebody."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.models import State
from tests.factories import (
    make_allocation,
    make_billing,
    make_participation,
    make_session,
    make_stream,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops import dashboard

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def workshop_on(first: date, days: int = 5, **fields):
    return make_workshop(
        title=f"From {first}", starts_on=first, ends_on=first + timedelta(days - 1), **fields
    )


def test_the_running_come_first_then_the_next_then_the_last():
    for first in [
        date(2026, 5, 1),
        date(2026, 3, 2),
        date(2026, 4, 1),
        date(2026, 2, 10),
        date(2025, 6, 1),
    ]:
        workshop_on(first)
    assert [(str(card.workshop), card.phase) for card in dashboard.cards(NOW)] == [
        ("From 2026-03-02", "Day 3 of 5"),
        ("From 2026-04-01", "Starts in 28 days"),
        ("From 2026-05-01", "Starts in 58 days"),
        ("From 2026-02-10", "Ended 18 days ago"),
    ]


def test_a_card_says_what_needs_somebody_and_where():
    workshop = workshop_on(date(2026, 3, 2))
    make_session(workshop=workshop, title="")
    make_billing(session=make_session(workshop=workshop))
    stream = make_stream(workshop=workshop)
    make_allocation(stream=stream, seats=3)
    make_participation(workshop=workshop, stream=stream)
    make_participation(
        workshop=workshop, stream=stream, state=State.ENDORSED, channel="nomination", name="Next"
    )
    (card,) = dashboard.cards(NOW)
    assert [line.figure.text for line in card.urgent] == [
        "1 without a title",
        "1 lecture without a speaker",
        "2 seats are free",
        "1 nomination to decide",
    ]
    assert [line.figure.text for line in card.quiet] == ["2 sessions", "1 line", "1 of 3 seats"]


@pytest.mark.parametrize(
    ("watch", "rows"),
    [
        ("sessions", 2),
        ("untitled", 1),
        ("speakers", 1),
        ("seats", 2),
        ("free", 2),
        ("nominations", 1),
    ],
)
def test_every_figure_leads_to_exactly_its_rows(watch, rows):
    for workshop in (workshop_on(date(2026, 3, 2)), workshop_on(date(2026, 3, 3))):
        make_session(workshop=workshop, title="")
        make_billing(session=make_session(workshop=workshop))
        stream = make_stream(workshop=workshop)
        make_allocation(stream=stream, seats=3)
        make_participation(workshop=workshop, stream=stream)
        make_participation(
            workshop=workshop, stream=stream, state=State.ENDORSED, channel="nomination"
        )
    card, _other = dashboard.cards(NOW)
    (url,) = [line.figure.url for line in card.lines if line.name == watch]
    answer = organiser_client().get(url)
    assert answer.context["cl"].result_count == rows


def test_a_workshop_without_any_session_is_urgent():
    workshop_on(date(2026, 3, 2))
    (card,) = dashboard.cards(NOW)
    assert [line.figure.text for line in card.urgent] == ["0 sessions"]


def test_the_page_shows_the_cards():
    workshop = make_workshop(title="Trade on Rails", starts_on=timezone.now().date())
    html = organiser_client().get(reverse("admin:index")).content.decode()
    assert "Trade on Rails" in html
    assert reverse("admin:workshops_workshop_change", args=[workshop.pk]) in html


def test_an_empty_dashboard_says_what_will_be_here_and_what_to_do():
    html = organiser_client().get(reverse("admin:index")).content.decode()
    assert "No workshop is near" in html
    assert reverse("admin:workshops_workshop_import") in html
    assert reverse("admin:workshops_workshop_add") in html


def test_the_lists_stand_in_the_order_of_the_work():
    apps = organiser_client().get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps] == ["workshops", "people", "evaluations", "reports"]
    assert [model["object_name"] for model in apps[0]["models"]][:3] == [
        "Workshop",
        "Session",
        "SiteVisit",
    ]


def tokens(stylesheet: str) -> dict[str, set[str]]:
    """Every value that a stylesheet gives to each of our tokens."""
    css = (settings.BASE_DIR / "static" / "css" / stylesheet).read_text()
    found: dict[str, set[str]] = {}
    for name, value in re.findall(r"(--[a-z-]+):\s*([^;}]+)[;}]", css.split("@media print")[0]):
        found.setdefault(name, set()).add(value.strip())
    return found


def test_the_office_wears_the_tokens_of_the_pages():
    ours, theirs = tokens("admin.css"), tokens("rostrum.css")
    shared = ["paper", "tint", "rule", "edge", "ink", "grey", "accent", "on-accent", "bad"]
    for name in [*(f"--{name}" for name in shared), "--serif", "--sans"]:
        assert ours[name] == theirs[name], name
