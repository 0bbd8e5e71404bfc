"""Releasing an agenda: what was looked at, once, now or at a time, and back again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from tests.factories import make_session, make_workshop
from workshops import events, releases
from workshops.actions import releasing
from workshops.actions.releases import NothingNew, NothingToRelease, ReleaseRefused, keep_up
from workshops.models import Release

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def heard(monkeypatch):
    """What was rung while the test ran."""
    found = []

    def listen(*, release, previous, by, now):
        found.append((release.number, previous.number if previous else None))

    monkeypatch.setattr(events.release_published, "_answers", [listen])
    return found


def release(workshop, *, now=NOW, **more):
    seen = more.pop("seen", None) or releasing.outlook(workshop).mark
    return releasing.release(workshop, seen=seen, by=None, now=now, **more)


def titles(release):
    return sorted(row["title"]["en"] for row in release.content["sessions"])


def renamed(session, title):
    session.title = title
    session.save()


def test_a_release_freezes_the_agenda_and_is_announced_at_once(heard):
    session = make_session(title="Trade")

    release(session.workshop, note_en="The first one.")
    renamed(session, "Trade today")

    row = releases.current(session.workshop, now=NOW)
    assert (row.number, row.note_en, titles(row)) == (1, "The first one.", ["Trade"])
    assert heard == [(1, None)]


def test_a_button_pressed_twice_is_one_release(heard):
    session = make_session()
    seen = releasing.outlook(session.workshop).mark

    first = release(session.workshop, seen=seen)
    second = release(session.workshop, seen=seen)

    assert first == second
    assert heard == [(1, None)]


def test_an_agenda_that_changed_meanwhile_is_shown_again_first(heard):
    session = make_session(title="Trade")
    seen = releasing.outlook(session.workshop).mark
    renamed(session, "Trade today")

    with pytest.raises(releasing.ChangedMeanwhile):
        release(session.workshop, seen=seen)

    assert (Release.objects.count(), heard) == (0, [])


def test_what_readers_see_already_is_not_released_again(heard):
    session = make_session()
    release(session.workshop)
    session.position += 5  # the only session of its half-day
    session.save()

    with pytest.raises(NothingNew, match="release 1"):
        release(session.workshop)

    assert heard == [(1, None)]


def test_an_empty_agenda_is_not_released():
    with pytest.raises(NothingToRelease):
        release(make_workshop())


def test_a_scheduled_release_is_read_at_its_time_though_nobody_announced_it(heard):
    session = make_session(title="Trade")
    release(session.workshop)
    renamed(session, "Trade today")

    row = release(session.workshop, at=LATER)

    assert releases.current(session.workshop, now=LATER - timedelta(seconds=1)).number == 1
    assert releases.current(session.workshop, now=LATER) == row
    assert heard == [(1, None)]


def test_what_has_come_due_is_announced_once(heard):
    session = make_session()
    release(session.workshop, at=LATER)

    assert releasing.announce_due(now=LATER - timedelta(seconds=1)) == []
    assert [row.number for row in releasing.announce_due(now=LATER)] == [1]
    assert releasing.announce_due(now=LATER) == []
    assert heard == [(1, None)]


def test_what_came_due_is_announced_before_the_next_release(heard):
    session = make_session(title="Trade")
    release(session.workshop)
    renamed(session, "Trade today")
    release(session.workshop, at=LATER)
    renamed(session, "Trade tomorrow")

    release(session.workshop, now=LATER)

    assert heard == [(1, None), (2, 1), (3, 2)]
    assert releasing.announce_due(now=LATER) == []


def test_the_command_announces_what_has_come_due(heard, capsys):
    session = make_session()
    release(session.workshop, at=LATER)

    call_command("run_releases")
    call_command("run_releases")

    assert capsys.readouterr().out == "1 announced.\n0 announced.\n"


def test_a_release_is_not_scheduled_for_the_past():
    session = make_session()

    with pytest.raises(releasing.TimeHasPassed):
        release(session.workshop, at=NOW)


def test_while_one_is_scheduled_no_other_is_made():
    session = make_session(title="Trade")
    release(session.workshop)
    renamed(session, "Trade today")
    release(session.workshop, at=LATER)
    renamed(session, "Trade tomorrow")

    with pytest.raises(releasing.ScheduledAlready, match="Release 2"):
        release(session.workshop)
    with pytest.raises(releasing.ScheduledAlready):
        releasing.roll_back(
            session.workshop, session.workshop.releases.get(number=1), seen=2, by=None, now=NOW
        )
    assert release(session.workshop, now=LATER).number == 3


def test_what_is_published_beside_a_scheduled_release_tells_nothing_of_it(heard):
    session = make_session(title="Trade")
    release(session.workshop)
    secret = make_session(workshop=session.workshop, number=2, title="Secret")
    release(session.workshop, at=NOW + timedelta(days=2))
    secret.delete()
    assert keep_up(session.workshop, by=None, now=NOW) is None

    renamed(session, "Trade today")
    row = keep_up(session.workshop, by=None, now=NOW)

    assert (row.number, titles(row), row.content["gone"]) == (3, ["Trade today"], [])
    assert [each["sequence"] for each in row.content["sessions"]] == [3]
    assert heard == [(1, None), (3, 1)]


def test_what_was_out_and_is_deleted_is_gone(heard):
    session = make_session(title="Trade")
    other = make_session(workshop=session.workshop, number=2, title="Markets")
    release(session.workshop)
    other.delete()

    row = keep_up(session.workshop, by=None, now=NOW)

    assert [each["title"]["en"] for each in row.content["gone"]] == ["Markets"]


def test_a_scheduled_release_can_be_cancelled(heard):
    session = make_session()
    row = release(session.workshop, at=LATER)

    releasing.cancel(row, by=None, now=NOW)

    assert (Release.objects.count(), heard) == (0, [])
    with pytest.raises(ReleaseRefused, match="cancelled already"):
        releasing.cancel(row, by=None, now=NOW)


def test_a_scheduled_release_can_be_brought_forward(heard):
    session = make_session()
    row = release(session.workshop, at=LATER)

    releasing.bring_forward(row, by=None, now=NOW)

    assert releases.current(session.workshop, now=NOW) == row
    assert (releasing.announce_due(now=LATER), heard) == ([], [(1, None)])


def test_a_release_that_is_out_stays():
    session = make_session()
    row = release(session.workshop)

    for act in (releasing.cancel, releasing.bring_forward):
        with pytest.raises(releasing.OutAlready):
            act(row, by=None, now=NOW)


def test_rolling_back_releases_the_older_agenda_under_a_new_number(heard):
    session = make_session(title="Trade")
    first = release(session.workshop)
    renamed(session, "Trade today")
    release(session.workshop)

    row = releasing.roll_back(session.workshop, first, seen=2, by=None, now=NOW)
    again = releasing.roll_back(session.workshop, first, seen=2, by=None, now=NOW)

    assert (row.number, row.rolled_back_to, titles(row)) == (3, first, ["Trade"])
    assert again == row
    session.refresh_from_db()
    assert session.title == "Trade today"
    assert row.content["sessions"][0]["sequence"] == 3
    assert heard == [(1, None), (2, 1), (3, 2)]


def test_rolling_back_to_what_readers_see_is_refused():
    session = make_session()
    row = release(session.workshop)

    with pytest.raises(NothingNew):
        releasing.roll_back(session.workshop, row, seen=1, by=None, now=NOW)


def test_rolling_back_beside_somebody_elses_release_is_asked_again():
    session = make_session(title="Trade")
    first = release(session.workshop)
    renamed(session, "Trade today")
    release(session.workshop)

    with pytest.raises(releasing.ChangedMeanwhile):
        releasing.roll_back(session.workshop, first, seen=1, by=None, now=NOW)
