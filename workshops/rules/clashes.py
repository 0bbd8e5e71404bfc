"""What cannot be, or hardly: twice at once, the middle of a speaker's night, the way between venues."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import dates
from workshops.rules.finding import Finding, Mend, Severity, Unjudged
from workshops.rules.programme import Programme, Slot, Voice
from workshops.rules.registry import Limit, Limits, Rule, add
from workshops.rules.rest import untimed
from workshops.rules.words import listed, title_word

Way = frozenset[int]


def speaker_twice(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    on: dict[int, dict[int, Slot]] = defaultdict(dict)
    names: dict[int, str] = {}
    for slot in programme.work:
        for voice in slot.voices:
            on[voice.speaker][slot.id] = slot
            names[voice.speaker] = voice.name
    for speaker, slots in on.items():
        for one, other in overlaps(programme, slots.values()):
            yield Finding(
                key=f"{speaker}-{one.uuid}-{other.uuid}",
                severity=Severity.URGENT,
                text=_(
                    "%(name)s is on %(one)s and on %(other)s at the same time, %(day)s %(time)s."
                )
                % {"name": names[speaker], **said(one, other)},
                days=(one.day,),
                sessions=(one.id, other.id),
            )
    yield from untimed(tuple(slot for slot in programme.work if slot.voices))


def room_twice(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    held: dict[int, list[Slot]] = defaultdict(list)
    for slot in filter(is_somewhere, programme.work):
        held[slot.venue].append(slot)
    for slots in held.values():
        for one, other in overlaps(programme, slots):
            yield Finding(
                key=f"{one.uuid}-{other.uuid}",
                severity=Severity.WARNING,
                text=_("%(venue)s holds %(one)s and %(other)s at the same time, %(day)s %(time)s.")
                % {"venue": one.venue_name, **said(one, other)},
                days=(one.day,),
                sessions=(one.id, other.id),
            )
    yield from untimed(tuple(filter(is_somewhere, programme.work)))


def is_somewhere(slot: Slot) -> bool:
    """Whether it is held in a venue that one goes to."""
    return slot.venue is not None and not slot.is_online


def said(one: Slot, other: Slot) -> dict[str, str]:
    return {
        "one": title_word(one),
        "other": title_word(other),
        "day": dates.day(other.date),
        "time": f"{other.starts_at:%H:%M}",
    }


def overlaps(programme: Programme, slots) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of timed sessions that run at the same time, the earlier first."""
    timed = sorted(
        (slot for slot in slots if slot.is_timed),
        key=lambda slot: (*slot.span(programme.tzinfo), slot.id),
    )
    running: list[Slot] = []
    for slot in timed:
        start, _end = slot.span(programme.tzinfo)
        running = [other for other in running if other.span(programme.tzinfo)[1] > start]
        yield from ((other, slot) for other in running)
        running.append(slot)


