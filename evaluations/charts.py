"""Results as the chart components want them: a sentence, rows, segments. No figure is computed here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.results import BlockResult, ItemResult, SectionResult
from evaluations.scales import Direction, Scale
from evaluations.tallies import Cell, Tally, percent

# The accent's tones stand for the better answers, whichever side they are on; of a balance, for too little.
BALANCED = ("less", "less-weak", "even", "more-weak", "more")
BETTER_LAST = BALANCED[::-1]
BETTER_FIRST = ("less", "even", "more")
TONES = {
    Direction.BALANCED: BALANCED,
    Direction.RISING: BETTER_LAST,
    Direction.FALLING: BETTER_FIRST,
}
HALF = 50  # percent of the line that all answers of an item take
NARROW = 3  # percent below which a segment carries no number


@dataclass(frozen=True)
class Segment:
    """One answer's part of a bar, in percent of the line."""

    tone: str
    x: float
    width: float
    text: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class LeaningRow:
    label: str
    alt: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class LeaningChart:
    """For `components/diverging_bar.html`."""

    sentence: str
    key: tuple[tuple[str, str], ...]
    rows: tuple[LeaningRow, ...]


@dataclass(frozen=True)
class BarRow:
    label: str
    count: int
    text: str
    alt: str


@dataclass(frozen=True)
class BarChart:
    """For `components/bar.html`."""

    sentence: str
    rows: tuple[BarRow, ...]
    scale: int


def leaning_charts(section: SectionResult) -> list[LeaningChart]:
    """One chart for each scale used in a section, the best-liked item first."""
    by_scale: dict[str, list[tuple[str, ItemResult]]] = {}
    scales: dict[str, Scale] = {}
    for block in section.blocks:
        if block.scale is None:
            continue
        scales[block.scale.code] = block.scale
        shown = [(label_in(block, item), item) for item in block.items if item.summary]
        by_scale.setdefault(block.scale.code, []).extend(shown)
    return [leaning_chart(scales[code], items) for code, items in by_scale.items() if items]


def leaning_chart(scale: Scale, items: list[tuple[str, ItemResult]]) -> LeaningChart:
    tones = TONES[scale.direction]
    ranked = sorted(items, key=lambda pair: -pair[1].summary.favourable / max(pair[1].tally.n, 1))
    label, best = ranked[0]
    return LeaningChart(
        sentence=sentence_of(label, best, scale),
        key=tuple((tone, str(p.label)) for tone, p in zip(tones, scale.points, strict=True)),
        rows=tuple(leaning_row(name, item.tally, tones) for name, item in ranked),
    )


def sentence_of(label: str, item: ItemResult, scale: Scale) -> str:
    """The first finding in words."""
    favourable = [str(p.label) for p in scale.points if p.code in scale.favourable]
    words = {
        "what": label,
        "count": item.summary.favourable,
        "n": item.tally.n,
        "first": favourable[0],
        "last": favourable[-1],
    }
    if len(favourable) > 1:
        return _("%(what)s %(count)s of %(n)s said “%(first)s” or “%(last)s”.") % words
    return _("%(what)s %(count)s of %(n)s said “%(first)s”.") % words


def leaning_row(label: str, tally: Tally, tones: Sequence[str]) -> LeaningRow:
    counts = [cell.count or 0 for cell in tally.cells]
    widths = [HALF * count / tally.n for count in counts]
    middle = len(widths) // 2
    at = 50 - sum(widths[:middle]) - widths[middle] / 2
    segments = []
    for tone, width, count in zip(tones, widths, counts, strict=True):
        if count:
            text = str(count) if width >= NARROW else ""
            segments.append(Segment(tone, round(at, 2), round(width, 2), text))
        at += width
    return LeaningRow(label, in_words(tally), tuple(segments))


def bar_chart(block: BlockResult, item: ItemResult) -> BarChart | None:
    """What was chosen, the most chosen first; 0 to 10 stays in order."""
    tally = item.tally
    if tally.withheld:
        return None
    cells = list(tally.cells)
    if block.kind != "nps":
        cells.sort(key=lambda cell: -(cell.count or 0))
    sentence = ngettext("%(what)s %(n)s answer.", "%(what)s %(n)s answers.", tally.n)
    return BarChart(
        sentence=sentence % {"what": label_in(block, item), "n": tally.n},
        rows=tuple(
            BarRow(cell.label, cell.count or 0, count_text(cell.count), alt_of(cell, tally))
            for cell in cells
            if cell.count != 0 or block.kind == "nps"
        ),
        scale=max(tally.n, 1),
    )


def label_in(block: BlockResult, item: ItemResult) -> str:
    """What an item is called where its question is not a heading."""
    return item.label if len(block.items) > 1 else block.text.plain


def count_text(count: int | None) -> str:
    return _("not shown") if count is None else str(count)


def alt_of(cell: Cell, tally: Tally) -> str:
    words = {"label": cell.label, "count": count_text(cell.count), "n": tally.n}
    return _("%(label)s: %(count)s of %(n)s") % words


def in_words(tally: Tally) -> str:
    """All counts of a bar, for those who cannot see it."""
    return "; ".join(
        _("%(label)s: %(count)s") % {"label": cell.label, "count": count_text(cell.count)}
        for cell in tally.cells
    )


def share_text(count: int, of: int) -> str:
    """84%, or 7 of 9 where a percentage would claim too much."""
    whole = percent(count, of)
    if whole is None:
        return _("%(count)s of %(n)s") % {"count": count, "n": of}
    return _("%(percent)s%%") % {"percent": whole}
