"""5. A seat's fund may pay for one country only; its holder meets that when selected and when replaced."""

import pytest
from django.db.models import F
from django.utils import timezone

from people.importers.allocations import AllocationsImporter
from people.models import Allocation, Fund, Participation, State
from tests.factories import make_allocation, make_country, make_fund, make_nominee, make_stream
from tests.people.invariants import outcome
from tests.people.invariants.paths import (
    CARELESS,
    by_import,
    entering,
    office,
    on_form,
    on_page_of_seat,
    on_page_of_state_with_seat,
    replacing_paths,
)
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing
from tests.people.sheets import table, xlsx
from tests.workshops.office import address, form_of
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
OTHERS = "The seat is paid for by Main fund, which is for Mongolia only, not for Saran Dorj."
TIED = "Others than Mongolia’s have seats of this fund: Bat Erdene."
PROMISE = "fund_pays_for_its_country"
FORM = "The seat is paid for by Main fund, which is for Mongolia only, not for Bat Erdene."


def broken() -> list[str]:
    """Holders whose seat is paid for by a fund that pays for another country."""
    rows = Participation.objects.holding_a_seat().exclude(seat__allocation__fund__only_country=None)
    return [
        str(row) for row in rows.exclude(sending_country=F("seat__allocation__fund__only_country"))
    ]


@pytest.fixture
def allocation():
    """One seat of a body, paid for by a fund that is for Mongolia."""
    workshop = preparing()
    fund = make_fund(workshop=workshop, only_country=make_country("MNG"))
    stream = make_stream(workshop=workshop)
    return make_allocation(stream=stream, country=None, body="A bank", fund=fund, seats=1)


def sent_by(country: str, allocation, **fields) -> Participation:
    return make_nominee(allocation=allocation, country=country, **fields)


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_of_another_country_is_selected(path, allocation):
    row = sent_by("KAZ", allocation, seat=allocation.seats.get())
    tried = path.go(row, State.SELECTED)
    assert (tried.refused, broken()) == (path.refusal(OTHERS, PROMISE), [])


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_somebody_of_that_country_is_selected(path, allocation):
    row = sent_by("MNG", allocation, seat=allocation.seats.get())
    assert path.go(row, State.SELECTED).done
    assert broken() == []


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_nobody_of_another_country_replaces(path, allocation):
    leaving = holder_of(allocation.seats.get(), country="MNG", state=State.WITHDRAWN)
    row = sent_by("KAZ", allocation)
    tried = path.go(leaving, row)
    assert (tried.refused, broken()) == (path.refusal(OTHERS, PROMISE), [])
    assert Participation.objects.get(pk=leaving.pk).seat == leaving.seat


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_somebody_of_that_country_replaces(path, allocation):
    leaving = holder_of(allocation.seats.get(), country="MNG", state=State.WITHDRAWN)
    assert path.go(leaving, sent_by("MNG", allocation)).done


def test_the_form_of_the_office_keeps_the_rule(allocation):
    row = sent_by("KAZ", allocation)
    seat = allocation.seats.get()
    assert on_page_of_state_with_seat(row, State.SELECTED, seat).refused == (OTHERS,)
    assert on_form(row, sending_country="MNG").done
    assert on_page_of_state_with_seat(row, State.SELECTED, seat).done


def test_nobody_moves_to_a_seat_that_is_not_paid_for_them(allocation):
    free = make_allocation(stream=allocation.stream, country="KAZ", seats=2)
    holder = holder_of(free.seats.first(), country="KAZ", name="Saran Dorj")
    assert on_page_of_seat(holder, allocation.seats.get()).refused == (OTHERS,)
    assert on_page_of_seat(holder, free.seats.last()).done


def test_a_holder_is_not_made_somebody_that_another_country_sends(allocation):
    holder = holder_of(allocation.seats.get(), country="MNG")
    assert (on_form(holder, sending_country="KAZ").refused, broken()) == ((FORM,), [])
    assert on_form(holder, sending_country="MNG", post_en="Director").done


