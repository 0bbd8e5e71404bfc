"""What really happened: said of a day at once, of one session, and of one that was never listed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_billing,
    make_organiser,
    make_session,
    make_speaker,
    make_workshop,
    release,
)
from tests.workshops.office import everything_stored, form_of, organiser_client
from workshops.actions import happening
from workshops.actions.happening import Said
from workshops.agenda import agenda_for, working_copy
from workshops.happened.board import days_to_choose
from workshops.happened.record import record_of
from workshops.models import Session, Speaker, SpeakerRole

pytestmark = pytest.mark.django_db

FIRST = date(2024, 5, 20)
SECOND = FIRST + timedelta(days=1)
NOON = datetime(2024, 5, 21, 7, tzinfo=UTC)  # noon in Almaty on the second day
AFTER = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def office() -> Client:
    return organiser_client()


def page(workshop, code: str = "happened", *args) -> str:
    return reverse(f"admin:workshops_workshop_{code}", args=[workshop.pk, *args])


def happened(workshop) -> list[str]:
    return list(workshop.sessions.order_by("number").values_list("happened", flat=True))


def say(session: Session, happened: str = "changed", **more) -> None:
    happening.record(session, Said(happened=happened, **more), by=None, now=AFTER)


# A whole day


def test_a_day_is_marked_as_planned_at_one_press_and_nothing_else(workshop):
    make_session(workshop=workshop)
    make_session(workshop=workshop, happened="not_held")
    make_session(workshop=workshop, status="cancelled")
    make_session(workshop=workshop, kind="break")
    make_session(workshop=workshop, date=SECOND)
    make_session()
    marked = happening.as_planned(workshop, FIRST, by=make_organiser(), now=NOON)
    assert [row.number for row in marked] == [1]
    assert happened(workshop) == ["as_planned", "not_held", "", "", ""]


def test_a_part_of_a_day_alone(workshop):
    make_session(workshop=workshop)
    make_session(workshop=workshop, part_of_day="night")
    happening.as_planned(workshop, FIRST, by=None, now=NOON, part="night")
    assert happened(workshop) == ["", "as_planned"]


def test_a_day_that_has_not_come_is_not_marked(workshop):
    session = make_session(workshop=workshop, date=SECOND + timedelta(days=1))
    with pytest.raises(happening.NotYet):
        happening.as_planned(workshop, session.date, by=None, now=NOON)
    with pytest.raises(happening.NotYet):
        happening.record(session, Said("not_held"), by=None, now=NOON)
    with pytest.raises(happening.NotYet):
        happening.add(workshop, titles={}, day=session.date, by=None, now=NOON)
    assert happened(workshop) == [""]


def test_days_that_have_come_can_be_chosen_the_last_first(workshop):
    assert days_to_choose(workshop, NOON) == (SECOND, FIRST)
    assert days_to_choose(workshop, datetime(2024, 1, 1, tzinfo=UTC)) == (FIRST,)
    assert len(days_to_choose(workshop, AFTER)) == 14


def test_the_buttons_of_the_page_mark_a_day_and_a_part(workshop, office):
    make_session(workshop=workshop)
    make_session(workshop=workshop, part_of_day="night")
    shown = office.get(page(workshop), {"day": "2024-05-20"})
    assert "All 2 took place as planned" in shown.text
    answer = office.post(page(workshop), {"day": "2024-05-20", "part": "night"})
    assert happened(workshop) == ["", "as_planned"]
    assert answer.url == f"{page(workshop)}?day=2024-05-20"
    office.post(page(workshop), {"day": "2024-05-20", "part": ""})
    assert happened(workshop) == ["as_planned", "as_planned"]
    assert "took place as planned</button>" not in office.get(answer.url).text


# One session


def test_one_session_is_told_of_in_detail(workshop, office):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))
    role = make_billing(session=session, speaker=make_speaker(workshop=workshop, name="Lena Park"))
    make_billing(session=session, speaker=make_speaker(workshop=workshop, name="Ada Lake"))
    url = page(workshop, "happened_session", session.pk)
    data = form_of(office.get(url).text, "happened_form")
    data |= {"began_at": "09:20", "ended_at": "10:15", "note": "The bus was late."}
    data |= {f"presence-{role.pk}": "absent", "stand_in": "Bo Chen", "happened": "as_planned"}
    answer = office.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    session.refresh_from_db()
    assert (session.happened, session.began_at, session.happened_note) == (
        "changed",
        time(9, 20),
        "The bus was late.",
    )
    presences = {one.speaker.name: one.presence for one in session.speaker_roles.all()}
    assert presences == {"Lena Park": "absent", "Ada Lake": "", "Bo Chen": "stood_in"}
    (difference,) = record_of(workshop).differences
    assert (difference.planned, difference.delivered) == (
        "09:00–10:00",
        "09:20–10:15; Lena Park did not speak; Bo Chen stood in",
    )


def test_a_form_sent_unchanged_changes_nothing(workshop, office):
    session = make_session(workshop=workshop)
    role = make_billing(session=session)
    for said in (
        Said("as_planned"),
        Said("not_held", note="Rain.\nAnd wind."),
        Said(
            "changed",
            time(9, 20),
            time(10),
            presences={role.pk: "absent"},
            stand_in=make_speaker(workshop=workshop, name="Bo Chen"),
        ),
        Said("", presences={role.pk: ""}),
    ):
        happening.record(session, said, by=None, now=AFTER)
        url = page(workshop, "happened_session", session.pk)
        before = everything_stored()
        answer = office.post(url, form_of(office.get(url).text, "happened_form"))
        assert answer.status_code == 302, answer.context["form"].errors
        assert everything_stored() == before


def test_who_stood_in_goes_again_where_it_is_taken_back(workshop):
    session = make_session(workshop=workshop)
    role = make_billing(session=session)
    stand_in = make_speaker(workshop=workshop, name="Bo Chen")
    say(session, presences={role.pk: "absent"}, stand_in=stand_in)
    assert session.speaker_roles.count() == 2
    say(session, "as_planned", presences={role.pk: ""})
    assert [(one.speaker_id, one.presence) for one in session.speaker_roles.all()] == [
        (role.speaker_id, "")
    ]


def test_what_somebody_else_said_meanwhile_is_not_written_over(workshop, office):
    session = make_session(workshop=workshop)
    url = page(workshop, "happened_session", session.pk)
    data = form_of(office.get(url).text, "happened_form") | {"happened": "as_planned"}
    say(session, "not_held")
    data["stand_in"] = "Bo Chen"
    answer = office.post(url, data)
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "Somebody else has said something of this session meanwhile. Look at it again."
    ]
    assert happened(workshop) == ["not_held"]
    assert Speaker.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"ended_at": "10:00"}, "began_at"), ({"stand_in": "Bo Chen"}, "stand_in")],
)
def test_what_does_not_fit_is_said(workshop, office, sent, field):
    session = make_session(workshop=workshop)
    make_billing(session=session)
    url = page(workshop, "happened_session", session.pk)
    data = form_of(office.get(url).text, "happened_form") | sent
    assert list(office.post(url, data).context["form"].errors) == [field]
    assert happened(workshop) == [""]


def test_a_session_of_another_workshop_is_missing(workshop, office):
    other = make_session()
    assert office.get(page(workshop, "happened_session", other.pk)).status_code == 404


# Never listed


def test_a_session_that_was_never_listed_is_added(workshop, office):
    make_session(workshop=workshop)
    known = make_speaker(workshop=workshop, name="Lena Park")
    data = {
        "title_en": "Digital corridors",
        "day": "2024-05-20",
        "part_of_day": "night",
        "kind": "lecture",
        "speakers": "lena park\r\nBo Chen\r\n",
    }
    assert office.post(page(workshop, "happened_add"), data).status_code == 302
    row = Session.objects.added().get()
    assert (row.number, row.slug, row.date) == (901, "digital-corridors", FIRST)
    roles = row.speaker_roles.all()
    assert [role.speaker.name for role in roles] == ["Lena Park", "Bo Chen"]
    assert roles[0].speaker == known
    assert "Digital corridors" in office.get(page(workshop), {"day": "2024-05-20"}).text


def test_where_nobody_knows_the_day_there_is_none(workshop, office):
    data = {"title_en": "Silk Road", "day": "", "part_of_day": "", "kind": "lecture"}
    office.post(page(workshop, "happened_add"), data)
    row = Session.objects.get()
    assert (row.date, row.part_of_day) == (None, "")
    for url in (
        page(workshop),
        page(workshop, "happened_session", row.pk),
        reverse("admin:workshops_session_changelist"),
        reverse("admin:workshops_session_change", args=[row.pk]),
    ):
        assert "Silk Road" in office.get(url).text
    half = office.post(page(workshop, "happened_add"), data | {"day": "2024-05-20"})
    assert list(half.context["form"].errors) == ["part_of_day"]


def test_an_undated_session_is_saved_unchanged_in_its_own_form(workshop, office):
    row = happening.add(workshop, titles={"title_en": "Silk Road"}, by=None, now=AFTER)
    url = reverse("admin:workshops_session_change", args=[row.pk])
    before = everything_stored()
    answer = office.post(url, form_of(office.get(url).text, "session_form"))
    assert answer.status_code == 302
    assert everything_stored() == before


def test_a_session_of_the_agenda_has_a_day(workshop):
    session = make_session(workshop=workshop)
    for fields in ({"date": None}, {"part_of_day": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**fields)
    Session.objects.filter(pk=session.pk).update(is_added=True, date=None, part_of_day="")


def test_readers_see_what_was_planned(workshop):
    session = make_session(workshop=workshop, title="Rails")
    role = make_billing(session=session)
    release(workshop)
    planned = [(item.title, len(item.billings)) for item in agenda_for(workshop).items]
    say(
        session,
        "not_held",
        presences={role.pk: "absent"},
        stand_in=make_speaker(workshop=workshop, name="Bo Chen"),
    )
    happening.add(
        workshop, titles={"title_en": "Added"}, by=None, now=AFTER, day=FIRST, part_of_day="night"
    )
    for agenda in (agenda_for(workshop), working_copy(workshop)):
        assert [(item.title, len(item.billings)) for item in agenda.items] == planned


# Planned and delivered


def test_what_was_delivered_leaves_out_what_was_not_held_and_holds_what_was_added(workshop):
    make_session(workshop=workshop, title="Held")
    say(make_session(workshop=workshop, title="Not held", part_of_day="afternoon"), "not_held")
    make_session(workshop=workshop, title="Cancelled", status="cancelled", part_of_day="night")
    happening.add(
        workshop,
        titles={"title_en": "Added"},
        day=SECOND,
        part_of_day="morning",
        by=None,
        now=AFTER,
    )
    happening.add(workshop, titles={"title_en": "Undated"}, by=None, now=AFTER)
    record = record_of(workshop)
    assert [item.title for item in record.delivered.items] == ["Held", "Added"]
    assert [item.title for item in record.planned.items] == ["Held", "Not held", "Cancelled"]
    assert (record.planned.hours, record.delivered.hours) == (8, 8)
    assert [(each.session, each.delivered, each.is_added) for each in record.differences] == [
        ("Not held", "not held", False),
        ("Cancelled", "cancelled", False),
        ("Added", "added", True),
        ("Undated", "added", True),
    ]
    assert (record.marked, record.unmarked) == (1, 1)


def test_what_nobody_said_anything_of_counts_as_planned(workshop):
    make_session(workshop=workshop)
    make_session(workshop=workshop, kind="off", part_of_day="daytime")
    record = record_of(workshop)
    assert record.planned == record.delivered
    assert (record.differences, record.unmarked) == ((), 1)


def test_times_that_are_not_known_stay_as_planned(workshop):
    session = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))
    say(session, began_at=time(9, 30))
    (item,) = record_of(workshop).delivered.items
    assert (item.starts_at, item.ends_at) == (time(9, 30), time(10))


def test_sessions_and_roles_that_were_delivered_are_found(workshop):
    held = make_session(workshop=workshop)
    spoke, missed = make_billing(session=held), make_billing(session=held, presence="absent")
    not_held = make_session(workshop=workshop, happened="not_held")
    cancelled = make_session(workshop=workshop, status="cancelled")
    make_billing(session=not_held)
    make_billing(session=cancelled)
    added = make_session(workshop=workshop, is_added=True)
    assert set(workshop.sessions.delivered()) == {held, added}
    assert set(SpeakerRole.objects.delivered()) == {spoke}
    assert missed in SpeakerRole.objects.planned()


@pytest.mark.parametrize("rows", [1, 40])
def test_the_record_takes_the_same_few_queries(workshop, rows):
    for number in range(rows):
        session = make_session(workshop=workshop, date=FIRST + timedelta(days=number % 14))
        make_billing(session=session)
        say(session, began_at=time(9, 10))
    with CaptureQueriesContext(connection) as queries:
        record_of(workshop)
    assert len(queries) <= 24


def test_the_day_takes_as_many_queries_with_many_sessions(workshop, office):
    counts = []
    for rows in (1, 40):
        for _number in range(rows):
            make_billing(session=make_session(workshop=workshop))
        office.get(page(workshop), {"day": "2024-05-20"})
        with CaptureQueriesContext(connection) as queries:
            office.get(page(workshop), {"day": "2024-05-20"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Who may


def test_who_may_see_sessions_reads_and_only_who_may_change_them_says_anything(workshop):
    session = make_session(workshop=workshop)
    urls = [page(workshop), page(workshop, "happened_session", session.pk)]
    add = page(workshop, "happened_add")
    clerk = make_organiser("clerk", is_superuser=False)
    client = Client()
    client.force_login(clerk)
    sent = {"day": "2024-05-20", "part": "", "happened": "as_planned"}
    assert {client.get(url).status_code for url in [*urls, add]} == {403}
    clerk.user_permissions.set(Permission.objects.filter(codename="view_session"))
    assert [client.get(url).status_code for url in [*urls, add]] == [200, 200, 403]
    assert {client.post(url, sent).status_code for url in [*urls, add]} == {403}
    assert "Keep this" not in client.get(urls[1]).text
    assert happened(workshop) == [""]
    clerk.user_permissions.add(*Permission.objects.filter(codename="change_session"))
    assert [client.post(url, sent).status_code for url in [*urls, add]] == [302, 302, 403]
