"""The office at work in a real browser: by keyboard alone, and without script."""

import pytest

from tests.browser.conftest import NARROW, sign_in
from tests.browser.pages import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(own_site, browser):
    """An organiser's browser without script, on a site of this test alone."""
    context = browser.new_context(base_url=own_site.url, java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    sign_in(page, own_site)
    yield context
    context.close()


def test_two_windows_at_one_row_are_settled_by_keyboard_without_script(desk, places):
    form = f"/en/admin/workshops/workshop/{places['workshop_id']}/change/"
    mine, theirs = desk.new_page(), desk.new_page()
    mine.goto(form)
    theirs.goto(form)
    theirs.locator("[name=contact_phone]").fill("+7 111")
    theirs.locator("[name=contact_name_en]").fill("Their desk")
    theirs.locator("[name=_save]").first.click()
    mine.locator("[name=contact_phone]").fill("+7 222")
    mine.locator("[name=_save]").first.click()
    assert mine.locator("h1").inner_text() == "This was changed meanwhile"
    mine.locator("[value=theirs][name='_keep-contact_phone']").focus()
    mine.keyboard.press("ArrowDown")
    assert mine.locator("[name='_keep-contact_phone']:checked").get_attribute("value") == "yours"
    mine.keyboard.press("Enter")
    mine.wait_for_url("**/workshop/")
    mine.goto(form)
    kept = [
        mine.locator(f"[name={name}]").input_value()
        for name in ("contact_phone", "contact_name_en")
    ]
    assert kept == ["+7 222", "Their desk"]


def test_what_is_deleted_comes_back_without_script(desk, places):
    page = desk.new_page()
    page.goto(f"/en/admin/workshops/speaker/{places['speaker_id']}/delete/")
    name = page.locator("h2.office-lead").inner_text()
    page.locator(".submit-row [type=submit]").click()
    assert f"“{name}” is in the trash." in page.locator(".messagelist").inner_text()
    page.locator(".messagelist a").click()
    page.locator(".submit-row [type=submit]").click()
    assert page.locator(".messagelist").inner_text() == f"“{name}” is back."
    assert page.url.endswith(f"/speaker/{places['speaker_id']}/change/")


def test_a_view_is_saved_and_taken_apart_without_script(desk):
    page = desk.new_page()
    page.goto("/en/admin/people/participation/?state__exact=arrived&q=a")
    page.locator(".views summary").click()
    page.locator("#view-name").fill("Who is here")
    page.keyboard.press("Enter")
    assert page.locator(".views [aria-current]").inner_text() == "Who is here"
    page.locator(".pills a", has_text="Search").click()
    assert "q=" not in page.url
    assert page.locator(".views [aria-current]").count() == 0
    page.locator(".views nav a", has_text="Who is here").click()
    page.locator(".pills-clear a").click()
    assert page.url.endswith("/participation/")


def test_a_slash_leads_to_the_search(open_context, passes):
    page = open_context(passes[Role.ORGANISER]).new_page()
    page.goto("/en/admin/people/person/", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator("#searchbar").input_value() == "a/b"
