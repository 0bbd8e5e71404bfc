"""Lines of words, and how a page sets them."""

import pytest
from django.utils import translation

from reports.document import Run, plain, runs
from reports.templatetags.report import inline
from reports.words import filled, listed, number, sentences
from workshops.content import Text


def test_line_keeps_languages_and_drops_what_is_empty():
    assert runs("A ", Text("Б", "ru"), "", Run("c", style="strong")) == (
        Run("A "),
        Run("Б", lang="ru"),
        Run("c", style="strong"),
    )


def test_sentence_is_filled_and_each_filling_keeps_its_language():
    line = filled("%(what)s in %(where)s.", what=Text("会", "zh-hans"), where="A")
    assert line == (Run("会", lang="zh-Hans"), Run(" in "), Run("A"), Run("."))


def test_full_stop_is_set_once():
    assert plain(filled("Held by %(name)s.", name="Pearls Co., Ltd.")) == (
        "Held by Pearls Co., Ltd."
    )
    assert plain(filled("Held by %(name)s.", name="Pearls")) == "Held by Pearls."


@pytest.mark.parametrize(("language", "words"), [("en", "A. B."), ("zh-hans", "A.B.")])
def test_sentences_follow_each_other(language, words):
    with translation.override(language):
        assert plain(sentences([runs("A."), runs("B.")])) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A, a", "B", "C"], "A, a; B; C"),
    ],
)
def test_names_are_listed(names, words):
    assert plain(listed(names)) == words


@pytest.mark.parametrize(
    ("value", "words"), [(37, "37"), (10.666, "10.7"), (8.0, "8"), (0, "0"), (1200, "1200")]
)
def test_numbers(value, words):
    assert number(value) == words


def test_page_marks_languages_and_styles_and_escapes_words():
    line = (
        Run("a<b"),
        Run("c", lang="ru"),
        Run("d", style="strong", lang="zh-Hans"),
        Run("e", style="quiet"),
        Run("f", href="https://g.org/?a=1&b=2"),
    )
    assert inline(line) == (
        'a&lt;b<span lang="ru">c</span><strong lang="zh-Hans">d</strong><small>e</small>'
        '<a href="https://g.org/?a=1&amp;b=2">f</a>'
    )


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//x"]
)
def test_page_links_to_nothing_that_could_run(href):
    assert inline((Run("a", href=href),)) == "a"
