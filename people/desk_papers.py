"""Papers that a focal point finds on the page of an allocation. Upper packages add theirs in
`AppConfig.ready()`:

    desk_papers.add(Paper(_("Confirmation of nominations (PDF)"), "confirmation", order=10))
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise

if TYPE_CHECKING:  # apps register before any model is loaded
    from people.models import Allocation


@dataclass(frozen=True)
class Paper:
    """A paper: its lazy label, and the URL name under `desk` of a file that takes the allocation's uuid."""

    label: str | Promise
    name: str
    order: int


@dataclass(frozen=True)
class PaperLink:
    label: str
    url: str


_papers: dict[str, Paper] = {}


def add(paper: Paper) -> None:
    """Register a paper; adding one with the same name again replaces it."""
    _papers[paper.name] = paper


def papers_of(allocation: "Allocation") -> list[PaperLink]:
    return [
        PaperLink(str(paper.label), reverse(f"desk:{paper.name}", args=[allocation.uuid]))
        for paper in sorted(_papers.values(), key=lambda paper: paper.order)
    ]
