"""A calendar that follows an agenda from release to release ends as one that reads the last alone."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client

from tests.factories import make_session, make_venue, make_workshop, release
from tests.workshops.test_feeds_calendar import kept, read
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db
OUT = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def workshop() -> Workshop:
    workshop = make_workshop()
    for number in range(1, 6):
        make_session(workshop=workshop, number=number, starts_at=time(9), ends_at=time(10))
    make_session(workshop=workshop, number=6)
    release(workshop, now=OUT)
    return workshop


def calendar(workshop: Workshop, number: int, language: str = "en") -> bytes:
    where = f"/{language}/workshops/{workshop.slug}/releases/{number}/agenda.ics"
    return Client().get(where).content


def change(workshop: Workshop) -> None:
    """One moved, one renamed, one cancelled, one taken out, one new, one that gets a time."""
    rows = workshop.sessions
    rows.filter(number=1).update(date=date(2024, 5, 22), starts_at=time(14), ends_at=time(15))
    rows.filter(number=2).update(title_en="Another name")
    rows.filter(number=3).update(status=Session.Status.CANCELLED)
    rows.get(number=4).delete()
    rows.filter(number=6).update(starts_at=time(16), ends_at=time(17))
    make_session(workshop=workshop, number=7)
    release(workshop, now=OUT + timedelta(days=1))


def change_back(workshop: Workshop) -> None:
    """What was cancelled takes place after all, and everything is held elsewhere in another zone."""
    workshop.sessions.filter(number=3).update(status=Session.Status.PLANNED)
    workshop.sessions.update(venue=make_venue())
    Workshop.objects.filter(pk=workshop.pk).update(zone="Asia/Tbilisi")
    workshop.refresh_from_db()
    release(workshop, now=OUT + timedelta(days=2))


@pytest.mark.parametrize("order", [(1, 2), (1, 2, 3), (1, 3), (2, 1, 3), (3, 2, 1), (1, 1, 3, 2)])
def test_whatever_it_read_before_it_ends_right(workshop, order):
    change(workshop)
    change_back(workshop)
    store: dict = {}
    for number in order:
        read(store, calendar(workshop, number))
    assert kept(store) == kept(read({}, calendar(workshop, max(order))))


def test_what_did_not_change_is_not_told_as_changed(workshop):
    change(workshop)
    first, second = (
        {str(one["UID"]): one for one in icalendar.Calendar.from_ical(file).walk("VEVENT")}
        for file in (calendar(workshop, 1), calendar(workshop, 2))
    )
    risen = {
        str(one["SUMMARY"]) for uid, one in second.items() if one["SEQUENCE"] > first_of(first, uid)
    }
    assert risen == {
        "Lecture 1",
        "Another name",
        "Cancelled: Lecture 3",
        "Cancelled: Lecture 4",
        "Lecture 6",
        "Morning: Lecture 7",
    }
    same = next(one for one in second.values() if one["SUMMARY"] == "Lecture 5")
    assert same["SEQUENCE"] == 1


def first_of(calendar: dict, uid: str) -> int:
    return calendar[uid]["SEQUENCE"] if uid in calendar else 0


def test_identifiers_are_the_same_in_every_language(workshop):
    uids = {
        frozenset(
            str(one["UID"])
            for one in icalendar.Calendar.from_ical(calendar(workshop, 1, language)).walk("VEVENT")
        )
        for language in ("en", "zh-hans", "ru")
    }
    assert uids == {
        frozenset(str(uuid) for uuid in workshop.sessions.values_list("uuid", flat=True))
    }
