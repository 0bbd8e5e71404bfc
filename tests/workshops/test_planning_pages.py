"""The planning board in the office: what it shows, what its forms do, and what it answers a script."""

from datetime import date, time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_billing,
    make_host,
    make_session,
    make_speaker,
    make_user,
    make_venue,
    make_workshop,
)
from tests.workshops.office import form_of, organiser_client
from workshops.models import Session
from workshops.planning import warnings
from workshops.planning.board import board_of
from workshops.planning.clock import clocks_of
from workshops.planning.seen import seen_of
from workshops.planning.warnings import Warning

pytestmark = pytest.mark.django_db

MON, TUE, WED = date(2024, 5, 20), date(2024, 5, 21), date(2024, 5, 22)
MOST_BYTES, MOST_QUERIES = 300_000, 15


@pytest.fixture
def workshop():
    return make_workshop(starts_on=MON, ends_on=WED)


@pytest.fixture
def organiser():
    return organiser_client()


def address(workshop, name="", *args):
    name = f"admin:workshops_session_planning{name and '_'}{name}"
    return reverse(name, args=[workshop.pk, *args])


def seen(session):
    return str(seen_of(Session.objects.get(pk=session.pk)))


def press(client, session, do, *, was=None, script=False, **fields):
    """Press one of the buttons of a session's page."""
    headers = {"accept": "application/json"} if script else {"accept": "text/html"}
    data = {"do": do, "seen": was or seen(session), **fields}
    return client.post(address(session.workshop, "session", session.pk), data, headers=headers)


def staff_with(*rights):
    user = make_user("staff", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=rights, content_type__app_label="workshops")
    )
    client = Client()
    client.force_login(user)
    return client


# What it shows


def test_a_day_is_a_row_and_only_parts_in_use_are_columns(workshop):
    make_session(workshop=workshop, title="Trade", date=TUE, part_of_day="night")

    board = board_of(workshop)

    assert [row.label for row in board.rows] == ["Mon 20 May", "Tue 21 May", "Wed 22 May"]
    assert board.used == ("night",)
    (cell,) = [cell for cell in board.rows[1].cells if cell.cards]
    assert (cell.part, [card.title for card in cell.cards]) == ("night", ["Trade"])


def test_a_card_says_kind_time_place_and_who(workshop, organiser):
    venue = make_venue(name="Hall A")
    workshop.venues.add(venue)
    session = make_session(
        workshop=workshop, title="Trade", venue=venue, starts_at=time(9), ends_at=time(10, 30)
    )
    for name in "ABCD":
        make_billing(session=session, speaker=make_speaker(workshop=workshop, name=name))
    make_session(workshop=workshop, title="Old", status="cancelled")
    make_session(workshop=workshop, title="", kind="off", date=TUE)

    html = organiser.get(address(workshop)).content.decode()

    assert "09:00–10:30 · Lecture · Hall A" in html
    assert "A, B, C +1" in html
    assert "<strong>Cancelled</strong> Lecture" in html
    assert 'class="plan-day is-off" id="d20240521"' in html
    assert html.count("Day off") == 1


def test_warnings_stand_by_what_they_are_about(workshop, organiser, monkeypatch):
    session = make_session(workshop=workshop)
    found = [
        Warning("Twice at once", session=session.pk, url="/mend/"),
        Warning("Too full", day=TUE, is_grave=False),
        Warning("No preparation"),
    ]
    monkeypatch.setattr(warnings, "_sources", [lambda workshop: found])

    html = organiser.get(address(workshop)).content.decode()

    assert "<b>1 warning</b>" in html
    page = organiser.get(address(workshop, "session", session.pk)).content.decode()
    assert '<b>Warning:</b> <a href="/mend/">Twice at once</a>' in page
    assert "<li>Too full</li>" in html
    assert "<b>Warning:</b> No preparation" in html


@pytest.mark.parametrize("view", ["", "?view=clock"])
def test_five_hundred_sessions_of_sixty_days_stay_small(organiser, view):
    """Long titles, a venue and a speaker each, three parts a day."""
    workshop = make_workshop(starts_on=MON, ends_on=MON + timedelta(59))
    few = asked(organiser, make_workshop(starts_on=MON, ends_on=TUE), 4, view)

    many = asked(organiser, workshop, 500, view)

    assert len(many[0]) <= MOST_BYTES
    assert many[1] == few[1] <= MOST_QUERIES


