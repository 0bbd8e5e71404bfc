"""The samples: loaded through the product's importers, twice without a change, and honest about people."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.transaction import atomic, set_rollback
from django.test import override_settings
from django.utils import timezone

from evaluations.models import Questionnaire
from people.access import link_behind
from people.models import (
    HOLDING,
    Allocation,
    Attendance,
    BlocMembership,
    Facet,
    Message,
    Participation,
    Role,
    Seat,
    State,
    User,
)
from people.selection import following
from people.travel.matrix import Chosen, matrix
from people.travel.needs import rules_for
from people.travel.risks import risks
from people.visits.board import board
from reports.models import Report
from reports.samples import visits
from reports.samples.coming import load_coming
from reports.samples.live import load_live
from reports.samples.seed import load_seed
from workshops import changes, freezing
from workshops.agenda import agenda_for
from workshops.importers.pipeline import run
from workshops.importers.programme import ProgrammeImporter
from workshops.models import Workshop

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
OURS = ("workshops", "people", "evaluations", "reports")


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker, tmp_path_factory):
    """All of them, loaded once; each test begins with them as they are here, and all go in the end."""
    keys = tmp_path_factory.mktemp("keys")
    with django_db_blocker.unblock(), override_settings(EVALUATION_KEY_DIR=keys), atomic():
        load_seed(now=NOW)
        load_live(now=NOW, refresh=False)
        load_coming(now=NOW, refresh=False)
        yield
        set_rollback(True)


@pytest.fixture
def seed(samples, db) -> Workshop:
    return Workshop.objects.get(slug="digital-economy-2024")


@pytest.fixture
def live(samples, db) -> Workshop:
    return Workshop.objects.get(slug="sample-live")


@pytest.fixture
def coming(samples, db) -> Workshop:
    return Workshop.objects.get(slug="sample-coming")


def everything() -> dict[str, list]:
    """Every row of every table of ours."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: sorted(model.objects.values_list(), key=repr) for model in models}


def test_loading_twice_changes_nothing(samples, db, capsys):
    before = everything()
    call_command("load_sample")
    assert everything() == before
    assert before["workshops.Workshop"] != []


def test_the_real_workshop_holds_nothing_that_the_report_does_not_give(seed):
    assert [s for s in seed.sessions.all() if s.starts_at or s.ends_at] == []
    assert seed.groups.count() == 0
    assert seed.questionnaires.count() == 0
    rows = seed.participations.select_related("person", "seat__allocation")
    assert {row.arrived_on for row in rows} == {None}
    assert {(row.person.email, row.person.phone, row.person.gender) for row in rows} == {
        ("", "", "")
    }
    assert {row.person.nationality_id for row in rows} == {None}
    assert {row.seat.allocation.fund_id for row in rows if row.seat} == {None}


def test_everybody_of_the_real_workshop_is_a_historical_record_that_was_published(seed):
    assert set(seed.participations.values_list("channel", "state", "public_list")) == {
        (Participation.Channel.HISTORICAL, State.ARRIVED, True)
    }


def test_the_real_workshop_counts_its_128_hours(seed):
    assert agenda_for(seed).hours == 128


def test_its_report_is_final_and_public_and_says_why(seed):
    report = Report.objects.get(workshop=seed)
    assert (report.status, report.is_public) == (Report.Status.FINAL, True)
    assert report.override_note


def test_the_live_sample_is_in_its_ninth_day_and_says_what_it_is(live):
    assert live.is_sample
    assert live.day_number(live.today(NOW)) == 9
    assert live.languages == ["en", "zh-hans", "ru"]


def test_the_visits_of_the_live_sample_have_vehicles_times_heads_and_sign_ups(live):
    lines = {line.visit.session.number: line for line in board(live, now=NOW).lines}
    field_day, evening = lines[visits.FIELD_DAY], lines[visits.EVENING]
    assert field_day.out == field_day.back == field_day.people == field_day.seated > 30
    assert field_day.punctuality.worst == 19
    assert (evening.people, evening.waiting) == (12, 3)
    assert live.releases.first().content["sessions"][visits.FIELD_DAY - 1]["visit"]["transports"]


def test_the_live_sample_was_released_twice_and_three_sessions_changed(live):
    found = changes.since(live, 1, now=NOW)
    assert (found.current, [one.kinds for one in found.changes]) == (
        2,
        [("renamed",), ("moved",), ("changed",)],
    )
    drafts = Message.objects.drafts().filter(workshop=live)
    assert drafts.count() > 30
    assert changes.compare(live.releases.first().content, freezing.freeze(live)).changes == ()


