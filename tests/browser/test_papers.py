"""The board of papers in a real browser: a status changed in its place, and the same without script."""

import pytest

from tests.browser.conftest import NARROW, sign_in
from tests.browser.pages import Role

pytestmark = pytest.mark.browser


def board(places: dict) -> str:
    return f"/en/admin/people/participation/travel/{places['coming_id']}/"


@pytest.fixture
def office(own_site, browser):
    """Two windows of an organiser, on a site of this test alone; what the second does is done without script."""
    context = browser.new_context(base_url=own_site.url)
    sign_in(context.new_page(), own_site)
    yield context
    context.close()


def choose(page, href: str, status: str) -> None:
    """By keyboard alone."""
    page.locator(f'td.paper a[href="{href}"]').focus()
    page.keyboard.press("Enter")
    page.locator("td.paper select").select_option(status)


def test_a_status_is_changed_in_its_place_and_a_clash_shows_both(office, places):
    mine, theirs = office.new_page(), office.new_page()
    mine.goto(board(places), wait_until="networkidle")
    link = mine.locator("td.paper.to_do a").first
    href = link.get_attribute("href")
    choose(mine, href, "asked")
    said = mine.locator("[data-papers-said]")
    said.filter(has_text="Under way").wait_for()
    cell = mine.locator(f'td.paper a[href="{href}"]')
    assert cell.inner_text() == "Under way"
    assert cell.evaluate("link => link === document.activeElement")

    theirs.goto(board(places) + href)
    theirs.locator("[value=refused]").check()
    theirs.locator(".submit-row [type=submit]").click()
    theirs.wait_for_url("**/#p*")

    choose(mine, href, "done")
    mine.locator("h1", has_text="This was changed meanwhile").wait_for()
    values = mine.locator(".clash-value").all_inner_texts()
    assert values == ["Status: Refused", "Status: Done"]
    mine.locator("#keep-yours").check()
    mine.locator(".submit-row [type=submit]").click()
    mine.wait_for_url("**/#p*")
    assert mine.locator(f'td.paper a[href="{href}"]').inner_text() == "Done"


def test_escape_leaves_a_status_as_it_was(open_context, passes, places):
    page = open_context(passes[Role.ORGANISER]).new_page()
    page.goto(board(places), wait_until="networkidle")
    link = page.locator("td.paper.to_do a").first
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("td.paper select").count() == 0
    assert link.evaluate("link => link === document.activeElement && !link.hidden")


def test_many_are_set_and_undone_on_a_phone_without_script(own_site, browser, places):
    context = browser.new_context(base_url=own_site.url, java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    sign_in(page, own_site)
    page.goto(board(places))
    open_before = page.locator("td.paper.to_do", has_text="Ticket").count()
    for box in page.locator("[name=row]").all()[:2]:
        box.check()
    page.locator("#papers-kind").select_option("ticket")
    page.locator(".selection-bar [type=submit]").click()
    assert page.locator("h1").inner_text() == "Set “Ticket” to “Done” for 2 people"
    page.locator(".submit-row [type=submit]").click()
    assert page.locator("[role=status] strong").inner_text() == "“Ticket” is “Done” for 2 people."
    page.locator(".office-actions a", has_text="Undo").click()
    page.locator(".submit-row [type=submit]").click()
    assert "2 people stand as before." in page.locator(".messagelist").inner_text()
    assert page.locator("td.paper.to_do", has_text="Ticket").count() == open_before
    context.close()
