"""What changed for somebody: of a release of the agenda, only what concerns them."""

from dataclasses import dataclass
from datetime import datetime

from people.affected import affected, circle_of
from people.models import Participation
from workshops import changes, dates, releases
from workshops.changes import Told
from workshops.content import Text, text_of
from workshops.models import Release


@dataclass(frozen=True)
class OwnChanges:
    """From a release to the one in force, in the active language. `earlier` are others to begin from."""

    since: int
    current: int
    when: str
    note: Text
    changes: tuple[Told, ...]
    earlier: tuple[int, ...]


def may_read(row: Participation, *, takes_part: bool) -> bool:
    """Whether there is such a page: for who takes part or is billed, once the public reads the agenda."""
    return row.workshop.is_public and (takes_part or row.speaker_id is not None)


def own_changes(row: Participation, *, since: int | None, now: datetime) -> OwnChanges | None:
    """What changed for a person since release `since`, or since the one before the one in force.

    None where nothing was ever changed.
    """
    workshop = row.workshop
    current = releases.current(workshop, now=now)
    numbers = list(workshop.releases.out(now).order_by("-number").values_list("number", flat=True))
    earlier = [number for number in numbers if current and number < current.number]
    if not earlier:
        return None
    known = workshop.releases.get(number=since if since in earlier else earlier[0])
    return OwnChanges(
        since=known.number,
        current=current.number,
        when=dates.moment(current.released_at, workshop.zone),
        note=text_of(current, "note"),
        changes=theirs(row, known, current),
        earlier=tuple(earlier),
    )


def theirs(row: Participation, known: Release, current: Release) -> tuple[Told, ...]:
    difference = changes.compare(known.content, current.content)
    circle = circle_of(row.workshop, person=row.person_id)
    kept = {id(change) for one in affected(circle, difference) for change in one.changes}
    told = changes.tell(difference, link=changes.links(row.workshop, current, "public"))
    return tuple(said for change, said in zip(difference, told, strict=True) if id(change) in kept)
