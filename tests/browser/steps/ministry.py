"""A ministry that nominates: what it finds, and what its focal point does at the desk."""

import json
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from people import access
from tests.factories import make_allocation, make_focal_point, make_stream, make_workshop
from tests.house.site import Site
from workshops.models import Workshop

SLUG = "desk-sample"
PREPARE = "from tests.browser.steps import ministry; ministry.prepare()"


def prepared(site: Site) -> dict[str, str]:
    """Make the ministry's workshop in a served site; its links and identifiers."""
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", PREPARE).splitlines()[-1])


def enter(page: Page, token: str) -> None:
    """Open the focal point's link and press its button."""
    page.goto(f"/l/{token}/")
    page.locator("main form[method=post] button").click()
    page.wait_for_url("**/nominations/")


def prepare() -> None:
    """A draft in Bangkok, three seats for Kazakhstan, nominations open for three weeks. Prints what is where."""
    now = timezone.now()
    workshop = make_workshop(
        slug=SLUG,
        title="Trade Data in Practice",
        status=Workshop.Status.DRAFT,
        starts_on=now.date() + timedelta(days=60),
        ends_on=now.date() + timedelta(days=70),
        zone="Asia/Bangkok",
        city="Bangkok",
        is_sample=True,
    )
    stream = make_stream(workshop=workshop, name="CAREC")
    allocation = make_allocation(
        stream=stream,
        country="KAZ",
        seats=3,
        package="Flight, hotel, meals",
        nomination_deadline=now + timedelta(days=21),
        replacement_cutoff=now + timedelta(days=50),
    )
    focal_point = make_focal_point(
        allocation,
        name="Aigul Bekova",
        honorific="Ms",
        organisation="Ministry of Trade and Integration",
        zone="Asia/Almaty",
    )
    link = access.make_link(focal_point, by=None, now=now)
    ended = access.make_link(focal_point, by=None, now=now, expires_at=now)
    said = {
        "desk_token": access.token_of(link),
        "ended_desk_token": access.token_of(ended),
        "allocation": str(allocation.uuid),
    }
    print(json.dumps(said))  # noqa: T201 - read by `prepared`
