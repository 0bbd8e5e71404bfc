"""How Annex E reads: results of our own, then what another report published."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.annex import AnnexE, Finding, FindingGroup
from evaluations.charts import bar_chart, leaning_charts
from evaluations.comments import CommentsResult
from evaluations.crosses import Cross, CrossLine
from evaluations.results import (
    ItemResult,
    PairResult,
    Results,
    SectionResult,
)
from evaluations.templatetags.evaluations import bounds, counts, favourable_share, reason
from reports.compose.pieces import bullets, paragraph
from reports.document import (
    Block,
    Chart,
    Column,
    Heading,
    Note,
    Part,
    Row,
    RowGroup,
    Runs,
    Table,
    Together,
    runs,
)
from reports.words import filled, number


def evaluation_part(annex: AnnexE) -> Part:
    """What the public may read of the evaluation."""
    return Part(
        anchor="annex-e",
        label=_("Annex E"),
        title=_("Evaluation"),
        blocks=(
            *(block for n, results in enumerate(annex.results, 1) for block in own(results, n)),
            *published(annex.published),
            *([paragraph(_("No results have been published."))] if annex.is_empty else []),
        ),
        new_page=True,
    )


def published(groups: tuple[FindingGroup, ...]) -> Iterable[Block]:
    """Points of another report, under what kind each is."""
    if groups:
        yield paragraph(
            _("What the source published of its evaluation, in our words."), role="quiet"
        )
    for group in groups:
        yield Heading(3, runs(group.label), f"evaluation-{group.kind}")
        for place, findings in groupby(group.findings, key=attrgetter("place")):
            if place:
                yield paragraph(place, role="quiet")
            yield from bullets(map(finding, findings))


def finding(one: Finding) -> Runs:
    """A point, its heading before it."""
    if not one.heading:
        return runs(one.text)
    heading = runs(one.heading, style="strong")
    return filled(_("%(heading)s: %(text)s"), heading=heading, text=one.text)


def own(results: Results, number_: int) -> Iterable[Block]:
    """One questionnaire: who answered, bars, comments, all figures, limits."""
    key = f"results-{number_}"
    yield Heading(3, runs(results.title), key)
    yield paragraph(results.header.sentence, role="lead")
    for section in results.sections:
        yield Heading(4, runs(section.title))
        yield from (Together((chart,)) for chart in charts(section))
        yield from (paragraph(moved(pair)) for pair in pairs(section) if pair.moves)
    yield from cross_blocks(results.cross, key)
    yield from (block for said in results.comments for block in comments(said))
    yield Heading(4, runs(_("All figures")))
    yield all_figures(results, key)
    yield Heading(4, runs(_("What these figures cannot say")))
    yield from bullets(results.limits)


def charts(section: SectionResult) -> Iterable[Chart]:
    """One chart for each scale, then one for each question without one."""
    yield from map(Chart, leaning_charts(section))
    for block in section.blocks:
        for item in block.items:
            if block.scale is None and (chart := bar_chart(block, item)):
                yield Chart(chart)


def pairs(section: SectionResult) -> Iterable[PairResult]:
    return (pair for block in section.blocks for pair in block.pairs)


def moved(pair: PairResult) -> Runs:
    """Before and now in a sentence."""
    sentence = _(
        "Of %(n)s who answered both, %(up)s know more now, %(stayed)s as much, %(down)s less."
    ) % {
        "n": pair.moves.n,
        "up": pair.moves.up,
        "stayed": pair.moves.stayed,
        "down": pair.moves.down,
    }
    return filled(
        _("%(what)s: %(sentence)s"), what=runs(pair.label, style="strong"), sentence=sentence
    )


def cross_blocks(cross: Cross | None, key: str) -> Iterable[Block]:
    """Medians and means by group, or why there are none."""
    if cross is None:
        return
    yield Heading(4, runs(cross.question))
    if cross.withheld:
        yield paragraph(reason(cross.withheld))
        return
    yield Table(
        caption=runs(
            _("Median and mean by group. How many of a group answered an item is not shown.")
        ),
        anchor=f"{key}-cross",
        columns=(
            Column(_("Question"), heads_row=True),
            *(
                Column(f"{group.label} ({number(group.size)})", numeric=True)
                for group in cross.groups
            ),
        ),
        groups=(RowGroup(tuple(cross_row(line, len(cross.groups)) for line in cross.lines)),),
    )


def cross_row(line: CrossLine, groups: int) -> Row:
    if line.figures is None:
        return Row((runs(line.label), *[runs(_("withheld"))] * groups))
    shown = (
        str(figure.median) if figure.mean is None else f"{figure.median} / {figure.mean}"
        for figure in line.figures
    )
    return Row((runs(line.label), *map(runs, shown)))


def comments(said: CommentsResult) -> Iterable[Block]:
    """A text question: how many wrote, about what, and what may be quoted."""
    if not said.given:
        return
    yield Heading(4, runs(said.text))
    yield paragraph(
        ngettext(
            "%(n)s written answer. Shown are those that were reviewed and may be quoted, in "
            "random order.",
            "%(n)s written answers. Shown are those that were reviewed and may be quoted, in "
            "random order.",
            said.given,
        )
        % {"n": number(said.given)},
        role="quiet",
    )
    yield from bullets(
        filled(_("%(theme)s: %(n)s"), theme=theme.name, n=number(theme.count))
        for theme in said.themes
    )
    yield from (Note((paragraph(quote),)) for quote in said.quotes)


def all_figures(results: Results, key: str) -> Table:
    """The figures behind the bars of what was asked on a scale."""
    return Table(
        caption=runs(
            _(
                "Answers are counted in the order of the scale, lowest first. Bounds say what share "
                "of all invited would be favourable if everybody had answered."
            )
        ),
        anchor=f"{key}-figures",
        columns=(
            Column(_("Question"), heads_row=True),
            Column(_("Answered"), numeric=True),
            Column(_("Counts"), numeric=True),
            Column(_("Favourable"), numeric=True),
            Column(_("Median"), numeric=True),
            Column(_("Mean"), numeric=True),
            Column(_("Bounds"), numeric=True),
        ),
        groups=tuple(group for section in results.sections for group in section_groups(section)),
    )


def section_groups(section: SectionResult) -> Iterable[RowGroup]:
    """Questions of one row under their section, then those of several, each under its question."""
    blocks = [block for block in section.blocks if block.scale]
    single = [block for block in blocks if len(block.items) == 1]
    if single:
        rows = tuple(figure_row(runs(block.text), block.items[0]) for block in single)
        yield RowGroup(rows, runs(section.title))
    for block in blocks:
        if len(block.items) > 1:
            rows = tuple(figure_row(runs(item.label), item) for item in block.items)
            yield RowGroup(rows, runs(block.text))


def figure_row(label: Runs, item: ItemResult) -> Row:
    """One item; the reason instead of figures where they are withheld."""
    if item.tally.withheld or item.summary is None:
        why = reason(item.tally.withheld) if item.tally.withheld else ""
        return Row((runs(label, " ", runs(why, style="quiet")), *[()] * 6))
    return Row(
        (label, runs(number(item.tally.n)), runs(counts(item.tally)), *map(runs, summed(item)))
    )


def summed(item: ItemResult) -> tuple[str, str, str, str]:
    """Favourable answers, median, mean and bounds."""
    return (
        _("%(count)s (%(share)s)")
        % {"count": item.summary.favourable, "share": favourable_share(item)},
        str(item.summary.median),
        "–" if item.summary.mean is None else str(item.summary.mean),
        bounds(item.summary.bounds),
    )
