"""A workshop for a walk from the first nominee to the door: it has begun, and one seat is still to fill."""

import json
from datetime import timedelta

from django.utils import timezone

from people import access
from people.models import Participation
from tests.factories import (
    make_allocation,
    make_call,
    make_focal_point,
    make_stream,
    make_workshop,
)
from tests.house.site import Site

SLUG = "walk-sample"
PREPARE = "from tests.browser.steps import course; course.prepare()"
TOKEN = "from tests.browser.steps import course; course.say_token({name!r})"


def prepared(site: Site) -> dict[str, str]:
    """Make the workshop in a served site; what is where, and the token of the focal point's link."""
    return run(site, PREPARE)


def own_token(site: Site, name: str) -> str:
    """The token of the link that was mailed to a nominee of the workshop."""
    return run(site, TOKEN.format(name=name))["token"]


def run(site: Site, code: str) -> dict[str, str]:
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", code).splitlines()[-1])


def prepare() -> None:
    now = timezone.now()
    workshop = make_workshop(
        slug=SLUG,
        title="Open Data at the Border",
        starts_on=now.date() - timedelta(days=1),
        ends_on=now.date() + timedelta(days=9),
        zone="Asia/Bangkok",
        city="Bangkok",
        is_sample=True,
    )
    make_call(workshop=workshop)
    allocation = make_allocation(
        stream=make_stream(workshop=workshop),
        country="KAZ",
        seats=1,
        nomination_deadline=now + timedelta(days=2),
        replacement_cutoff=now + timedelta(days=4),
    )
    focal_point = make_focal_point(allocation, name="Aigul Bekova")
    link = access.make_link(focal_point, by=None, now=now)
    say(
        workshop=str(workshop.pk),
        allocation=str(allocation.uuid),
        focal_point=access.token_of(link),
    )


def say_token(name: str) -> None:
    row = Participation.objects.get(workshop__slug=SLUG, person__display_name=name)
    say(token=access.token_of(row.links.get()))


def say(**words: str) -> None:
    print(json.dumps(words))  # noqa: T201 - read by `run`
