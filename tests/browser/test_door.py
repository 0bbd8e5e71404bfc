"""An organiser checks people in on a phone, with and without JavaScript."""

import pytest

from tests.browser.conftest import NARROW, sign_in
from tests.browser.steps import door

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_people_are_checked_in_at_the_door(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    workshop = door.prepared(own_site)
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, own_site)
    door.open_door(page, workshop)
    door.look_for(page, "саран")
    assert page.get_by_role("button", name="Arrived 李军").count() == 0
    door.check_in(page, "Саран Дорж")
    door.look_for(page, "")
    door.check_in(page, "Bat Erdene")
    door.take_back(page, "Bat Erdene")
    door.open_door(page, workshop)
    door.check_in(page, "Bat Erdene")
    door.enter_no_show(page, workshop, "李军")
    door.check_in_after_all(page, "李军")
    door.open_door(page, workshop)
    assert page.get_by_text("Everybody who accepted has arrived.").count() == 1
