"""Ways of others than the office's clerks: selectors, ministries, nominees, and the clock."""

from datetime import timedelta

from django.contrib.messages import constants, get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import access
from people.actions import offers
from people.models import FocalPoint, Participation, State
from tests.factories import make_access_link, make_focal_point
from tests.people.desk import page_of, signed_in
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.table import ENTERING, office, organiser, way

# The codes of the selection board's buttons, by the state that each leads to.
DECISIONS = {
    State.SELECTED: "select",
    State.RESERVE: "reserve",
    State.NOT_SELECTED: "decline",
    State.INELIGIBLE: "rule_out",
    State.UNDER_REVIEW: "reopen",
}


@way(ENTERING, "offer", to=[State.SELECTED])
def by_offer(row: Participation, to: str, *, reason: str = "") -> Outcome:
    now = timezone.now()
    return outcome.of_call(lambda: offers.make(row, by=organiser(), now=now, reason=reason))


@way(ENTERING, "selection board", to=DECISIONS)
def on_selection_board(row: Participation, to: str, *, reason: str = "") -> Outcome:
    later = timezone.now() + timedelta(days=7)
    page = reverse("admin:people_participation_selection", args=[row.workshop_id])
    sent = {
        "do": DECISIONS[State(to)],
        "row": [row.pk],
        "confirmed": "yes",
        "reason": reason,
        "day": later.date().isoformat(),
        "clock": "18:00",
    }
    answer = office().post(page, sent)
    refused = tuple(one.refusal for one in answer.context["outcomes"] if one.refusal)
    return Outcome(refused or outcome.of_answer(answer).refused)


# A ministry, at its desk


def desk_of(row: Participation) -> Client:
    """A focal point of the row's allocation, signed in."""
    mine = FocalPoint.objects.filter(allocations=row.allocation).first()
    return signed_in(mine or make_focal_point(row.allocation))


@way(ENTERING, "page of the ministry", to=[State.WITHDRAWN])
def withdraw_at_desk(row: Participation, to: str, *, reason: str = "") -> Outcome:
    page = page_of(row.allocation, "nominees", row.uuid, "withdraw")
    return outcome.of_answer(desk_of(row).post(page, {"reason": reason or "As they asked"}))


def replace_at_desk(
    out: Participation, into: Participation, *, reason: str = "Better suited"
) -> Outcome:
    """Name another for the seat. The page asks why, always."""
    page = page_of(out.allocation, "nominees", out.uuid, "replace")
    return outcome.of_answer(desk_of(out).post(page, {"into": into.uuid, "reason": reason}))


# A nominee, at a place of their own


def on_page_of_nominee(row: Participation, to: str, *, reason: str = "") -> Outcome:
    """Accept or decline; what is not possible is said as a warning, what was done before as news."""
    client = Client()
    session = client.session
    session[access.PLACE] = access.token_of(make_access_link(participation=row))
    session.save()
    answer = client.post(f"/en/place/{'accept' if to == State.ACCEPTED else 'decline'}/")
    told = get_messages(answer.wsgi_request)
    return Outcome(tuple(str(one) for one in told if one.level >= constants.WARNING))


way(ENTERING, "page of the nominee", to=[State.ACCEPTED, State.DECLINED])(on_page_of_nominee)


@way(ENTERING, "command that ends offers", to=[State.EXPIRED])
def by_run_offers(row: Participation, to: str, *, reason: str = "") -> Outcome:
    Participation.objects.filter(pk=row.pk).update(answer_by=timezone.now())
    return outcome.of_command("run_offers")
