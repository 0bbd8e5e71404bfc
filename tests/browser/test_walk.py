"""One seat from the first nominee to the door: a ministry, the office, a nominee and who takes the place."""

import pytest
from playwright.sync_api import expect

from people.models import State
from tests.browser.conftest import NARROW, sign_in
from tests.browser.steps import course, door, ministry, nominee, selector

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
FIRST = ministry.Official("Dana", "Omarova", "dana@example.org")
SECOND = ministry.Official("Timur", "Isaev", "timur@example.org")


@BOTH
def test_a_seat_is_nominated_selected_accepted_replaced_and_checked_in(
    open_context, own_site, watch, scripts
):
    watch.host = own_site.host

    def person(**options):
        options = {"base_url": own_site.url, "java_script_enabled": scripts} | options
        return open_context(**options).new_page()

    made = course.prepared(own_site)
    of_ministry = person()
    ministry.enter(of_ministry, made["focal_point"])
    ministry.nominate(of_ministry, made["allocation"], FIRST)
    ministry.endorse(of_ministry, made["allocation"])

    of_office = person()
    sign_in(of_office, own_site)
    selector.open_board(of_office, int(made["workshop"]))
    selector.tick(of_office, FIRST.name)
    assert selector.decide(of_office, "select", day="2099-05-02", clock="18:00") == (
        "1 seat offered."
    )

    of_nominee = person(viewport=NARROW)
    nominee.come_in(course.own_token(own_site, FIRST.name), of_nominee, own_site)
    nominee.accept(of_nominee)
    expect(of_nominee.locator("h1")).to_have_text("Your seat is confirmed")

    ministry.replace_by_new(of_ministry, made["allocation"], FIRST.name, SECOND)
    assert ministry.stages(of_ministry, made["allocation"]) == {SECOND.name: "Offered a seat"}
    watch.expect("403", "404")
    of_nominee.reload()
    expect(of_nominee.get_by_text("Your seat is confirmed")).to_have_count(0)

    of_successor = person(viewport=NARROW)
    nominee.come_in(course.own_token(own_site, SECOND.name), of_successor, own_site)
    nominee.accept(of_successor)

    of_door = person(viewport=NARROW)
    sign_in(of_door, own_site)
    door.open_door(of_door, made["workshop"])
    door.look_for(of_door, SECOND.family)
    door.check_in(of_door, SECOND.name)

    assert states(own_site) == {FIRST.name: State.REPLACED, SECOND.name: State.ARRIVED}
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
