"""Annex E: what the evaluation found."""

from dataclasses import dataclass

from evaluations.models import PublishedFinding
from workshops.content import Text, text_of
from workshops.models import Workshop


@dataclass(frozen=True)
class Finding:
    text: Text
    heading: Text


@dataclass(frozen=True)
class FindingGroup:
    label: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class AnnexE:
    published: tuple[FindingGroup, ...]


def annex_e(workshop: Workshop) -> AnnexE:
    rows = list(workshop.published_findings.order_by("kind", "position", "id"))
    groups = (
        FindingGroup(
            str(label),
            tuple(
                Finding(text_of(row, "text"), text_of(row, "heading"))
                for row in rows
                if row.kind == kind
            ),
        )
        for kind, label in PublishedFinding.Kind.choices
    )
    return AnnexE(published=tuple(group for group in groups if group.findings))
