"""Markdown as blocks: what it may do, and what stays text."""

from reports.document import Item, Items, Note, Paragraph, Run
from reports.prose import from_markdown


def line(*words: str | Run) -> tuple[Run, ...]:
    return tuple(word if isinstance(word, Run) else Run(word) for word in words)


def test_paragraphs_with_emphasis_and_links():
    assert from_markdown("A **b** *c* [d](https://e.org).\n\nF") == (
        Paragraph(
            line(
                "A ",
                Run("b", style="strong"),
                " ",
                Run("c", style="emphasis"),
                " ",
                Run("d", href="https://e.org"),
                ".",
            )
        ),
        Paragraph(line("F")),
    )


def test_lists_within_lists():
    assert from_markdown("1. a\n2. b\n   - c") == (
        Items(
            (Item(line("a")), Item(line("b"), (Items((Item(line("c")),)),))),
            ordered=True,
        ),
    )


def test_heading_is_a_bold_line_and_a_quotation_a_note():
    assert from_markdown("# A\n\n> b") == (
        Paragraph(line(Run("A", style="strong"))),
        Note((Paragraph(line("b")),)),
    )


def test_html_is_text():
    assert from_markdown("<script>a</script>") == (Paragraph(line("<script>a</script>")),)


def test_link_that_runs_something_is_text():
    (paragraph,) = from_markdown("[a](javascript:b)")
    assert [run.href for run in paragraph.words] == [""]


def test_every_run_is_marked_with_the_language():
    (paragraph,) = from_markdown("A **b** c", lang="ru")
    assert {run.lang for run in paragraph.words} == {"ru"}


def test_empty_text_gives_nothing():
    assert from_markdown("") == ()