def own_night(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Who speaks from afar while it is night where they are."""
    unknown: dict[int, str] = {}
    blind = []
    for slot in programme.work:
        for voice in slot.voices:
            if voice.is_organisation or not (voice.online or slot.is_online):
                continue
            if not voice.zone:
                unknown[voice.speaker] = voice.name
            elif not slot.is_timed:
                blind.append(slot)
            elif is_night(programme, slot, voice, limits):
                yield night_of(programme, slot, voice)
    if unknown:
        yield Unjudged(
            _("In which zone they are is not known of: %(names)s.")
            % {"names": listed(list(unknown.values()))}
        )
    yield from untimed(tuple(dict.fromkeys(blind)))


def is_night(programme: Programme, slot: Slot, voice: Voice, limits: Limits) -> bool:
    """Whether any of it lies between the two hours there."""
    start, end = (moment.astimezone(ZoneInfo(voice.zone)) for moment in slot.span(programme.tzinfo))
    if start.date() != end.date() and (end.hour, end.minute) != (0, 0):
        return True  # midnight itself lies in it
    begins = start.hour + start.minute / 60
    ends = (end.hour + end.minute / 60) or 24
    return begins < limits["until"] or ends > limits["from"]


def night_of(programme: Programme, slot: Slot, voice: Voice) -> Finding:
    start, end = (moment.astimezone(ZoneInfo(voice.zone)) for moment in slot.span(programme.tzinfo))
    return Finding(
        key=f"{voice.speaker}-{slot.uuid}",
        severity=Severity.WARNING,
        text=_("For %(name)s, %(title)s is from %(start)s to %(end)s at night (%(zone)s).")
        % {
            "name": voice.name,
            "title": title_word(slot),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
            "zone": dates.place_of(voice.zone),
        },
        days=(slot.day,),
        sessions=(slot.id,),
        mend=Mend("speaker", voice.speaker),
    )


def travel(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Minutes on the way between the venues of a day, from the hotel and back where there is one."""
    unknown: dict[Way, str] = {}
    placeless = 0
    for day, slots in programme.by_day():
        placeless += sum(slot.venue is None and not slot.is_online for slot in slots)
        stops = stops_of(programme, slots)
        legs = list(pairwise(stops))
        for (one, name), (other, other_name) in legs:
            if frozenset((one, other)) not in programme.ways:
                unknown[frozenset((one, other))] = f"{name} – {other_name}"
        yield from too_far(programme, day, slots, legs, limits)
    if unknown:
        yield Unjudged(
            _("How long the way takes is not known: %(ways)s.")
            % {"ways": listed(list(unknown.values()))}
        )
    if placeless:
        yield Unjudged(
            ngettext(
                "%(n)s session has no venue, so the way to it was not judged.",
                "%(n)s sessions have no venue, so the way to them was not judged.",
                placeless,
            )
            % {"n": placeless}
        )


def stops_of(programme: Programme, slots: list[Slot]) -> list[tuple[int, str]]:
    """The venues of a day in order, each named once where several sessions follow there."""
    stops = [(slot.venue, slot.venue_name) for slot in filter(is_somewhere, slots)]
    if stops and programme.stay is not None:
        stay = (programme.stay, programme.stay_name)
        stops = [stay, *stops, stay]
    return [stop for place, stop in enumerate(stops) if not place or stops[place - 1][0] != stop[0]]


def too_far(
    programme: Programme, day: date, slots: list[Slot], legs: list, limits: Limits
) -> Iterator[Finding]:
    known = [
        (programme.ways[frozenset((one, other))], name, other_name)
        for (one, name), (other, other_name) in legs
        if frozenset((one, other)) in programme.ways
    ]
    about = {"days": (day,), "sessions": tuple(slot.id for slot in filter(is_somewhere, slots))}
    number = programme.number(day)
    total = sum(minutes for minutes, _name, _other in known)
    if total > limits["day"]:
        yield Finding(
            key=f"day-{number}",
            severity=Severity.WARNING,
            text=_("%(day)s: %(minutes)s minutes on the way; %(most)s at most.")
            % {"day": dates.day(day), "minutes": total, "most": limits["day"]},
            weight=Decimal(total),
            mend=Mend("traveltime"),
            **about,
        )
    for place, (minutes, name, other_name) in enumerate(known, start=1):
        if minutes > limits["leg"]:
            yield Finding(
                key=f"day-{number}-leg-{place}",
                severity=Severity.WARNING,
                text=_("%(day)s: %(minutes)s minutes from %(one)s to %(other)s; %(most)s at most.")
                % {
                    "day": dates.day(day),
                    "minutes": minutes,
                    "one": name,
                    "other": other_name,
                    "most": limits["leg"],
                },
                weight=Decimal(minutes),
                mend=Mend("traveltime"),
                **about,
            )


add(
    Rule(
        "speaker_twice",
        gettext_lazy("A speaker twice at once"),
        gettext_lazy("Nobody is on two sessions at the same time."),
        speaker_twice,
        order=5,
    )
)
add(
    Rule(
        "room_twice",
        gettext_lazy("A room twice at once"),
        gettext_lazy("No venue holds two sessions at the same time."),
        room_twice,
        order=6,
    )
)
add(
    Rule(
        "own_night",
        gettext_lazy("A speaker’s night"),
        gettext_lazy("Who speaks online does so by day in their own zone."),
        own_night,
        order=7,
        limits=(
            Limit("from", gettext_lazy("Night begins at, o’clock"), 22, most=24, least=12),
            Limit("until", gettext_lazy("Night ends at, o’clock"), 7, most=12),
        ),
    )
)
add(
    Rule(
        "travel",
        gettext_lazy("Travel"),
        gettext_lazy("Minutes between venues, and from the hotel and back."),
        travel,
        order=55,
        limits=(
            Limit("leg", gettext_lazy("Minutes one way, at most"), 30),
            Limit("day", gettext_lazy("Minutes a day, at most"), 90),
        ),
    )
)
