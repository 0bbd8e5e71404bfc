"""The real workshop, as its published report tells of it: `digital-economy-2024`."""

from datetime import datetime

from evaluations.importers.published import PublishedImporter
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from reports.actions import finalise, publish
from reports.models import Report
from reports.samples import FOLDER, load
from workshops.actions import happening
from workshops.importers.agenda import AgendaImporter
from workshops.models import Workshop

SLUG = "digital-economy-2024"
FILES = FOLDER / SLUG
WHY_FINAL = (
    "The source lists two speakers in its text that its list of participants leaves out; "
    "they are shown as the source has them."
)


def load_seed(*, now: datetime) -> Workshop:
    """Load the workshop, its seats, people and published evaluation. A second time changes nothing."""
    load(AgendaImporter(slug=SLUG, publish=True), FILES / "agenda.xlsx")
    workshop = Workshop.objects.get(slug=SLUG)
    load(AllocationsImporter(workshop), FILES / "allocations.xlsx")
    load(RosterImporter(workshop, now=now), FILES / "roster.xlsx")
    load(PublishedImporter(workshop), FILES / "evaluation-summary.xlsx")
    add_what_was_never_listed(workshop, now)
    publish_report(workshop, now)
    return workshop


def add_what_was_never_listed(workshop: Workshop, now: datetime) -> None:
    """The lecture that the report tells of and its agenda does not; on which day, nothing says."""
    if not workshop.sessions.added().exists():
        happening.add(
            workshop,
            titles={"title_en": "China’s Digital Policy and the Digital One Belt and One Road"},
            speakers=list(workshop.speakers.filter(slug="rong-ying")),
            note="Told of in sections II and V and in Annex D of the source; its Annex A lacks it.",
            by=None,
            now=now,
        )


def publish_report(workshop: Workshop, now: datetime) -> None:
    """Make the report final and public, as an organiser would who says why findings are left open."""
    report, is_new = Report.objects.get_or_create(workshop=workshop)
    if is_new:
        finalise(report, by=None, now=now, override_note=WHY_FINAL)
        publish(report, by=None)
