"""A selector of the office: ticks nominees on the board and decides."""

from playwright.sync_api import Locator, Page


def open_board(page: Page, workshop: int) -> None:
    page.goto(f"/en/admin/people/participation/selection/{workshop}/")


def tick(page: Page, *names: str) -> None:
    """Tick these nominees, by name."""
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).check()


def decide(page: Page, act: str, **fields: str) -> str:
    """With those ticked: choose an act, fill in what it asks, confirm. Gives what came of it."""
    page.locator("#selection-do").select_option(act)
    press(page, ".selection-bar input[type=submit]")
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    press(page, ".submit-row input[type=submit]")
    return page.locator("[role=status]").inner_text()


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).click()


def press_enter(page: Page, what: Locator) -> None:
    """Go to a link or button by the keyboard and press it."""
    what.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
