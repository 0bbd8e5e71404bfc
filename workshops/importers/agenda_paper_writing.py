"""Writes the materials of an agenda workbook, and the corrections of what a source misprints."""

from workshops.content import columns
from workshops.importers.agenda_desk import Desk
from workshops.importers.agenda_session_writing import Sessions
from workshops.models import Correction, Material, Workshop


def write_materials(desk: Desk, workshop: Workshop, sessions: Sessions) -> None:
    """Links only: files come by other ways, and stay."""
    if not desk.has("materials"):
        return
    kept = [
        desk.put(
            Material,
            by={
                "workshop": workshop,
                "session": sessions.get(record["session"]),
                "url": record["url"],
            },
            position=position,
            **record.given(*columns("title"), "kind", "language", "audience"),
        )
        for position, record in enumerate(desk.rows("materials"), start=1)
    ]
    desk.keep_only(workshop.materials.filter(file=""), kept)


def write_corrections(desk: Desk, workshop: Workshop) -> None:
    if not desk.has("corrections"):
        return
    kept = [
        desk.put(
            Correction,
            by={
                "workshop": workshop,
                "printed": record["printed"],
                "place": record["place"],
            },
            position=position,
            **record.given("corrected", "evidence"),
        )
        for position, record in enumerate(desk.rows("corrections"), start=1)
    ]
    desk.keep_only(workshop.corrections.all(), kept)