def test_nobody_of_the_live_sample_can_be_written_to(live):
    addresses = set(live.participations.values_list("person__email", flat=True)) - {""}
    assert {address.rsplit("@", 1)[1] for address in addresses} == {"example.org"}


def test_the_live_sample_has_an_open_evaluation_and_full_results(live):
    assert dict(live.questionnaires.values_list("slug", "status")) == {
        "closing": Questionnaire.Status.OPEN,
        "rehearsal": Questionnaire.Status.CLOSED,
    }
    assert live.questionnaires.get(slug="rehearsal").responses.count() == 31
    assert live.questionnaires.get(slug="closing").invitations.filter(answered=True).count() == 0


def test_a_late_visa_gives_two_attendance_figures(live):
    came = live.participations.participants().who_came()
    late = came.filter(arrived_on__gt=live.starts_on)
    assert [(row.sending_country_id, live.day_number(row.arrived_on)) for row in late] == [
        ("PAK", 5)
    ]
    assert (came.count() - late.count(), came.count()) == (36, 37)
    visa = late.get().facets.get(kind=Facet.Kind.VISA)
    assert visa.done_on > live.starts_on > visa.due_on


def test_a_late_withdrawal_is_replaced_from_the_reserve_on_the_same_seat(live):
    gone = live.participations.get(state=State.WITHDRAWN)
    came = gone.replaced_by
    assert (gone.sending_country_id, came.state) == ("TJK", State.ARRIVED)
    assert gone.seat == came.seat
    assert [change.to_state for change in came.changes.all()] == [
        State.DRAFT,
        State.SUBMITTED,
        State.ENDORSED,
        State.UNDER_REVIEW,
        State.RESERVE,
        State.SELECTED,
        State.ACCEPTED,
        State.ARRIVED,
    ]


def test_a_seat_whose_holder_never_came_is_open_to_a_replacement(live):
    seat = live.participations.get(state=State.NO_SHOW).seat
    assert seat.state == Seat.State.LOST
    assert seat.allocation.nomination_deadline < NOW < seat.allocation.replacement_cutoff
    assert not seat.participations.filter(state__in=HOLDING).exists()
    nominated = seat.allocation.participations.filter(channel=Participation.Channel.NOMINATION)
    assert [row.state for row in nominated.order_by("rank")] == [
        State.NO_SHOW,
        State.RESERVE,
        State.ENDORSED,
    ]


def test_the_live_one_holds_a_nomination_that_is_still_open(live):
    (found,) = live.participations.filter(state__in=[State.SUBMITTED, State.ENDORSED])
    assert found.endorsement is not None
    assert found.allocation.replacement_cutoff > NOW


def test_both_show_a_seat_to_fill_and_who_of_the_reserve_could_follow(live, coming):
    now = timezone.now()
    for workshop, leaver, candidates in (
        (live, "Jahongir Namunaev", ["Umida Namunayeva"]),
        (coming, "Chanthou Kumru", ["Rithy Kumru"]),
    ):
        found = [one for one in following.vacancies(workshop, now=now) if one.leaver]
        assert [(str(one.leaver), [str(each.row) for each in one.candidates]) for one in found] == [
            (leaver, candidates)
        ]


def test_two_funds_pay_for_one_country(live):
    funds = live.participations.filter(sending_country="MNG").values_list(
        "seat__allocation__fund__code", flat=True
    )
    assert sorted(funds) == ["course", "course", "mongolia", "mongolia"]


def test_a_stream_is_a_name_and_no_fact_about_a_country(live):
    stream = live.streams.get(code="asean-china")
    members = BlocMembership.objects.filter(
        bloc=stream.bloc, until=None, since__lte=date(2024, 5, 1)
    )
    came = set(live.participations.filter(stream=stream).values_list("sending_country", flat=True))
    assert came - set(members.values_list("country", flat=True)) == {"ARE", "TLS"}


def test_an_attache_is_posted_in_the_host_country_and_needs_no_visa(live):
    attache = live.participations.get(duty_station=live.country)
    assert attache.sending_country_id == "TLS"
    assert attache.facets.get(kind=Facet.Kind.VISA).status == Facet.Status.NOT_NEEDED


