"""Writes the speakers of an agenda workbook, and who is billed on which session."""

from collections import defaultdict

from workshops.content import columns
from workshops.importers.agenda_desk import Desk
from workshops.importers.agenda_session_writing import Sessions
from workshops.importers.sheets import Record
from workshops.models import Speaker, SpeakerRole, Workshop


def write_speakers(desk: Desk, workshop: Workshop) -> dict[str, Speaker]:
    """The speakers by key; none where the file has no such sheet."""
    if not desk.has("speakers"):
        return {}
    speakers = {r["slug"]: write_speaker(desk, workshop, r) for r in desk.rows("speakers")}
    desk.keep_only(workshop.speakers.planned(), speakers.values())
    return speakers


def write_speaker(desk: Desk, workshop: Workshop, record: Record) -> Speaker:
    values = record.given(
        *("name", "sort_name", "honorific", "name_native", "is_organisation"),
        *columns("post", "biography"),
    )
    values["sort_name"] = values.get("sort_name") or record["name"]
    if "organisation" in record.present:
        values["organisation"] = desk.organisation_named(record["organisation"])
    return desk.put(Speaker, by={"workshop": workshop, "slug": record["slug"]}, **values)


def write_billings(
    desk: Desk, workshop: Workshop, sessions: Sessions, speakers: dict[str, Speaker]
) -> None:
    if not desk.has("billings"):
        return
    places: dict[int, int] = defaultdict(int)
    kept = []
    for record in desk.rows_in_order("billings"):
        places[record["session"]] += 1
        kept.append(
            desk.put(
                SpeakerRole,
                by={
                    "session": sessions[record["session"]],
                    "speaker": speakers[record["speaker"].casefold()],
                    "role": record["role"],
                },
                position=places[record["session"]],
                **record.given("online", "printed_name", "printed_post"),
            )
        )
    planned = SpeakerRole.objects.planned().filter(session__workshop=workshop)
    desk.keep_only(planned.exclude(session__is_added=True), kept)
