"""Content and participants: what was taught, by whom, in which languages, to whom."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from reports.sections.agenda import AnnexA
from reports.sections.figure import Figure
from reports.sections.load import Load, load_of
from reports.sections.seats import StreamSeats, seats_by_stream
from workshops.content import Text, text_of
from workshops.items import Billing
from workshops.models import Speaker, SpeakerRole, Workshop
from workshops.overview import language_name

Role = SpeakerRole.Role


@dataclass(frozen=True)
class ComponentLine:
    """A part of the programme with the hours planned for it."""

    name: Text
    hours: Decimal


@dataclass(frozen=True)
class Expert:
    """Somebody of the expert team, with the post held at the event."""

    name: str
    honorific: str
    post: Text
    on_agenda: bool


@dataclass(frozen=True)
class Content:
    """The section's facts."""

    components: tuple[ComponentLine, ...]
    planned_hours: Figure
    tracks: tuple[Text, ...]
    load: Load
    welcome: tuple[Billing, ...]
    moderators: tuple[Billing, ...]
    closing: tuple[Billing, ...]
    experts: tuple[Expert, ...]
    languages: tuple[str, ...]
    interpretation: bool
    seats: tuple[StreamSeats, ...]


def content(workshop: Workshop, annex: AnnexA, *, agenda_url: str) -> Content:
    """What the workshop was made of, in the active language; `annex` is its Annex A."""
    components = tuple(
        ComponentLine(text_of(row, "name"), row.planned_hours)
        for row in workshop.components.order_by("position", "id")
    )
    return Content(
        components=components,
        planned_hours=Figure(
            sum((row.hours for row in components), Decimal(0)),
            _("Planned hours"),
            _("The sum of the hours planned for the components."),
        ),
        tracks=tuple(text_of(row, "name") for row in workshop.tracks.order_by("position", "id")),
        load=load_of(annex, url=agenda_url),
        welcome=annex.billed(Role.WELCOME, bodies=True),
        moderators=annex.billed(Role.MODERATOR, bodies=True),
        closing=annex.billed(Role.CLOSING, bodies=True),
        experts=experts_of(workshop, annex),
        languages=tuple(language_name(code) for code in workshop.working_languages),
        interpretation=workshop.interpretation,
        seats=seats_by_stream(workshop),
    )


def experts_of(workshop: Workshop, annex: AnnexA) -> tuple[Expert, ...]:
    """Speakers in the order of the agenda, then those billed to no session of it.

    Who spoke in a session that was never listed is one of those; who was to speak and did not is none.
    """
    billed = [one.slug for one in annex.people_billed]
    on_any = SpeakerRole.objects.filter(speaker=OuterRef("pk"))
    spoke_unlisted = on_any.delivered().filter(session__is_added=True)
    unbilled = (
        Speaker.objects.filter(workshop=workshop, is_organisation=False)
        .exclude(slug__in=billed)
        .filter(~Exists(on_any) | Exists(spoke_unlisted))
        .order_by("sort_name", "name", "id")
    )
    return (
        *(
            Expert(one.name, one.honorific, one.post, on_agenda=True)
            for one in annex.billed(Role.SPEAKER)
        ),
        *(
            Expert(one.name, one.honorific, text_of(one, "post"), on_agenda=False)
            for one in unbilled
        ),
    )