def test_one_person_speaks_and_is_staff_a_guest_only_opens_and_closes_and_somebody_interprets(live):
    rows = live.participations.all()
    ada = rows.filter(person__display_name="Ada Sampleton")
    assert {row.role for row in ada} == {Role.RESOURCE_PERSON, Role.STAFF}
    assert len({row.person_id for row in ada}) == 1
    guest = rows.get(role=Role.GUEST)
    assert sorted(guest.speaker.roles.values_list("role", "session__kind")) == [
        ("closing", "ceremony"),
        ("welcome", "ceremony"),
    ]
    assert rows.filter(role=Role.INTERPRETER).count() == 2


def test_things_to_prepare_are_done_late_and_still_due(live):
    today = live.today(NOW)
    facets = Facet.objects.filter(participation__workshop=live)
    assert set(facets.values_list("kind", flat=True)) == set(Facet.Kind.values)
    assert facets.open().filter(due_on__lt=today).count() > 0
    assert facets.open().filter(due_on__gte=today).count() > 0
    assert set(facets.values_list("diet", flat=True)) >= {"halal", "vegetarian", "allergy"}
    assert set(facets.values_list("status", flat=True)) == set(Facet.Status.values)


def test_nobody_was_there_before_arriving(live):
    rows = Attendance.objects.filter(participation__workshop=live).select_related("participation")
    assert [row for row in rows if row.day < row.participation.arrived_on] == []
    assert {live.day_number(row.day) for row in rows} == set(range(1, 10))


def test_the_coming_sample_is_ten_weeks_ahead_and_says_what_it_is(coming):
    assert coming.is_sample
    assert coming.is_public
    assert 68 <= (coming.starts_on - NOW.date()).days <= 74
    assert coming.starts_on.weekday() == 0
    assert coming.languages == ["en", "zh-hans", "ru"]


def test_nobody_of_the_coming_sample_can_be_written_to(coming):
    addresses = set(coming.participations.values_list("person__email", flat=True))
    addresses |= set(coming.focal_points.values_list("email", flat=True))
    assert {address.rsplit("@", 1)[1] for address in addresses} == {"example.org"}


def test_the_coming_sample_has_nominees_in_every_early_state(coming):
    assert set(coming.participations.values_list("state", flat=True)) == {
        State.DRAFT, State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW, State.RETURNED, State.WITHDRAWN,
        State.INELIGIBLE, State.NOT_SELECTED, State.RESERVE, State.SELECTED, State.ACCEPTED,
        State.DECLINED, State.EXPIRED,
    }  # fmt: skip
    waiting = coming.participations.filter(state=State.SELECTED)
    assert [row for row in waiting if not row.answer_by or row.answer_by < NOW] == []
    assert waiting.count() > 2


def test_those_who_come_are_ready_wait_for_a_visa_or_are_late(coming):
    board = matrix(coming, Chosen(), visible=Facet.Kind.values, now=NOW)
    rows = {(row.participation.sending_country_id, row.state): row for row in board.rows}
    assert (board.total, board.missing) == (6, 0)
    assert [key for key, row in rows.items() if row.ready] == [("KAZ", "Accepted")]
    assert [key for key, row in rows.items() if row.overdue] == [("IDN", "Selected")]
    found = risks(coming, now=NOW)
    assert (found.too_late, found.at_risk, found.in_time) == (1, 1, 2)
    assert {one.rule.is_sample for one in found.rows} == {True}


def test_no_invented_visa_rule_holds_for_a_real_workshop(coming, live):
    real = Workshop(country=coming.country, is_sample=False)
    assert (len(rules_for(coming)), rules_for(real)) == (4, {})


def test_some_countries_are_silent_and_overdue(coming):
    late = Allocation.objects.filter(
        stream__workshop=coming, nomination_deadline__lt=NOW, participations=None
    )
    assert sorted(late.values_list("country", flat=True)) == ["GEO", "PAK"]
    used = late.values_list("focal_points__links__last_used_at", flat=True)
    assert set(used) == {None}
    assert (
        Allocation.objects.filter(stream__workshop=coming, nomination_deadline__gt=NOW)
        .exclude(participations=None)
        .exists()
    )


