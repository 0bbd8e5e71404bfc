"""What the planning board does with sessions: each action, what it refuses, and its undoing."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone, translation

from tests.factories import (
    make_billing,
    make_host,
    make_organiser,
    make_session,
    make_visit,
    make_workshop,
)
from workshops.actions import planning, planning_days, planning_undo, trash
from workshops.models import Session, TrashedItem
from workshops.planning.places import Place, in_order
from workshops.planning.refusals import (
    AlreadyThere,
    CannotShift,
    CannotSplit,
    CannotUndo,
    ChangedMeanwhile,
    OutsideWorkshop,
    SessionGone,
)
from workshops.planning.seen import Seen, seen_named, seen_of

pytestmark = pytest.mark.django_db

MON, TUE, WED = date(2024, 5, 20), date(2024, 5, 21), date(2024, 5, 22)


@pytest.fixture
def workshop():
    return make_workshop(starts_on=MON, ends_on=WED)


@pytest.fixture
def doing():
    return {"by": make_organiser(), "now": timezone.now()}


def titles(workshop, day=MON, part="morning"):
    return [str(row) for row in in_order(workshop, day, part)]


def seen_in(workshop) -> dict[int, Seen]:
    """What a page shows of all sessions."""
    return {row.pk: seen_of(row) for row in workshop.sessions.all()}


def fresh(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


def stored(workshop) -> list[dict]:
    """All sessions but for the numbers that only keep them in order."""
    rows = workshop.sessions.order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "position"} for row in rows]


def move(session, day, part, index=None, times=None, *, doing, seen=None):
    return planning.move(
        session, Place(day, part, index, times), seen=seen or seen_of(fresh(session)), **doing
    )


# What a page showed


@pytest.mark.parametrize("times", [(None, None), (time(9), None), (time(9), time(10, 30))])
def test_what_a_card_carries_can_be_read_back(times):
    session = make_session(starts_at=times[0], ends_at=times[1])

    assert seen_named(str(seen_of(session))) == seen_of(session)


@pytest.mark.parametrize(
    "text", ["", "x", "2024-05-20~noon~~~planned~1", "2024-05-20~night~~~gone~1", "~~~~~"]
)
def test_what_is_nothing_of_ours_is_nothing_seen(text):
    assert seen_named(text) is None


@pytest.mark.parametrize(
    "field",
    [{"title_ru": "Торговля"}, {"kind": "discussion"}, {"date": TUE}, {"starts_at": time(9)}],
)
def test_a_change_of_what_a_card_shows_is_noticed(field):
    session = make_session()
    before = seen_of(session)

    Session.objects.filter(pk=session.pk).update(**field)

    assert seen_of(fresh(session)) != before


def test_the_order_alone_is_no_change(workshop):
    session = make_session(workshop=workshop)
    before = seen_of(session)

    Session.objects.filter(pk=session.pk).update(position=9)

    assert seen_of(fresh(session)) == before


# Add


def test_adding_gives_number_address_and_the_last_place(workshop, doing):
    make_session(workshop=workshop, title="First")

    made = planning.add(workshop, Place(MON, "morning"), title="Second", kind="lecture", **doing)

    assert (made.number, made.slug, titles(workshop)) == (2, "second", ["First", "Second"])
    assert LogEntry.objects.get().get_change_message().startswith("Added on the planning board")


def test_a_title_is_in_the_readers_language_if_the_workshop_has_it(doing):
    workshop = make_workshop(languages=["en", "ru"])
    with translation.override("ru"):
        russian = planning.add(
            workshop, Place(MON, "night"), title="Прием", kind="networking", **doing
        )
    with translation.override("zh-hans"):
        english = planning.add(workshop, Place(MON, "night"), title="Tea", kind="break", **doing)

    assert (fresh(russian).title_ru, fresh(russian).title_en) == ("Прием", None)
    assert (fresh(english).title_en, fresh(english).title_zh_hans) == ("Tea", None)


def test_nothing_is_added_outside_the_workshop(workshop, doing):
    with pytest.raises(OutsideWorkshop, match="23 May 2024 is no day of the workshop"):
        planning.add(
            workshop, Place(WED + timedelta(1), "morning"), title="Late", kind="lecture", **doing
        )
    assert workshop.sessions.count() == 0


# Move


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, ["New", "A", "B"]),
        (1, ["A", "New", "B"]),
        (2, ["A", "B", "New"]),
        (None, ["A", "B", "New"]),
        (99, ["A", "B", "New"]),
    ],
)
def test_a_session_moves_to_its_place_in_the_order(workshop, doing, index, expected):
    for title in ("A", "B"):
        make_session(workshop=workshop, title=title, date=TUE, part_of_day="night")
    session = make_session(workshop=workshop, title="New")

    move(session, TUE, "night", index, doing=doing)

    assert titles(workshop, TUE, "night") == expected
    assert titles(workshop) == []
    assert LogEntry.objects.get().get_change_message() == "Moved to Tue 21 May, Night."


def test_clock_times_go_along_to_another_part_of_the_day(workshop, doing):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10, 30))

    move(session, TUE, "afternoon", doing=doing)

    assert (fresh(session).starts_at, fresh(session).ends_at) == (time(14), time(15, 30))


def test_clock_times_stay_on_another_day_and_can_be_given(workshop, doing):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10, 30))

    move(session, TUE, "morning", doing=doing)
    assert fresh(session).starts_at == time(9)

    move(session, TUE, "morning", times=(time(8), None), doing=doing)
    assert (fresh(session).starts_at, fresh(session).ends_at) == (time(8), None)


def test_moving_to_where_it_stands_is_refused(workshop, doing):
    session = make_session(workshop=workshop)

    with pytest.raises(AlreadyThere):
        move(session, MON, "morning", 0, doing=doing)
    assert workshop.planning_steps.count() == 0


def test_moving_outside_the_workshop_is_refused(workshop, doing):
    with pytest.raises(OutsideWorkshop):
        move(make_session(workshop=workshop), MON - timedelta(1), "morning", doing=doing)


def test_who_moves_what_somebody_moved_meanwhile_is_told_both(workshop, doing):
    session = make_session(workshop=workshop, title="Trade")
    seen = seen_of(session)
    move(session, TUE, "night", doing=doing)

    with pytest.raises(ChangedMeanwhile) as refused:
        move(session, WED, "morning", doing=doing, seen=seen)

    assert str(refused.value) == (
        "“Trade” was moved meanwhile, from Mon 20 May, Morning to Tue 21 May, Night."
    )
    assert fresh(session).date == TUE


@pytest.mark.parametrize("act", ["move", "split", "duplicate", "cancel", "delete"])
def test_every_action_refuses_what_is_no_longer_as_it_was_seen(workshop, doing, act):
    session = make_session(workshop=workshop, title="Trade")
    seen = seen_of(session)
    Session.objects.filter(pk=session.pk).update(title_en="Commerce")
    before = stored(workshop)
    place = {"move": [Place(TUE, "night")]}.get(act, [])
    more = {"split": {"at": None, "pause": 0}}.get(act, {})

    with pytest.raises(ChangedMeanwhile, match="“Commerce” was changed meanwhile"):
        getattr(planning, act)(session, *place, seen=seen, **more, **doing)

    assert stored(workshop) == before


@pytest.mark.parametrize("act", ["move", "split", "duplicate", "cancel", "delete"])
def test_every_action_refuses_what_is_gone(workshop, doing, act):
    session = make_session(workshop=workshop, title="Trade")
    seen = seen_of(session)
    trash.throw_away(fresh(session), **doing)
    place = {"move": [Place(TUE, "night")]}.get(act, [])
    more = {"split": {"at": None, "pause": 0}}.get(act, {})

    with pytest.raises(SessionGone, match="“Trade” was deleted meanwhile"):
        getattr(planning, act)(session, *place, seen=seen, **more, **doing)


# Split


def test_splitting_makes_two_with_a_break_between(workshop, doing):
    session = make_session(
        workshop=workshop, title="Trade", starts_at=time(9), ends_at=time(12), hours=Decimal(3)
    )
    make_billing(session=session)
    make_session(workshop=workshop, title="Other", starts_at=time(13))

    second = planning.split(session, at=time(10, 15), pause=15, seen=seen_of(session), **doing)

    first, second = fresh(session), fresh(second)
    assert (first.starts_at, first.ends_at) == (time(9), time(10, 15))
    assert (second.starts_at, second.ends_at) == (time(10, 30), time(12))
    assert (first.hours, second.hours) == (Decimal("1.5"), Decimal("1.5"))
    assert titles(workshop) == ["Trade (1)", "Trade (2)", "Other"]
    assert second.speaker_roles.get().speaker == first.speaker_roles.get().speaker
    assert (first.slug, second.slug) == (session.slug, "trade-2")


def test_splitting_without_times_shares_the_part_of_the_day(workshop, doing):
    session = make_session(workshop=workshop, title="Trade")
    make_session(workshop=workshop, title="Other")

    planning.split(session, at=None, pause=30, seen=seen_of(session), **doing)

    assert titles(workshop) == ["Trade (1)", "Trade (2)", "Other"]


def test_the_middle_is_where_a_split_is_without_a_time(workshop, doing):
    session = make_session(workshop=workshop, starts_at=time(23), ends_at=time(1, 15))

    second = planning.split(session, at=None, pause=15, seen=seen_of(session), **doing)

    assert (fresh(session).ends_at, fresh(second).starts_at) == (time(0), time(0, 15))


@pytest.mark.parametrize(
    ("times", "at", "pause"),
    [
        ((time(9), time(12)), time(9), 0),
        ((time(9), time(12)), time(12), 0),
        ((time(9), time(12)), time(13), 0),
        ((time(9), time(12)), time(11, 50), 10),
        ((time(9), time(12)), None, 180),
        ((time(9), None), None, 0),
        ((None, None), time(9), 0),
    ],
)
def test_what_leaves_no_two_parts_is_refused(workshop, doing, times, at, pause):
    session = make_session(workshop=workshop, starts_at=times[0], ends_at=times[1])

    with pytest.raises(CannotSplit):
        planning.split(session, at=at, pause=pause, seen=seen_of(session), **doing)
    assert workshop.sessions.count() == 1


def test_the_longest_title_keeps_room_for_its_number(workshop, doing):
    session = make_session(workshop=workshop, title="x" * 250)

    second = planning.split(session, at=None, pause=0, seen=seen_of(session), **doing)

    assert fresh(second).title == "x" * 246 + " (2)"


# Duplicate


def test_a_copy_has_speakers_hosts_and_stops_but_a_name_of_its_own(workshop, doing):
    session = make_session(workshop=workshop, title="Port", title_ru="Порт", kind="site_visit")
    make_billing(session=session, role="moderator", online=True)
    make_host(session=session)
    stops = ({"name": "Quay", "arrives_at": time(9), "arrived_at": time(9, 20)}, "Crane")
    make_visit(session=session, stops=stops, meeting_point="Gate 2")

    made = planning.duplicate(session, Place(TUE, "night"), seen=seen_of(session), **doing)

    made = fresh(made)
    assert (made.title_en, made.title_ru, made.date) == ("Port", "Порт", TUE)
    assert (made.number, made.slug) == (2, "port")
    assert made.uuid != session.uuid
    assert [(r.speaker, r.role, r.online) for r in made.speaker_roles.all()] == [
        (r.speaker, r.role, r.online) for r in session.speaker_roles.all()
    ]
    assert made.session_organisations.get().organisation == (
        session.session_organisations.get().organisation
    )
    assert made.visit.meeting_point == "Gate 2"
    assert [stop.name for stop in made.visit.stops.all()] == ["Quay", "Crane"]
    assert [stop.name for stop in session.visit.stops.all()] == ["Quay", "Crane"]
    first = made.visit.stops.first()
    assert (first.arrives_at, first.arrived_at) == (time(9), None)


def test_a_copy_stands_behind_its_original(workshop, doing):
    session = make_session(workshop=workshop, title="A")
    make_session(workshop=workshop, title="B")

    planning.duplicate(session, seen=seen_of(session), **doing)

    assert titles(workshop) == ["A", "A", "B"]


# Days


def test_a_day_is_shifted_with_all_its_times(workshop, doing):
    early = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))
    late = make_session(workshop=workshop, starts_at=time(23), ends_at=time(23, 45))
    other = make_session(workshop=workshop, date=TUE, starts_at=time(9))
    untimed = make_session(workshop=workshop)

    planning_days.shift(workshop, MON, 30, seen=seen_in(workshop), **doing)

    assert (fresh(early).starts_at, fresh(early).ends_at) == (time(9, 30), time(10, 30))
    assert (fresh(late).starts_at, fresh(late).ends_at) == (time(23, 30), time(0, 15))
    assert (fresh(other).starts_at, fresh(untimed).starts_at) == (time(9), None)


@pytest.mark.parametrize("minutes", [0, 60, -600])
def test_no_shift_leaves_the_day(workshop, doing, minutes):
    session = make_session(workshop=workshop, starts_at=time(9))
    make_session(workshop=workshop, starts_at=time(23, 30))

    with pytest.raises(CannotShift):
        planning_days.shift(workshop, MON, minutes, seen=seen_in(workshop), **doing)
    assert fresh(session).starts_at == time(9)


def test_a_day_is_shifted_only_as_it_was_seen(workshop, doing):
    session = make_session(workshop=workshop, starts_at=time(9))
    seen = seen_in(workshop)
    make_session(workshop=workshop, title="New", starts_at=time(11))

    with pytest.raises(ChangedMeanwhile, match="“New” was changed meanwhile"):
        planning_days.shift(workshop, MON, 30, seen=seen, **doing)

    seen = seen_in(workshop)
    Session.objects.exclude(pk=session.pk).update(date=TUE)
    with pytest.raises(SessionGone):
        planning_days.shift(workshop, MON, 30, seen=seen, **doing)
    assert fresh(session).starts_at == time(9)


def test_two_days_change_places(workshop, doing):
    for day, title in ((MON, "A"), (MON, "B"), (TUE, "C"), (WED, "D")):
        make_session(workshop=workshop, title=title, date=day)

    step = planning_days.swap(workshop, MON, TUE, seen=seen_in(workshop), **doing)
    assert [titles(workshop, day) for day in (MON, TUE, WED)] == [["C"], ["A", "B"], ["D"]]

    planning_undo.undo(step, **doing)
    assert [titles(workshop, day) for day in (MON, TUE, WED)] == [["A", "B"], ["C"], ["D"]]


def test_a_day_changes_places_with_another_day_of_the_workshop_alone(workshop, doing):
    with pytest.raises(AlreadyThere):
        planning_days.swap(workshop, MON, MON, seen={}, **doing)
    with pytest.raises(OutsideWorkshop):
        planning_days.swap(workshop, MON, WED + timedelta(1), seen={}, **doing)


# Cancel


def test_a_cancelled_session_stays_and_can_be_planned_again(workshop, doing):
    session = make_session(workshop=workshop)

    planning.cancel(session, seen=seen_of(session), **doing)
    assert fresh(session).status == "cancelled"
    with pytest.raises(AlreadyThere, match="Cancelled"):
        planning.cancel(session, seen=seen_of(fresh(session)), **doing)

    planning.restore(session, seen=seen_of(fresh(session)), **doing)
    assert fresh(session).status == "planned"
    with pytest.raises(AlreadyThere, match="Planned"):
        planning.restore(session, seen=seen_of(fresh(session)), **doing)


def test_who_cancels_what_somebody_cancelled_meanwhile_is_told_so(workshop, doing):
    session = make_session(workshop=workshop, title="Trade")
    seen = seen_of(session)
    planning.cancel(session, seen=seen, **doing)

    with pytest.raises(ChangedMeanwhile, match="to Mon 20 May, Morning, Cancelled"):
        planning.cancel(session, seen=seen, **doing)


def test_a_copy_of_what_is_cancelled_is_planned(workshop, doing):
    session = make_session(workshop=workshop, status="cancelled", happened="not_held")

    made = planning.duplicate(session, seen=seen_of(session), **doing)

    assert (fresh(made).status, fresh(made).happened) == ("planned", "")


# Delete


def test_deleting_goes_to_the_trash(workshop, doing):
    session = make_session(workshop=workshop, title="Trade")

    step = planning.delete(session, seen=seen_of(session), **doing)

    assert workshop.sessions.count() == 0
    assert TrashedItem.objects.get(pk=step.trashed).label == "Trade"


# Undo


def act_on(session, workshop, act, doing):
    """Do one thing with a session of Monday morning, 9 to 12; the step that can be undone."""
    seen = seen_of(session)
    match act:
        case "add":
            planning.add(workshop, Place(MON, "morning", 0), title="N", kind="tour", **doing)
        case "move":
            planning.move(session, Place(TUE, "night", 0), seen=seen, **doing)
        case "reorder":
            planning.move(session, Place(MON, "morning", 0), seen=seen, **doing)
        case "split":
            planning.split(session, at=time(10), pause=0, seen=seen, **doing)
        case "duplicate":
            planning.duplicate(session, Place(MON, "morning", 0), seen=seen, **doing)
        case "shift":
            planning_days.shift(workshop, MON, 15, seen=seen_in(workshop), **doing)
        case "swap":
            planning_days.swap(workshop, MON, TUE, seen=seen_in(workshop), **doing)
        case "cancel":
            planning.cancel(session, seen=seen, **doing)
        case "delete":
            planning.delete(session, seen=seen, **doing)
    return workshop.planning_steps.first()


ACTS = ["add", "move", "split", "duplicate", "shift", "swap", "cancel", "delete"]


@pytest.mark.parametrize("act", ACTS)
def test_everything_can_be_undone_once(workshop, doing, act):
    for title in ("A", "B"):
        make_session(workshop=workshop, title=title)
    session = make_session(
        workshop=workshop, title="C", starts_at=time(9), ends_at=time(12), hours=Decimal(3)
    )
    make_billing(session=session)
    make_session(workshop=workshop, title="D", date=TUE, part_of_day="night")
    before, shown = stored(workshop), titles(workshop)
    step = act_on(session, workshop, act, doing)
    assert stored(workshop) != before

    planning_undo.undo(step, **doing)

    assert stored(workshop) == before
    assert (titles(workshop), titles(workshop, TUE, "night")) == (shown, ["D"])
    with pytest.raises(CannotUndo, match="undone already"):
        planning_undo.undo(step, **doing)


def test_undoing_a_move_gives_the_place_in_the_order_back(workshop, doing):
    for title in ("A", "B", "C"):
        last = make_session(workshop=workshop, title=title)

    step = act_on(last, workshop, "reorder", doing)
    assert titles(workshop) == ["C", "A", "B"]

    planning_undo.undo(step, **doing)
    assert titles(workshop) == ["A", "B", "C"]


@pytest.mark.parametrize("act", ["add", "split", "duplicate"])
def test_what_was_added_is_not_taken_away_once_somebody_worked_on_it(workshop, doing, act):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(12))
    step = act_on(session, workshop, act, doing)
    (made,) = map(int, step.made)
    make_billing(session=Session.objects.get(pk=made))

    with pytest.raises(CannotUndo, match="was changed since"):
        planning_undo.undo(step, **doing)
    assert workshop.sessions.count() == 2


@pytest.mark.parametrize("act", ["move", "split", "shift", "swap"])
def test_what_somebody_changed_since_is_not_undone(workshop, doing, act):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(12))
    step = act_on(session, workshop, act, doing)
    Session.objects.filter(pk=session.pk).update(date=WED, ends_at=time(13))
    before = stored(workshop)

    with pytest.raises(ChangedMeanwhile, match="It stands on Wed 22 May"):
        planning_undo.undo(step, **doing)
    assert stored(workshop) == before


def test_a_change_of_something_else_does_not_stand_in_the_way(workshop, doing):
    session = make_session(workshop=workshop)
    step = act_on(session, workshop, "move", doing)
    Session.objects.filter(pk=session.pk).update(title_en="Renamed")

    planning_undo.undo(step, **doing)

    assert (fresh(session).date, fresh(session).title) == (MON, "Renamed")


@pytest.mark.parametrize("act", ["add", "move"])
def test_what_was_deleted_since_is_not_undone(workshop, doing, act):
    session = make_session(workshop=workshop)
    step = act_on(session, workshop, act, doing)
    workshop.sessions.all().delete()

    with pytest.raises(CannotUndo, match="was deleted since"):
        planning_undo.undo(step, **doing)


def test_what_left_the_trash_is_not_brought_back(workshop, doing):
    session = make_session(workshop=workshop)
    step = act_on(session, workshop, "delete", doing)
    TrashedItem.objects.all().delete()

    with pytest.raises(CannotUndo, match="no longer in the trash"):
        planning_undo.undo(step, **doing)


def test_old_steps_are_forgotten(workshop, doing, monkeypatch):
    monkeypatch.setattr("workshops.planning.steps.KEPT", 2)
    for title in "ABC":
        planning.add(workshop, Place(MON, "night"), title=title, kind="lecture", **doing)

    assert [step.label for step in workshop.planning_steps.all()] == ["C", "B"]


def test_nothing_seen_at_all_is_no_permission(workshop, doing):
    session = make_session(workshop=workshop)

    with pytest.raises(ChangedMeanwhile):
        planning.delete(session, seen=None, **doing)
    assert isinstance(seen_of(session), Seen)
    assert workshop.sessions.count() == 1
