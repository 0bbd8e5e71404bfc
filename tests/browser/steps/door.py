"""What an organiser does at the door: looks somebody up and checks them in.

Written to work with and without JavaScript: links, fields and buttons as a person finds them.
"""

from playwright.sync_api import Page, expect

from tests.browser.steps import clicked


def open_door(page: Page, workshop_id: str) -> None:
    """From the roster of the workshop to its check-in page."""
    page.goto(f"/en/admin/people/participation/?workshop__id__exact={workshop_id}")
    clicked(page, page.get_by_role("link", name="Check in", exact=True))
    expect(page.get_by_role("heading", name="Check in", level=1)).to_be_visible()


def look_for(page: Page, text: str) -> None:
    """Search by name, in any script, or by country."""
    page.get_by_label("Name or country").fill(text)
    clicked(page, page.get_by_role("button", name="Show"))


def check_in(page: Page, name: str) -> None:
    """Press the one button of a person who has just come."""
    clicked(page, page.get_by_role("button", name=f"Arrived {name}"))
    expect(page.get_by_text(f"{name} has arrived.")).to_be_visible()


def count_again(page: Page, name: str) -> None:
    """Press the button of a person who is here on another day."""
    clicked(page, page.get_by_role("button", name=f"Here {name}"))
    expect(page.get_by_text(f"{name} is here.")).to_be_visible()


def take_back(page: Page, name: str) -> None:
    """Undo an arrival that was entered by mistake."""
    clicked(page, page.get_by_role("link", name="Undo"))
    clicked(page, page.get_by_role("button", name="Take the arrival back"))
    expect(page.get_by_text(f"{name} is expected again.")).to_be_visible()


def enter_no_show(page: Page, workshop_id: str, name: str) -> None:
    """Tick somebody who did not come."""
    page.goto(f"/en/admin/people/participation/absent/{workshop_id}/")
    page.get_by_role("checkbox", name=name).check()
    clicked(page, page.get_by_role("button", name="Who did not come"))


def check_in_after_all(page: Page, name: str) -> None:
    """A no-show who comes after all."""
    clicked(page, page.get_by_role("link", name=f"Came after all {name}"))
    clicked(page, page.get_by_role("button", name="Arrived"))
    expect(page.get_by_text(f"{name} has arrived.")).to_be_visible()
