"""The sessions of a workshop as its board needs them: plain values in three queries, whatever their number."""

from collections import defaultdict
from types import SimpleNamespace

from workshops.content import Text, columns, wanted
from workshops.models import SessionOrganisation, SpeakerRole, Workshop
from workshops.planning.seen import MARKED, PLACE

ROW = (*MARKED, *PLACE, "position", "number", "hours")  # with the titles in all languages
VENUE, HOST = "venue", "organisation"


class Planned(SimpleNamespace):
    """One session: its columns, and `title`, `venue`, `hosts` and `speakers` as the reader reads them."""


def planned(workshop: Workshop) -> list[Planned]:
    """All that stand in the agenda, by day and in order; in the active language."""
    rows = workshop.sessions.filter(is_added=False).order_by("date", "position", "number")
    speakers, hosts = speakers_in(workshop), hosts_in(workshop)
    return [
        Planned(
            **row,
            title=text_in(row, "title"),
            venue=text_in(row, "name", VENUE),
            speakers=speakers[row["pk"]],
            hosts=hosts[row["pk"]],
        )
        for row in rows.values("pk", *ROW, *columns_over(VENUE))
    ]


def speakers_in(workshop: Workshop) -> dict[int, list[str]]:
    """Names by session."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = SpeakerRole.objects.filter(session__workshop=workshop).order_by("position", "id")
    for session, name in rows.values_list("session_id", "speaker__name"):
        found[session].append(name)
    return found


def hosts_in(workshop: Workshop) -> dict[int, list[Text]]:
    """Names of hosting organisations by session."""
    found: dict[int, list[Text]] = defaultdict(list)
    rows = SessionOrganisation.objects.filter(
        session__workshop=workshop, role=SessionOrganisation.Role.HOST
    ).order_by("position", "id")
    for row in rows.values("session_id", *columns_over(HOST)):
        found[row["session_id"]].append(text_in(row, "name", HOST))
    return found


def columns_over(relation: str) -> list[str]:
    """The columns of a name in all languages, of something related."""
    return [f"{relation}__{name}" for name in columns("name")]


def text_in(row: dict, field: str, relation: str = "") -> Text:
    """A translated field among the columns of a row, in the active language or where it exists."""
    want = wanted()
    for code in want.order:
        name = f"{field}_{code.replace('-', '_')}"
        if value := row[f"{relation}__{name}" if relation else name]:
            return Text(value, "" if code == want.language else code)
    return Text("")
