"""Somebody who was offered a seat: in by a link, the answer, and what may be shown."""

import json
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from people import access
from people.actions import offers, states
from people.models import Participation, State
from tests.factories import (
    make_allocation,
    make_country,
    make_nominee,
    make_person,
    make_session,
    make_stream,
    make_transport,
    make_visit,
    make_workshop,
    release,
)
from tests.house.site import Site
from workshops.models import Workshop

SLUG = "place-sample"
PREPARE = "from tests.browser.steps import nominee; nominee.prepare()"


def prepared(site: Site) -> dict[str, str]:
    """Offer two seats in a served site, one of them accepted; the links of both people."""
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", PREPARE).splitlines()[-1])


def prepare() -> None:
    """A workshop in Almaty in two months. Prints the tokens of the links."""
    now = timezone.now()
    workshop = make_workshop(
        slug=SLUG,
        title="Customs Data in Practice",
        starts_on=now.date() + timedelta(days=60),
        ends_on=now.date() + timedelta(days=64),
        country=make_country("KAZ"),
        is_sample=True,
        contact_name="The secretariat",
        contact_email="secretariat@example.org",
    )
    allocation = make_allocation(
        stream=make_stream(workshop=workshop), seats=2, package="Flight, room and meals"
    )
    offered, accepted = (
        make_nominee(allocation=allocation, person=make_person(name, email=email))
        for name, email in (
            ("Saran Dorj", "saran@example.org"),
            ("Tuya Bold", "tuya@example.org"),
        )
    )
    for row in (offered, accepted):
        states.begin(row, by=None, now=now, reason="")
        offers.make(row, by=None, now=now, answer_by=now + timedelta(days=7))
    offers.accept(accepted, by=accepted, now=now)
    make_visits(workshop)
    said = {"offered_token": token_of(offered), "accepted_token": token_of(accepted)}
    print(json.dumps(said))  # noqa: T201 - read by `prepared`


def make_visits(workshop: Workshop) -> None:
    """One that one signs up for, with two places, and one of the whole group; both are out."""
    whole, wanted = (
        make_session(
            workshop=workshop,
            kind="site_visit",
            title=title,
            date=workshop.starts_on + timedelta(days=1),
            part_of_day="afternoon",
        )
        for title in ("The dry port", "The tea museum")
    )
    visit = make_visit(
        session=whole, stops=("Dry port",), meeting_point="Hotel lobby", to_bring="Closed shoes"
    )
    make_transport(visit=visit)
    make_visit(session=wanted, stops=("Tea museum",), needs_sign_up=True, places=2)
    release(workshop)


def token_of(row: Participation) -> str:
    return access.token_of(row.links.get())


def state_of(site: Site, name: str) -> State:
    """In what state somebody of that name is in the workshop above."""
    found = site.rows(
        "SELECT p.state FROM people_participation p "
        "JOIN people_person n ON n.id = p.person_id "
        f"JOIN workshops_workshop w ON w.id = p.workshop_id AND w.slug = '{SLUG}' "
        f"WHERE n.display_name = '{name}'"
    )
    return State(found[0][0])


def come_in(token: str, page: Page, site: Site) -> None:
    """Open one's own link and press its button."""
    page.goto(f"{site.url}/l/{token}/")
    page.locator("main form[method=post] button").click()
    page.wait_for_url("**/place/")


def accept(page: Page) -> None:
    """From the offer to the confirmation."""
    follow(page, "main a.button-primary")
    follow(page, "main form[method=post] button.button-primary")


def decline(page: Page, reason: str = "") -> None:
    follow(page, "main .form-actions a.button:not(.button-primary)")
    page.locator("main textarea").fill(reason)
    follow(page, "main form[method=post] button.button-primary")


def agree(page: Page, *fields: str) -> None:
    """Let these be shown, and nothing else."""
    follow(page, "main a[href$='/consents/']")
    for field in ("directory", "public_list", "photo_consent"):
        page.locator(f"#{field}").set_checked(field in fields)
    follow(page, "main form[method=post] button.button-primary")


def follow(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()
