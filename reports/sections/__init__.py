"""The report's sections: frozen dataclasses, one builder each, every figure computed once.

`sections_of` builds them all; `reports.compose` makes a document of them. A section holds what it says,
never how it looks.
"""

from dataclasses import dataclass

from django.urls import reverse

from evaluations.annex import AnnexE, annex_e
from reports.document import Block
from reports.models import Report
from reports.prose import blocks_of
from reports.sections.agenda import AnnexA, annex_a
from reports.sections.content import Content, content
from reports.sections.cover import Cover, cover
from reports.sections.papers import AnnexB, AnnexC, annexes_b_and_c
from reports.sections.people import AnnexD, annex_d
from reports.sections.summary import Summary, summary

__all__ = [
    "AnnexA",
    "AnnexB",
    "AnnexC",
    "AnnexD",
    "AnnexE",
    "Content",
    "Cover",
    "Sections",
    "Summary",
    "sections_of",
]


@dataclass(frozen=True)
class Sections:
    """A whole report before it has a form."""

    cover: Cover
    foreword: tuple[Block, ...]
    summary: Summary
    content: Content
    annex_a: AnnexA
    annex_b: AnnexB
    annex_c: AnnexC
    annex_d: AnnexD
    annex_e: AnnexE
    override_note: tuple[Block, ...]


def sections_of(report: Report, *, mount: str = "public") -> Sections:
    """Build every section in the active language; `mount` is where its links lead.

    The number of queries is the same with 1 and with 200 participants, 4 and 500 sessions.
    """
    workshop = report.workshop
    front = cover(workshop, report)
    agenda = annex_a(workshop, mount=mount)
    people = annex_d(workshop)
    body = content(workshop, agenda, agenda_url=reverse(f"{mount}:agenda", args=[workshop.slug]))
    papers, pictures = annexes_b_and_c(workshop, mount=mount)
    return Sections(
        cover=front,
        foreword=blocks_of(report, "foreword"),
        summary=summary(workshop, front, agenda, people, body.load, mount=mount),
        content=body,
        annex_a=agenda,
        annex_b=papers,
        annex_c=pictures,
        annex_d=people,
        annex_e=annex_e(workshop),
        override_note=blocks_of(report, "override_note"),
    )
