"""A real Chromium against a real server."""

import os
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.pages import PLACES, Role
from tests.browser.steps import nominee
from tests.browser.steps.ministry import enter, prepared
from tests.browser.watch import Watch, watch_context, watch_page
from tests.house.site import Site
from tests.tools.machine import find_browser, must_have_all

# Playwright keeps an event loop in this thread; tests that come later use the database in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium; without one the browser tests are left out, but not in CI."""
    path = find_browser()
    if path is None:
        missing = "There is no Chromium or Chrome on this machine"
        pytest.fail(missing) if must_have_all() else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def ministry(site: Site) -> dict[str, str]:
    """A ministry that nominates: tokens and identifiers, by the names that addresses use."""
    return prepared(site)


@pytest.fixture(scope="session")
def people(site: Site) -> dict[str, str]:
    """Links of somebody who was offered a seat, and of somebody who accepted one."""
    return nominee.prepared(site)


@pytest.fixture(scope="session")
def places(site: Site, ministry: dict[str, str]) -> dict[str, str]:
    """Values for the parts of addresses in the table of pages."""
    rows = {name: site.rows(query) for name, query in PLACES.items()}
    found = {name: str(these[0][0]) for name, these in rows.items() if these}
    return found | ministry | {"token": site.personal_link.rstrip("/").rpartition("/")[2]}


@pytest.fixture(scope="session")
def passes(
    site: Site, browser: Browser, ministry: dict[str, str], people: dict[str, str]
) -> dict[Role, dict]:
    """What a browser of each role remembers: cookies of a sign-in and of a personal link."""

    def come_in(page: Page, site: Site) -> None:
        enter(page, ministry["desk_token"])

    return {
        Role.READER: {},
        Role.ORGANISER: remembered(browser, site, sign_in),
        Role.RESPONDENT: remembered(browser, site, begin_to_answer),
        Role.FOCAL_POINT: remembered(browser, site, come_in),
        Role.NOMINEE: remembered(browser, site, partial(nominee.come_in, people["offered_token"])),
        Role.PARTICIPANT: remembered(
            browser, site, partial(nominee.come_in, people["accepted_token"])
        ),
    }


def remembered(browser: Browser, site: Site, enter: Callable[[Page, Site], None]) -> dict:
    context = browser.new_context(base_url=site.url)
    enter(context.new_page(), site)
    state = context.storage_state()
    context.close()
    return state


def sign_in(page: Page, site: Site) -> None:
    """Sign in to the office as the organiser of this database."""
    page.goto("/en/admin/login/")
    page.locator("input[name=username]").fill(site.organiser)
    page.locator("input[name=password]").fill(site.password)
    page.locator("input[type=submit], button[type=submit]").last.click()
    page.wait_for_url("**/en/admin/")


def begin_to_answer(page: Page, site: Site) -> None:
    """Open the personal link and press its button."""
    if not site.personal_link:
        return
    page.goto(site.personal_link)
    page.locator("form[method=post] button").last.click()
    page.wait_for_url("**/answer/")


@pytest.fixture
def watch(site: Site) -> Watch:
    """What the page does wrong; a test that expects it says so with `watch.expect(…)`."""
    return Watch(host=site.host)


@pytest.fixture
def open_context(site: Site, browser: Browser, watch: Watch) -> Iterator[Callable]:
    """`open_context(state, **options)`: a fresh, watched context; any fault fails the test.

    Phones that keep an agenda fetch a hundred pages in the background: only where a test is about that.
    """
    contexts = []

    def opened(state: dict | None = None, **options) -> BrowserContext:
        always = {"base_url": site.url, "reduced_motion": "reduce", "service_workers": "block"}
        options = {"viewport": WIDE} | always | options
        context = browser.new_context(storage_state=state or None, **options)
        contexts.append(context)
        watch_context(context, watch)
        context.on("page", lambda page: watch_page(page, watch))
        return context

    yield opened
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture
def page(open_context) -> Page:
    """A fresh page of a reader with a wide screen."""
    return open_context().new_page()
