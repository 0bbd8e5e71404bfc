"""The facts' own sums, so that a slip of typing shows."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from . import digital_economy_2024 as facts

PARTS = ("morning", "afternoon", "daytime", "night")


def block_of(session):
    return session.day, session.part


def blocks():
    return sorted({block_of(s) for s in facts.SESSIONS}, key=lambda b: (b[0], PARTS.index(b[1])))


def hours_of(sessions):
    """Nominal hours, a block shared evenly by its sessions."""
    shared = Counter(block_of(s) for s in facts.SESSIONS)
    return sum(facts.LOAD.nominal_hours[s.part] / shared[block_of(s)] for s in sessions)


def with_heading(heading):
    return [s for s in facts.SESSIONS if s.heading == heading]


def strings_in(thing):
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield key
            yield from strings_in(value)
    elif isinstance(thing, (tuple, list)):
        for each in thing:
            yield from strings_in(each)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from strings_in(getattr(thing, name))


def test_fourteen_days_follow_each_other_from_a_monday():
    assert [d.number for d in facts.DAYS] == list(range(1, 15))
    assert facts.DAYS[0].date.weekday() == 0
    assert {b.date - a.date for a, b in pairwise(facts.DAYS)} == {timedelta(days=1)}


def test_every_day_has_sessions_or_is_off():
    busy = {s.day for s in facts.SESSIONS}
    assert {d.number for d in facts.DAYS if not d.off} == busy
    assert tuple(d.number for d in facts.DAYS if d.off) == facts.LOAD.days_off
    assert len(busy) == facts.LOAD.programme_days


def test_sessions_stand_in_the_order_of_the_day():
    order = [(s.day, PARTS.index(s.part)) for s in facts.SESSIONS]
    assert order == sorted(order)


def test_sessions_per_day():
    assert Counter(s.day for s in facts.SESSIONS) == {
        1: 5, 2: 4, 3: 3, 4: 2, 5: 3, 6: 1, 8: 4, 9: 3, 10: 3, 11: 3, 12: 3, 13: 1,
    }  # fmt: skip


def test_blocks_that_hold_several_items():
    shared = Counter(block_of(s) for s in facts.SESSIONS)
    assert {block: count for block, count in shared.items() if count > 1} == {
        (1, "morning"): 3,
        (2, "morning"): 2,
        (8, "morning"): 2,
        (8, "afternoon"): 2,
    }


def test_kinds_of_items():
    assert len(with_heading(facts.ONSITE)) == 9
    assert len(with_heading(facts.NETWORKING)) == 4
    assert [s.day for s in facts.SESSIONS if s.part == "daytime"] == [6, 13]
    assert [s.day for s in facts.SESSIONS if s.online] == [1]


def test_only_the_networking_night_of_day_11_has_no_title():
    assert [block_of(s) for s in facts.SESSIONS if not s.title] == [(11, "night")]


def test_arranged_are_the_networking_sessions_and_the_tour_to_shaoxing():
    arranged = [s for s in facts.SESSIONS if s.arranged_by]
    assert arranged == [s for s in facts.SESSIONS if s.heading == facts.NETWORKING or s.day == 6]


def test_visits_name_their_hosts_save_one():
    hostless = [block_of(s) for s in with_heading(facts.ONSITE) if not s.hosts]
    assert hostless == [(10, "night")]
    assert [s for s in facts.SESSIONS if s.hosts and s.heading != facts.ONSITE] == []


def test_stops_of_the_tours():
    assert [(s.day, len(s.stops)) for s in facts.SESSIONS if s.stops] == [(6, 5), (13, 1)]


def test_roles_of_billings():
    roles = Counter(b.role for s in facts.SESSIONS for b in s.billings)
    assert roles == {"welcome": 3, "moderator": 1, "closing": 4, "speaker": 16}
    assert [b.name for s in facts.SESSIONS for b in s.billings if b.online] == ["Kabir Jurazoda"]
    assert [b.name for s in facts.SESSIONS for b in s.billings if not b.post] == [
        "ASEAN Secretariat"
    ]


def test_hours_of_the_components():
    assert sum(facts.COMPONENT_HOURS) == facts.LOAD.hours == 128
    assert len(facts.COMPONENTS) == len(facts.COMPONENT_HOURS)
    assert sum(facts.COMPONENT_HOURS[1:3]) == facts.THEMATIC_HOURS == 88
    assert facts.COMPONENT_HOURS[2] == facts.LOAD.onsite_hours


def test_nominal_hours_of_the_agenda_give_the_hours_of_the_components():
    assert sum(facts.LOAD.nominal_hours[part] for _day, part in blocks()) == facts.LOAD.hours
    assert hours_of(with_heading(facts.ONSITE)) == facts.LOAD.onsite_hours
    assert hours_of(with_heading(facts.NETWORKING)) == facts.COMPONENT_HOURS[4]
    assert hours_of(s for s in facts.SESSIONS if s.part == "daytime") == facts.COMPONENT_HOURS[5]
    opening = [s for s in facts.SESSIONS if block_of(s) == (1, "morning")]
    closing = [s for s in facts.SESSIONS if s.title == "Closing Ceremony"]
    assert hours_of(opening) == facts.COMPONENT_HOURS[0]
    assert hours_of(closing) == facts.COMPONENT_HOURS[3]


def test_hours_per_programme_day():
    assert round(facts.LOAD.hours / facts.LOAD.programme_days, 1) == facts.LOAD.hours_per_day


def test_nights_and_their_longest_run():
    nights = tuple(day for day, part in blocks() if part == "night")
    assert nights == facts.LOAD.night_days
    assert len(nights) == 8
    runs = [[nights[0]]]
    for day in nights[1:]:
        if day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    assert tuple(max(runs, key=len)) == facts.LOAD.longest_run_of_nights


def test_participants_are_numbered_20_and_17():
    assert [p.number for p in facts.PARTICIPANTS] == list(range(1, 38))
    assert Counter(p.stream for p in facts.PARTICIPANTS) == {"CAREC": 20, "ASEAN": 17}
    assert all((p.stream == "CAREC") == (p.number <= 20) for p in facts.PARTICIPANTS)


def test_seventeen_countries_each_in_one_stream():
    assert len({p.iso3 for p in facts.PARTICIPANTS}) == 17
    assert len({(p.iso3, p.country, p.stream) for p in facts.PARTICIPANTS}) == 17


def test_honorifics_stand_on_the_carec_list_alone():
    assert Counter(p.honorific for p in facts.PARTICIPANTS if p.stream == "CAREC") == {
        "Mr.": 15,
        "Ms.": 5,
    }
    women = [p for p in facts.PARTICIPANTS if p.honorific == "Ms."]
    assert Counter(p.iso3 for p in women)["MNG"] == 3
    assert {p.honorific for p in facts.PARTICIPANTS if p.stream == "ASEAN"} == {""}


def test_names_of_participants_differ():
    assert len({p.name for p in facts.PARTICIPANTS}) == 37


def test_allocations_are_filled_exactly():
    seats = Counter()
    for allocation in facts.ALLOCATIONS:
        seats[allocation.stream, allocation.iso3] += allocation.seats
    assert +seats == Counter((p.stream, p.iso3) for p in facts.PARTICIPANTS)


def test_seats_of_the_streams_and_funds():
    seats = Counter()
    for allocation in facts.ALLOCATIONS:
        seats[allocation.stream, allocation.fund] += allocation.seats
    assert seats == {
        ("CAREC", ""): 18,
        ("CAREC", facts.ADB_TA_FOR_MONGOLIA): 2,
        ("ASEAN", ""): 17,
    }


def test_fourteen_of_the_asean_list_are_from_asean_countries():
    others = [p for p in facts.PARTICIPANTS if p.iso3 in {"TLS", "ARE"}]
    assert len(others) == 3
    assert {p.stream for p in others} == {"ASEAN"}


def test_resource_persons_and_staff():
    assert [r.number for r in facts.RESOURCE_PERSONS] == list(range(1, 13))
    assert {unit: len(listed) for unit, listed in facts.STAFF.items()} == {
        "CiSDG": 4,
        "ZIBS": 3,
        "RKSI": 2,
        "CAREC Institute": 2,
    }
    for listed in facts.STAFF.values():
        assert [each.number for each in listed] == list(range(1, len(listed) + 1))


def test_speakers_of_annex_a_against_annex_d():
    """Word order apart, who speaks is a resource person, save the four and one who moderates."""
    listed = {frozenset(r.name.split()) for r in facts.RESOURCE_PERSONS}
    speakers = {b.name for s in facts.SESSIONS for b in s.billings if b.role == "speaker"}
    unlisted = {name for name in speakers if frozenset(name.split()) not in listed}
    assert unlisted == {
        "Dorothea Lazaro",
        "Yuezhou Cai",
        "Rovshan Mahmudov",
        "Shenglin Ben",
        "Sen Gong",
    }
    spoke = {frozenset(name.split()) for name in speakers}
    silent = [r.name for r in facts.RESOURCE_PERSONS if frozenset(r.name.split()) not in spoke]
    assert silent == ["Rong Ying"]


def test_lines_of_the_evaluation():
    evaluation = facts.EVALUATION
    assert len(evaluation.applied_to_work) == 9
    assert len(evaluation.suggestions) == 2
    assert len(evaluation.topics_asked_for) == 6
    assert len(evaluation.topic_groups) == 9
    assert len(evaluation.positive) == 4
    assert Counter(line.under for line in evaluation.recommendations) == {
        "Schedule": 3,
        "Activities": 2,
        "Location": 1,
        "Food": 1,
        "Selection": 2,
        "Delivery": 4,
        "Additional Suggestions": 4,
    }


@pytest.mark.parametrize("lines", [facts.EVALUATION.positive, facts.EVALUATION.recommendations])
def test_keys_of_lines_differ(lines):
    assert len({line.key for line in lines}) == len(lines)


def test_misprints_stand_in_the_facts_as_printed():
    printed = " ".join(
        strings_in((facts.SESSIONS, facts.PARTICIPANTS, facts.RESOURCE_PERSONS, facts.STAFF))
    )
    annexed = [c for c in facts.CORRECTIONS if c.where.startswith("Annex")]
    assert [c.printed for c in annexed if c.printed not in printed] == []
    assert [c.corrected for c in annexed if c.corrected in printed] == []


def test_strings_are_clean():
    annexes = (facts.SESSIONS, facts.PARTICIPANTS, facts.RESOURCE_PERSONS, facts.STAFF)
    rest = (facts.ALLOCATIONS, facts.EVALUATION, facts.CORRECTIONS, facts.VARIANTS)
    every = list(strings_in((annexes, rest)))
    assert [text for text in every if text != " ".join(text.split())] == []
    assert [text for text in every if "<" in text or "&amp;" in text] == []