def asked(client, workshop, count, view):
    """The page with so many sessions, and how many queries it took."""
    venue = make_venue(name="International Conference Centre, Hall A")
    workshop.venues.add(venue)
    speaker = make_speaker(workshop=workshop, name="Professor Lena Park")
    span = (workshop.ends_on - workshop.starts_on).days + 1
    for n in range(count):
        session = make_session(
            workshop=workshop,
            number=n + 1,
            title=f"Cross-border electronic commerce in practice, part {n}",
            date=MON + timedelta(n % span),
            part_of_day=("morning", "afternoon", "night")[n // span % 3],
            venue=venue,
            starts_at=time(9 + n // span),
            ends_at=time(10 + n // span),
        )
        make_billing(session=session, speaker=speaker)
        if n < 2:
            make_host(session=session)
    client.get(address(workshop))  # what is remembered afterwards
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(workshop) + view)
    return page.content, len(queries)


def test_by_the_clock_parallel_sessions_stand_side_by_side_and_gaps_are_one_line(workshop):
    for title, starts, ends in (
        ("A", time(9), time(11)),
        ("B", time(10), time(12)),
        ("C", time(14), time(15)),
        ("D", None, None),
    ):
        make_session(workshop=workshop, title=title, starts_at=starts, ends_at=ends)

    monday = clocks_of(board_of(workshop))[0]

    drawn = [
        (line.time, "gap" if line.is_gap else [str(b.card and b.card.title) for b in line.blocks])
        for line in monday.lines
    ]
    assert drawn == [
        ("09:00", ["A", "None"]),
        ("10:00", ["B"]),
        ("11:00", ["None"]),
        ("12:00", "gap"),
        ("14:00", ["C", "None"]),
    ]
    assert [b.height for line in monday.lines for b in line.blocks if b.card] == [2, 2, 1]
    assert [card.title for card in monday.untimed] == ["D"]


def test_by_the_clock_a_session_may_end_after_midnight(workshop):
    make_session(workshop=workshop, title="Late", starts_at=time(23), ends_at=time(1))

    (line,) = clocks_of(board_of(workshop))[0].lines

    assert (line.time, line.until) == ("23:00", "01:00")


# Adding


def test_a_session_is_added_where_the_link_says(workshop, organiser):
    page = organiser.get(f"{address(workshop, 'add')}?day=2024-05-21&part=night")
    assert '<option value="2024-05-21" selected>' in page.content.decode()

    data = {"title": "Trade", "kind": "lecture", "day": "2024-05-21", "part_of_day": "night"}
    answer = organiser.post(address(workshop, "add"), data)

    made = workshop.sessions.get()
    assert (str(made), made.date, made.part_of_day) == ("Trade", TUE, "night")
    assert answer.url == f"{address(workshop)}#s{made.pk}"


def test_the_full_form_can_follow_and_leads_back(workshop, organiser):
    data = {"title": "T", "kind": "tour", "day": "2024-05-21", "part_of_day": "night", "_open": "x"}
    answer = organiser.post(address(workshop, "add"), data)

    made = workshop.sessions.get()
    form = reverse("admin:workshops_session_change", args=[made.pk])
    assert answer.url == f"{form}?planning=1"


@pytest.mark.parametrize(
    "faults",
    [
        {"day": "2024-06-30"},
        {"kind": "x"},
        {"ends_at": "10:00"},
        {"starts_at": "25:00"},
        {"day": ""},
    ],
)
def test_a_faulty_form_adds_nothing_and_keeps_what_was_typed(workshop, organiser, faults):
    data = {"title": "Trade", "kind": "lecture", "day": "2024-05-21", "part_of_day": "night"}

    answer = organiser.post(address(workshop, "add"), data | faults)

    assert "Nothing was added" in answer.content.decode()
    assert 'value="Trade"' in answer.content.decode()
    assert workshop.sessions.count() == 0


# One session


def test_a_form_moves_a_session(workshop, organiser):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))

    answer = press(
        organiser, session, "move", day="2024-05-22", part_of_day="afternoon", order="1",
        starts_at="09:00", ends_at="10:00",
    )  # fmt: skip

    assert answer.url == f"{address(workshop)}#s{session.pk}"
    session.refresh_from_db()
    assert (session.date, session.part_of_day, session.starts_at) == (WED, "afternoon", time(14))


def test_a_form_says_in_what_place_a_session_stands(workshop, organiser):
    make_session(workshop=workshop)
    second = make_session(workshop=workshop)

    page = organiser.get(address(workshop, "session", second.pk)).content.decode()

    assert '<input type="number" name="order" value="2"' in page


