"""Every template in a real browser: two widths, three languages, no fault of any kind."""

from pathlib import Path

import pytest
from django.test import RequestFactory
from django.views.defaults import server_error

from tests.browser.checks import axe, frame_faults, over_budget, wider_than_screen
from tests.browser.conftest import NARROW, WIDE
from tests.browser.pages import AGENDA, ELSEWHERE, PAGES
from tests.house.site import ROOT

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "zh-hans", "ru"]
SCREENS = {"desk": WIDE, "phone": NARROW}


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_sound(open_context, watch, places, passes, line, language):
    page = open_context(passes[line.role], locale=language).new_page()
    statuses = []
    page.on("response", lambda answer: is_document(answer) and statuses.append(answer.status))
    if line.status != 200:
        watch.expect(str(line.status))
    page.goto(line.address(language, places))
    if line.act:
        page.wait_for_load_state("networkidle")
        watch.forget_cost()
        line.act(page)
    found = [*frame_faults(page, language)]
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        found += [f"{screen}: {fault}" for fault in (*axe(page), *wider_than_screen(page))]
    page.wait_for_load_state("networkidle")
    found += [*over_budget(page, watch, line.budget), *watch.faults]
    watch.faults.clear()
    if found:
        pytest.fail("\n".join([page.url, *found]), pytrace=False)
    assert statuses[-1] == line.status


def test_our_own_failure_is_answered_soundly(page, site, watch):
    policy = site.request("GET", "/robots.txt").getheader("Content-Security-Policy")
    headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
    body = server_error(RequestFactory().get("/")).content
    page.route(f"{site.url}/failed", lambda route: route.fulfill(body=body, headers=headers))
    page.goto("/failed", wait_until="networkidle")
    assert [*axe(page), *wider_than_screen(page), *over_budget(page, watch, AGENDA)] == []
    assert page.locator("h1").count() == 1


def is_document(answer) -> bool:
    return answer.request.resource_type == "document"


def test_every_template_stands_in_the_table():
    shown = {line.template for line in PAGES} | set(ELSEWHERE)
    assert sorted(templates() - shown) == [], "say in pages.py where these templates are seen"
    djangos_own = {name for name in shown if name.startswith("admin/")}
    assert sorted(shown - djangos_own - templates()) == [], "pages.py names templates that are gone"


def templates() -> set[str]:
    """Templates of whole pages."""
    folder = ROOT / "templates"
    paths = [path.relative_to(folder) for path in folder.rglob("*.html")]
    return {str(path) for path in paths if is_page(path)}


def is_page(path: Path) -> bool:
    """Whether a template is more than a part of pages or their frame."""
    is_part = {"components", "rostrum", "blocks", "widgets"} & set(path.parts)
    return not is_part and not path.name.startswith(("_", "base"))
