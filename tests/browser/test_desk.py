"""The desk in a browser, with scripts and without: in by a link, nominating, out without a trace."""

import pytest

from tests.browser.checks import axe, frame_faults, wider_than_screen
from tests.browser.conftest import NARROW
from tests.browser.steps import ministry
from tests.browser.steps.ministry import Official, enter, prepared

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_signing_out_leaves_nothing_to_come_back_to(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    enter(page, prepared(own_site)["desk_token"])
    assert page.get_by_text("Kazakhstan").count() == 1
    with page.expect_navigation():
        page.locator("header form button").click()
    assert page.get_by_role("heading", name="You are signed out").count() == 1
    if scripts:
        assert [*frame_faults(page, "en"), *axe(page), *wider_than_screen(page)] == []
    watch.expect("403")
    page.go_back()
    page.goto("/en/nominations/")
    assert page.get_by_text("Kazakhstan").count() == 0


FIRST = Official("Gulnara", "Seitova", "gulnara@example.org")
SECOND = Official("Marat", "Ospanov", "marat@example.org")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_ministry_nominates_endorses_ranks_and_replaces(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    here = prepared(own_site)
    allocation = here["allocation"]
    page = open_context(
        base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts
    ).new_page()
    enter(page, here["desk_token"])
    ministry.nominate(page, allocation, FIRST)
    assert ministry.stages(page, allocation)[FIRST.name] == "Submitted, to be endorsed"
    ministry.endorse(page, allocation)
    listed = ministry.stages(page, allocation)
    assert listed[FIRST.name] == "Submitted and endorsed"
    line = page.locator(".task", has_text=FIRST.name)
    with page.expect_navigation():
        line.get_by_role("button", name="Up").click()
    names = list(listed)
    assert list(ministry.stages(page, allocation)) == [*names[:-2], names[-1], names[-2]]
    ministry.replace_by_new(page, allocation, "Dana Omarova", SECOND)
    listed = ministry.stages(page, allocation)
    assert listed[SECOND.name] == "Offered a seat"
    assert "Dana Omarova" not in listed


def test_typing_is_saved_by_itself_and_survives_a_reload(open_context, own_site, watch):
    watch.host = own_site.host
    here = prepared(own_site)
    page = open_context(base_url=own_site.url).new_page()
    enter(page, here["desk_token"])
    page.goto(f"/en/nominations/{here['allocation']}/nominees/new/")
    page.locator("[name=post]").press_sequentially(
        "Director"
    )  # no name yet: nothing to save it under
    page.locator("[name=family_name]").press_sequentially("Seitova")
    saved = page.locator("#saved")
    saved.filter(has_text="Saved").wait_for()
    assert "/nominees/new/" not in page.url
    page.locator("[name=expertise]").press_sequentially("Ports")
    page.wait_for_function("document.querySelector('.field-count').textContent.startsWith('5 /')")
    page.wait_for_timeout(2500)
    page.reload()
    assert page.locator("[name=post]").input_value() == "Director"
    assert page.locator("[name=expertise]").input_value() == "Ports"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_nothing_typed_is_lost_when_the_sign_in_ends(open_context, own_site, watch):
    watch.host = own_site.host
    here = prepared(own_site)
    context = open_context(base_url=own_site.url)
    page = context.new_page()
    enter(page, here["desk_token"])
    page.goto(f"/en/nominations/{here['allocation']}/nominees/{here['draft']}/")
    cookies = [cookie for cookie in context.cookies() if "csrf" in cookie["name"]]
    context.clear_cookies()
    context.add_cookies(cookies)  # the session ran out, no more
    watch.expect("403")
    page.locator("[name=expertise]").fill("Ports and railways")
    page.locator("#saved").filter(has_text="You are signed out").wait_for()
    ministry.press(page, "button[value=save]:not(.visually-hidden)")
    assert page.get_by_role("heading", name="Not saved yet").count() == 1
    other = context.new_page()
    enter(other, here["desk_token"])
    ministry.press(page, "main button.button-primary")
    assert page.get_by_text("is saved.").count() == 1
    page.goto(f"/en/nominations/{here['allocation']}/nominees/{here['draft']}/")
    assert page.locator("[name=expertise]").input_value() == "Ports and railways"


def test_nominees_are_dragged_into_another_order(open_context, own_site, watch):
    watch.host = own_site.host
    here = prepared(own_site)
    tall = {"width": 1280, "height": 1600}  # nothing scrolls under the pointer
    page = open_context(base_url=own_site.url, viewport=tall).new_page()
    enter(page, here["desk_token"])
    before = list(ministry.stages(page, here["allocation"]))
    lines = page.locator("#order .task")
    with page.expect_navigation():
        lines.last.locator(".task-rank").drag_to(lines.first.locator(".task-rank"))
    assert list(ministry.stages(page, here["allocation"])) == [before[-1], *before[:-1]]
