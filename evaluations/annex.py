"""Annex E of the report: what the public may read of an evaluation."""

from dataclasses import dataclass

from evaluations.models import PublishedFinding
from evaluations.results import Results, results_of
from workshops.content import Text, text_of
from workshops.models import Workshop


@dataclass(frozen=True)
class Finding:
    """One point that a report published, in our words; `place` says where it stands there."""

    text: Text
    heading: Text
    place: str


@dataclass(frozen=True)
class FindingGroup:
    """The points of one kind."""

    kind: str
    label: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class AnnexE:
    """Results of our own, or what another report published, or neither."""

    results: tuple[Results, ...]
    published: tuple[FindingGroup, ...]

    @property
    def is_empty(self) -> bool:
        return not self.results and not self.published


def annex_e(workshop: Workshop) -> AnnexE:
    """The closed questionnaires that an organiser has released, and the findings published elsewhere."""
    released = workshop.questionnaires.closed().filter(is_published=True)
    return AnnexE(
        results=tuple(results_of(questionnaire) for questionnaire in released),
        published=published(workshop),
    )


def published(workshop: Workshop) -> tuple[FindingGroup, ...]:
    rows = list(workshop.published_findings.order_by("kind", "position", "id"))
    groups = (
        FindingGroup(kind, str(label), tuple(finding_of(row) for row in rows if row.kind == kind))
        for kind, label in PublishedFinding.Kind.choices
    )
    return tuple(group for group in groups if group.findings)


def finding_of(row: PublishedFinding) -> Finding:
    return Finding(text_of(row, "text"), text_of(row, "heading"), row.place)
