"""Heads are counted on a phone, by keys alone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, sign_in

pytestmark = pytest.mark.browser
OF_WHOLESALE = (
    "FROM workshops_sitevisit v JOIN workshops_session s ON s.id = v.session_id "
    "JOIN workshops_workshop w ON w.id = s.workshop_id "
    "WHERE w.slug = 'sample-live' AND s.number = 35"
)


def press(page: Page, name: str, *, pressed: bool) -> None:
    """Reach somebody's button by its name and press it with the keyboard."""
    button = page.get_by_role("button", name=f"Aboard {name}", exact=True, pressed=not pressed)
    button.focus()
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name=f"Aboard {name}", exact=True, pressed=pressed)
    expect(again).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_heads_are_counted_and_undone_by_keys(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    ((workshop, visit),) = own_site.rows(f"SELECT w.id, v.id {OF_WHOLESALE}")
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, own_site)
    page.goto(f"/en/admin/people/participation/visits/{workshop}/{visit}/")
    expect(page.locator("#tally strong")).to_have_text("0 of 37 aboard")
    press(page, "Nino Nimushadze", pressed=True)
    expect(page.locator("#tally strong")).to_have_text("1 of 37 aboard")
    press(page, "Bagus Contohadi", pressed=True)
    expect(page.locator("#tally strong")).to_have_text("2 of 37 aboard")
    page.get_by_role("button", name=re.compile("Undo.*Bagus")).press("Enter")
    expect(page.locator("#tally strong")).to_have_text("1 of 37 aboard")
    page.get_by_label("Name or country").fill("georg")
    if not scripts:
        page.get_by_role("button", name="Show").click()
    expect(page.locator(".visit-list").first.locator("li:visible")).to_have_count(2)
    page.get_by_role("button", name=re.compile("Arrived now.*trade hall")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("Left now.*trade hall"))).to_be_visible()
    counted = own_site.rows(
        f"SELECT leg FROM people_headcount WHERE visit_id = {int(visit)} ORDER BY id"
    )
    assert [leg for (leg,) in counted] == ["out"]