def fund_on_form(fund: Fund, **changed) -> outcome.Outcome:
    client, page = office(), address(Fund, "change", fund.pk)
    data = form_of(client.get(page).text, "fund_form")
    return outcome.of_answer(client.post(page, data | changed))


def test_a_fund_is_not_tied_to_a_country_over_a_holder_of_another(allocation):
    Fund.objects.update(only_country=None)
    holder_of(allocation.seats.get(), country="KAZ")
    fund = allocation.fund
    tied = fund_on_form(fund, only_country="MNG")
    assert (tied.refused, broken()) == (
        (TIED,),
        [],
    )
    assert fund_on_form(fund, only_country="KAZ").done


def test_an_import_does_not_tie_a_fund_over_a_holder_of_another(allocation):
    Fund.objects.update(only_country=None)
    holder_of(allocation.seats.get(), country="KAZ")
    code = allocation.fund.code
    tried = import_funds(allocation, (code, "Main fund", "Mongolia"))
    assert (tried.refused, broken()) == ((TIED,), [])
    assert import_funds(allocation, (code, "Main fund", "Kazakhstan")).done


def import_funds(allocation, *rows: tuple) -> outcome.Outcome:
    stream = allocation.stream
    content = xlsx(
        table("Allocations", "Stream, Country, Seats", (stream.code, "Uzbekistan", 1)),
        table("Funds", "Code, Name, Only for", *rows),
    )
    importer = AllocationsImporter(stream.workshop, now=timezone.now(), by=None)
    return outcome.of_import(run(importer, content, "a.xlsx", dry_run=False))


def test_an_import_does_not_bring_somebody_of_another_country(allocation):
    tried = by_import(allocation.stream.workshop, "Saran Dorj", "KAZ", State.ACCEPTED)
    assert tried.refused == (
        "There is no free seat for Kazakhstan in this stream. Import or raise the allocation first.",
    )


def test_an_import_does_not_say_that_another_country_sends_a_holder(allocation):
    holder = holder_of(allocation.seats.get(), country="MNG")
    workshop = allocation.stream.workshop
    tried = by_import(workshop, "Bat Erdene", "KAZ", State.ACCEPTED)
    assert tried.refused == (
        "Who holds a seat stays with its stream and country. Withdraw or replace the person first.",
    )
    assert (Participation.objects.get(pk=holder.pk).sending_country_id, broken()) == ("MNG", [])
    assert by_import(workshop, "Bat Erdene", "MNG", State.ACCEPTED).done


@pytest.mark.parametrize(
    "change",
    [
        lambda a: Fund.objects.filter(pk=a.fund_id).update(only_country="KAZ"),
        lambda a: Participation.objects.update(sending_country="KAZ"),
        lambda a: Participation.objects.update(sending_country=None),
        lambda a: Allocation.objects.update(
            fund=make_fund(workshop=a.stream.workshop, only_country=make_country("KAZ"))
        ),
    ],
    ids=["fund", "sending country", "no sending country", "fund of the allocation"],
)
def test_the_rule_holds_past_the_actions(allocation, change):
    holder_of(allocation.seats.get(), country="MNG")
    assert (outcome.of_call(lambda: change(allocation)).refused, broken()) == ((PROMISE,), [])


# The control


def test_without_the_promise_another_country_holds_the_seat_and_the_watch_sees_it(allocation):
    row = sent_by("KAZ", allocation, seat=allocation.seats.get())
    with without(PROMISE):
        assert CARELESS.go(row, State.SELECTED).done
    assert broken() == ["Saran Dorj"]


def test_a_page_without_a_guard_would_be_found(allocation):
    with without(PROMISE), pytest.raises(AssertionError):
        test_nobody_of_another_country_is_selected(CARELESS, allocation)
