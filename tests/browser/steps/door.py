"""What an organiser does at the door: looks somebody up and checks them in.

Written to work with and without JavaScript: links, fields and buttons as a person finds them.
"""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from people import names
from people.models import State
from tests.browser.steps import clicked
from tests.factories import make_allocation, make_nominee, make_stream, make_workshop
from tests.house.site import Site

PREPARE = "from tests.browser.steps import door; door.prepare()"


def prepared(site: Site) -> str:
    """A workshop in its third day, in a served site, whose three guests are to come; its key."""
    return site.manage("shell", "--verbosity", "0", "-c", PREPARE).splitlines()[-1]


def prepare() -> None:
    first = timezone.now().date() - timedelta(days=2)
    workshop = make_workshop(
        slug="at-the-door", starts_on=first, ends_on=first + timedelta(days=9), zone="UTC"
    )
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=3)
    for name in ("Bat Erdene", "Саран Дорж", "李军"):
        seat = allocation.seats.free().first()
        row = make_nominee(allocation=allocation, name=name, state=State.ACCEPTED, seat=seat)
        names.refresh(row.person)
    print(workshop.pk)  # noqa: T201 - how the test reads it


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