def test_every_allocation_with_seats_has_a_focal_point_with_a_link(live, coming):
    rows = Allocation.objects.filter(stream__workshop__in=[live, coming]).exclude(seats=None)
    for allocation in rows.distinct():
        (focal_point,) = allocation.focal_points.all()
        assert focal_point.links.in_force(NOW).exists()


def test_the_site_at_home_prints_links_into_the_samples_that_stay_the_same(
    coming, settings, capsys, tmp_path
):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    printed = []
    for _time in range(2):
        call_command("setup_site")
        printed.append(re.findall(r"(Nominations|Offer of a seat) +(\S+)", capsys.readouterr().out))
    assert printed[0] == printed[1]
    nominations, offer = (
        link_behind(address.rstrip("/").rpartition("/")[2], timezone.now())
        for _name, address in printed[0]
    )
    assert (nominations.focal_point.workshop, nominations.focal_point.name) == (
        coming,
        "Dilnoza Namunaxon",
    )
    assert offer.participation.state == State.SELECTED
    assert offer.participation.person.display_name == "Kamola Namunaxonova"


def test_nobody_who_is_invited_in_a_sample_is_written_to(live, coming):
    kinds = Message.objects.filter(workshop__in=[live, coming]).values_list("kind", flat=True)
    assert {"invitation", "offer", "returned"} <= set(kinds)
    assert not Message.objects.waiting(NOW + timedelta(days=400)).exists()


def test_the_groups_of_the_live_sample_have_names_and_everybody_is_in_one(live):
    assert live.groups.exclude(name_en="").exclude(slogan_ru="").count() == 4
    came = live.participations.participants().who_came()
    assert set(came.values_list("groups__workshop", flat=True)) == {live.pk}
    assert came.filter(groups__isnull=False).count() == 37


def test_the_account_that_acts_in_the_samples_opens_no_door(live):
    office = User.objects.get(username="sample.office")
    assert (office.is_active, office.is_staff, office.has_usable_password()) == (
        False,
        False,
        False,
    )


def test_a_refresh_moves_the_live_sample_to_today_and_keeps_its_answers(live):
    ids = set(live.sessions.values_list("pk", "slug"))
    moved = load_live(now=NOW + timedelta(days=30), refresh=True)
    assert moved.starts_on == live.starts_on + timedelta(days=30)
    assert moved.sessions.earliest("date").date == moved.starts_on
    assert set(moved.sessions.values_list("pk", "slug")) == ids
    late = moved.participations.get(sending_country="PAK", person__display_name="Bilal Misali")
    assert late.arrived_on == moved.starts_on + timedelta(days=4)
    assert moved.questionnaires.get(slug="closing").closes_at.date() > moved.ends_on
    assert {moved.day_number(row.day) for row in attendance(moved)} == set(range(1, 10))
    came = moved.participations.get(person__display_name="Manija Namunazoda")
    assert came.arrived_on == moved.starts_on
    assert came.changes.last().at.date() == moved.starts_on


def attendance(workshop: Workshop):
    return Attendance.objects.filter(participation__workshop=workshop)


def test_a_refresh_moves_the_coming_sample_ahead_of_today(coming):
    answers = dict(coming.participations.values_list("pk", "answer_by"))
    moved = load_coming(now=NOW + timedelta(days=28), refresh=True)
    assert moved.starts_on == coming.starts_on + timedelta(days=28)
    assert dict(moved.participations.values_list("pk", "answer_by")) == {
        pk: answer_by and answer_by + timedelta(days=28) for pk, answer_by in answers.items()
    }
    deadlines = Allocation.objects.filter(stream__workshop=moved, country="UZB")
    assert deadlines.get().nomination_deadline > NOW + timedelta(days=28)


def test_without_a_refresh_the_live_sample_stays_where_it_was(live):
    again = load_live(now=NOW + timedelta(days=30), refresh=False)
    assert again.starts_on == live.starts_on


@pytest.mark.parametrize("slug", ["digital-economy-2024", "sample-live", "sample-coming"])
def test_the_schedule_of_each_comes_back_without_a_change(client, samples, db, slug):
    workshop = Workshop.objects.get(slug=slug)
    content = client.get(f"/en/workshops/{slug}/schedule.json").content
    result = run(ProgrammeImporter(workshop), content, "schedule.json", dry_run=True)
    assert result.errors == ()
    done = [(one.act, str(one.row), one.differences) for one in result.changes.entries]
    assert [one for one in done if one[0] != "same"] == []
    assert result.changes.same["sessions"] > 10
