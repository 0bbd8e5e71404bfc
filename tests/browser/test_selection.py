"""A selector chooses and a nominee answers, each in a browser, with scripts and without."""

import pytest

from people.models import State
from tests.browser.conftest import NARROW, sign_in
from tests.browser.steps import nominee, selector

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@BOTH
def test_a_nominee_accepts_and_says_what_may_be_shown(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    people = nominee.prepared(own_site)
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    nominee.come_in(people["offered_token"], page, own_site)
    assert people["offered_token"] not in page.content()
    nominee.accept(page)
    assert page.locator("h1").inner_text() == "Your seat is confirmed"
    nominee.agree(page, "directory")
    assert page.locator("main strong").all_inner_texts()[:3] == ["yes", "no", "no"]
    assert nominee.state_of(own_site, "Saran Dorj") == State.ACCEPTED
    page.goto("/en/place/accept/")
    assert page.locator("h1").inner_text() == "There is nothing to answer"


@BOTH
def test_a_nominee_declines(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    people = nominee.prepared(own_site)
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    nominee.come_in(people["offered_token"], page, own_site)
    nominee.decline(page, "A conference in the same week")
    assert page.locator("h1").inner_text() == "You have declined"
    assert nominee.state_of(own_site, "Saran Dorj") == State.DECLINED


@BOTH
def test_a_selector_chooses_with_the_balance_in_view(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    context = open_context(base_url=own_site.url, java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, own_site)
    ((workshop,),) = own_site.rows("SELECT id FROM workshops_workshop WHERE slug = 'sample-coming'")
    selector.open_board(page, workshop)
    selector.tick(page, "Chen Shilian", "Zagvarnomin Bold")
    if scripts:
        page.get_by_text("2 of them ticked").wait_for()
    else:
        page.locator("#selection-do").select_option("balance")
        selector.press(page, ".selection-bar input[type=submit]")
        assert page.get_by_text("2 of them ticked").count() == 1
    said = selector.decide(page, "select", day="2099-05-02", clock="18:00")
    assert said == "2 seats offered."
    selector.open_board(page, workshop)
    row = page.locator("tr", has=page.get_by_role("link", name="Chen Shilian"))
    assert row.get_by_text("Selected").count() == 1


@BOTH
def test_the_office_withdraws_somebody_and_the_reserve_follows(
    open_context, own_site, watch, scripts
):
    """By the keyboard, on a phone: the seat is offered to who was first in the reserve."""
    watch.host = own_site.host
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, own_site)
    ((row,),) = own_site.rows(
        "SELECT p.id FROM people_participation p JOIN workshops_workshop w ON w.id = p.workshop_id "
        "WHERE w.slug = 'sample-coming' AND p.state = 'accepted' AND p.sending_country_id = 'KAZ'"
    )
    page.goto(f"/en/admin/people/participation/{row}/change/")
    selector.press_enter(page, page.get_by_role("link", name="Withdraw", exact=True))
    assert page.get_by_text("could follow: Daulet Ulgibayev").count() == 1
    page.get_by_label("Reason").fill("Called to another post")
    selector.press_enter(page, page.get_by_role("button", name="Withdraw"))
    selector.press_enter(page, page.locator(".messagelist a", has_text="Decide who follows"))
    seat = page.locator("section", has=page.get_by_role("heading", name="Kazakhstan, seat 1"))
    assert seat.get_by_role("radio", name="Daulet Ulgibayev").is_checked()
    selector.press_enter(page, seat.get_by_role("button", name="Offer the seat"))
    assert page.locator(".messagelist").inner_text() == "Daulet Ulgibayev is offered the seat."
    ((state,),) = own_site.rows(
        "SELECT p.state FROM people_participation p JOIN people_person n ON n.id = p.person_id "
        "JOIN workshops_workshop w ON w.id = p.workshop_id AND w.slug = 'sample-coming' "
        "WHERE n.display_name = 'Daulet Ulgibayev'"
    )
    assert state == State.SELECTED
