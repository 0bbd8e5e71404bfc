"""Identity checks: whether the numbers of a report agree with each other.

What does not agree is a finding, with the names it is about and a link to where it is settled.
Findings are for organisers: they name people whom the report itself may not name.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Role, Seat
from reports.checked import CountrySeats, Facts, gather
from reports.words import number
from workshops.models import Workshop


@dataclass(frozen=True)
class Finding:
    """Something that does not agree. One that `blocks` keeps a report from being final."""

    code: str
    message: str
    names: tuple[str, ...]
    url: str
    blocks: bool = True


def findings_of(workshop: Workshop) -> tuple[Finding, ...]:
    """Everything that does not agree in one workshop, what blocks first."""
    return findings_by_workshop([workshop])[workshop.pk]


def findings_by_workshop(workshops: Collection[Workshop]) -> dict[int, tuple[Finding, ...]]:
    """Findings by workshop id, in the same number of queries for one workshop and for many."""
    checks = (
        seats_settled,
        seats_arrived,
        streams_agree,
        seats_filled,
        numbers_run,
        speakers_listed,
        all_spoke,
    )
    return {
        facts.workshop.pk: tuple(finding for check in checks if (finding := check(facts)))
        for facts in gather(workshops)
    }


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.blocks)


def seats_settled(facts: Facts) -> Finding | None:
    """Seats per country = used + lost + returned."""
    open_ones = tuple(seats for seats in facts.seats if seats.count.unsettled)
    if not open_ones:
        return None
    return Finding(
        "seats",
        ngettext(
            "%(n)s country has seats of which nothing says whether they were used, lost or returned.",
            "%(n)s countries have seats of which nothing says whether they were used, lost or "
            "returned.",
            len(open_ones),
        )
        % {"n": number(len(open_ones))},
        tuple(seats_in_words(seats) for seats in open_ones),
        office_list("people_allocation", stream__workshop__id__exact=facts.workshop.pk),
    )


def seats_arrived(facts: Facts) -> Finding | None:
    """A seat given to another list is one of that list's seats."""
    names = facts.seats_astray
    if not names:
        return None
    return Finding(
        "reallocated",
        ngettext(
            "%(n)s seat was reallocated, and nothing says to whom.",
            "%(n)s seats were reallocated, and nothing says to whom.",
            len(names),
        )
        % {"n": number(len(names))},
        names,
        office_list(
            "people_seat",
            allocation__stream__workshop__id__exact=facts.workshop.pk,
            state__exact=Seat.State.REALLOCATED,
        ),
    )


def seats_in_words(seats: CountrySeats) -> str:
    return _(
        "%(country)s: %(allocated)s allocated, %(used)s used, %(lost)s lost, %(returned)s returned"
    ) % {
        "country": seats.country,
        "allocated": number(seats.count.allocated),
        "used": number(seats.count.used),
        "lost": number(seats.count.lost),
        "returned": number(seats.count.returned),
    }


def streams_agree(facts: Facts) -> Finding | None:
    """The streams add up to the cohort: everybody is in one, and it is that of the seat."""
    astray = [one for one in facts.attendees if one.stream is None or one.stream != one.seat_stream]
    return about_people(
        facts,
        "streams",
        ngettext(
            "%(n)s participant is in no stream, or in another than the seat’s.",
            "%(n)s participants are in no stream, or in another than the seat’s.",
            len(astray),
        ),
        [one.name for one in astray],
    )


def seats_filled(facts: Facts) -> Finding | None:
    """As many people in Annex D as seats used."""
    used = sum(seats.count.used for seats in facts.seats)
    if used == len(facts.attendees):
        return None
    return Finding(
        "cohort",
        _("Annex D lists %(people)s participants, and %(seats)s seats were used.")
        % {"people": number(len(facts.attendees)), "seats": number(used)},
        (),
        people_list(facts, Role.PARTICIPANT),
    )


def numbers_run(facts: Facts) -> Finding | None:
    """The numbers of Annex D run from 1 without gap or double, over all or within each stream."""
    numbers = [one.number for one in facts.attendees]
    if all(each is None for each in numbers):
        return None
    by_stream = defaultdict(list)
    for one in facts.attendees:
        by_stream[one.stream].append(one.number)
    if runs_from_one(numbers) or all(runs_from_one(each) for each in by_stream.values()):
        return None
    return Finding(
        "numbers",
        _("The numbers of Annex D do not run from 1 to %(n)s.") % {"n": number(len(numbers))},
        number_faults(numbers),
        people_list(facts, Role.PARTICIPANT),
    )


def runs_from_one(numbers: list[int | None]) -> bool:
    return sorted(n or 0 for n in numbers) == list(range(1, len(numbers) + 1))


def number_faults(numbers: list[int | None]) -> tuple[str, ...]:
    """Numbers given twice, numbers left out, and how many people have none."""
    given = Counter(n for n in numbers if n is not None)
    without = numbers.count(None)
    twice = [
        _("%(n)s: twice or more") % {"n": n} for n, times in sorted(given.items()) if times > 1
    ]
    missing = [_("%(n)s: missing") % {"n": n} for n in range(1, max(given) + 1) if n not in given]
    none = [_("without a number: %(n)s") % {"n": without}] if without else []
    return (*twice, *missing, *none)


def speakers_listed(facts: Facts) -> Finding | None:
    """Who speaks or moderates is a resource person, staff or a guest in Annex D, or a body."""
    names = facts.unlisted_speakers
    if not names:
        return None
    return Finding(
        "speakers",
        ngettext(
            "%(n)s speaker of Annex A is missing from Annex D.",
            "%(n)s speakers of Annex A are missing from Annex D.",
            len(names),
        )
        % {"n": number(len(names))},
        names,
        office_list("workshops_speaker", workshop__id__exact=facts.workshop.pk),
    )


def all_spoke(facts: Facts) -> Finding | None:
    """Whoever is listed as resource person stands on a session; a hint, for some only advise."""
    return about_people(
        facts,
        "silent",
        ngettext(
            "%(n)s resource person of Annex D is on no session of Annex A.",
            "%(n)s resource persons of Annex D are on no session of Annex A.",
            len(facts.silent_resource_persons),
        ),
        facts.silent_resource_persons,
        role=Role.RESOURCE_PERSON,
        blocks=False,
    )


def about_people(
    facts: Facts,
    code: str,
    message: str,
    names: Collection[str],
    *,
    role: str = Role.PARTICIPANT,
    blocks: bool = True,
) -> Finding | None:
    """A finding about people by name; nothing where it is about nobody."""
    if not names:
        return None
    return Finding(
        code, message % {"n": number(len(names))}, tuple(names), people_list(facts, role), blocks
    )


def people_list(facts: Facts, role: str) -> str:
    return office_list(
        "people_participation", workshop__id__exact=facts.workshop.pk, role__exact=role
    )


def office_list(model: str, **filters) -> str:
    """The office's list of a model, filtered."""
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}"
