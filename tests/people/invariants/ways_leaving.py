"""Ways of the office when somebody leaves: withdrawing them, naming another for the seat."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from people.models import Participation, State
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.table import ENTERING, REPLACING, office, way
from tests.people.invariants.ways_door import on_page_of_act
from tests.workshops.office import address


@way(ENTERING, "page of withdrawing", to=[State.WITHDRAWN])
def withdraw_on_page(row: Participation, to: str, *, reason: str = "") -> Outcome:
    return on_page_of_act(row, "withdraw", reason=reason or "Called elsewhere")


@way(ENTERING, "action of the list that withdraws", to=[State.WITHDRAWN])
def withdraw_in_list(row: Participation, to: str, *, reason: str = "") -> Outcome:
    sent = {
        "action": "withdraw",
        "_selected_action": [row.pk],
        "confirmed": "yes",
        "reason": reason or "Called elsewhere",
    }
    return outcome.of_answer(office().post(address(Participation, "changelist"), sent))


@way(REPLACING, "page that names another", offers=True)
def replace_on_page(out: Participation, into: Participation, *, reason: str = "") -> Outcome:
    later = (timezone.now() + timedelta(days=7)).date().isoformat()
    sent = {"into": into.pk, "day": later, "clock": "18:00", "reason": reason}
    page = reverse("admin:people_participation_replace", args=[out.pk])
    return outcome.of_answer(office().post(page, sent))
