"""Ways at the door: who arrives, who does not come, who leaves."""

from django.urls import reverse
from django.utils import timezone

from people.models import Participation, State
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.table import ENTERING, office, way


def on_page_of_act(row: Participation, code: str, **values: object) -> Outcome:
    """One of the pages about one person."""
    page = reverse(f"admin:people_participation_{code}", args=[row.pk])
    return outcome.of_answer(office().post(page, values))


@way(ENTERING, "page of those who did not come", to=[State.NO_SHOW])
def in_the_list_of_absent(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_absent", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"people": [row.pk], "reason": reason}))


@way(ENTERING, "page of a no-show", to=[State.NO_SHOW])
def on_page_of_no_show(row: Participation, to: str, *, reason: str = "") -> Outcome:
    return on_page_of_act(row, "miss", reason=reason)


@way(ENTERING, "page of an arrival", to=[State.ARRIVED])
def on_page_of_arrival(row: Participation, to: str, *, reason: str = "") -> Outcome:
    today = row.workshop.today(timezone.now()).isoformat()
    return on_page_of_act(row, "arrive", day=today, reason=reason)


@way(ENTERING, "button at the door", to=[State.ARRIVED])
def at_the_door(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_check_in", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"person": row.pk}))


@way(ENTERING, "page of leaving early", to=[State.LEFT_EARLY])
def on_page_of_leaving(row: Participation, to: str, *, reason: str = "") -> Outcome:
    today = row.workshop.today(timezone.now()).isoformat()
    return on_page_of_act(row, "leave", day=today, reason=reason or "Ill")
