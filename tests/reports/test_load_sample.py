"""The samples: loaded through the product's importers, twice without a change, and honest about people."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command

from evaluations.models import Questionnaire
from people.models import Participation, Role, State
from reports.models import Report
from reports.samples.live import load_live
from reports.samples.seed import load_seed
from workshops.agenda import agenda_for
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
OURS = ("workshops", "people", "evaluations", "reports")


@pytest.fixture
def key_folder(settings, tmp_path):
    settings.EVALUATION_KEY_DIR = tmp_path / "keys"


@pytest.fixture
def seed(key_folder) -> Workshop:
    return load_seed(now=NOW)


@pytest.fixture
def live(key_folder) -> Workshop:
    return load_live(now=NOW, refresh=False)


def everything() -> dict[str, list]:
    """Every row of every table of ours."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: sorted(model.objects.values_list(), key=repr) for model in models}


def test_loading_twice_changes_nothing(key_folder, capsys):
    call_command("load_sample")
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


def test_the_live_sample_holds_a_late_arrival_a_withdrawal_and_a_resource_person_who_is_staff(live):
    rows = live.participations.all()
    late = rows.filter(role=Role.PARTICIPANT, arrived_on__gt=live.starts_on)
    assert list(late.values_list("sending_country", "arrived_on")) == [
        ("PAK", live.starts_on + timedelta(days=4))
    ]
    assert list(rows.filter(state=State.WITHDRAWN).values_list("sending_country", flat=True)) == [
        "TJK"
    ]
    roles = rows.filter(person__display_name="Ada Sampleton").values_list("role", flat=True)
    assert set(roles) == {Role.RESOURCE_PERSON, Role.STAFF}
    funds = rows.filter(sending_country="MNG").values_list(
        "seat__allocation__fund__code", flat=True
    )
    assert sorted(funds) == ["course", "course", "mongolia", "mongolia"]


def test_a_refresh_moves_the_live_sample_to_today_and_keeps_its_answers(live):
    ids = set(live.sessions.values_list("pk", "slug"))
    moved = load_live(now=NOW + timedelta(days=30), refresh=True)
    assert moved.starts_on == live.starts_on + timedelta(days=30)
    assert moved.sessions.earliest("date").date == moved.starts_on
    assert set(moved.sessions.values_list("pk", "slug")) == ids
    late = moved.participations.get(sending_country="PAK", person__display_name="Bilal Misali")
    assert late.arrived_on == moved.starts_on + timedelta(days=4)
    assert moved.questionnaires.get(slug="closing").closes_at.date() > moved.ends_on


def test_without_a_refresh_the_live_sample_stays_where_it_was(live):
    again = load_live(now=NOW + timedelta(days=30), refresh=False)
    assert again.starts_on == live.starts_on
