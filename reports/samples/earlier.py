"""The agenda of the live sample as it was released at first; three sessions have changed since. All of it invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

from django.db import models

from people.models import User
from reports.samples.times import moment
from workshops.actions import releases
from workshops.content import columns
from workshops.models import PartOfDay, Session, SpeakerRole, Workshop

MOVED, RENAMED, BILLED = 30, 26, 33  # numbers of their sessions
TITLES = (
    "Data and credit for small firms",
    "数据与小企业信贷",
    "Данные и кредит для малых предприятий",
)
NOTES = (
    "A lecture moved from the evening to the afternoon.",
    "一场讲座由晚间改到下午。",
    "Лекция перенесена с вечера на вторую половину дня.",
)
FIRST, SECOND = -6, 8  # days of the releases


@contextmanager
def as_at_first(workshop: Workshop) -> Iterator[None]:
    """What is released meanwhile is the agenda before the changes."""
    sessions = Session.objects.filter(workshop=workshop)
    billed = SpeakerRole.objects.filter(session__workshop=workshop, session__number=BILLED)
    evening = {"part_of_day": PartOfDay.NIGHT, "starts_at": time(19), "ends_at": time(21)}
    kept = [
        changed(sessions.filter(number=MOVED), evening),
        changed(sessions.filter(number=RENAMED), in_languages("title", TITLES)),
        changed(billed, {"role": SpeakerRole.Role.MODERATOR}),
    ]
    yield
    for rows, values in kept:
        rows.update(**values)


def changed(rows: models.QuerySet, values: dict) -> tuple[models.QuerySet, dict]:
    """Change one row, and say how to change it back."""
    before = rows.values(*values).get()
    rows.update(**values)
    return rows, before


def release_again(workshop: Workshop, *, office: User) -> None:
    """The second release, with drafts for those whom it concerns."""
    notes = in_languages("note", NOTES)
    releases.release(workshop, by=office, now=moment(workshop, SECOND), **notes)


def in_languages(field: str, words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(columns(field), words, strict=True))
