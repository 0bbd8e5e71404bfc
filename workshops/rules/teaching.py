"""How it is taught: practice, time for questions, length of blocks, and who speaks."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.models import Speaker, SpeakerRole
from workshops.rules.finding import Finding, Severity, Unjudged
from workshops.rules.programme import Kind, Programme, Slot
from workshops.rules.registry import Limit, Limits, Rule, add
from workshops.rules.rest import untimed
from workshops.rules.words import number, title_word

TAUGHT = (Kind.LECTURE, Kind.SITE_VISIT, Kind.GROUP_WORK, Kind.DISCUSSION)
TALKS = (Kind.LECTURE, Kind.DISCUSSION)
METHOD_OF = {Kind.SITE_VISIT: "visit", Kind.GROUP_WORK: "exercise", Kind.DISCUSSION: "discussion"}
PRACTICAL = ("case_study", "exercise", "discussion", "visit")
SOUGHT = (Speaker.Kind.POLICYMAKER, Speaker.Kind.INDUSTRY)


def practical_share(programme: Programme) -> Decimal | None:
    """Percent of taught hours that are practical; None where nothing is taught.

    A session that does not say its method has that of its kind: a lecture is a presentation.
    """
    taught = programme.of(*TAUGHT)
    hours = sum((slot.hours for slot in taught), Decimal(0))
    if not hours:
        return None
    practical = sum((slot.hours for slot in taught if is_practical(slot)), Decimal(0))
    return practical * 100 / hours


def is_practical(slot: Slot) -> bool:
    return (slot.method or METHOD_OF.get(slot.kind, "")) in PRACTICAL


def practice(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    share = practical_share(programme)
    if share is not None and share < limits["percent"]:
        yield Finding(
            key="share",
            severity=Severity.WARNING,
            text=_("%(share)s %% of what is taught is practical; %(least)s %% at least.")
            % {"share": number(share), "least": limits["percent"]},
            weight=(limits["percent"] - share).quantize(Decimal("0.1")),
        )
    unsaid = [slot for slot in programme.of(Kind.LECTURE) if not slot.method]
    if unsaid:
        yield Unjudged(
            ngettext(
                "%(n)s lecture does not say how it is taught and counts as a presentation.",
                "%(n)s lectures do not say how they are taught and count as presentations.",
                len(unsaid),
            )
            % {"n": len(unsaid)}
        )


def questions(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Minutes kept for questions in each lecture."""
    unsaid = 0
    for slot in programme.of(Kind.LECTURE):
        if slot.questions_minutes is None:
            unsaid += 1
        elif slot.questions_minutes < limits["minutes"]:
            yield Finding(
                key=slot.uuid,
                severity=Severity.WARNING,
                text=_("%(title)s keeps %(minutes)s minutes for questions; %(least)s at least.")
                % {
                    "title": title_word(slot),
                    "minutes": slot.questions_minutes,
                    "least": limits["minutes"],
                },
                weight=Decimal(limits["minutes"] - slot.questions_minutes),
                days=(slot.day,),
                sessions=(slot.id,),
            )
    if unsaid:
        yield Unjudged(
            ngettext(
                "%(n)s lecture does not say how many minutes are for questions.",
                "%(n)s lectures do not say how many minutes are for questions.",
                unsaid,
            )
            % {"n": unsaid}
        )


def blocks(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Talks that take longer than a talk and its questions should."""
    most = limits["talk"] + limits["questions"]
    for slot in programme.of(*TALKS):
        if slot.is_timed and (minutes := slot.minutes(programme.tzinfo)) > most:
            yield Finding(
                key=slot.uuid,
                severity=Severity.WARNING,
                text=_(
                    "%(title)s takes %(minutes)s minutes; %(talk)s and %(questions)s for questions at most."
                )
                % {
                    "title": title_word(slot),
                    "minutes": minutes,
                    "talk": limits["talk"],
                    "questions": limits["questions"],
                },
                weight=Decimal(minutes),
                days=(slot.day,),
                sessions=(slot.id,),
            )
    yield from untimed(programme.of(*TALKS))


def speaker_kinds(programme: Programme) -> Counter[str]:
    """How many people of each kind speak, each counted once; "" where nobody said."""
    kinds = {
        voice.speaker: voice.kind
        for slot in programme.work
        for voice in slot.voices
        if voice.role == SpeakerRole.Role.SPEAKER and not voice.is_organisation
    }
    return Counter(kinds.values())


def speaker_mix(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Among speakers whose kind is known, the share of policymakers and of industry."""
    kinds = speaker_kinds(programme)
    known = sum(count for kind, count in kinds.items() if kind)
    for kind in SOUGHT if known else ():
        share = Decimal(kinds[kind] * 100) / known
        if share < limits["percent"]:
            yield Finding(
                key=str(kind),
                severity=Severity.WARNING,
                text=_("%(kind)s: %(count)s of %(known)s speakers; %(least)s %% at least.")
                % {
                    "kind": Speaker.Kind(kind).label,
                    "count": kinds[kind],
                    "known": known,
                    "least": limits["percent"],
                },
                weight=(limits["percent"] - share).quantize(Decimal("0.1")),
            )
    if kinds[""]:
        yield Unjudged(
            ngettext(
                "Of %(n)s speaker it is not known from where they speak.",
                "Of %(n)s speakers it is not known from where they speak.",
                kinds[""],
            )
            % {"n": kinds[""]}
        )


add(
    Rule(
        "practice",
        gettext_lazy("Practical share"),
        gettext_lazy("Hours of visits, exercises, discussions and cases among the hours taught."),
        practice,
        order=70,
        limits=(Limit("percent", gettext_lazy("Percent practical, at least"), 40, most=100),),
    )
)
add(
    Rule(
        "questions",
        gettext_lazy("Time for questions"),
        gettext_lazy("Minutes that each lecture keeps for questions."),
        questions,
        order=80,
        limits=(Limit("minutes", gettext_lazy("Minutes for questions, at least"), 20, most=240),),
    )
)
add(
    Rule(
        "blocks",
        gettext_lazy("Length of talks"),
        gettext_lazy("How long a lecture or discussion takes, with its questions."),
        blocks,
        order=85,
        limits=(
            Limit("talk", gettext_lazy("Minutes of a talk, at most"), 60),
            Limit("questions", gettext_lazy("Minutes of questions after it, at most"), 20),
        ),
    )
)
add(
    Rule(
        "speakers",
        gettext_lazy("Mix of speakers"),
        gettext_lazy("That policymakers and industry speak too."),
        speaker_mix,
        order=90,
        limits=(
            Limit(
                "percent",
                gettext_lazy("Percent of speakers from each of the two, at least"),
                20,
                most=50,
            ),
        ),
    )
)
