"""The page of load and rules: what it shows, waiving and setting, and where else findings stand."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_billing,
    make_session,
    make_speaker,
    make_user,
    make_venue,
    make_workshop,
)
from tests.workshops.office import form_of, organiser_client
from workshops import dashboard, panels, readiness, release_checks
from workshops.admin.rules_elsewhere import on_the_board
from workshops.models import RuleSetting, TravelTime, Waiver

pytestmark = pytest.mark.django_db
FOUR = "4 of 4 programme days have an evening; 3 at most."


@pytest.fixture
def office() -> Client:
    return organiser_client()


@pytest.fixture
def workshop():
    """Four evenings, each after a free one, against three that are usual."""
    workshop = make_workshop()
    for day in (20, 22, 24, 26):
        make_session(
            workshop=workshop, kind="networking", part_of_day="night", date=f"2024-05-{day}"
        )
    return workshop


def at(page: str, *args) -> str:
    return reverse(f"admin:workshops_workshop_rules{page}", args=args)


def asked(workshop, key: str = "count") -> str:
    return f"{at('_waive', workshop.pk)}?rule=evenings&key={key}"


def waive(office, workshop, **changes) -> object:
    data = {"rule": "evenings", "key": "count", "seen": "4", "reason": "The hosts asked."}
    return office.post(at("_waive", workshop.pk), data | changes, follow=True)


def test_the_page_shows_the_load_and_what_the_rules_find(office, workshop):
    page = office.get(at("", workshop.pk)).content.decode()
    assert FOUR in page
    assert page.count('class="load-night"') == 4


def test_a_workshop_without_sessions_says_what_will_be_here(office):
    page = office.get(at("", make_workshop().pk)).content.decode()
    assert "No sessions yet" in page
    assert "load-meter" not in page


def test_a_finding_leads_to_the_form_of_its_session(office, workshop):
    lecture = make_session(workshop=workshop, title="Clouds", part_of_day="night")
    page = office.get(at("", workshop.pk)).content.decode()
    assert (
        f'<a href="{reverse("admin:workshops_session_change", args=[lecture.pk])}">Clouds' in page
    )


def test_material_that_was_due_is_overdue_until_the_workshop_is_over(office):
    today = timezone.now().date()
    for first, is_late in ((today, True), (today + timedelta(days=30), False)):
        workshop = make_workshop(starts_on=first, ends_on=first + timedelta(days=2))
        make_session(workshop=workshop)
        page = office.get(at("", workshop.pk)).content.decode()
        assert ("Overdue" in page) == is_late


def test_a_finding_is_waived_with_a_reason(office, workshop):
    form = form_of(office.get(asked(workshop)).content.decode(), "waive_form")
    assert form["seen"] == ["4"]
    page = waive(office, workshop).content.decode()
    assert f"Waived: {FOUR}" in page
    assert "The hosts asked." in page
    assert Waiver.objects.get().reason == "The hosts asked."


def test_without_a_reason_nothing_is_waived(office, workshop):
    page = waive(office, workshop, reason=" ").content.decode()
    assert "Say why this may stand." in page
    assert not Waiver.objects.exists()


def test_what_got_worse_since_the_page_was_opened_is_shown_again(office, workshop):
    page = waive(office, workshop, seen="3").content.decode()
    assert "Look at it again." in page
    assert form_of(page, "waive_form")["seen"] == ["4"]
    assert form_of(page, "waive_form")["reason"] == ["The hosts asked."]
    assert not Waiver.objects.exists()


def test_what_is_not_found_cannot_be_waived(office, workshop):
    page = office.get(asked(workshop, "nothing"), follow=True).content.decode()
    assert "The rule does not find this any more." in page


def test_a_waiver_is_taken_back_after_a_question(office, workshop):
    waive(office, workshop)
    address = at("_unwaive", workshop.pk, Waiver.objects.get().pk)
    assert "It is a finding again." in office.get(address).content.decode()
    assert Waiver.objects.exists()
    office.post(address)
    assert not Waiver.objects.exists()


def test_a_waiver_is_reached_in_its_own_workshop_alone(office, workshop):
    waive(office, workshop)
    foreign = at("_unwaive", make_workshop().pk, Waiver.objects.get().pk)
    assert office.post(foreign).status_code == 404
    assert Waiver.objects.exists()


def test_saving_the_rules_unchanged_changes_nothing(office, workshop):
    RuleSetting.objects.create(
        workshop=workshop, rule="evenings", is_on=False, limits={"evenings": 5}
    )
    before = list(RuleSetting.objects.values())
    form = form_of(office.get(at("_set", workshop.pk)).content.decode(), "rules_form")
    page = office.post(at("_set", workshop.pk), form, follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert list(RuleSetting.objects.values()) == before


def test_a_limit_is_set_and_a_nonsense_one_refused(office, workshop):
    form = form_of(office.get(at("_set", workshop.pk)).content.decode(), "rules_form")
    wrong = office.post(at("_set", workshop.pk), form | {"hours_a_day-day": ["25"]})
    assert "Ensure this value is less than or equal to 24." in wrong.content.decode()
    assert not RuleSetting.objects.exists()
    office.post(at("_set", workshop.pk), form | {"evenings-evenings": ["4"]})
    assert RuleSetting.objects.get().limits == {"evenings": 4}
    assert FOUR not in office.get(at("", workshop.pk)).content.decode()


def test_rules_that_somebody_else_set_meanwhile_are_asked_about(office, workshop):
    form = form_of(office.get(at("_set", workshop.pk)).content.decode(), "rules_form")
    RuleSetting.objects.create(workshop=workshop, rule="travel", is_on=False)
    mine = form | {"evenings-evenings": ["4"]}
    page = office.post(at("_set", workshop.pk), mine).content.decode()
    assert "Somebody else changed the rules meanwhile." in page
    again = form_of(page, "rules_form")
    assert again["evenings-evenings"] == ["4"]
    office.post(at("_set", workshop.pk), again)
    assert RuleSetting.objects.get().limits == {"evenings": 4}  # travel looks again


@pytest.mark.parametrize("page", ["", "_waive", "_set"])
def test_who_may_not_look_at_workshops_is_refused(page, workshop):
    client = Client()
    client.force_login(make_user(is_staff=True))
    assert client.get(at(page, workshop.pk)).status_code == 403
    assert client.post(at(page, workshop.pk)).status_code == 403


def test_the_page_asks_the_database_as_often_for_500_sessions(office):
    few, many = make_workshop(), make_workshop()
    counts = []
    for workshop, sessions in ((few, 40), (many, 500)):
        for number in range(sessions):
            session = make_session(
                workshop=workshop,
                number=number + 1,
                slug=f"s-{number}",
                date=workshop.starts_on + timedelta(days=number % 14),
            )
        make_billing(session=session, speaker=make_speaker(workshop=workshop))
        with CaptureQueriesContext(connection) as asked_for:
            office.get(at("", workshop.pk))
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


# elsewhere


def test_the_board_reads_findings_at_days_and_sessions(workshop):
    lecture = make_session(workshop=workshop, title="Clouds", part_of_day="night")
    said = {(one.text, one.day, one.session) for one in on_the_board(workshop)}
    assert (FOUR, None, None) in said
    assert (
        "“Clouds” is a lecture in the evening of Mon 20 May.",
        None,
        lecture.pk,
    ) in said


def test_a_release_is_checked_by_the_rules(workshop):
    grave = [check for check in release_checks.checks(workshop) if check.is_grave]
    assert FOUR in [check.text for check in grave]


def test_readiness_counts_what_has_to_change(office, workshop):
    sentence = "1 finding of the rules has to change, or be waived."
    assert sentence in [gap.message for gap in readiness.gaps(workshop)]
    waive(office, workshop)
    assert sentence not in [gap.message for gap in readiness.gaps(workshop)]


def test_the_dashboard_speaks_of_what_is_to_come_alone():
    watch = next(each for each in panels.dashboard_panels() if each.name == "rules")
    today = timezone.now().date()
    found = []
    for first in (today + timedelta(days=30), today - timedelta(days=50)):
        workshop = make_workshop(starts_on=first, ends_on=first + timedelta(days=13))
        for day in (0, 2, 4, 6):
            make_session(
                workshop=workshop,
                kind="networking",
                part_of_day="night",
                date=first + timedelta(days=day),
            )
        found.append(workshop)
    lines = dashboard.lines_about(found, [watch])
    said = [[line.figure.text for line in lines[workshop.pk]] for workshop in found]
    assert said == [["1 to change or waive"], []]


def test_a_way_between_venues_is_entered_once(office):
    address = reverse("admin:workshops_traveltime_add")
    one, other = make_venue("Campus"), make_venue("Hotel")
    form = {"venue": one.pk, "other": other.pk, "minutes": 20}
    office.post(address, form)
    back = {"venue": other.pk, "other": one.pk, "minutes": 25}
    page = office.post(address, back).content.decode()
    assert "The way between these two is known already." in page
    itself = office.post(address, form | {"other": one.pk}).content.decode()
    assert "Choose two different venues." in itself
    assert TravelTime.objects.get().minutes == 20
