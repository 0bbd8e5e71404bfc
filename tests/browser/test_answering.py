"""An evaluation answered on a phone, from the personal link to the thanks, with and without scripts."""

import pytest

from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser
MOST_SECTIONS = 30
WORDS = "More time for questions."
ANSWER = """(words) => {
  const seen = new Set();
  for (const radio of document.querySelectorAll("main input[type=radio]"))
    if (!seen.has(radio.name)) { seen.add(radio.name); radio.click(); }
  const fields = document.querySelectorAll("main textarea");
  for (const field of fields) {
    field.value = words;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  return fields.length;
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_evaluation_is_answered_once(open_context, own_site, watch, scripts):
    watch.host = own_site.host
    context = open_context(base_url=own_site.url, viewport=NARROW, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(own_site.personal_link)
    press(page, "main form[method=post] button")
    assert page.url.endswith("/evaluation/answer/")
    assert own_site.personal_link.rstrip("/").rpartition("/")[2] not in page.content()

    press(page, "main a.button, main .button-primary")
    written = 0
    for _ in range(MOST_SECTIONS):
        if page.url.endswith("/check/"):
            break
        written += answer(page)
        press(page, "button.button-primary[value=continue]")
    assert page.url.endswith("/check/")
    assert page.get_by_text(WORDS).count() == written > 0

    press(page, "main form[method=post] button.button-primary")
    assert page.url.endswith("/evaluation/thanks/")
    page.reload()
    assert page.url.endswith("/evaluation/thanks/")
    page.goto(own_site.personal_link)
    assert page.locator("main form[method=post]").count() == 0


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def answer(page) -> int:
    """Choose the first answer of each question, write where words are asked; how often it wrote."""
    return page.evaluate(ANSWER, WORDS)