def test_a_form_can_take_the_times_away(workshop, organiser):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))

    press(
        organiser,
        session,
        "move",
        day="2024-05-20",
        part_of_day="morning",
        starts_at="",
        ends_at="",
    )

    session.refresh_from_db()
    assert session.starts_at is None


@pytest.mark.parametrize(
    ("do", "fields", "count"),
    [
        ("split", {"at": "", "pause": "15"}, 2),
        ("copy", {"day": "2024-05-22", "part_of_day": "night"}, 2),
        ("cancel", {}, 1),
        ("delete", {}, 0),
    ],
)
def test_each_button_does_its_work_and_can_be_undone(workshop, organiser, do, fields, count):
    session = make_session(workshop=workshop)

    press(organiser, session, do, **fields)
    assert workshop.sessions.count() == count

    step = workshop.planning_steps.get()
    organiser.post(address(workshop), {"step": step.pk})
    assert [row.pk for row in workshop.sessions.all()] == [session.pk]
    assert workshop.sessions.get().status == "planned"


def test_a_conflict_shows_both_and_what_was_wanted_and_can_be_decided(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade")
    was = seen(session)
    Session.objects.filter(pk=session.pk).update(date=TUE)
    wanted = {"day": "2024-05-22", "part_of_day": "night"}

    answer = press(organiser, session, "move", was=was, **wanted)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "from Mon 20 May, Morning to Tue 21 May, Morning" in html
    assert "You wanted: Wed 22 May, Night." in html
    assert '<option value="2024-05-22" selected>' in html
    assert Session.objects.get().date == TUE
    assert f'name="seen" value="{seen(session)}"' in html

    press(organiser, session, "move", **wanted)
    assert Session.objects.get().date == WED


def test_what_was_deleted_meanwhile_is_said_on_the_board(workshop, organiser):
    session = make_session(workshop=workshop)
    was = seen(session)
    url = address(workshop, "session", session.pk)
    session.delete()

    answer = organiser.post(url, {"do": "cancel", "seen": was}, follow=True)

    assert "was deleted meanwhile" in answer.content.decode()
    assert organiser.get(url).status_code == 404


def test_what_was_only_added_afterwards_is_not_on_the_board(workshop, organiser):
    session = make_session(workshop=workshop, title="Unplanned", is_added=True)

    assert "Unplanned" not in organiser.get(address(workshop)).content.decode()
    assert organiser.get(address(workshop, "session", session.pk)).status_code == 404


def test_a_button_we_do_not_know_does_nothing(workshop, organiser):
    session = make_session(workshop=workshop)

    assert press(organiser, session, "explode").status_code == 302
    assert workshop.planning_steps.count() == 0


# Days


def test_a_day_is_shifted_and_swapped_by_its_page(workshop, organiser):
    session = make_session(workshop=workshop, starts_at=time(9))
    sent = {"seen": [f"{session.pk}:{seen(session)}"]}

    organiser.post(address(workshop, "day", 1), sent | {"do": "shift", "minutes": "30"})
    session.refresh_from_db()
    assert session.starts_at == time(9, 30)

    sent = {"seen": [f"{session.pk}:{seen(session)}"]}
    organiser.post(address(workshop, "day", 1), sent | {"do": "swap", "other": "2024-05-22"})
    session.refresh_from_db()
    assert session.date == WED


def test_a_day_that_changed_meanwhile_is_shown_as_it_is(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade", starts_at=time(9))
    sent = {"seen": [f"{session.pk}:{seen(session)}"], "do": "shift", "minutes": "30"}
    Session.objects.filter(pk=session.pk).update(starts_at=time(8))

    answer = organiser.post(address(workshop, "day", 1), sent)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Mon 20 May, Morning, 09:00 to Mon 20 May, Morning, 08:00" in html
    assert f'value="{session.pk}:{seen(session)}"' in html
    assert 'value="30"' in html


@pytest.mark.parametrize("number", [0, 4, 10**20])
def test_there_is_no_page_of_a_day_that_is_none(workshop, organiser, number):
    assert organiser.get(f"{address(workshop)}day/{number}/").status_code == 404


# What a script is answered


def test_a_script_is_given_the_days_that_changed_and_no_others(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade")
    make_session(workshop=workshop, date=WED)
    has = [f"{row.anchor}:{row.mark}" for row in board_of(workshop).rows]

    answer = press(
        organiser, session, "move", script=True, has=has,
        day="2024-05-21", part_of_day="night", order="1",
    )  # fmt: skip

    told = answer.json()
    assert (answer.status_code, sorted(told["rows"])) == (200, ["d20240520", "d20240521"])
    assert f'id="s{session.pk}"' in told["rows"]["d20240521"]
    assert told["used"] == ["morning", "night"]
    assert told["order"] == ["d20240520", "d20240521", "d20240522"]
    assert told["said"] == "“Trade” stands on Tue 21 May, Night now."
    assert "Moved: Trade" in told["steps"]
    assert "warning" in told["warnings"]


def test_a_script_is_told_of_a_conflict_with_what_stands_there_now(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade")
    has, was = [f"{row.anchor}:{row.mark}" for row in board_of(workshop).rows], seen(session)
    Session.objects.filter(pk=session.pk).update(date=TUE)

    answer = press(
        organiser, session, "move", was=was, script=True, has=has,
        day="2024-05-22", part_of_day="night", order="1",
    )  # fmt: skip

    told = answer.json()
    assert (answer.status_code, sorted(told["rows"])) == (409, ["d20240520", "d20240521"])
    assert "from Mon 20 May, Morning to Tue 21 May, Morning" in told["said"]
    assert Session.objects.get().date == TUE


def test_undoing_what_somebody_changed_is_refused_with_words(workshop, organiser):
    session = make_session(workshop=workshop)
    press(organiser, session, "move", day="2024-05-22", part_of_day="night")
    Session.objects.filter(pk=session.pk).update(date=TUE)

    step = workshop.planning_steps.get()
    answer = organiser.post(address(workshop), {"step": step.pk}, follow=True)

    assert "was changed meanwhile. It stands on Tue 21 May, Night." in answer.content.decode()


@pytest.mark.parametrize("step", ["", "x", "999999"])
def test_undoing_nothing_says_so(workshop, organiser, step):
    answer = organiser.post(address(workshop), {"step": step}, follow=True)

    assert "There is nothing to undo." in answer.content.decode()


# Who may


def test_who_may_only_look_finds_nothing_to_press(workshop):
    session = make_session(workshop=workshop)
    client = staff_with("view_session")

    board = client.get(address(workshop)).content.decode()
    page = client.get(address(workshop, "session", session.pk)).content.decode()

    assert "planning.js" not in board
    assert "plan-add" not in board
    assert 'name="do"' not in page
    assert client.get(address(workshop, "add")).status_code == 403
    assert client.get(address(workshop, "day", 1)).status_code == 403


@pytest.mark.parametrize("do", ["move", "split", "copy", "cancel", "restore", "delete"])
def test_who_may_only_look_is_refused(workshop, do):
    session = make_session(workshop=workshop)
    client = staff_with("view_session")

    assert press(client, session, do).status_code == 403
    assert client.post(address(workshop), {"step": "1"}).status_code == 403
    assert workshop.planning_steps.count() == 0


def test_who_may_see_no_sessions_sees_no_board(workshop):
    assert staff_with("view_workshop").get(address(workshop)).status_code == 403


def test_who_may_not_add_undoes_no_deletion(workshop, organiser):
    session = make_session(workshop=workshop)
    press(organiser, session, "delete")
    step = workshop.planning_steps.get()

    client = staff_with("view_session", "change_session")

    assert client.post(address(workshop), {"step": step.pk}).status_code == 403
    assert workshop.sessions.count() == 0


def test_the_form_leads_back_to_the_board(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade")
    form = reverse("admin:workshops_session_change", args=[session.pk]) + "?planning=1"

    sent = form_of(organiser.get(form).content.decode(), "session_form")
    answer = organiser.post(form, sent)

    assert answer.url == f"{address(workshop)}#s{session.pk}"


def test_what_rules_ask_is_said_on_the_form(workshop, organiser):
    session = make_session(workshop=workshop, title="Trade")
    form = reverse("admin:workshops_session_change", args=[session.pk])
    sent = form_of(organiser.get(form).content.decode(), "session_form")

    said = {"method": "exercise", "questions_minutes": "20", "languages": ["en", "ru"]}
    organiser.post(form, sent | said | {"interpretation": "on"})

    session.refresh_from_db()
    assert (session.method, session.questions_minutes) == ("exercise", 20)
    assert (session.languages, session.interpretation) == (["en", "ru"], True)
