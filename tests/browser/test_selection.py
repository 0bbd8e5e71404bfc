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
    assert page.locator("main strong").all_inner_texts() == ["yes", "no", "no"]
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
