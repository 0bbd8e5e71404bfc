"""A ministry that nominates: what it finds, and what its focal point does at the desk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from people import access
from people.actions import states
from people.models import Allocation, State
from tests.factories import (
    make_allocation,
    make_call,
    make_dossier,
    make_focal_point,
    make_nominee,
    make_stream,
    make_workshop,
)
from tests.house.site import Site
from workshops.models import Workshop

SLUG = "desk-sample"
PREPARE = "from tests.browser.steps import ministry; ministry.prepare()"


def prepared(site: Site) -> dict[str, str]:
    """Make the ministry's workshop in a served site; its links and identifiers."""
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", PREPARE).splitlines()[-1])


def nominees(allocation: Allocation) -> Iterator[tuple[str, str]]:
    """One of each kind, by the names that addresses use."""
    call = {"allocation": allocation, "post": "Head of Division"}
    seat = allocation.seats.first()
    rows = {
        "seated": make_nominee(name="Dana Omarova", state=State.ACCEPTED, seat=seat, **call),
        "draft": make_nominee(name="Erlan Sadykov", state=State.DRAFT, endorsement=None, **call),
        "submitted": make_nominee(name="Madina Akhmetova", endorsed=False, **call),
        "endorsed": make_nominee(name="Timur Isaev", **call),
        "withdrawn": make_nominee(name="Asel Nurlanova", state=State.WITHDRAWN, **call),
    }
    for row in rows.values():
        make_dossier(participation=row)
        states.begin(row, by=None, now=timezone.now(), reason="")
    person = rows["seated"].person
    person.native_name = "Омарова Дана"
    person.save()
    yield from ((name, str(row.uuid)) for name, row in rows.items())


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
        participants_sought="Officials who publish or use trade data.",
        contact_name="The secretariat",
        contact_email="secretariat@example.org",
    )
    make_call(workshop=workshop, eligibility="Officials with two years in post.")
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
    people = dict(nominees(allocation))
    link = access.make_link(focal_point, by=None, now=now)
    ended = access.make_link(focal_point, by=None, now=now, expires_at=now)
    said = {
        "desk_token": access.token_of(link),
        "ended_desk_token": access.token_of(ended),
        "allocation": str(allocation.uuid),
        **people,
    }
    print(json.dumps(said))  # noqa: T201 - read by `prepared`


# What the focal point does, with scripts and without


@dataclass(frozen=True)
class Official:
    """Somebody to put forward."""

    given: str
    family: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


def fill_in(page: Page, official: Official) -> None:
    """A whole nomination, typed into the open form."""
    words = {
        "given_names": official.given,
        "family_name": official.family,
        "email": official.email,
        "post": "Head of Division",
        "organisation": "Customs Service",
        "years_in_post": "4",
        "expertise": "Runs the single window.",
        "motivation": "Opening and closing sessions.",
    }
    for name, word in words.items():
        page.locator(f"[name={name}]").fill(word)
    choices = {"sector": "agency", "language_level": "B2", "language_evidence": "work"}
    for name, choice in choices.items():
        page.locator(f"[name={name}]").select_option(choice)
    page.locator("[name=nationality]").select_option(label="Kazakhstan")
    page.locator("[name=cv]").set_input_files(paper("cv.pdf"))


def nominate(page: Page, allocation: str, official: Official) -> None:
    """Add somebody and submit."""
    page.goto(f"/en/nominations/{allocation}/nominees/new/")
    fill_in(page, official)
    press(page, "button.button-primary[value=submit]")


def endorse(page: Page, allocation: str) -> None:
    """Enter the word of the authority for all who wait for it."""
    page.goto(f"/en/nominations/{allocation}/endorsement/")
    fill_in_word(page)
    press(page, "main button.button-primary")


def fill_in_word(page: Page) -> None:
    page.locator("[name=authority]").fill("Deputy Minister of Trade")
    page.locator("[name=dated]").fill(f"{timezone.now():%Y-%m-%d}")
    page.locator("[name=document]").set_input_files(paper("note-verbale.pdf"))


def replace_by_new(page: Page, allocation: str, out: str, official: Official) -> None:
    """Name somebody new for the seat of the nominee called `out`."""
    page.goto(f"/en/nominations/{allocation}/")
    line = page.locator(".task", has_text=out)
    with page.expect_navigation():
        line.get_by_role("link", name="Replace").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Name somebody new").click()
    fill_in(page, official)
    fill_in_word(page)
    page.locator("[name=reason]").fill("Ill")
    press(page, "button.button-primary[value=replace]")


def stages(page: Page, allocation: str) -> dict[str, str]:
    """How far each nominee on the list has come, by name, in the order of the list."""
    page.goto(f"/en/nominations/{allocation}/")
    lines = page.locator("#order .task")
    return {
        line.locator("h3 a").inner_text(): line.locator(".task-stage .tag").inner_text()
        for line in lines.all()
    }


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def paper(name: str) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
