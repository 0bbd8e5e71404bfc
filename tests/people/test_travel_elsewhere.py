"""Papers outside of their own board: on the dashboard, in the roster, on a person's page and under one's own link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions import facets, own_facts
from people.admin import travel_watches
from people.models import Facet, Participation, State
from people.place import place_of
from tests.factories import (
    make_country,
    make_facet,
    make_organiser,
    make_participation,
    make_visa_rule,
    make_workshop,
)
from tests.workshops.office import client_with, organiser_client
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def in_days(days: int, **fields) -> Workshop:
    today = timezone.now().date()
    first = today + timedelta(days=days)
    return make_workshop(
        country=make_country("KAZ"),
        zone="UTC",
        **{"starts_on": first} | {"ends_on": first + timedelta(days=4)} | fields,
    )


def coming(workshop: Workshop, name: str = "Bat Erdene", **fields) -> Participation:
    return make_participation(
        workshop=workshop, name=name, **{"state": State.ACCEPTED, "channel": "invitation"} | fields
    )


def today():
    return timezone.now().date()


YESTERDAY = timedelta(days=-1)


# The dashboard


def test_what_is_overdue_is_counted_and_leads_to_its_people():
    workshop, over = in_days(30), in_days(-30)
    for one in (workshop, over):
        row = coming(one)
        make_facet(participation=row, due_on=today() + YESTERDAY)
        make_facet(participation=row, kind="ticket", due_on=today())
        make_facet(participation=row, kind="room", due_on=today() + YESTERDAY, status="done")
        gone = coming(one, "Gone", state=State.WITHDRAWN)
        make_facet(participation=gone, due_on=today() + YESTERDAY)
    found = travel_watches.overdue([workshop, over])
    assert list(found) == [workshop.pk]
    figure = found[workshop.pk]
    assert (figure.text, figure.urgent) == ("1 paper is overdue", True)
    html = organiser_client().get(figure.url).text
    assert "1 of 1 person expected." in html


@pytest.mark.parametrize(
    ("days", "said", "urgent"),
    [
        (60, "1 visa is open", False),
        (25, "1 at risk", True),
        (10, "1 too late", True),
        (-1, "1 too late", True),
    ],
)
def test_visas_at_risk_are_said_in_classes(days, said, urgent):
    workshop = in_days(days)
    make_facet(participation=coming(workshop))
    figure = travel_watches.visas_at_risk([workshop])[workshop.pk]
    assert (figure.text, figure.urgent) == (said, urgent)
    assert organiser_client().get(figure.url).status_code == 200


def test_from_three_weeks_before_every_open_visa_is_urgent():
    make_visa_rule(lead_days=3)
    for days, urgent in ((22, False), (21, True)):
        workshop = in_days(days)
        make_facet(participation=coming(workshop))
        figure = travel_watches.visas_at_risk([workshop])[workshop.pk]
        assert (figure.text, figure.urgent) == ("1 visa is open", urgent)


def test_nothing_is_said_of_visas_where_none_is_open_or_all_is_over():
    settled, over = in_days(10), in_days(-30)
    make_facet(participation=coming(settled), status="done")
    make_facet(participation=coming(over))
    assert travel_watches.visas_at_risk([settled, over]) == {}


def test_diets_that_people_told_this_week_are_counted():
    workshop = in_days(30)
    row = coming(workshop, "Told")
    own_facts.tell(row, now=timezone.now(), diet="halal")
    make_facet(
        participation=coming(workshop, "By the office"),
        kind="diet", status="done", updated_at=timezone.now(), updated_by=make_organiser("o"),
    )  # fmt: skip
    make_facet(
        participation=coming(workshop, "Long ago"),
        kind="diet", status="done", updated_at=timezone.now() - timedelta(days=8),
    )  # fmt: skip
    figure = travel_watches.diets_told([workshop])[workshop.pk]
    assert figure.text == "1 told this week"
    html = organiser_client().get(figure.url).text
    assert ("1 of 3 people expected." in html, "Told" in html) == (True, True)


def test_the_watches_ask_as_often_for_many_workshops_as_for_one():
    for watch in (travel_watches.overdue, travel_watches.visas_at_risk, travel_watches.diets_told):
        asked = []
        for number in (1, 4):
            workshops = [in_days(30) for _ in range(number)]
            for workshop in workshops:
                make_facet(participation=coming(workshop), due_on=today() + YESTERDAY)
            with CaptureQueriesContext(connection) as queries:
                watch(workshops)
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 3


# The roster


def everybody(workshop: Workshop) -> None:
    for name, status in (("Ready", "done"), ("Not ready", "to_do")):
        row = coming(workshop, name)
        make_facet(participation=row, status=status)
        make_facet(participation=row, kind="per_diem", status="to_do")
    coming(workshop, "No papers")
    make_facet(participation=coming(workshop, "Only a diet"), kind="diet", status="done")
    selected = coming(workshop, "Only selected", state=State.SELECTED)
    make_facet(participation=selected, status="done")


def roster(client, workshop: Workshop, query: str = "") -> dict[str, str]:
    """Names on the list, with what the column says where it is shown."""
    page = reverse("admin:people_participation_changelist")
    answer = client.get(f"{page}?workshop__id__exact={workshop.pk}&{query}")
    return {
        str(row.person): {True: "Yes", False: "No", None: ""}.get(getattr(row, "is_ready", None))
        for row in answer.context["cl"].result_list
    }


def test_the_roster_is_narrowed_by_who_is_ready():
    workshop = in_days(30)
    everybody(workshop)
    client = organiser_client()
    assert set(roster(client, workshop, "ready=yes")) == {"Ready"}
    assert set(roster(client, workshop, "ready=no")) == {"Not ready"}
    assert len(roster(client, workshop)) == 5


def test_the_roster_shows_who_is_ready_where_one_asks():
    workshop = in_days(30)
    everybody(workshop)
    assert roster(organiser_client(), workshop, "columns=ready") == {
        "Ready": "Yes",
        "Not ready": "No",
        "No papers": "",
        "Only a diet": "",
        "Only selected": "",
    }


def test_without_the_right_neither_filter_nor_column_is_there():
    workshop = in_days(30)
    everybody(workshop)
    client = client_with("view_participation")
    page = f"{reverse('admin:people_participation_changelist')}?workshop__id__exact={workshop.pk}"
    assert "eady to travel" not in client.get(page).text
    assert "eady to travel" in organiser_client().get(page).text
    narrowed = client.get(f"{page}&ready=yes", follow=True)
    assert len(narrowed.context["cl"].result_list) == 5
    shown = client.get(f"{page}&columns=ready").context["cl"].list_display
    assert "ready" not in shown


# A person's page


def test_the_page_of_a_person_says_how_far_each_paper_is():
    row = coming(in_days(30))
    facets.make_missing([row], now=timezone.now())
    make_facet(participation=row, kind="diet", diet="kosher", status="done", detail="Kanari")
    make_facet(participation=row, kind="visa", due_on=today() + YESTERDAY, detail="Kanari")
    page = reverse("admin:people_participation_change", args=[row.pk])
    html = organiser_client().get(page).text
    for said in ("Travel and papers", "Ready to travel", "Kosher", "overdue since"):
        assert said in html
    assert "Kanari" not in html
    assert (
        reverse("admin:people_participation_travel_cell", args=[row.workshop_id, row.pk, "visa"])
        in html
    )


def test_what_one_may_not_see_is_kept_private_there_too():
    row = coming(in_days(30))
    make_facet(participation=row, kind="diet", diet="kosher", status="done")
    make_facet(participation=row, kind="visa", status="refused")
    page = reverse("admin:people_participation_change", args=[row.pk])
    html = client_with("view_participation", "see_travel").get(page).text
    assert ("Refused" in html, "Kosher" in html, "Kept private" in html) == (True, False, True)


def test_without_a_right_there_is_no_panel_of_papers():
    row = coming(in_days(30))
    make_facet(participation=row, kind="visa", status="refused")
    page = reverse("admin:people_participation_change", args=[row.pk])
    html = client_with("view_participation").get(page).text
    assert ("Travel and papers" in html, "Refused" in html) == (False, False)


# Under one's own link


def still_open(row: Participation) -> list[tuple[str, bool]]:
    place = place_of(row, timezone.now())
    return [(one.name, one.is_overdue) for one in place.still_open]


def test_ones_own_place_says_what_is_still_open_and_by_when():
    row = coming(in_days(30))
    make_facet(participation=row, kind="ticket", due_on=today() + timedelta(days=9))
    make_facet(participation=row, kind="visa", due_on=today() + YESTERDAY, status="asked")
    make_facet(participation=row, kind="diet", due_on=None)
    make_facet(participation=row, kind="insurance", status="done", due_on=today() + YESTERDAY)
    make_facet(participation=row, kind="room", due_on=today() + YESTERDAY)  # the office's task
    assert still_open(row) == [("Visa", True), ("Ticket", False), ("Diet", False)]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.SELECTED, []),
        (State.ACCEPTED, [("Diet", False), ("Visa", False)]),
        (State.ARRIVED, [("Diet", False)]),
        (State.COMPLETED, []),
        (State.WITHDRAWN, []),
    ],
)
def test_it_is_shown_to_those_whom_it_concerns(state, shown):
    row = coming(in_days(1), state=state)
    make_facet(participation=row, kind="visa")
    make_facet(participation=row, kind="diet")
    assert still_open(row) == shown


def test_what_the_office_noted_is_not_shown_there():
    row = coming(in_days(30))
    make_facet(participation=row, kind="visa", status="asked", detail="Kanari", due_on=today())
    (one,) = place_of(row, timezone.now()).still_open
    assert "Kanari" not in repr(one)
    assert Facet.objects.get().detail == "Kanari"
