"""What must hold of a page in a browser: each check returns findings, and none when all is well."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.pages import Budget
from tests.browser.watch import Watch

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """(tags) => axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
  preload: false,  // would copy imported style sheets into the page, which the policy refuses
})"""
WIDER = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const style = (element) => getComputedStyle(element).overflowX;
  const contained = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (style(box) !== "visible") return true;
    return false;
  };
  const sticksOut = (element) => element.getBoundingClientRect().right > limit + 1
    || (style(element) === "visible" && element.scrollWidth > limit + 1);
  const guilty = [...document.body.querySelectorAll("*")].filter(
    (element) => sticksOut(element) && !contained(element));
  const lines = guilty.reverse().slice(0, 3).map((element) => element.outerHTML.slice(0, 160));
  return [`${document.documentElement.scrollWidth} px wide`, ...lines];
}"""

SKIP_LINK = """() => {
  const first = document.body.querySelector("a[href], button, input, select, textarea, [tabindex]");
  if (!first || !first.hash || !document.querySelector(first.hash)) return false;
  first.focus();
  const box = first.getBoundingClientRect();
  const focused = document.activeElement === first;
  first.blur();
  return focused && box.height > 1 && box.bottom > 0 && box.right > 0;
}"""


def axe(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and of good practice, one line per element."""
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, RULES)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} "
        f"{node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wider_than_screen(page: Page) -> list[str]:
    """The page's width where it exceeds the screen's, and what sticks out."""
    return page.evaluate(WIDER)


def over_budget(page: Page, watch: Watch, budget: Budget) -> list[str]:
    """One line for each limit that a first visit exceeds."""
    page.evaluate("0")  # lets events arrive that are still on their way
    images = watch.cost("Image") if budget.own_images else 0
    own_images = watch.number("Image") if budget.own_images else 0
    measured = {
        "kB in all": (watch.cost() - images, budget.total),
        "kB of scripts": (watch.cost("Script"), budget.scripts),
        "kB of styles": (watch.cost("Stylesheet"), budget.styles),
        "requests": (watch.number() - own_images, budget.requests),
    }
    return [
        f"{actual:.1f} {what}, {allowed} allowed"
        for what, (actual, allowed) in measured.items()
        if actual > allowed
    ]


def frame_faults(page: Page, language: str) -> Iterator[str]:
    """What every page of ours has: its language, one heading, a title, a way past the navigation."""
    lang = page.locator("html").get_attribute("lang")
    if (lang or "").lower() != language:
        yield f"lang is {lang}, not {language}"
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} first-level headings"
    if not page.title().strip():
        yield "no title"
    if not page.evaluate(SKIP_LINK):
        yield "the first stop of the keyboard is no visible link past the navigation"
