"""Before a workshop is published: what will become visible, and what is missing.

Upper packages add to both where their admin is registered:

    readiness.add_visible(people_who_agreed, order=30)
    readiness.add_group("people", _("People"), seats_offered, order=60)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.utils import build_localized_fieldname

from workshops.models import OrganisationRole, Session, SiteVisit, Workshop

Kind = Session.Kind
NEED_A_TITLE = [Kind.CEREMONY, Kind.LECTURE, Kind.GROUP_WORK, Kind.DISCUSSION]
NEED_A_SPEAKER = [Kind.LECTURE]
TEXTS = ("title", "city", "summary", "purpose", "approach", "participants_sought")


@dataclass(frozen=True)
class Check:
    """Something that readers look for: `message` says what is missing of it, "" where nothing is.

    `code` tells the admin which list to lead to, where there is no `url`. `done` of `total` is there.
    """

    code: str
    label: str
    message: str = ""
    done: int = 1
    total: int = 1
    url: str = ""

    @property
    def is_done(self) -> bool:
        return not self.message


@dataclass(frozen=True)
class Section:
    """Checks of one subject."""

    key: str
    title: str
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        return sum(check.is_done for check in self.checks)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.checks)


@dataclass(frozen=True)
class Readiness:
    """Everything that is looked at before a workshop is published."""

    sections: tuple[Section, ...]

    @property
    def total(self) -> int:
        return sum(len(section.checks) for section in self.sections)

    @property
    def done(self) -> int:
        return sum(section.done for section in self.sections)


VisibleSource = Callable[[Workshop], str]
CheckSource = Callable[[Workshop], Iterable[Check]]
_visible: dict[VisibleSource, int] = {}
_groups: dict[str, tuple[int, str | Promise, CheckSource]] = {}


def add_visible(source: VisibleSource, *, order: int) -> None:
    """Register a function that says what of a workshop becomes visible, or "" for nothing."""
    _visible[source] = order


def add_group(key: str, title: str | Promise, source: CheckSource, *, order: int) -> None:
    """Register checks of one subject; adding one of the same key again replaces it."""
    _groups[key] = (order, title, source)


def visible(workshop: Workshop) -> list[str]:
    """What the public sees once the workshop is published: "35 sessions", "22 speakers"."""
    sources = sorted(_visible, key=lambda source: _visible[source])
    return [said for source in sources if (said := source(workshop))]


def readiness(workshop: Workshop) -> Readiness:
    """Every check by subject; a subject about which there is nothing to say is left out."""
    groups = sorted(_groups.items(), key=lambda group: group[1][0])
    sections = (
        Section(key, str(title), tuple(source(workshop))) for key, (_order, title, source) in groups
    )
    return Readiness(tuple(section for section in sections if section.checks))


def gaps(workshop: Workshop) -> list[Check]:
    """What is missing or odd. None of it forbids publishing."""
    sections = readiness(workshop).sections
    return [check for section in sections for check in section.checks if not check.is_done]


def of_agenda(workshop: Workshop) -> Iterable[Check]:
    sessions = workshop.sessions.listed()
    total = sessions.count()
    yield Check(
        "sessions", _("Sessions"), "" if total else _("There are no sessions."), total, total
    )
    if not total:
        return
    named = sessions.filter(kind__in=NEED_A_TITLE).count()
    count = untitled(sessions).count()
    yield counted(
        "titles",
        _("Titles"),
        ngettext("%(count)s session has no title.", "%(count)s sessions have no title.", count),
        count,
        named,
    )
    count = outside(sessions).count()
    yield counted(
        "dates",
        _("Dates"),
        ngettext(
            "%(count)s session lies outside the workshop’s dates.",
            "%(count)s sessions lie outside the workshop’s dates.",
            count,
        ),
        count,
        total,
    )


def of_speakers(workshop: Workshop) -> Iterable[Check]:
    lectures = workshop.sessions.listed().filter(kind__in=NEED_A_SPEAKER)
    count = without_speaker(lectures).count()
    if total := lectures.count():
        yield counted(
            "speakers",
            _("Speakers"),
            ngettext(
                "%(count)s lecture has no speaker.", "%(count)s lectures have no speaker.", count
            ),
            count,
            total,
        )


def of_visits(workshop: Workshop) -> Iterable[Check]:
    visits = SiteVisit.objects.filter(session__workshop=workshop)
    total = visits.count()
    if not total:
        return
    count = visits.filter(stops=None).count()
    yield counted(
        "stops",
        _("Stops"),
        ngettext("%(count)s visit has no stop.", "%(count)s visits have no stop.", count),
        count,
        total,
    )
    count = visits.filter(empty("activities")).count()
    yield counted(
        "activities",
        _("What participants do there"),
        ngettext(
            "%(count)s visit does not say what participants do there.",
            "%(count)s visits do not say what participants do there.",
            count,
        ),
        count,
        total,
    )


def counted(code: str, label: str, message: str, missing: int, total: int) -> Check:
    """A check of several rows, of which some lack something."""
    said = message % {"count": missing} if missing else ""
    return Check(code, label, said, total - missing, total)


def of_workshop(workshop: Workshop) -> Iterable[Check]:
    on_site = workshop.format != Workshop.Format.ONLINE
    organised = workshop.organisation_roles.filter(role=OrganisationRole.Role.ORGANISER)
    yield one(
        "summary",
        _("In one paragraph"),
        bool(workshop.summary),
        _("There is no paragraph about the workshop."),
    )
    yield one(
        "contact",
        _("Contact"),
        bool(workshop.contact_email or workshop.contact_phone),
        _("There is no contact with an e-mail address or a phone."),
    )
    if on_site:
        yield one(
            "venue",
            _("Place"),
            bool(workshop.city) or workshop.venues.exists(),
            _("There is neither a city nor a venue."),
        )
    yield one(
        "organiser",
        _("Organiser"),
        organised.exists(),
        _("No organisation is named as the organiser."),
    )


def one(code: str, label: str, there: bool, message: str) -> Check:
    return Check(code, label, "" if there else message, int(there), 1)


def of_languages(workshop: Workshop) -> Iterable[Check]:
    """For each content language, how many texts exist in another language and not in it."""
    names = dict(settings.LANGUAGES)
    sessions = workshop.sessions.listed().exclude(empty("title"))
    total = sessions.count() + sum(bool(getattr(workshop, field)) for field in TEXTS)
    for code in workshop.languages:
        missing = sum(lacks(workshop, field, code) for field in TEXTS)
        missing += sessions.filter(empty_in("title", code)).count()
        said = ngettext(
            "%(language)s: %(count)s text is missing and shown in another language.",
            "%(language)s: %(count)s texts are missing and shown in another language.",
            missing,
        ) % {"language": names[code], "count": missing}
        yield Check("languages", str(names[code]), said if missing else "", total - missing, total)


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
    count = workshop.sessions.listed().count()
    return ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count}


def speaker_count(workshop: Workshop) -> str:
    count = workshop.speakers.count()
    return ngettext("%(count)s speaker", "%(count)s speakers", count) % {"count": count}


add_visible(session_count, order=10)
add_visible(speaker_count, order=20)
add_group("workshop", gettext_lazy("About the workshop"), of_workshop, order=40)
add_group("agenda", gettext_lazy("Agenda"), of_agenda, order=10)
add_group("speakers", gettext_lazy("Speakers"), of_speakers, order=20)
add_group("visits", gettext_lazy("Site visits"), of_visits, order=30)
add_group("languages", gettext_lazy("Languages"), of_languages, order=50)
