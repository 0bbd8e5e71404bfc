"""One seat from the first nominee to the door: a ministry, the office, a nominee and who takes the place."""

import pytest
from playwright.sync_api import expect

from people.models import State
from tests.browser.conftest import NARROW, sign_in
from tests.browser.steps import clicked, course, door, ministry, nominee, selector

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
FIRST, SECOND = ("Dana", "Omarova"), ("Timur", "Isaev")


@BOTH
def test_a_seat_is_nominated_selected_accepted_replaced_and_checked_in(
    open_context, own_site, watch, scripts
):
    watch.host = own_site.host
    first, second = " ".join(FIRST), " ".join(SECOND)

    def person(**options):
        options = {"base_url": own_site.url, "java_script_enabled": scripts} | options
        return open_context(**options).new_page()

    made = course.prepared(own_site)
    of_ministry = person()
    ministry.enter(of_ministry, made["focal_point"])
    clicked(of_ministry, of_ministry.locator("main").get_by_role("link", name="Kazakhstan"))
    ministry.nominate(of_ministry, *FIRST)
    ministry.nominate(of_ministry, *SECOND)
    ministry.endorse(of_ministry, first, second)

    of_office = person()
    sign_in(of_office, own_site)
    selector.open_board(of_office, int(made["workshop"]))
    selector.tick(of_office, first)
    assert selector.decide(of_office, "select", day="2099-05-02", clock="18:00") == (
        "1 seat offered."
    )

    of_nominee = person(viewport=NARROW)
    nominee.come_in(course.own_token(own_site, first), of_nominee, own_site)
    nominee.accept(of_nominee)
    expect(of_nominee.locator("h1")).to_have_text("Your seat is confirmed")

    of_ministry.reload()
    ministry.replace(of_ministry, first, by=second, reason="Called to a negotiation")
    expect(of_ministry.get_by_text(f"{second} has the seat of {first}")).to_be_visible()
    watch.expect("403", "404")
    of_nominee.reload()
    expect(of_nominee.get_by_text("Your seat is confirmed")).to_have_count(0)

    of_successor = person(viewport=NARROW)
    nominee.come_in(course.own_token(own_site, second), of_successor, own_site)
    nominee.accept(of_successor)

    of_door = person(viewport=NARROW)
    sign_in(of_door, own_site)
    door.open_door(of_door, made["workshop"])
    door.look_for(of_door, SECOND[1])
    door.check_in(of_door, second)

    assert states(own_site) == {first: State.REPLACED, second: State.ARRIVED}
    ((seats, holders),) = own_site.rows(SEATS_AND_HOLDERS)
    assert (seats, holders) == (1, 1)


SEATS_AND_HOLDERS = f"""
    SELECT count(DISTINCT s.id), count(DISTINCT p.id) FROM people_seat s
    JOIN people_allocation a ON a.id = s.allocation_id
    JOIN people_stream t ON t.id = a.stream_id
    JOIN workshops_workshop w ON w.id = t.workshop_id AND w.slug = '{course.SLUG}'
    LEFT JOIN people_participation p ON p.seat_id = s.id AND p.state = 'arrived'
"""


def states(site) -> dict[str, str]:
    rows = site.rows(
        "SELECT n.display_name, p.state FROM people_participation p "
        "JOIN people_person n ON n.id = p.person_id "
        f"JOIN workshops_workshop w ON w.id = p.workshop_id AND w.slug = '{course.SLUG}'"
    )
    return dict(rows)
