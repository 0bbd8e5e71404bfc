"""The desk in a browser: in by a link, and out without a trace."""

import pytest

from tests.browser.checks import axe, frame_faults, wider_than_screen
from tests.browser.conftest import NARROW
from tests.browser.steps.ministry import enter, prepared

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
