"""Programmes for tests of rules: give only what the test is about."""

from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count

from workshops import rules
from workshops.rules.programme import Programme, Slot, Voice
from workshops.rules.registry import rule_of

FIRST = date(2024, 5, 20)
serial = count(1)
HOURS = {"daytime": 8}


def slot(day: int = 1, part: str = "morning", times: str = "", **fields) -> Slot:
    """A lecture on a day's morning; `times` as "09:00-10:30"."""
    number = next(serial)
    start, _dash, end = times.partition("-")
    defaults = {
        "id": number,
        "uuid": f"uuid-{number}",
        "title": f"Session {number}",
        "date": FIRST + timedelta(days=day - 1),
        "part_of_day": part,
        "kind": "lecture",
        "hours": Decimal(HOURS.get(part, 4)),
        "starts_at": time.fromisoformat(start) if start else None,
        "ends_at": time.fromisoformat(end) if end else None,
    }
    return Slot(**defaults | fields)


def voice(speaker: int = 1, **fields) -> Voice:
    return Voice(**{"speaker": speaker, "name": f"Speaker {speaker}", "role": "speaker"} | fields)


def programme(*slots: Slot, days: int = 14, **fields) -> Programme:
    """Two weeks in Almaty from Mon 20 May 2024."""
    defaults = {
        "workshop": 1,
        "zone": "Asia/Almaty",
        "starts_on": FIRST,
        "ends_on": FIRST + timedelta(days=days - 1),
    }
    return Programme(slots=slots, **defaults | fields)


def judged(code: str, *slots: Slot, limits: dict | None = None, **fields) -> list:
    """What one rule says, by its usual limits unless told otherwise."""
    rule = rule_of(code)
    return list(rule.judge(programme(*slots, **fields), rule.usual | (limits or {})))


def found(code: str, *slots: Slot, **fields) -> list[str]:
    """The sentences of what a rule finds."""
    return [one.text for one in judged(code, *slots, **fields) if isinstance(one, rules.Finding)]


def unjudged(code: str, *slots: Slot, **fields) -> list[str]:
    return [one.text for one in judged(code, *slots, **fields) if isinstance(one, rules.Unjudged)]
