"""Following the agenda on a phone: without a network, with stars, in one's own time zone."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checks import axe, wider_than_screen
from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "zh-hans", "ru"]
LIVE = "workshops/sample-live"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found[new URL(request.url).pathname] = name;
  return found;
}"""
COMPLETE = """async (list) => {
  while (!(await caches.match(list))) await new Promise((again) => setTimeout(again, 100));
}"""


def phone(open_context, state=None, **options) -> BrowserContext:
    return open_context(state, viewport=NARROW, service_workers="allow", **options)


def visit_and_keep(page: Page, address: str) -> dict[str, str]:
    """Open a page, wait until the worker has kept its workshop; what is kept, by path."""
    page.goto(address)
    keep(page)
    return page.evaluate(KEPT)


def keep(page: Page) -> None:
    expect(page.locator("[data-offline]")).to_have_count(1)
    listed = page.locator("[data-offline]").get_attribute("data-offline")
    page.evaluate(COMPLETE, listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_one_visit_the_whole_agenda_opens_without_a_network(open_context, watch, language):
    context = phone(open_context, locale=language)
    page = context.new_page()
    kept = visit_and_keep(page, f"/{language}/{LIVE}/agenda/")
    context.set_offline(True)

    session = next(path for path in kept if "/sessions/" in path)
    speaker = next(path for path in kept if "/speakers/" in path and path.count("/") == 6)
    home = f"/{language}/{LIVE}/"
    for path in (home, f"{home}agenda/", f"{home}information/", session, speaker):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("[data-offline]")).to_be_visible()
        assert [*axe(page), *wider_than_screen(page)] == [], path
    assert watch.faults == []


def test_a_kept_page_says_how_old_it_is_and_a_live_one_says_nothing(open_context):
    context = phone(open_context, locale="en")
    page = context.new_page()
    visit_and_keep(page, f"/en/{LIVE}/agenda/")
    page.reload()
    expect(page.locator("[data-offline]")).to_be_hidden()

    context.set_offline(True)
    page.reload()

    line = page.locator("[data-offline]")
    expect(line).to_be_visible()
    words = line.inner_text()
    assert words.startswith("Saved at ")
    assert words.endswith(" – offline")
    clock = words.removeprefix("Saved at ").removesuffix(" – offline")
    assert [len(part) for part in clock.split(":")] == [2, 2]


def test_every_listed_page_and_file_is_kept(open_context, site):
    page = phone(open_context).new_page()
    kept = visit_and_keep(page, f"/en/{LIVE}/agenda/")
    listed = page.evaluate(
        "async (path) => await (await fetch(path)).json()", f"/en/{LIVE}/offline.json"
    )

    assert sorted(kept) == sorted({*listed["pages"], *listed["files"], f"/en/{LIVE}/offline.json"})
