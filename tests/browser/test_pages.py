"""Every template in a real browser: two widths, three languages, no fault of any kind."""

from pathlib import Path

import pytest

from tests.browser.checks import axe, frame_faults, over_budget, wider_than_screen
from tests.browser.conftest import NARROW, WIDE
from tests.browser.pages import ELSEWHERE, PAGES
from tests.house.site import ROOT

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "zh-hans", "ru"]
SCREENS = {"phone": NARROW, "desk": WIDE}


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.name)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_is_sound(open_context, watch, places, passes, line, language, screen):
    context = open_context(passes[line.role], viewport=SCREENS[screen], locale=language)
    page = context.new_page()
    if line.status != 200:
        watch.expect(str(line.status))
    answer = page.goto(line.address(language, places), wait_until="networkidle")
    assert answer.status == line.status
    found = {
        "accessibility": axe(page),
        "width": wider_than_screen(page),
        "budget": over_budget(page, watch, line.budget),
        "frame": list(frame_faults(page, language)),
    }
    assert {what: faults for what, faults in found.items() if faults} == {}


def test_every_template_stands_in_the_table():
    shown = {line.template for line in PAGES} | set(ELSEWHERE)
    assert shown - templates() == set(), "the table names templates that are gone"
    assert templates() - shown == set(), "say in pages.py where these templates are seen"


def templates() -> set[str]:
    """Templates of whole pages, admin's among them; not parts, not frames."""
    folder = ROOT / "templates"
    paths = [path.relative_to(folder) for path in folder.rglob("*.html")]
    return {str(path) for path in paths if is_page(path)}


def is_page(path: Path) -> bool:
    parts = ("components", "rostrum", "admin")
    return path.parts[0] not in parts and path.name != "base.html" and path.name[0] != "_"
