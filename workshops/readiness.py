"""Before a workshop is published: what will become visible, and what is missing.

Upper packages add to both where their admin is registered:

    readiness.add_visible(people_who_agreed, order=30)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.utils import build_localized_fieldname

from workshops.models import OrganisationRole, Session, Workshop

Kind = Session.Kind
NEED_A_TITLE = [Kind.CEREMONY, Kind.LECTURE, Kind.GROUP_WORK, Kind.DISCUSSION]
NEED_A_SPEAKER = [Kind.LECTURE]
TEXTS = ("title", "city", "summary", "purpose", "approach", "participants_sought")


@dataclass(frozen=True)
class Gap:
    """Something missing. `code` tells the admin which list to lead to."""

    code: str
    message: str


VisibleSource = Callable[[Workshop], str]
_visible: dict[VisibleSource, int] = {}


def add_visible(source: VisibleSource, *, order: int) -> None:
    """Register a function that says what of a workshop becomes visible, or "" for nothing."""
    _visible[source] = order


def visible(workshop: Workshop) -> list[str]:
    """What the public sees once the workshop is published: "35 sessions", "22 speakers"."""
    sources = sorted(_visible, key=lambda source: _visible[source])
    return [said for source in sources if (said := source(workshop))]


def gaps(workshop: Workshop) -> list[Gap]:
    """What is missing or odd. None of it forbids publishing."""
    sessions = workshop.sessions.all()
    return [
        *said_of_sessions(workshop, sessions),
        *said_of_workshop(workshop),
        *said_of_languages(workshop, sessions),
    ]


def said_of_sessions(workshop: Workshop, sessions: QuerySet) -> Iterable[Gap]:
    if not sessions.exists():
        yield Gap("sessions", _("There are no sessions."))
    if count := untitled(sessions).count():
        yield Gap(
            "titles",
            ngettext("%(count)s session has no title.", "%(count)s sessions have no title.", count)
            % {"count": count},
        )
    if count := without_speaker(sessions).count():
        yield Gap(
            "speakers",
            ngettext(
                "%(count)s lecture has no speaker.", "%(count)s lectures have no speaker.", count
            )
            % {"count": count},
        )
    if count := outside(sessions).count():
        yield Gap(
            "dates",
            ngettext(
                "%(count)s session lies outside the workshop’s dates.",
                "%(count)s sessions lie outside the workshop’s dates.",
                count,
            )
            % {"count": count},
        )


def said_of_workshop(workshop: Workshop) -> Iterable[Gap]:
    if not workshop.summary:
        yield Gap("summary", _("There is no paragraph about the workshop."))
    if not workshop.contact_email and not workshop.contact_phone:
        yield Gap("contact", _("There is no contact with an e-mail address or a phone."))
    on_site = workshop.format != Workshop.Format.ONLINE
    if on_site and not workshop.city and not workshop.venues.exists():
        yield Gap("venue", _("There is neither a city nor a venue."))
    if not workshop.organisation_roles.filter(role=OrganisationRole.Role.ORGANISER).exists():
        yield Gap("organiser", _("No organisation is named as the organiser."))


def said_of_languages(workshop: Workshop, sessions: QuerySet) -> Iterable[Gap]:
    """For each content language, how many texts exist in another language and not in it."""
    names = dict(settings.LANGUAGES)
    for code in workshop.languages:
        missing = sum(lacks(workshop, field, code) for field in TEXTS)
        missing += sessions.exclude(empty("title")).filter(empty_in("title", code)).count()
        if missing:
            yield Gap(
                "languages",
                ngettext(
                    "%(language)s: %(count)s text is missing and shown in another language.",
                    "%(language)s: %(count)s texts are missing and shown in another language.",
                    missing,
                )
                % {"language": names[code], "count": missing},
            )


def lacks(workshop: Workshop, field: str, code: str) -> bool:
    """Whether a text is there, but not in this language."""
    return bool(getattr(workshop, field)) and not getattr(
        workshop, build_localized_fieldname(field, code)
    )


def untitled(sessions: QuerySet) -> QuerySet:
    """The sessions that readers would look for by a title, and that have none."""
    return sessions.filter(empty("title"), kind__in=NEED_A_TITLE)


def without_speaker(sessions: QuerySet) -> QuerySet:
    return sessions.filter(kind__in=NEED_A_SPEAKER, speaker_roles=None)


def outside(sessions: QuerySet) -> QuerySet:
    """Sessions on a day that is none of their workshop's."""
    return sessions.filter(
        Q(date__lt=F("workshop__starts_on")) | Q(date__gt=F("workshop__ends_on"))
    )


def empty(field: str) -> Q:
    """Rows where a translated field is empty in every language."""
    wanted = Q()
    for code, _name in settings.LANGUAGES:
        wanted &= empty_in(field, code)
    return wanted


def empty_in(field: str, code: str) -> Q:
    column = build_localized_fieldname(field, code)
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def session_count(workshop: Workshop) -> str:
    count = workshop.sessions.count()
    return ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count}


def speaker_count(workshop: Workshop) -> str:
    count = workshop.speakers.count()
    return ngettext("%(count)s speaker", "%(count)s speakers", count) % {"count": count}


add_visible(session_count, order=10)
add_visible(speaker_count, order=20)
