"""10. The public roster shows people who ever arrived and agreed, nobody else; reasons are never shown."""

from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from people.actions import states
from people.models import CAME, Participation, Role, State
from reports.models import Report
from tests.factories import make_participation
from tests.house.addresses import Who, addresses
from tests.house.everything import make_everything
from tests.people.invariants.paths import entering, organiser
from tests.people.invariants.scenes import holder_of, preparing, seats_for
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
REASON, NOTE = "Reason-That-Stays", "Note-That-Stays"
PUBLIC = [
    address
    for address in addresses()
    if address.area == "public" and "slug" in address.parts and address.who is Who.EVERYBODY
]
PARTICIPANTS = next(address for address in PUBLIC if address.name == "public:participants")
REPORT = next(address for address in PUBLIC if address.name == "public:report")


@pytest.fixture
def everything():
    """A public workshop with somebody in every state and role, agreed and not, each by a telling name."""
    found = make_everything()
    for role, state, agreed in product(Role.values, State.values, (True, False)):
        row = make_participation(
            workshop=found.workshop,
            name=name_of(role, state, agreed),
            role=role,
            state=state,
            public_list=agreed,
            private_note=NOTE,
        )
        states.begin(row, by=organiser(), now=timezone.now(), reason=REASON)
    return found


def name_of(role: str, state: str, agreed: bool) -> str:
    return f"{role}-{state}-{'agreed' if agreed else 'silent'}.".replace("_", "")


NAMES = {
    name_of(role, state, agreed): agreed and state in CAME
    for role, state, agreed in product(Role.values, State.values, (True, False))
}
MAY_BE_NAMED = {name for name, may in NAMES.items() if may}


def shown_on(address, everything) -> set[str]:
    answer = Client().get(everything.path(address))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    assert answer.status_code == 200
    text = content.decode("utf-8", "replace")
    assert (REASON in text, NOTE in text) == (False, False)
    return {name for name in NAMES if name in text}


@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.name)
def test_no_public_page_names_anybody_else(address, everything):
    assert shown_on(address, everything) - MAY_BE_NAMED == set()


@pytest.mark.parametrize("address", [PARTICIPANTS, REPORT], ids=["participants", "report"])
def test_the_roster_and_the_report_name_all_who_came_and_agreed(address, everything):
    listed = {name for name in MAY_BE_NAMED if not name.startswith("interpreter")}
    assert shown_on(address, everything) & listed == listed


def test_the_report_counts_the_others_without_their_names(everything):
    text = Client().get(everything.path(REPORT)).text
    assert "name withheld" in text or "names withheld" in text


def test_the_preview_names_nobody_else_either(everything):
    client = Client()
    client.force_login(organiser())
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    text = client.get(f"/en/preview/workshops/{everything.workshop.slug}/participants/").text
    assert {name for name in NAMES if name in text} <= MAY_BE_NAMED


def test_a_report_that_is_no_longer_public_names_nobody(everything):
    Report.objects.update(is_public=False)
    assert Client().get(everything.path(REPORT)).status_code == 404


@pytest.mark.parametrize("path", entering(State.WITHDRAWN, raw=False), ids=str)
def test_a_reason_is_private_and_the_public_note_blank(path):
    row = holder_of(seats_for(preparing(status="published")).seats.get(), public_list=True)
    assert path.go(row, State.WITHDRAWN, reason=REASON).done
    row.refresh_from_db()
    page = f"/en/workshops/{row.workshop.slug}/participants/"
    assert (row.public_note or "", REASON in Client().get(page).text) == ("", False)
    assert row.changes.get().reason == REASON


def test_consent_is_not_given_by_anybody_but_the_person():
    """Whoever is put forward has agreed to nothing yet."""
    row = holder_of(seats_for(preparing()).seats.get())
    assert (row.public_list, row.directory, row.photo_consent) == (False, False, False)


# The control


def test_a_page_that_names_somebody_else_would_be_found(everything):
    withdrawn = Participation.objects.filter(role=Role.STAFF, state=State.WITHDRAWN)
    withdrawn.update(state=State.COMPLETED, public_list=True)
    found = shown_on(PARTICIPANTS, everything)
    assert name_of(Role.STAFF, State.WITHDRAWN, False) in found - MAY_BE_NAMED
    with pytest.raises(AssertionError):
        test_no_public_page_names_anybody_else(PARTICIPANTS, everything)
