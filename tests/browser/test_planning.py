"""An organiser plans by keyboard alone: adds, moves across days, splits, duplicates, and takes it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import checks
from tests.browser.conftest import NARROW, WIDE, sign_in

pytestmark = pytest.mark.browser

PATIENCE = 20_000  # milliseconds
OF_SEED = "SELECT id FROM workshops_workshop WHERE slug = 'digital-economy-2024'"


@pytest.fixture
def board(open_context, own_site, watch) -> Page:
    """The board of the workshop of 2024, which has no clock times, in a site of its own."""
    watch.host = own_site.host
    page = open_context(base_url=own_site.url, viewport=WIDE).new_page()
    sign_in(page, own_site)
    ((workshop,),) = own_site.rows(OF_SEED)
    page.goto(f"/en/admin/workshops/session/planning/{workshop}/")
    return page


def go_to(page: Page, place) -> None:
    """Put the focus there by the keyboard's own means: the Tab key stops at it."""
    place.focus()
    assert place.evaluate("element => element === document.activeElement && element.tabIndex === 0")


def press(page: Page, place, *keys: str) -> None:
    go_to(page, place)
    for key in keys:
        page.keyboard.press(key)


def follow(page: Page, place) -> None:
    """Press Enter on a link or a button that leads to another page."""
    go_to(page, place)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def add(page: Page, title: str, *, day: int = 0, part: str = "Morning") -> None:
    """By the link in a cell."""
    cell = page.locator(".plan-day").nth(day).get_by_role("link", name=re.compile(f"Add: .*{part}"))
    follow(page, cell)
    go_to(page, page.get_by_label("Title"))
    page.keyboard.type(title)
    follow(page, page.get_by_role("button", name="Add", exact=True))


def cards(page: Page, day: int, part: str) -> list[str]:
    cell = page.locator(f'.plan-day >> nth={day} >> .plan-cell[data-part="{part}"]')
    return cell.locator(".plan-card > a").all_inner_texts()


def handle(page: Page, title: str):
    return page.get_by_role("button", name=f"Move “{title}”", exact=True)


def hears(page: Page, words: str) -> None:
    """What is said aloud, once the server has answered."""
    expect(page.locator("[data-plan-said]")).to_contain_text(words, timeout=PATIENCE)


def sound(page: Page) -> None:
    assert checks.axe(page) == []
    assert checks.wider_than_screen(page) == []


def test_a_programme_is_planned_by_keyboard_alone(board):
    page = board
    before = cards(page, 0, "morning")
    add(page, "Opening talk")
    assert cards(page, 0, "morning") == [*before, "Opening talk"]
    sound(page)

    # to the morning of the next day, and there behind the first
    press(page, handle(page, "Opening talk"), "Space")
    hears(page, "“Opening talk” is picked up.")
    sound(page)
    there = cards(page, 1, "morning")
    page.keyboard.press("PageDown")
    hears(page, f"place {len(there) + 1} of")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    hears(page, "stands on")
    assert cards(page, 1, "morning") == [*there[:-1], "Opening talk", *there[-1:]]
    expect(handle(page, "Opening talk")).to_be_focused()
    sound(page)

    # split and duplicate, on the page that its title leads to
    follow(page, page.get_by_role("link", name="Opening talk", exact=True))
    sound(page)
    follow(page, page.get_by_role("button", name="Split", exact=True))
    follow(page, page.get_by_role("link", name="Opening talk (2)", exact=True))
    follow(page, page.get_by_role("button", name="Duplicate", exact=True))
    assert cards(page, 1, "morning").count("Opening talk (2)") == 2

    # and back, the last first
    for left in (["Opening talk (1)", "Opening talk (2)"], ["Opening talk"], []):
        press(page, page.locator("[data-plan-list] button").first, "Enter")
        hears(page, "Undone")
        shown = [title for title in cards(page, 1, "morning") if title.startswith("Opening talk")]
        assert shown == left
        page.evaluate("document.querySelector('[data-plan-said]').textContent = ''")
    assert cards(page, 0, "morning") == [*before, "Opening talk"]
    page.reload()
    page.keyboard.press("Control+z")
    hears(page, "Undone: Added: Opening talk")
    assert cards(page, 0, "morning") == before


def test_escape_puts_a_card_back_and_sends_nothing(board):
    page = board
    before = [cards(page, day, "morning") for day in (0, 1)]
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    title = before[0][0]

    press(page, handle(page, title), "Space", "ArrowDown", "ArrowDown", "ArrowRight", "Escape")

    hears(page, f"“{title}” is back where it was.")
    expect(handle(page, title)).to_be_focused()
    assert [cards(page, day, "morning") for day in (0, 1)] == before
    assert sent == []


def test_an_empty_part_of_the_day_is_within_reach(board):
    page = board
    title = cards(page, 0, "morning")[-1]

    press(page, handle(page, title), "Space")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")

    hears(page, "stands on")
    assert title in cards(page, 0, "night")
    assert page.get_by_role("link", name=title, exact=True).is_visible()


def test_what_somebody_moved_meanwhile_is_said_and_shown(board, watch):
    page = board
    title = cards(page, 0, "morning")[0]
    watch.expect("409")
    other = page.context.new_page()
    other.goto(page.url)
    press(other, handle(other, title), "Space", "PageDown", "Space")
    hears(other, "stands on")

    press(page, handle(page, title), "Space", "PageDown", "PageDown", "Space")

    hears(page, "was moved meanwhile, from")
    assert title in cards(page, 1, "morning")
    assert title not in cards(page, 2, "morning")


def test_a_card_is_dragged(board):
    page = board
    title = cards(page, 0, "morning")[0]
    card = page.locator(".plan-card", has=page.get_by_role("link", name=title, exact=True))

    there = page.locator('.plan-day >> nth=1 >> .plan-cell[data-part="morning"] > ul')

    page.set_viewport_size({"width": 1280, "height": 2400})  # nothing scrolls under the pointer
    card.hover()
    page.mouse.down()
    there.hover()
    there.hover()  # it stands elsewhere once the empty parts have appeared
    page.mouse.up()

    hears(page, "stands on")
    assert title in cards(page, 1, "morning")


def test_on_a_phone_without_scripts_everything_is_a_page(open_context, own_site, watch):
    watch.host = own_site.host
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, own_site)
    ((workshop,),) = own_site.rows(OF_SEED)
    page.goto(f"/en/admin/workshops/session/planning/{workshop}/")
    add(page, "Opening talk")
    follow(page, page.get_by_role("link", name="Opening talk", exact=True))
    page.locator("#move-day").select_option(index=1)
    follow(page, page.get_by_role("button", name="Move", exact=True))
    assert "Opening talk" in cards(page, 1, "morning")
    follow(page, page.locator("[data-plan-list] button").first)
    assert "Opening talk" in cards(page, 0, "morning")
