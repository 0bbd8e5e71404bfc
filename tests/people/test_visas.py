"""Visas: rules for a host country, and the list of those at risk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from people.models import Bloc, BlocMembership, Facet, Participation, State, VisaRule
from people.travel.risks import Class, risks
from tests.factories import (
    make_call,
    make_country,
    make_facet,
    make_participation,
    make_visa_rule,
    make_workshop,
)
from tests.workshops.office import client_with, organiser_client
from workshops.models import Country, Workshop

pytestmark = pytest.mark.django_db
FIRST = date(2024, 5, 20)


def days_before(days: int) -> datetime:
    """Nine in the morning in Almaty, so many days before the first day."""
    return datetime(2024, 5, 20, 4, tzinfo=UTC) - timedelta(days=days)


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(country=make_country("KAZ"))


def waiting(workshop: Workshop, name: str = "Bat", **fields) -> Participation:
    """Somebody who accepted and whose visa is to do."""
    status = fields.pop("status", "to_do")
    at = fields.pop("updated_at", None)
    values = {"state": State.ACCEPTED, "channel": "invitation"} | fields
    row = make_participation(workshop=workshop, name=name, **values)
    make_facet(participation=row, status=status, updated_at=at)
    return row


def listed(workshop: Workshop, days: int = 40) -> list[str]:
    return [
        r.participation.person.display_name for r in risks(workshop, now=days_before(days)).rows
    ]


# At risk


@pytest.mark.parametrize(
    ("days", "slack", "kind"),
    [
        (29, -1, Class.TOO_LATE),
        (30, 0, Class.AT_RISK),
        (36, 6, Class.AT_RISK),
        (37, 7, Class.IN_TIME),
        (-2, -32, Class.TOO_LATE),
    ],
)
def test_the_days_that_are_left_are_held_against_those_it_takes(workshop, days, slack, kind):
    make_visa_rule(lead_days=30)
    waiting(workshop)
    (risk,) = risks(workshop, now=days_before(days)).rows
    assert (risk.slack, risk.kind, risk.lead_days) == (slack, kind, 30)
    assert risk.apply_by == FIRST - timedelta(days=30)
    assert risks(workshop, now=days_before(days)).days_left == days


def test_without_a_rule_the_default_is_taken_and_said(workshop):
    waiting(workshop)
    (risk,) = risks(workshop, now=days_before(40)).rows
    assert (risk.rule, risk.lead_days, risk.apply_by) == (None, 21, date(2024, 4, 29))
    page = reverse("admin:people_participation_travel_risks", args=[workshop.pk])
    assert "no rule known: default 21 d" in organiser_client().get(page).text
    make_call(workshop=workshop, lead_days=28)
    assert risks(workshop, now=days_before(40)).rows[0].lead_days == 28


def test_the_least_time_comes_first(workshop):
    make_visa_rule(nationality="UZB", lead_days=5)
    make_visa_rule(nationality="PAK", lead_days=45)
    waiting(workshop, "In time", country="UZB")
    waiting(workshop, "Default")
    waiting(workshop, "Too late", country="PAK")
    assert listed(workshop) == ["Too late", "Default", "In time"]


def test_an_application_counts_from_the_day_it_was_noted(workshop):
    waiting(workshop, status="asked", updated_at=days_before(35))
    found = risks(workshop, now=days_before(10))
    (risk,) = found.rows
    assert (risk.applied_on, risk.slack, risk.kind) == (date(2024, 4, 15), 14, Class.IN_TIME)
    Facet.objects.update(status="refused")
    (again,) = risks(workshop, now=days_before(10)).rows
    assert (again.applied_on, again.slack, again.kind) == (None, -11, Class.TOO_LATE)


@pytest.mark.parametrize(
    "fields",
    [
        {"country": "KAZ"},
        {"duty_station": "KAZ"},
        {"status": "done"},
        {"status": "not_needed"},
        {"state": State.ARRIVED},
        {"state": State.WITHDRAWN},
        {"state": State.REPLACED},
    ],
)
def test_who_needs_none_has_one_or_does_not_come_is_not_in_the_list(workshop, fields):
    if "duty_station" in fields:
        fields = {"duty_station": make_country(fields["duty_station"])}
    waiting(workshop, "Not listed", **fields)
    waiting(workshop, "Listed")
    assert listed(workshop) == ["Listed"]


def test_the_persons_own_nationality_counts_not_who_sends_them(workshop):
    make_visa_rule(nationality="PAK", lead_days=45)
    row = waiting(workshop)
    row.person.nationality = make_country("PAK")
    row.person.save()
    (risk,) = risks(workshop, now=days_before(40)).rows
    assert (risk.nationality.pk, risk.lead_days) == ("PAK", 45)


def test_online_there_is_no_risk():
    online = make_workshop(country=make_country("KAZ"), format="online")
    waiting(online)
    assert listed(online) == []


@pytest.mark.parametrize(("days", "alarms"), [(22, False), (21, True), (3, True)])
def test_three_weeks_before_every_open_visa_is_alarming(workshop, days, alarms):
    waiting(workshop)
    assert risks(workshop, now=days_before(days)).is_alarming is alarms
    Facet.objects.update(status="done")
    assert risks(workshop, now=days_before(days)).is_alarming is False


def test_the_page_leads_to_the_visa_and_to_who_follows(workshop):
    row = waiting(workshop)
    html = organiser_client().get(
        reverse("admin:people_participation_travel_risks", args=[workshop.pk])
    ).text  # fmt: skip
    assert "Too late" in html  # 2024 is long ago
    assert (
        reverse("admin:people_participation_travel_cell", args=[workshop.pk, row.pk, "visa"])
        in html
    )
    assert reverse("admin:people_participation_following", args=[workshop.pk]) in html


def test_a_detail_is_not_in_the_list_and_sensitive_rights_alone_do_not_open_it(workshop):
    make_facet(participation=waiting(workshop), detail="Kanari")
    page = reverse("admin:people_participation_travel_risks", args=[workshop.pk])
    assert "Kanari" not in organiser_client().get(page).text
    assert client_with("see_sensitive").get(page).status_code == 403


# Rules


SEVERAL = "admin:people_visarule_several"


def rules() -> dict[str, tuple]:
    return {r.nationality_id: (r.needed, r.lead_days) for r in VisaRule.objects.filter(host="KAZ")}


def said(**fields) -> dict:
    return {
        "host": "KAZ", "nationalities": ["MNG", "PAK"], "bloc": "", "needed": "yes", "lead_days": "30",
        "source": "The embassy’s page", "as_of": "2024-04-01",
    } | fields  # fmt: skip


@pytest.fixture
def countries() -> None:
    for code in ("KAZ", "MNG", "PAK", "UZB"):
        make_country(code)


def test_one_rule_is_said_of_several_nationalities(countries):
    make_visa_rule(nationality="PAK", needed=False)
    answer = organiser_client().post(reverse(SEVERAL), said(), follow=True)
    assert "1 rule is new. 1 says something else than before." in answer.text
    assert rules() == {"MNG": (True, 30), "PAK": (True, 30)}
    assert VisaRule.objects.get(nationality="MNG").as_of == date(2024, 4, 1)


def test_the_members_of_a_bloc_are_chosen_at_once_and_the_host_is_left_out(countries):
    bloc = Bloc.objects.create(code="test", name="Test")
    for code, until in (("KAZ", None), ("UZB", None), ("MNG", date(2020, 1, 1))):
        BlocMembership.objects.create(
            bloc=bloc, country=Country.objects.get(pk=code), since=date(2000, 1, 1), until=until
        )
    organiser_client().post(reverse(SEVERAL), said(nationalities=[], bloc=bloc.pk, needed="no"))
    assert rules() == {"UZB": (False, 30)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"nationalities": []},
        {"nationalities": ["KAZ"]},
        {"nationalities": ["XXX"]},
        {"source": ""},
        {"as_of": ""},
        {"lead_days": "-1"},
        {"host": ""},
    ],
)
def test_what_is_missing_is_said_and_nothing_written(countries, wrong):
    answer = organiser_client().post(reverse(SEVERAL), said(**wrong))
    assert (answer.status_code, bool(answer.context["form"].errors), rules()) == (200, True, {})


def test_rules_are_written_by_those_who_may(countries):
    for client in (client_with("view_visarule", "see_travel"),):
        assert client.post(reverse(SEVERAL), said()).status_code == 403
    assert rules() == {}


def test_nobody_needs_a_visa_at_home(countries):
    answer = organiser_client().post(
        reverse("admin:people_visarule_add"),
        {"host": "KAZ", "nationality": "KAZ", "needed": "on", "lead_days": "21", "source": "", "as_of": ""},
    )  # fmt: skip
    assert list(answer.context["adminform"].form.errors) == ["nationality"]
    assert rules() == {}
