"""Rules about who listens: the languages that participants understand, and who interprets for them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from people.models import HOLDING, Participation, Role
from people.models.dossier import Level
from workshops.models import Workshop
from workshops.rules.finding import Finding, Severity, Unjudged
from workshops.rules.programme import Kind, Programme
from workshops.rules.registry import Limit, Limits, Rule, add

SPOKEN = (Kind.CEREMONY, Kind.LECTURE, Kind.SITE_VISIT, Kind.GROUP_WORK, Kind.DISCUSSION)
LEVELS = list(Level.values)  # A1 … C2


@dataclass
class Audience:
    """Those who hold a seat, and how many interpret.

    `known` counts people by the language that they are written to in and their level of the working
    language, "" where that is not known.
    """

    interpreters: int = 0
    known: Counter = field(default_factory=Counter)


def audiences(workshops: Sequence[Workshop]) -> Mapping[int, Audience]:
    """By workshop, in one query."""
    found = {workshop.pk: Audience() for workshop in workshops}
    rows = Participation.objects.filter(workshop__in=workshops).values_list(
        "workshop", "role", "state", "person__language", "dossier__language_level"
    )
    for workshop, role, state, language, level in rows:
        audience = found[workshop]
        if role == Role.INTERPRETER:
            audience.interpreters += 1
        elif role == Role.PARTICIPANT and state in HOLDING:
            audience.known[language, level or ""] += 1
    return found


def languages(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Participants who are written to in no language that is spoken, and are not known to speak one well."""
    audience = programme.known.get("listeners") or Audience()
    people = audience.known.total()
    by_languages: Counter[tuple[str, ...]] = Counter(
        tuple(slot.languages or programme.working_languages)
        for slot in programme.of(*SPOKEN)
        if not slot.interpretation
    )
    for spoken, sessions in sorted(by_languages.items()):
        lost = lost_in(audience, spoken, programme, limits["level"])
        if lost:
            yield Finding(
                key="-".join(spoken),
                severity=Severity.WARNING,
                text=ngettext(
                    "%(lost)s of %(people)s participants may not follow %(sessions)s session in "
                    "%(languages)s without interpreters.",
                    "%(lost)s of %(people)s participants may not follow %(sessions)s sessions in "
                    "%(languages)s without interpreters.",
                    sessions,
                )
                % {
                    "lost": lost,
                    "people": people,
                    "sessions": sessions,
                    "languages": named(spoken),
                },
                weight=Decimal(lost),
            )
    unknown = sum(count for (_language, level), count in audience.known.items() if not level)
    if unknown:
        yield Unjudged(
            ngettext(
                "Of %(n)s participant it is not known how well they speak the working language.",
                "Of %(n)s participants it is not known how well they speak the working language.",
                unknown,
            )
            % {"n": unknown}
        )


def lost_in(audience: Audience, spoken: Sequence[str], programme: Programme, least: int) -> int:
    """How many are written to in none of these languages; a good level of a working language helps there."""
    working = set(spoken) & set(programme.working_languages)
    good = LEVELS[max(least - 1, 0) :] if working else []
    return sum(
        count
        for (language, level), count in audience.known.items()
        if language not in spoken and level not in good
    )


def named(codes: Sequence[str]) -> str:
    names = dict(settings.LANGUAGES)
    return pgettext("list separator", ", ").join(str(names.get(code, code)) for code in codes)


def interpreters(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Interpretation is promised or booked, and nobody of the workshop interprets."""
    audience = programme.known.get("interpreters_named") or Audience()
    booked = [slot for slot in programme.work if slot.interpretation]
    promised = booked or (programme.interpretation and programme.work)
    if promised and not audience.interpreters:
        yield Finding(
            key="nobody",
            severity=Severity.WARNING,
            text=_("Interpretation is promised, and nobody is listed as an interpreter."),
        )


def register() -> None:
    """Add these rules to those of the ground floor."""
    add(
        Rule(
            "listeners",
            gettext_lazy("Languages of participants"),
            gettext_lazy(
                "What is spoken against what participants understand, where that is known."
            ),
            languages,
            order=9,
            limits=(
                Limit(
                    "level",
                    gettext_lazy("Level that is enough, from 1 (A1) to 6 (C2)"),
                    4,
                    least=1,
                    most=6,
                ),
            ),
            gather=audiences,
        )
    )
    add(
        Rule(
            "interpreters_named",
            gettext_lazy("Interpreters"),
            gettext_lazy("Somebody is listed who interprets, where that is promised."),
            interpreters,
            order=9,
            gather=audiences,
        )
    )
