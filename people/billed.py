"""Who is billed on the agenda, and who of them stands on no list of people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from people import names
from people.models import LIVE, Participation, Person, Role
from workshops.models import Session, Speaker, SpeakerRole, Workshop

LISTED = (Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST)
TAUGHT = (SpeakerRole.Role.SPEAKER, SpeakerRole.Role.MODERATOR)


@dataclass(frozen=True)
class Appearance:
    """One session that somebody stands on, and as what."""

    session: Session
    role: str


@dataclass(frozen=True)
class Unlisted:
    """A billing on sessions that were held, of whom no list of people knows."""

    speaker: Speaker
    appearances: tuple[Appearance, ...]


def unlisted(workshop: Workshop, *, today: date) -> tuple[Unlisted, ...]:
    """Who spoke or moderated up to a day and is no resource person, staff or guest; in one query.

    Who was to speak and did not is left out; what was never listed, on a day that nobody knows, was held.

    Who gives welcome or closing remarks is a guest of honour by that, as the report has it.
    """
    found: dict[int, list[SpeakerRole]] = defaultdict(list)
    until_now = Q(session__date__lte=today) | Q(session__date=None)
    for role in billings(workshop).filter(until_now, role__in=TAUGHT):
        found[role.speaker_id].append(role)
    return tuple(
        Unlisted(roles[0].speaker, tuple(Appearance(r.session, r.role) for r in roles))
        for roles in found.values()
    )


def billings(workshop: Workshop) -> QuerySet[SpeakerRole]:
    """Of people who have no role in the workshop, by name."""
    listed = Participation.objects.filter(
        speaker=OuterRef("speaker"), role__in=LISTED, state__in=LIVE
    )
    rows = SpeakerRole.objects.delivered().filter(
        ~Exists(listed), session__workshop=workshop, speaker__is_organisation=False
    )
    return rows.select_related("speaker", "session").order_by(
        "speaker__sort_name", "speaker__name", "speaker", "session__date", "session__number", "pk"
    )


def appearances(rows: Sequence[Participation]) -> dict[int, tuple[Appearance, ...]]:
    """The sessions that people are billed on, by primary key of the participation; in one query."""
    speakers = {row.speaker_id for row in rows if row.speaker_id}
    if not speakers:
        return {}
    roles = SpeakerRole.objects.filter(speaker__in=speakers).select_related("session")
    found: dict[int, list[Appearance]] = defaultdict(list)
    for role in roles.order_by("session__date", "session__number", "pk"):
        found[role.speaker_id].append(Appearance(role.session, role.role))
    return {row.pk: tuple(found[row.speaker_id]) for row in rows if row.speaker_id in found}


def people_called(*written: str) -> list[Person]:
    """Records of people under one of these names, in either order; those of this name alone."""
    folded = {names.fold(each) for each in written if each.strip()}
    folded |= {" ".join(reversed(each.split())) for each in folded}
    if not folded:
        return []
    alike = Q()
    for each in folded:
        alike |= Q(searchable__contains=each)
    rows = Person.objects.filter(alike).select_related("nationality").order_by("sort_name", "pk")
    return [row for row in rows if folded & set(row.searchable.split("\n"))]


def billing_called(workshop: Workshop, person: Person) -> Speaker | None:
    """The billing under a person's name, where there is one and no other."""
    called = set(filter(None, names.searchable_for(person).split("\n")))
    found = [one for one in speakers_of(workshop) if called & names_of(one)]
    return found[0] if len(found) == 1 else None


def speakers_of(workshop: Workshop) -> QuerySet[Speaker]:
    return workshop.speakers.filter(is_organisation=False)


def names_of(speaker: Speaker) -> set[str]:
    written: Iterable[str] = (speaker.name, speaker.name_native, speaker.sort_name)
    return {names.fold(each) for each in written if each.strip()}
