"""A document as a tree of blocks, the same for a page, a Word file and a PDF.

Nothing here knows a format. Words stand in runs, and a run says when it is in another language
than the document. `reports.compose` builds the tree; one writer per format walks it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from evaluations.charts import BarChart, LeaningChart
from workshops.content import Text, html_lang

Style = Literal["", "strong", "emphasis", "quiet"]


@dataclass(frozen=True)
class Run:
    """Words set alike. `lang` is "" where they are in the document's language."""

    text: str
    lang: str = ""
    style: Style = ""
    href: str = ""


Runs = tuple[Run, ...]
Words = str | Run | Iterable[Run]


def runs(*words: Words, style: Style = "", href: str = "") -> Runs:
    """Strings, Texts in whatever language, and runs, as one line of runs without empty ones."""
    line = [run for each in words for run in parts_of(each, style, href)]
    return tuple(run for run in line if run.text)


def parts_of(words: Words, style: Style, href: str) -> Iterable[Run]:
    if isinstance(words, Run):
        return (words,)
    if isinstance(words, Text):
        return (Run(words.plain, html_lang(words.lang), style, href),)
    if isinstance(words, str):
        return (Run(words, "", style, href),)
    return words


def plain(line: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in line)


@dataclass(frozen=True)
class Heading:
    """`level` 3 is the highest within a part, whose own title is 2. `anchor` is unique in all."""

    level: int
    words: Runs
    anchor: str = ""
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """`role`: "lead" opens a part, "quiet" stands back."""

    words: Runs
    role: Literal["", "lead", "quiet"] = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Items:
    """A list; each item is a line, or a line with blocks under it."""

    items: tuple["Item", ...]
    ordered: bool = False
    kind: ClassVar[str] = "items"


@dataclass(frozen=True)
class Item:
    words: Runs
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True)
class Definitions:
    """Terms with what belongs to each: short facts, figures with their derivation, or the parts of
    a day with their sessions."""

    entries: tuple["Definition", ...]
    role: Literal["facts", "figures", "schedule"] = "facts"
    kind: ClassVar[str] = "definitions"


@dataclass(frozen=True)
class Definition:
    term: Runs
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Column:
    """`heads_row`: its cell names the row."""

    label: str
    numeric: bool = False
    heads_row: bool = False


@dataclass(frozen=True)
class Row:
    """As many cells as the table has columns."""

    cells: tuple[Runs, ...]
    total: bool = False


@dataclass(frozen=True)
class RowGroup:
    """Rows under a heading of their own, or under none."""

    rows: tuple[Row, ...]
    heading: Runs = ()


@dataclass(frozen=True)
class Table:
    """`caption` is a sentence that says what the table shows; `anchor` is unique in all."""

    caption: Runs
    anchor: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    total: Row | None = None
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Note:
    """Something set apart: a source, a reservation, what a reader should know first."""

    blocks: tuple["Block", ...]
    title: Runs = ()
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class Chart:
    """Figures as bars under a sentence; a table elsewhere holds the same figures."""

    drawing: LeaningChart | BarChart
    kind: ClassVar[str] = "chart"

    @property
    def leans(self) -> bool:
        return isinstance(self.drawing, LeaningChart)


@dataclass(frozen=True)
class Together:
    """Blocks that paper keeps on one page."""

    blocks: tuple["Block", ...]
    kind: ClassVar[str] = "together"


Block = Heading | Paragraph | Items | Definitions | Table | Note | Chart | Together


@dataclass(frozen=True)
class Part:
    """A part under a title in the table of contents; an annex starts a new page."""

    anchor: str
    label: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Document:
    """A whole paper.

    `genre` says what kind of paper it is, `front` stands beneath the titles on the cover, `source`
    says where it is from and how it may be used.
    """

    lang: str
    genre: str
    title: Runs
    subtitles: tuple[Runs, ...]
    front: tuple[Block, ...]
    parts: tuple[Part, ...]
    source: tuple[Block, ...]
