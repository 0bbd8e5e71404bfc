"""Travel and papers: the board, what one may see and change of it, many at once, undoing, and meals."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions import facets
from people.models import Facet, FacetSetting, Participation, Reveal, State
from people.travel.matrix import Chosen, matrix
from people.travel.meals import meals
from tests.factories import (
    make_allocation,
    make_country,
    make_facet,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from tests.workshops.office import client_with, organiser_client
from workshops.actions import trash
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)  # nineteen days before the first day
LATE, SOON = date(2024, 4, 20), date(2024, 5, 10)
KINDS = frozenset(Facet.Kind.values)


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(country=make_country("KAZ"))


def coming(workshop: Workshop, name: str = "Bat Erdene", **fields) -> Participation:
    """Somebody who accepted and was invited; has no facets yet."""
    return make_participation(
        workshop=workshop, name=name, **{"state": State.ACCEPTED, "channel": "invitation"} | fields
    )


def with_papers(workshop: Workshop, name: str = "Bat Erdene", **fields) -> Participation:
    row = coming(workshop, name, **fields)
    facets.make_missing([row], now=NOW)
    return row


def seen(workshop: Workshop, visible=KINDS, **chosen) -> list[str]:
    board = matrix(workshop, Chosen(**chosen), visible=visible, now=NOW)
    return [row.participation.person.display_name for row in board.rows]


def page(name: str, *args) -> str:
    return reverse(f"admin:people_participation_{name}", args=args)


def cell(row: Participation, kind: str = "visa") -> str:
    return page("travel_cell", row.workshop_id, row.pk, kind)


def facet(row: Participation, kind: str = "visa") -> Facet:
    return row.facets.get(kind=kind)


# The board


def test_a_column_counts_what_is_open_and_overdue_and_leads_to_its_people(workshop):
    for name, status, due in (
        ("Late", "to_do", LATE),
        ("Refused", "refused", LATE),
        ("Soon", "asked", SOON),
        ("Done", "done", LATE),
    ):
        make_facet(participation=coming(workshop, name), status=status, due_on=due)
    board = matrix(workshop, Chosen(), visible=KINDS, now=NOW)
    visa = next(column for column in board.columns if column.kind == "visa")
    assert (visa.open, visa.overdue, board.overdue) == (3, 2, 2)
    assert seen(workshop, open="visa") == ["Late", "Refused", "Soon"]
    assert seen(workshop, late="visa") == seen(workshop, late="any") == ["Late", "Refused"]
    assert seen(workshop, open="ticket") == []


def test_whoever_left_is_not_on_it_and_counts_no_more(workshop):
    for state in (State.WITHDRAWN, State.REPLACED, State.NO_SHOW, State.DECLINED):
        make_facet(participation=coming(workshop, state, state=state), due_on=LATE)
    make_facet(participation=coming(workshop, "Comes"), due_on=LATE)
    board = matrix(workshop, Chosen(), visible=KINDS, now=NOW)
    assert (seen(workshop), board.overdue) == (["Comes"], 1)


def test_whoever_is_there_has_arrived_with_or_without_a_ticket(workshop):
    row = coming(workshop, state=State.ARRIVED)
    for kind in Facet.Kind.values:
        make_facet(participation=row, kind=kind, due_on=LATE)
    board = matrix(workshop, Chosen(), visible=KINDS, now=NOW)
    counted = {column.kind for column in board.columns if column.open}
    assert counted == {"insurance", "room", "per_diem", "diet"}
    assert set(Facet.objects.that_count().values_list("kind", flat=True)) == counted


def test_it_is_narrowed_by_country_stream_and_readiness(workshop):
    carec, asean = make_stream(workshop=workshop), make_stream(workshop=workshop, name="ASEAN")
    ready = coming(workshop, "Ready", stream=carec)
    make_facet(participation=ready, status="done")
    make_facet(participation=ready, kind="per_diem", due_on=LATE)
    make_facet(participation=coming(workshop, "Not", country="UZB", stream=asean))
    assert seen(workshop, country="UZB") == seen(workshop, stream=str(asean.pk)) == ["Not"]
    assert (seen(workshop, ready="yes"), seen(workshop, ready="no")) == (["Ready"], ["Not"])
    assert seen(workshop, country="PAK") == []


def test_diets_that_were_told_this_week_are_found(workshop):
    for name, at, by in (
        ("Told", NOW - timedelta(days=6), None),
        ("Long ago", NOW - timedelta(days=8), None),
        ("By the office", NOW, make_organiser("other")),
    ):
        make_facet(
            participation=coming(workshop, name),
            kind="diet", diet="halal", status="done", updated_at=at, updated_by=by,
        )  # fmt: skip
    assert seen(workshop, diet="week") == ["Told"]


def test_the_page_says_every_status_in_words(workshop):
    row = with_papers(workshop)
    make_facet(participation=row, kind="ticket", status="refused", due_on=LATE)
    html = organiser_client().get(page("travel", workshop.pk)).text
    assert f'<a href="{row.pk}/ticket/" data-s="refused"' in html
    assert "1 overdue" not in html.partition("papers-table")[0]
    for words in (">Refused</a>", ">To do</a>", "Mon 6 May", "8 open", "overdue"):
        assert words in html
    assert page("travel", workshop.pk) + f"{row.pk}/ticket/" == cell(row, "ticket")


def test_what_is_missing_is_counted_and_made(workshop):
    row = coming(workshop)
    client, board = organiser_client(), page("travel", workshop.pk)
    assert "8 papers that are needed are not listed yet." in client.get(board).text
    answer = client.post(page("travel_make", workshop.pk), follow=True)
    assert "8 papers are new." in answer.text
    assert row.facets.count() == 8
    assert "not listed yet" not in client.get(board).text
    assert client.get(page("travel_make", workshop.pk)).status_code == 405


def test_nobody_expected_is_said(workshop):
    assert "Nobody is expected" in organiser_client().get(page("travel", workshop.pk)).text


def fill(workshop: Workshop, number: int) -> None:
    stream = make_stream(workshop=workshop)
    allocation = make_allocation(stream=stream, seats=number)
    rows = [
        coming(workshop, f"Person {n}", stream=stream, seat=seat, list_number=n)
        for n, seat in enumerate(allocation.seats.all())
    ]
    facets.make_missing(rows, now=NOW)


@pytest.mark.parametrize("name", ["travel", "travel_risks", "travel_meals"])
def test_a_page_asks_as_often_for_fifty_people_as_for_five(name):
    asked = {}
    client = organiser_client()
    for number in (5, 50):
        workshop = make_workshop(country=make_country("KAZ"))
        fill(workshop, number)
        client.get(page(name, workshop.pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(name, workshop.pk)).status_code == 200
        asked[number] = len(queries)
    assert asked[5] == asked[50] <= 15


# Who may see what


def test_without_a_right_there_is_no_board(workshop):
    row = with_papers(workshop)
    client = client_with("view_participation", "change_participation")
    for address in (
        page("travel", workshop.pk), page("travel_risks", workshop.pk),
        page("travel_meals", workshop.pk), cell(row),
    ):  # fmt: skip
        assert client.get(address).status_code == 403


@pytest.fixture
def canaries(workshop) -> Participation:
    """A secret in every facet."""
    row = with_papers(workshop)
    for kind in Facet.Kind.values:
        make_facet(participation=row, kind=kind, detail=f"Kanari-{kind}")
    make_facet(participation=row, kind="diet", diet="kosher", status="done")
    make_facet(participation=row, kind="visa", status="refused")
    return row


@pytest.mark.parametrize(
    ("right", "seen", "masked"), [("see_travel", "Refused", "Kosher"), ("see_sensitive", "Kosher", "Refused")]
)  # fmt: skip
def test_what_one_may_not_see_is_kept_private(workshop, canaries, right, seen, masked):
    client = client_with("view_participation", "change_participation", right)
    html = client.get(page("travel", workshop.pk)).text
    cells = html.partition('<table class="papers-table">')[2].partition("</table>")[0]
    assert (seen in cells, masked in cells, "Kept private" in cells) == (True, False, True)
    assert "Kanari" not in html
    hidden = "diet" if right == "see_travel" else "visa"
    assert client.get(cell(canaries, hidden)).status_code == 404
    assert client.post(cell(canaries, hidden), {"status": "done"}).status_code == 404
    many = {"kind": hidden, "status": "done", "row": canaries.pk, "confirmed": "yes"}
    assert client.post(page("travel_set", workshop.pk), many).status_code == 403
    assert "papers-open" in html
    assert f'<option value="{hidden}"' not in html
    assert facet(canaries, hidden).status == ("done" if hidden == "diet" else "refused")


def test_what_is_kept_private_is_no_filter(workshop, canaries):
    make_facet(participation=canaries, kind="diet", status="to_do", due_on=LATE)
    client = client_with("see_travel")
    for query in ("open=diet", "late=diet", "diet=week"):
        html = client.get(f"{page('travel', workshop.pk)}?{query}").text
        assert "1 of 1 person expected." in html
    board = matrix(workshop, Chosen(), visible=KINDS - {"diet"}, now=NOW)
    assert next(c for c in board.columns if c.kind == "diet").open == 0
    with_diet = matrix(workshop, Chosen(), visible=KINDS, now=NOW)
    assert next(c for c in with_diet.columns if c.kind == "diet").open == 1


def test_a_private_detail_is_shown_on_demand_and_that_is_kept(workshop, canaries):
    client = client_with("see_sensitive", "view_participation")
    assert "Kanari" not in client.get(cell(canaries, "diet")).text
    reveal = page("travel_reveal", workshop.pk, canaries.pk)
    assert client.get(reveal).status_code == 405
    assert Reveal.objects.count() == 0
    answer = client.post(reveal)
    assert ("Kanari-diet" in answer.text, "no-store" in answer["Cache-Control"]) == (True, True)
    look = Reveal.objects.get()
    assert (look.by.username, look.participation, look.kind) == ("visitor", canaries, "diet")
    assert look.at <= timezone.now()


def test_without_the_right_nothing_is_revealed(workshop, canaries):
    client = client_with("see_travel", "change_participation", "view_participation")
    answer = client.post(page("travel_reveal", workshop.pk, canaries.pk))
    assert (answer.status_code, Reveal.objects.count()) == (404, 0)
    assert "Kanari" not in answer.text


def test_the_lead_reads_who_looked(workshop, canaries):
    facets.reveal(canaries, by=make_organiser("curious"), now=NOW)
    address = page("travel_meals", workshop.pk)
    assert "curious" in organiser_client().get(address).text
    assert "curious" not in client_with("see_travel").get(address).text


def test_saving_without_looking_leaves_the_detail(workshop, canaries):
    client = organiser_client()
    html = client.get(cell(canaries, "diet")).text
    assert 'name="detail"' not in html
    mark = facet(canaries, "diet").mark
    posted = {"status": "done", "diet": "vegan", "due_on": "", "seen": mark}
    assert client.post(cell(canaries, "diet"), posted).status_code == 302
    kept = facet(canaries, "diet")
    assert (kept.diet, kept.detail) == ("vegan", "Kanari-diet")


# One at a time


def test_a_status_is_set_with_its_day_and_who_set_it(workshop):
    row = with_papers(workshop)
    client = organiser_client()
    posted = {"status": "done", "due_on": "2024-05-03", "detail": "No. 7", "seen": facet(row).mark}
    answer = client.post(cell(row), posted)
    assert answer["Location"] == f"{page('travel', workshop.pk)}#p{row.pk}"
    kept = facet(row)
    assert (kept.status, kept.due_on, kept.detail) == ("done", date(2024, 5, 3), "No. 7")
    assert (kept.done_on, kept.updated_by.username) == (workshop.today(timezone.now()), "organiser")


def test_what_a_page_does_not_send_stays(workshop):
    row = with_papers(workshop)
    make_facet(participation=row, detail="No. 7", due_on=SOON)
    organiser_client().post(cell(row), {"status": "asked", "seen": facet(row).mark})
    kept = facet(row)
    assert (kept.status, kept.due_on, kept.detail) == ("asked", SOON, "No. 7")


def test_what_nobody_asked_for_can_be_set(workshop):
    row = coming(workshop, role="staff", seat=None)
    assert organiser_client().post(cell(row), {"status": "done", "seen": ""}).status_code == 302
    assert facet(row).status == "done"


def test_a_status_without_the_right_to_change_is_refused(workshop):
    row = with_papers(workshop)
    client = client_with("see_travel", "view_participation")
    assert client.get(cell(row)).status_code == 200
    posted = {"status": "done", "seen": facet(row).mark}
    assert client.post(cell(row), posted).status_code == 403
    assert client.post(page("travel_make", workshop.pk)).status_code == 403
    assert facet(row).status == "to_do"


@pytest.mark.parametrize(
    "wrong", [{"status": "lost"}, {"status": "done", "due_on": "soon"}, {"status": ""}]
)
def test_a_wrong_word_is_said_and_nothing_set(workshop, wrong):
    row = with_papers(workshop)
    answer = organiser_client().post(cell(row), wrong | {"seen": facet(row).mark})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
    assert facet(row).status == "to_do"


@pytest.mark.parametrize("kind", ["passport", "VISA", "1"])
def test_an_unknown_kind_is_no_page(workshop, kind):
    assert organiser_client().get(cell(with_papers(workshop), kind)).status_code == 404


def test_a_person_of_another_workshop_is_no_page(workshop):
    row = with_papers(make_workshop())
    address = page("travel_cell", workshop.pk, row.pk, "visa")
    client = organiser_client()
    assert client.get(address).status_code == 404
    assert client.post(address, {"status": "done"}).status_code == 404


def test_nobody_who_left_is_given_papers(workshop):
    row = with_papers(workshop)
    Participation.objects.filter(pk=row.pk).update(state=State.WITHDRAWN)
    answer = organiser_client().post(cell(row), {"status": "done", "seen": facet(row).mark})
    assert "needs nothing more" in answer.text
    assert facet(row).status == "to_do"


# Somebody else meanwhile


def clash(row: Participation, **headers) -> tuple[Client, object]:
    """Two organisers open the visa; the first sets it under way, then the second done."""
    mark = facet(row).mark
    facets.change(row, "visa", seen=mark, by=make_organiser("first"), now=NOW, status="asked")
    client = organiser_client()
    return client, client.post(cell(row), {"status": "done", "seen": mark}, headers=headers)


def test_two_at_one_cell_see_both_and_nothing_is_overwritten(workshop):
    row = with_papers(workshop)
    _client, answer = clash(row)
    assert answer.status_code == 409
    values = [" ".join(v.split()) for v in re.findall(r'clash-value">([^<]*)<', answer.text)]
    assert values == ["Status: Under way", "Status: Done"]
    assert facet(row).status == "asked"


@pytest.mark.parametrize(("keep", "status"), [("theirs", "asked"), ("yours", "done")])
def test_what_is_chosen_stands(workshop, keep, status):
    row = with_papers(workshop)
    client, answer = clash(row)
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert sent["seen"] == facet(row).mark
    assert client.post(cell(row), sent | {"keep": keep}).status_code == 302
    assert facet(row).status == status


def test_a_third_change_is_asked_about_again(workshop):
    row = with_papers(workshop)
    client, answer = clash(row)
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    mark = facet(row).mark
    facets.change(row, "visa", seen=mark, by=make_organiser("third"), now=NOW, status="refused")
    again = client.post(cell(row), sent | {"keep": "yours"})
    assert (again.status_code, facet(row).status) == (409, "refused")


def test_the_same_sent_twice_is_one_change_and_no_clash(workshop):
    row, client = with_papers(workshop), organiser_client()
    posted = {"status": "done", "seen": facet(row).mark}
    assert client.post(cell(row), posted).status_code == 302
    once = Facet.objects.filter(pk=facet(row).pk).values().get()
    assert client.post(cell(row), posted).status_code == 302
    assert Facet.objects.filter(pk=facet(row).pk).values().get() == once
    other = client.post(cell(row), posted | {"status": "asked"})
    assert (other.status_code, facet(row).status) == (409, "done")


def test_a_private_detail_is_on_no_page_of_a_clash(workshop, canaries):
    mark = facet(canaries, "diet").mark
    facets.change(
        canaries, "diet", seen=mark, by=make_organiser("first"), now=NOW, status="done", detail="Kanari-new"
    )  # fmt: skip
    posted = {"status": "done", "detail": "mine", "diet": "vegan", "seen": mark}
    answer = organiser_client().post(cell(canaries, "diet"), posted)
    assert (answer.status_code, "Kanari" in answer.text) == (409, False)
    assert "Kept private" in answer.text


def test_the_boards_script_is_answered_in_kind(workshop):
    row = with_papers(workshop)
    headers = {"Accept": "application/json"}
    client = organiser_client()
    posted = {"status": "asked", "seen": facet(row).mark}
    told = client.post(cell(row), posted, headers=headers).json()
    assert (told["text"], told["status"], told["mark"]) == ("Under way", "asked", facet(row).mark)
    assert told["said"] == "Visa of Bat Erdene: Under way."
    old = client.post(cell(row), posted | {"status": "done"}, headers=headers)
    assert (old.status_code, "changed meanwhile" in old.json()["said"]) == (409, True)
    wrong = client.post(cell(row), {"status": "x", "seen": ""}, headers=headers)
    assert (wrong.status_code, facet(row).status) == (400, "asked")


# Many at once


def set_many(client: Client, workshop: Workshop, rows, *, kind="ticket", status="done", **more):
    posted = {"kind": kind, "status": status, "row": [row.pk for row in rows]} | more
    return client.post(page("travel_set", workshop.pk), posted)


def confirm(client: Client, asked):
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text):
        sent.setdefault(name, []).append(value)
    return client.post(asked.request["PATH_INFO"], sent)


def three(workshop: Workshop) -> list[Participation]:
    return [with_papers(workshop, name) for name in ("A", "B", "C")]


def test_many_are_asked_first_then_told_one_by_one(workshop):
    rows, client = three(workshop), organiser_client()
    make_facet(participation=rows[0], kind="ticket", status="done")
    asked = set_many(client, workshop, rows)
    assert "Set “Ticket” to “Done” for 3 people" in asked.text
    assert "1 of them stands so already." in asked.text
    assert facet(rows[1], "ticket").status == "to_do"
    told = confirm(client, asked)
    assert "“Ticket” is “Done” for 3 people." in told.text
    assert {facet(row, "ticket").status for row in rows} == {"done"}
    assert {facet(row, "visa").status for row in rows} == {"to_do"}


def test_whoever_changed_or_left_meanwhile_is_refused_by_name(workshop):
    rows, client = three(workshop), organiser_client()
    asked = set_many(client, workshop, rows)
    mark = facet(rows[0], "ticket").mark
    facets.change(rows[0], "ticket", seen=mark, by=None, now=NOW, status="asked")
    Participation.objects.filter(pk=rows[1].pk).update(state=State.WITHDRAWN)
    told = confirm(client, asked)
    assert "“Ticket” is “Done” for 1 person. 2 were refused." in told.text
    assert "Ticket of A was changed meanwhile: it is “Under way” now." in told.text
    assert "B is “Withdrawn” and needs nothing more." in told.text
    assert [facet(row, "ticket").status for row in rows] == ["asked", "to_do", "done"]


def test_many_set_twice_are_undone_to_what_was_before(workshop):
    rows, client = three(workshop), organiser_client()
    asked = set_many(client, workshop, rows)
    confirm(client, asked)
    assert "“Ticket” is “Done” for 3 people." in confirm(client, asked).text
    setting = FacetSetting.objects.get()
    client.post(page("travel_undo", workshop.pk), {"setting": setting.pk})
    assert {facet(row, "ticket").status for row in rows} == {"to_do"}


@pytest.mark.parametrize("wrong", [{"row": []}, {"kind": "passport"}, {"status": "lost"}])
def test_nobody_ticked_or_nothing_chosen_is_said(workshop, wrong):
    rows, client = three(workshop), organiser_client()
    answer = client.post(
        page("travel_set", workshop.pk),
        {"kind": "ticket", "status": "done", "row": [row.pk for row in rows]} | wrong,
        follow=True,
    )
    assert "Tick somebody first" in answer.text
    assert FacetSetting.objects.count() == 0


def test_people_of_another_workshop_are_not_set(workshop):
    other = with_papers(make_workshop())
    client = organiser_client()
    set_many(client, workshop, [other], confirmed="yes")
    assert facet(other, "ticket").status == "to_do"


def test_the_last_setting_is_undone_and_what_changed_since_stays(workshop):
    rows, client = three(workshop), organiser_client()
    make_facet(participation=rows[0], kind="ticket", status="asked", updated_at=NOW)
    rows[2].facets.filter(kind="ticket").delete()
    confirm(client, set_many(client, workshop, rows))
    mark = facet(rows[1], "ticket").mark
    facets.change(rows[1], "ticket", seen=mark, by=None, now=NOW, status="refused")
    undo = page("travel_undo", workshop.pk)
    asked = client.get(undo)
    assert "“Ticket” was set to “Done” for 3 people" in " ".join(asked.text.split())
    setting = FacetSetting.objects.get()
    answer = client.post(undo, {"setting": setting.pk}, follow=True)
    assert "2 people stand as before." in answer.text
    assert "B was changed since and stays." in answer.text
    back = facet(rows[0], "ticket")
    assert (back.status, back.done_on, back.updated_at, back.updated_by) == (
        "asked",
        None,
        NOW,
        None,
    )
    assert facet(rows[1], "ticket").status == "refused"
    assert not rows[2].facets.filter(kind="ticket").exists()
    again = client.post(undo, {"setting": setting.pk}, follow=True)
    assert "There is nothing to undo." in again.text


def test_undoing_passes_over_who_was_deleted_meanwhile(workshop):
    rows, client = three(workshop), organiser_client()
    confirm(client, set_many(client, workshop, rows))
    Participation.objects.filter(pk=rows[0].pk).update(state=State.WITHDRAWN)
    rows[0].refresh_from_db()
    lies = trash.throw_away(rows[0], by=None, now=NOW)
    setting = FacetSetting.objects.get()
    client.post(page("travel_undo", workshop.pk), {"setting": setting.pk})
    assert {facet(row, "ticket").status for row in rows[1:]} == {"to_do"}
    trash.restore(lies, by=make_organiser("keeper"), now=NOW)
    back = Participation.objects.get(person__display_name="A")
    assert (back.facets.count(), facet(back, "ticket").status) == (8, "done")


def test_another_setting_since_is_not_undone_by_an_old_page(workshop):
    rows, client = three(workshop), organiser_client()
    confirm(client, set_many(client, workshop, rows))
    first = FacetSetting.objects.get()
    confirm(client, set_many(client, workshop, rows, kind="room"))
    answer = client.post(page("travel_undo", workshop.pk), {"setting": first.pk}, follow=True)
    assert "Something else was set meanwhile." in answer.text
    assert {facet(row, "ticket").status for row in rows} == {"done"}
    assert {facet(row, "room").status for row in rows} == {"done"}


def test_undoing_needs_the_right_to_see_what_was_set(workshop):
    rows = three(workshop)
    confirm(organiser := organiser_client(), set_many(organiser, workshop, rows, kind="diet"))
    client = client_with("see_travel", "change_participation")
    setting = FacetSetting.objects.get()
    answer = client.post(page("travel_undo", workshop.pk), {"setting": setting.pk})
    assert (answer.status_code, facet(rows[0], "diet").status) == (403, "done")


# Meals


def test_a_kitchen_gets_numbers_and_never_names(workshop):
    for number, diet in enumerate(("halal", "halal", "allergy", "")):
        row = coming(workshop, f"Eater {number}")
        status = "done" if diet else "to_do"
        make_facet(participation=row, kind="diet", diet=diet, status=status, detail="Kanari")
    away = coming(workshop, "Elsewhere")
    make_facet(participation=away, kind="diet", status="not_needed")
    gone = coming(workshop, "Gone", state=State.WITHDRAWN)
    make_facet(participation=gone, kind="diet", diet="vegan", status="done")
    counted = meals(workshop)
    assert [(meal.code, meal.count) for meal in counted.counts] == [("halal", 2), ("allergy", 1)]
    assert (counted.people, counted.unsaid) == (4, 1)
    html = client_with("see_travel").get(page("travel_meals", workshop.pk)).text
    assert ("Halal" in html, "Eater" in html, "Kanari" in html) == (True, False, False)
