"""The selection board: what selectors see, how the balance follows, and what their decisions come to."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import names
from people.actions import selection
from people.models import (
    Dossier,
    GateDecision,
    Message,
    Participation,
    Person,
    SelectorNote,
    State,
    StateChange,
)
from people.selection.balance import balance
from people.selection.board import Chosen, board, nominees
from people.selection.gathering import gather_cohort as gather
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_focal_point,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_programme,
    make_stream,
    make_user,
    make_workshop,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def workshop():
    workshop = make_workshop(programme=make_programme(), contact_email="office@example.org")
    make_call(workshop=workshop)
    return workshop


@pytest.fixture
def mongolia(workshop):
    return make_allocation(stream=make_stream(workshop=workshop), country="MNG", seats=2)


@pytest.fixture
def pakistan(mongolia):
    return make_allocation(stream=mongolia.stream, country="PAK", seats=1)


@pytest.fixture
def selector() -> Client:
    """A selector who may do nothing else in the office."""
    user = make_user("selector", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="select_participant"))
    client = Client()
    client.force_login(user)
    return client


def nominate(allocation, name="Saran Dorj", *, dossier: dict | None = None, **fields):
    person = make_person(name, email=f"{name.replace(' ', '.').lower()}@example.org")
    names.refresh(person)
    row = make_nominee(allocation=allocation, person=person, **fields)
    make_dossier(participation=row, **(dossier or {}))
    return row


def page(workshop, name: str = "selection", *parts) -> str:
    return reverse(f"admin:people_participation_{name}", args=[workshop.pk, *parts])


def post(client: Client, workshop, do: str, *rows: Participation, **more):
    data = {"do": do, "row": [row.pk for row in rows]} | more
    return client.post(page(workshop), data)


OFFER = {"confirmed": "yes", "day": "2099-05-02", "clock": "18:00", "reason": ""}


def state_of(row: Participation) -> str:
    return Participation.objects.get(pk=row.pk).state


def shown(workshop, **chosen) -> list[str]:
    found = board(workshop, Chosen(**chosen))
    return [one.name for group in found.groups for one in group.nominees]


# Who sees it


ADDRESSES = ["selection", "selection_balance", "selection_compare", "selection_reserve"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_selectors_alone_see_the_board(workshop, mongolia, selector, name):
    nominate(mongolia)
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_participation", "change_participation"])
    )
    client = Client()
    client.force_login(clerk)
    assert client.get(page(workshop, name)).status_code == 403
    assert client.post(page(workshop, name)).status_code == 403
    assert selector.get(page(workshop, name)).status_code in (200, 302)


def test_selectors_alone_see_a_nominee_and_its_files(workshop, mongolia, selector):
    row = nominate(mongolia)
    row.dossier.cv.save("cv.pdf", ContentFile(b"%PDF-1.7\n"))
    row.dossier.cv_filename = "Saran.pdf"
    row.dossier.save()
    client = Client()
    client.force_login(make_user("nobody", is_staff=True))
    addresses = [
        page(workshop, "selection_nominee", row.pk),
        page(workshop, "selection_file", row.pk, "cv"),
    ]
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    assert selector.get(addresses[0]).status_code == 200
    answer = selector.get(addresses[1])
    assert answer["Content-Disposition"] == 'attachment; filename="Saran.pdf"'
    assert b"".join(answer) == b"%PDF-1.7\n"


@pytest.mark.parametrize("kind", ["language", "endorsement", "passport"])
def test_a_file_that_is_not_there_is_missing(workshop, mongolia, selector, kind):
    row = nominate(mongolia)
    assert selector.get(page(workshop, "selection_file", row.pk, kind)).status_code == 404


def test_a_nominee_of_another_workshop_is_missing(workshop, mongolia, selector):
    other = nominate(make_allocation(stream=make_stream()), "Other One")
    assert selector.get(page(workshop, "selection_nominee", other.pk)).status_code == 404
    answer = post(selector, workshop, "decline", other, confirmed="yes")
    assert (answer.status_code, state_of(other)) == (400, State.ENDORSED)


# What it shows


def test_nominees_stand_under_their_allocation_by_rank(workshop, mongolia, pakistan):
    nominate(mongolia, "Second Rank", rank=2)
    nominate(mongolia, "First Rank", rank=1)
    nominate(mongolia, "No Rank", rank=None)
    nominate(pakistan, "From Pakistan")
    found = board(workshop)
    assert [(str(g.name), g.seats.free, [n.name for n in g.nominees]) for g in found.groups] == [
        ("Mongolia", 2, ["First Rank", "Second Rank", "No Rank"]),
        ("Pakistan", 1, ["From Pakistan"]),
    ]


def test_drafts_and_records_of_the_past_are_not_shown(workshop, mongolia):
    nominate(mongolia, "Drafted", state=State.DRAFT)
    nominate(mongolia, "Of The Past", channel="historical")
    nominate(mongolia, "Shown")
    assert shown(workshop) == ["Shown"]


def test_a_row_says_what_a_selector_has_to_know(workshop, mongolia, selector):
    before = make_workshop(
        title="Trade before", programme=workshop.programme, starts_on=date(2023, 6, 1)
    )
    row = nominate(
        mongolia, "Lei Jun", endorsed=False, dossier={"language_level": "B1", "sector": "agency"}
    )
    Person.objects.filter(pk=row.person_id).update(
        native_name="雷军", nationality=make_country("CHN"), email=""
    )
    make_participation(workshop=before, person=row.person)
    names.refresh(make_person("Jun Lei", given_names="Jun", family_name="Lei"))
    selection.note(row, "Strong", by=make_organiser(), now=NOW)
    html = " ".join(selector.get(page(workshop)).text.split())
    for words in (
        '<bdi lang="zh-Hans">雷军</bdi>',
        "B1 is stated; B2 is asked for.",
        "Came to “Trade before” in 2023.",
        "Came to Trade before (2023)",
        "Agency or regulator",
        "Customs data",
        "The sessions on single windows",
        "Not endorsed",
        "Same name: Jun Lei",
        "1 note",
        "No e-mail address",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["Ann A", "Bo B", "Cy C", "Di D"]),
        ({"phase": "to_decide"}, ["Ann A", "Bo B", "Di D"]),
        ({"phase": "reserve"}, ["Cy C"]),
        ({"phase": "out"}, []),
        ({"gate": "open"}, ["Bo B", "Di D"]),
        ({"gate": "failed"}, ["Bo B"]),
        ({"gate": "passed"}, ["Ann A", "Cy C"]),
        ({"country": "PAK"}, ["Di D"]),
        ({"country": "PAK", "gate": "passed"}, []),
        ({"stream": "0"}, []),
        ({"order": "name"}, ["Ann A", "Bo B", "Cy C", "Di D"]),
        ({"order": "gates"}, ["Ann A", "Cy C", "Bo B", "Di D"]),
        ({"order": "state"}, ["Ann A", "Bo B", "Cy C", "Di D"]),
    ],
)
def test_the_board_is_filtered_and_sorted(workshop, mongolia, pakistan, chosen, expected):
    nominate(mongolia, "Ann A")
    nominate(mongolia, "Bo B", dossier={"language_level": "A1"})
    nominate(mongolia, "Cy C", state=State.RESERVE)
    nominate(pakistan, "Di D", dossier={"language_evidence": "stated"})
    assert shown(workshop, **chosen) == expected


@pytest.mark.parametrize(
    "query", ["phase=x", "gate='", "order=-pk", "stream=x&country=%00", "order=person__email"]
)
def test_what_may_not_be_asked_for_is_everything_or_nothing(workshop, mongolia, selector, query):
    nominate(mongolia)
    assert selector.get(f"{page(workshop)}?{query}").status_code in (200, 400)


def test_an_empty_board_says_what_will_be_here(workshop, selector):
    assert "No nominees yet" in selector.get(page(workshop)).text


def test_without_a_call_the_board_says_that_nothing_is_checked(selector):
    allocation = make_allocation(stream=make_stream())
    workshop = allocation.stream.workshop
    nominate(allocation)
    assert "no criteria are checked" in selector.get(page(workshop)).text


def fill(workshop, count: int) -> None:
    """Nominees of many countries, each with a dossier, some with notes and decisions."""
    stream = make_stream(workshop=workshop)
    codes = [f"X{letter}Z" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: count // 20 + 1]]
    allocations = [
        make_allocation(stream=stream, country=make_country(code), seats=2) for code in codes
    ]
    called = [f"{word(n)} {word(n + 7919)}" for n in range(count - 1)]
    people = Person.objects.bulk_create(
        Person(display_name=name, searchable=name)
        for name in (*called, called[0])  # one of them twice
    )
    rows = Participation.objects.bulk_create(
        Participation(
            workshop=workshop, person=person, stream=stream, state=State.ENDORSED, rank=n + 1,
            allocation=allocations[n // 20], sending_country=allocations[n // 20].country,
            waiver_reason="Known",
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    Dossier.objects.bulk_create(Dossier(participation=row, language_level="B2") for row in rows)
    SelectorNote.objects.bulk_create(
        SelectorNote(participation=row, at=NOW, text="Note") for row in rows[::3]
    )
    GateDecision.objects.bulk_create(
        GateDecision(participation=row, gate="language", passed=True, reason="Call", at=NOW)
        for row in rows[::4]
    )


def word(number: int) -> str:
    """A made-up name."""
    random = Random(number)
    return "".join(random.choice("bdgklmnrstvz") + random.choice("aeiou") for _ in range(4))


@pytest.mark.parametrize("count", [50, 500])
def test_the_board_takes_at_most_15_queries_whatever_the_number(workshop, selector, count):
    fill(workshop, count)
    selector.get(page(workshop))
    with CaptureQueriesContext(connection) as asked:
        answer = selector.get(page(workshop))
    assert answer.text.count('name="row"') == count
    assert len(asked) == 15


# Balance


def told(workshop, *ticked: Participation) -> dict[str, list[tuple]]:
    keys = [row.pk for row in ticked]
    found = balance(gather(workshop), keys)
    return {
        dimension.code: [
            (str(share.name), share.chosen, share.together, share.out_of)
            for share in dimension.shares
        ]
        for dimension in found.dimensions
    }


def test_the_balance_counts_those_chosen_and_those_ticked(workshop, mongolia, pakistan):
    chosen = nominate(mongolia, "Chosen One", dossier={"organisation": "Customs"})
    selection.select(chosen, by=None, now=NOW)
    ticked = nominate(mongolia, "Ticked One", dossier={"organisation": "CUSTOMS", "sector": ""})
    other = nominate(pakistan, "Other One", dossier={"organisation": "A bank", "sector": "agency"})
    Person.objects.filter(pk=chosen.person_id).update(gender="female")
    Person.objects.filter(pk=other.person_id).update(gender="male")
    nominate(pakistan, "Not Ticked")
    said = told(workshop, ticked, other)
    assert said == {
        "stream": [("CAREC", 1, 3, 3)],
        "country": [("Mongolia", 1, 2, 2), ("Pakistan", 0, 1, 1)],
        "gender": [("Female", 1, 1, None), ("Male", 0, 1, None)],
        "sector": [("Ministry", 1, 1, None), ("Agency or regulator", 0, 1, None)],
        "ministry": [("Customs (Mongolia)", 1, 2, None), ("A bank (Pakistan)", 0, 1, None)],
    }
    found = balance(gather(workshop), [ticked.pk, other.pk])
    assert (found.chosen, found.ticked, found.seats) == (1, 2, 3)
    gender = next(d for d in found.dimensions if d.code == "gender")
    assert (gender.unknown_chosen, gender.unknown_ticked) == (0, 1)


def test_who_is_chosen_already_counts_once_when_ticked(workshop, mongolia):
    chosen = nominate(mongolia)
    selection.select(chosen, by=None, now=NOW)
    assert told(workshop, chosen)["country"] == [("Mongolia", 1, 1, 2)]


def test_more_than_there_are_seats_is_said(workshop, pakistan, mongolia, selector):
    ticked = [nominate(pakistan, name) for name in ("Ann A", "Bo B")]
    query = "&".join(f"row={row.pk}" for row in ticked)
    html = selector.get(f"{page(workshop, 'selection_balance')}?{query}").text
    assert "too many" in html
    assert "<html" not in html
    assert "too many" not in selector.get(page(workshop, "selection_balance")).text


@pytest.mark.parametrize("raw", ["x", "9" * 40, "-1", "0"])
def test_the_balance_of_what_is_no_nominee_is_that_of_nobody(workshop, mongolia, selector, raw):
    nominate(mongolia)
    answer = selector.get(f"{page(workshop, 'selection_balance')}?row={raw}")
    assert (answer.status_code, answer.context["balance"].ticked) == (200, 0)


def test_without_a_script_the_balance_is_a_choice_of_the_page(workshop, mongolia, selector):
    row = nominate(mongolia)
    answer = post(selector, workshop, "balance", row)
    assert (answer.status_code, answer.context["board"].balance.ticked) == (200, 1)
    assert f'id="row-{row.pk}" aria-label="Saran Dorj" checked' in answer.text


# Deciding on many


def test_a_decision_is_asked_for_with_its_number_and_effect_first(workshop, mongolia, selector):
    rows = [nominate(mongolia, name) for name in ("Ann A", "Bo B", "Cy C")]
    failing = nominate(mongolia, "Di D", dossier={"language_level": "A1"})
    answer = post(selector, workshop, "select", *rows, failing)
    html = " ".join(answer.text.split())
    assert "Offers a seat to 4 nominees" in html
    assert "Mongolia: 4 ticked, 2 seats free. 2 will be refused." in html
    assert "Would be refused:</span> There is no free seat for Cy C." in html
    assert "Would be refused:</span> Di D is not cleared." in html
    assert {state_of(row) for row in (*rows, failing)} == {State.ENDORSED}
    assert not Message.objects.exists()
    assert not StateChange.objects.exists()


def test_a_confirmed_decision_is_reported_row_by_row(workshop, mongolia, selector):
    make_focal_point(mongolia, email="focal@example.org")
    rows = [nominate(mongolia, name) for name in ("Ann A", "Bo B", "Cy C")]
    answer = post(selector, workshop, "select", *rows, **OFFER)
    assert answer.context["said"] == "2 seats offered. 1 refused."
    assert [(str(o.row), o.refusal) for o in answer.context["outcomes"]] == [
        ("Ann A", ""),
        ("Bo B", ""),
        ("Cy C", "There is no free seat for Cy C. The reserve is open."),
    ]
    assert [state_of(row) for row in rows] == [State.SELECTED, State.SELECTED, State.ENDORSED]
    assert Message.objects.filter(kind="offer").count() == 2
    first = Participation.objects.get(pk=rows[0].pk)
    assert first.answer_by == datetime(2099, 5, 2, 13, tzinfo=UTC)  # 18:00 in Almaty
    assert StateChange.objects.filter(actor__username="selector").count() == 2


def test_a_decision_posted_twice_has_one_effect(workshop, mongolia, selector):
    row = nominate(mongolia)
    for expected in ("1 seat offered.", "1 refused."):
        assert post(selector, workshop, "select", row, **OFFER).context["said"] == expected
    assert (StateChange.objects.count(), Message.objects.filter(kind="offer").count()) == (1, 1)


@pytest.mark.parametrize(
    ("do", "reason", "before", "after"),
    [
        ("reserve", "", "endorsed", "reserve"),
        ("decline", "", "under_review", "not_selected"),
        ("rule_out", "Too junior", "endorsed", "ineligible"),
        ("return", "The CV", "endorsed", "returned"),
        ("reopen", "", "not_selected", "under_review"),
        ("release", "", "reserve", "released"),
    ],
)
def test_each_decision_is_made_from_the_board(
    workshop, mongolia, selector, do, reason, before, after
):
    row = nominate(mongolia, state=before)
    asked = post(selector, workshop, do, row)
    assert (asked.status_code, state_of(row)) == (200, before)
    post(selector, workshop, do, row, confirmed="yes", reason=reason)
    assert state_of(row) == after


def test_an_endorsement_is_waived_from_the_board(workshop, mongolia, selector):
    row = nominate(mongolia, endorsed=False)
    post(selector, workshop, "waive", row, confirmed="yes", reason="Known to the board")
    row.refresh_from_db()
    assert (row.state, row.waiver_reason, row.waived_by.username) == (
        State.UNDER_REVIEW, "Known to the board", "selector",
    )  # fmt: skip


@pytest.mark.parametrize("do", ["rule_out", "return", "waive"])
def test_a_decision_that_needs_a_reason_asks_for_it(workshop, mongolia, selector, do):
    row = nominate(mongolia, endorsed=False)
    answer = post(selector, workshop, do, row, confirmed="yes", reason=" ")
    assert answer.context["form"].errors == {"reason": ["This field is required."]}
    assert (state_of(row), StateChange.objects.exists()) == (State.SUBMITTED, False)


@pytest.mark.parametrize("day", ["2000-01-01", "", "soon"])
def test_an_offer_ends_in_the_future(workshop, mongolia, selector, day):
    row = nominate(mongolia)
    answer = post(selector, workshop, "select", row, **(OFFER | {"day": day}))
    assert list(answer.context["form"].errors) == ["day"]
    assert state_of(row) == State.ENDORSED


def test_the_suggested_hour_is_so_many_days_ahead_on_the_workshops_clocks(
    workshop, mongolia, selector
):
    form = post(selector, workshop, "select", nominate(mongolia)).context["form"]
    expected = (timezone.now() + timedelta(days=7)).astimezone(workshop.tzinfo).date()
    assert form.initial["day"] == expected.isoformat()
    assert form.fields["clock"].help_text == "Almaty time (UTC+5)"


def test_the_reserve_is_selected_in_its_order_whatever_was_ticked_first(
    workshop, mongolia, selector
):
    rows = [nominate(mongolia, name) for name in ("Ann A", "Bo B")]
    for row in reversed(rows):
        selection.reserve(row, by=None, now=NOW)
    answer = post(selector, workshop, "select", *rows, **OFFER)
    assert [str(o.row) for o in answer.context["outcomes"]] == ["Bo B", "Ann A"]
    assert answer.context["said"] == "2 seats offered."


@pytest.mark.parametrize("do", ["select", "compare", "nonsense", ""])
def test_without_anybody_ticked_nothing_is_done(workshop, mongolia, selector, do):
    nominate(mongolia)
    answer = post(selector, workshop, do, confirmed="yes")
    assert (answer.status_code, bool(answer.context["notice"])) == (400, True)


# Beside each other


def test_two_to_four_are_compared(workshop, mongolia, selector):
    rows = [nominate(mongolia, name) for name in ("Ann A", "Bo B", "Cy C", "Di D", "Ed E")]
    answer = post(selector, workshop, "compare", *rows[:4])
    assert [n.name for n in selector.get(answer["Location"]).context["nominees"]] == [
        "Ann A", "Bo B", "Cy C", "Di D",
    ]  # fmt: skip
    assert post(selector, workshop, "compare", *rows).status_code == 400
    assert post(selector, workshop, "compare", rows[0]).status_code == 400
    assert selector.get(page(workshop, "selection_compare")).status_code == 302


def test_nominees_are_read_in_the_order_asked_for(workshop, mongolia):
    one, two = nominate(mongolia, "Ann A"), nominate(mongolia, "Bo B")
    assert [n.name for n in nominees(workshop, [two.pk, one.pk, 0])] == ["Bo B", "Ann A"]


# One nominee


def nominee_post(client: Client, row: Participation, **data):
    return client.post(page(row.workshop, "selection_nominee", row.pk), data)


def test_a_note_is_kept_once_and_seen_by_selectors(workshop, mongolia, selector):
    row = nominate(mongolia)
    for _ in range(3):
        nominee_post(selector, row, do="note", text="Strong on data")
    assert SelectorNote.objects.get().author.username == "selector"
    assert "Strong on data" in selector.get(page(workshop, "selection_nominee", row.pk)).text
    answer = nominee_post(selector, row, do="note", text=" ")
    assert answer.context["note_form"].errors
    assert SelectorNote.objects.count() == 1


def test_a_criterion_is_decided_and_taken_back(workshop, mongolia, selector):
    row = nominate(mongolia, dossier={"language_level": "A1"})
    answer = nominee_post(selector, row, do="gate-language")
    assert answer.status_code == 200
    assert not GateDecision.objects.exists()
    decision = {"language-verdict": "passed", "language-reason": "Spoke to her"}
    nominee_post(selector, row, do="gate-language", **decision)
    assert GateDecision.objects.get().by.username == "selector"
    assert "Spoke to her" in selector.get(page(workshop)).text
    nominee_post(selector, row, do="undecide-language")
    assert not GateDecision.objects.exists()


def test_a_criterion_that_is_none_is_missing(workshop, mongolia, selector):
    assert nominee_post(selector, nominate(mongolia), do="undecide-beauty").status_code == 404


# The reserve


def test_a_place_in_the_reserve_is_changed_by_buttons(workshop, mongolia, selector):
    rows = [nominate(mongolia, name) for name in ("Ann A", "Bo B", "Cy C")]
    for row in rows:
        selection.reserve(row, by=None, now=NOW)
    address = page(workshop, "selection_reserve")
    assert [str(r) for r in selector.get(address).context["streams"][0][1]] == [
        "Ann A",
        "Bo B",
        "Cy C",
    ]
    selector.post(address, {"row": rows[2].pk, "to": "1", "reason": "Fits better"})
    assert [str(r) for r in selector.get(address).context["streams"][0][1]] == [
        "Cy C",
        "Ann A",
        "Bo B",
    ]
    for wrong in ({"row": "x", "to": "1"}, {"row": rows[0].pk}, {"row": rows[0].pk, "to": "x"}):
        selector.post(address, wrong)
    assert [str(r) for r in selector.get(address).context["streams"][0][1]] == [
        "Cy C",
        "Ann A",
        "Bo B",
    ]


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (State.ENDORSED, ["select", "reserve", "decline", "rule_out", "return", "reopen"]),
        (State.SUBMITTED, ["rule_out", "return", "waive", "reopen"]),
        (State.RESERVE, ["select", "release"]),
        (State.NOT_SELECTED, ["reopen"]),
        (State.DECLINED, []),
    ],
)
def test_a_nominee_is_offered_what_can_be_decided_now(workshop, mongolia, selector, state, codes):
    row = nominate(mongolia, endorsed=state != State.SUBMITTED, state=state)
    answer = selector.get(page(workshop, "selection_nominee", row.pk))
    assert [act.code for act in answer.context["acts"]] == codes
    assert ("There is nothing to decide" in answer.text) == (codes == [])


def test_who_is_not_endorsed_yet_is_refused_in_those_words(workshop, mongolia, selector):
    row = nominate(mongolia, endorsed=False)
    answer = post(
        selector, workshop, "select", row, confirmed="yes", day="2099-05-02", clock="18:00"
    )
    assert [one.refusal for one in answer.context["outcomes"]] == [
        "Saran Dorj is not endorsed yet. Wait for it, or waive the endorsement with a reason."
    ]
    assert state_of(row) == State.SUBMITTED
