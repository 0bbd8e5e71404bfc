"""When somebody cannot come: one step keeps the seat, until the cut-off, whatever happens meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.actions.owning import MOST_AN_HOUR
from people.models import (
    Allocation,
    FocalPoint,
    Message,
    Participation,
    Person,
    State,
    StateChange,
)
from tests.factories import (
    make_access_link,
    make_allocation,
    make_call,
    make_dossier,
    make_focal_point,
    make_nominee,
)
from tests.people.desk import (
    close_nominations,
    filled,
    make_open_allocation,
    page_of,
    pdf,
    signed_in,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allocation() -> Allocation:
    """Two seats; nominations have closed, replacements have not."""
    allocation = make_open_allocation()
    close_nominations(allocation)
    return allocation


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation)


@pytest.fixture
def browser(focal_point) -> Client:
    return signed_in(focal_point)


@pytest.fixture
def out(allocation) -> Participation:
    """Who has the first seat and cannot come."""
    return make_nominee(
        allocation=allocation, name="Out", state=State.ACCEPTED, seat=allocation.seats.first()
    )


def replacing(out: Participation, *more: str) -> str:
    return page_of(out.allocation, "nominees", out.uuid, "replace", *more)


def entered(**fields) -> dict:
    """Somebody new, endorsed, and why."""
    word = {"authority": "Deputy Minister", "dated": str(TODAY), "document": pdf("note.pdf")}
    return filled(**word | {"reason": "Ill", "go": "replace"} | fields)


def state_of(row: Participation) -> str:
    return Participation.objects.get(pk=row.pk).state


# One of the list


def test_another_nominee_takes_the_seat_in_one_step(browser, out, allocation, focal_point):
    into = make_nominee(allocation=allocation, name="Into", state=State.RESERVE)
    Person.objects.filter(pk=into.person_id).update(email="into@example.org")
    link = make_access_link(participation=out)
    page = browser.get(replacing(out)).text
    assert ("Into" in page, "Name somebody new" in page) == (True, True)
    answer = browser.post(replacing(out), {"into": into.uuid, "reason": "Ill"})
    assert answer["Location"] == page_of(allocation)
    into.refresh_from_db()
    assert (state_of(out), into.state, into.seat, into.replaces) == (
        State.REPLACED,
        State.SELECTED,
        out.seat,
        out,
    )
    assert out.changes.get(to_state=State.REPLACED).acted_for == focal_point
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert Message.objects.filter(kind="offer", to_address="into@example.org").count() == 1


def test_replacing_needs_a_choice_and_a_reason(browser, out, allocation):
    into = make_nominee(allocation=allocation, name="Into")
    for form in ({"into": into.uuid, "reason": ""}, {"reason": "Ill"}, {}):
        page = browser.post(replacing(out), form)
        assert (page.status_code, "There is a problem" in page.text) == (200, True)
    assert (state_of(out), state_of(into)) == (State.ACCEPTED, State.ENDORSED)


def test_nobody_of_another_allocation_or_not_endorsed_is_offered(browser, out, allocation):
    foreign = make_nominee(
        allocation=make_allocation(stream=allocation.stream, country="KAZ"), name="Foreign"
    )
    draft = make_nominee(allocation=allocation, name="A draft", state=State.DRAFT)
    page = browser.get(replacing(out)).text
    assert ("Foreign" in page, "A draft" in page) == (False, False)
    for row in (foreign, draft):
        answer = browser.post(replacing(out), {"into": row.uuid, "reason": "Ill"})
        assert answer.status_code == 200
    assert state_of(out) == State.ACCEPTED


def test_the_seat_of_who_declined_is_passed_on_too(browser, allocation):
    gone = make_nominee(
        allocation=allocation, name="Gone", state=State.DECLINED, seat=allocation.seats.first()
    )
    into = make_nominee(allocation=allocation, name="Into")
    browser.post(replacing(gone), {"into": into.uuid, "reason": "Declined"})
    into.refresh_from_db()
    assert (into.state, into.seat, state_of(gone)) == (State.SELECTED, gone.seat, State.DECLINED)


# Somebody new


def test_somebody_new_is_put_forward_endorsed_and_seated_with_one_button(browser, out, allocation):
    assert browser.get(replacing(out, "new")).status_code == 200
    answer = browser.post(replacing(out, "new"), entered())
    assert answer["Location"] == page_of(allocation)
    new = Participation.objects.get(person__family_name="Dorj")
    assert (new.state, new.seat, new.replaces, new.endorsement.filename) == (
        State.SELECTED,
        out.seat,
        out,
        "note.pdf",
    )
    assert state_of(out) == State.REPLACED
    assert [change.to_state for change in new.changes.all()] == [
        State.DRAFT,
        State.SUBMITTED,
        State.ENDORSED,
        State.SELECTED,
    ]


def test_the_same_replacement_sent_ten_times_happens_once(browser, out, allocation):
    token = str(uuid4())
    for _ in range(10):
        assert browser.post(replacing(out, "new"), entered(token=token)).status_code == 302
    assert allocation.participations.count() == 2
    assert allocation.endorsements.filter(authority="Deputy Minister").count() == 1
    assert Message.objects.filter(kind="offer").count() == 1


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("email", "Enter the nominee’s own e-mail address"),
        ("cv", "Add the curriculum vitae."),
        ("authority", "Enter the authority that endorses."),
        ("dated", "Enter the date of the endorsement."),
        ("reason", "Say why, in a few words."),
    ],
)
def test_a_replacement_that_is_not_whole_changes_nothing_and_keeps_what_was_typed(
    browser, out, allocation, lacking, said
):
    page = browser.post(replacing(out, "new"), entered(**{lacking: None}))
    assert (page.status_code, said in page.text) == (200, True)
    assert 'value="Head of Division"' in page.text
    assert (state_of(out), allocation.participations.count(), Person.objects.count()) == (
        State.ACCEPTED,
        1,
        1,
    )


def test_a_link_writes_to_few_strangers_within_an_hour(browser, out, allocation):
    now = out
    for number in range(MOST_AN_HOUR + 1):
        fields = {"email": f"stranger-{number}@example.org", "display_name": f"Stranger {number}"}
        page = browser.post(replacing(now, "new"), entered(**fields))
        now = Participation.objects.holding_a_seat().get(seat=out.seat)
    assert "Many people were replaced within an hour." in page.text
    assert "stranger-10@example.org" in page.text
    assert Message.objects.filter(kind="offer").count() == MOST_AN_HOUR
    StateChange.objects.update(at=timezone.now() - timedelta(hours=1))
    assert browser.post(replacing(now, "new"), entered(**fields)).status_code == 302


def test_the_number_of_nominees_does_not_bar_a_replacement(browser, out, allocation):
    for number in range(3):
        make_nominee(allocation=allocation, name=f"Nominee {number}")
    browser.post(replacing(out, "new"), entered())
    assert state_of(out) == State.REPLACED


# The seat went to somebody else, or somebody has to look


@pytest.fixture
def lost(allocation) -> Participation:
    """Who declined, and whose seat the organisers gave to somebody else since."""
    first, second = allocation.seats.all()
    gone = make_nominee(allocation=allocation, name="Gone", state=State.DECLINED, seat=first)
    for seat in (first, second):
        make_nominee(
            allocation=allocation, name=f"On {seat.number}", state=State.ACCEPTED, seat=seat
        )
    return gone


def test_when_the_seat_is_gone_all_is_kept_and_the_reserve_offered(browser, lost, allocation):
    token = str(uuid4())
    page = browser.post(replacing(lost, "new"), entered(token=token)).text
    assert "The seat went to somebody else meanwhile." in page
    for kept in (
        'value="Head of Division"',
        'value="Deputy Minister"',
        ">Ill</textarea>",
        f'name="token" value="{token}"',
        'value="reserve"',
    ):
        assert kept in page.replace("\n", "")
    assert Participation.objects.filter(person__family_name="Dorj").count() == 0
    answer = browser.post(replacing(lost, "new"), entered(token=token, go="reserve"))
    assert answer["Location"] == page_of(allocation)
    new = Participation.objects.get(person__family_name="Dorj")
    assert (new.state, new.seat) == (State.ENDORSED, None)
    assert "Wished for the reserve" in new.changes.get(to_state=State.ENDORSED).reason


def test_a_nominee_of_the_list_learns_the_same(browser, lost, allocation):
    into = make_nominee(allocation=allocation, name="Into")
    page = browser.post(replacing(lost), {"into": into.uuid, "reason": "Declined"}).text
    assert "The seat went to somebody else meanwhile." in page
    assert state_of(into) == State.ENDORSED


def test_criteria_that_are_not_passed_are_not_told(browser, out, allocation):
    make_call(workshop=allocation.stream.workshop, language_level="C1")
    page = browser.post(replacing(out, "new"), entered(language_level="A1")).text
    assert "The organisers have to look at this nominee before the seat can pass over." in page
    assert "not cleared" not in page
    assert 'value="reserve"' in page
    assert (state_of(out), allocation.participations.count()) == (State.ACCEPTED, 1)
    passed = browser.post(replacing(out, "new"), entered(language_level="C1"))
    assert (passed.status_code, state_of(out)) == (302, State.REPLACED)


# Until when, and for whom


def test_after_the_cut_off_nobody_is_named_any_more(browser, out, allocation):
    into = make_nominee(allocation=allocation, name="Into")
    make_dossier(participation=into)
    past = timezone.now() - timedelta(minutes=1)
    Allocation.objects.update(replacement_cutoff=past)
    for path in (replacing(out), replacing(out, "new")):
        assert browser.get(path)["Location"] == page_of(allocation)
    chosen = browser.post(replacing(out), {"into": into.uuid, "reason": "Ill"}).text
    typed = browser.post(replacing(out, "new"), entered()).text
    kept = browser.post(replacing(out, "new"), entered(go="reserve")).text
    for page in (chosen, typed, kept):
        assert "The time for replacements is over." in page
    assert 'value="Head of Division"' in typed
    assert (state_of(out), allocation.participations.count()) == (State.ACCEPTED, 2)


@pytest.mark.parametrize("state", [State.DRAFT, State.ENDORSED, State.REPLACED])
def test_who_has_no_seat_to_pass_on_is_not_replaced(browser, allocation, state):
    row = make_nominee(allocation=allocation, name="Seatless", state=state)
    assert browser.get(replacing(row, "new"))["Location"] == page_of(allocation)
    assert browser.post(replacing(row, "new"), entered()).status_code == 200
    assert allocation.participations.count() == 1


# Withdrawing


def test_withdrawing_is_asked_with_a_reason(browser, out, allocation):
    path = page_of(allocation, "nominees", out.uuid, "withdraw")
    page = browser.get(path).text
    assert "To keep it, replace instead." in page
    refused = browser.post(path, {"reason": ""})
    assert (refused.status_code, state_of(out)) == (200, State.ACCEPTED)
    assert browser.post(path, {"reason": "Ill"})["Location"] == page_of(allocation)
    assert (state_of(out), out.changes.get(to_state=State.WITHDRAWN).reason) == (
        State.WITHDRAWN,
        "Ill",
    )
    again = browser.post(path, {"reason": "Ill"})
    assert (again.status_code, "There is a problem" in again.text) == (200, True)


def test_after_the_deadline_only_who_has_a_seat_is_withdrawn(browser, allocation):
    row = make_nominee(allocation=allocation, name="Waiting")
    path = page_of(allocation, "nominees", row.uuid, "withdraw")
    page = browser.post(path, {"reason": "Ill since Monday"}).text
    assert "The time for nominations is over." in page
    assert "Ill since Monday" in page
    assert state_of(row) == State.ENDORSED
