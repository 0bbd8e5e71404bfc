"""What is missing before a workshop is published: by subject, with how far it is, and where it is mended."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_billing,
    make_organisation_role,
    make_organiser,
    make_session,
    make_visit,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops import readiness, rules
from workshops.readiness import Check

pytestmark = pytest.mark.django_db

OWN = (
    "agenda",
    "rules",
    "speakers",
    "visits",
    "workshop",
    "languages",
)  # the others are of upper packages


def page_of(workshop) -> str:
    return reverse("admin:workshops_workshop_readiness", args=[workshop.pk])


def progress(workshop) -> dict[str, tuple[int, int]]:
    """How far each check is, by its code."""
    sections = [one for one in readiness.readiness(workshop).sections if one.key in OWN]
    return {check.code: (check.done, check.total) for one in sections for check in one.checks}


def test_each_check_says_how_far_it_is():
    workshop = make_workshop(status="draft", summary="Trade.")
    make_billing(session=make_session(workshop=workshop))
    make_session(workshop=workshop, title="")
    make_session(workshop=workshop, date=date(2024, 7, 1))
    visit = make_session(workshop=workshop, kind="site_visit")
    make_visit(session=visit, activities="Try the tills.")
    assert progress(workshop) == {
        "sessions": (4, 4),
        "titles": (2, 3),
        "dates": (3, 4),
        "speakers": (1, 3),
        "stops": (0, 1),
        "activities": (1, 1),
        "summary": (1, 1),
        "contact": (0, 1),
        "venue": (1, 1),
        "organiser": (0, 1),
        "languages": (6, 6),
        "rules": (len(rules.rules()),) * 2,
    }


def test_subjects_add_up_to_the_whole():
    workshop = make_workshop(status="draft")
    make_organisation_role(workshop=workshop)
    found = readiness.readiness(workshop)
    assert [(one.key, one.done, len(one.checks)) for one in found.sections] == [
        ("agenda", 0, 1),
        ("workshop", 2, 4),
        ("languages", 1, 1),
        ("people", 0, 1),
        ("evaluation", 0, 1),
    ]
    assert (found.done, found.total) == (3, 8)


def test_an_upper_package_adds_a_subject(monkeypatch):
    monkeypatch.setattr(readiness, "_groups", {})
    readiness.add_group("seats", "Seats", lambda workshop: [Check("s", "S", "None", 0)], order=1)
    readiness.add_group("nothing", "Nothing", lambda workshop: [], order=2)
    assert [one.title for one in readiness.readiness(make_workshop()).sections] == ["Seats"]


def test_the_page_leads_to_where_each_is_mended():
    workshop = make_workshop(status="draft")
    make_session(workshop=workshop, title="")
    make_visit(session=make_session(workshop=workshop, kind="site_visit"))
    client = organiser_client()
    page = client.get(page_of(workshop))
    missing = [
        (check, url)
        for _section, checks in page.context["sections"]
        for check, url in checks
        if not check.is_done
    ]
    assert {check.code for check, _url in missing} >= {"titles", "stops", "activities", "contact"}
    for check, url in missing:
        assert check.message in page.text
        assert client.get(url).status_code == 200
    publish = reverse("admin:workshops_workshop_publish", args=[workshop.pk])
    assert publish in page.text


def test_the_page_shows_where_the_agenda_departs_from_the_pattern():
    workshop = make_workshop(status="draft")
    make_session(workshop=workshop, part_of_day="night")
    page = organiser_client().get(page_of(workshop)).text
    assert "A lecture in the evening. " in page
    assert "Where the agenda departs from the recommended pattern" in page


def test_the_page_is_linked_from_the_workshop_and_its_boards():
    workshop = make_workshop(status="draft")
    client = organiser_client()
    form = reverse("admin:workshops_workshop_change", args=[workshop.pk])
    assert page_of(workshop) in client.get(form).text


def test_the_page_is_for_those_who_may_see_workshops():
    workshop = make_workshop()
    clerk = make_organiser("clerk", is_superuser=False)
    client = Client()
    client.force_login(clerk)
    assert client.get(page_of(workshop)).status_code == 403
    clerk.user_permissions.set(Permission.objects.filter(codename="view_workshop"))
    page = client.get(page_of(workshop))
    assert page.status_code == 200
    assert reverse("admin:workshops_workshop_publish", args=[workshop.pk]) not in page.text


def test_the_page_costs_the_same_with_many_sessions():
    client, counts = organiser_client(), []
    for sessions in (1, 40):
        workshop = make_workshop(status="draft")
        for _number in range(sessions):
            make_session(workshop=workshop)
        client.get(page_of(workshop))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(workshop))
        counts.append(len(queries))
    assert counts[0] == counts[1]
