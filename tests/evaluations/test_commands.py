"""What runs by the clock: closing in time, and sweeping up."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from evaluations import box, drafts, keys
from evaluations.models import Draft, Questionnaire
from tests.evaluations.make import NOON, close_form, make_form, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def test_a_questionnaire_closes_in_its_hour_and_no_other_does():
    due, _links = open_form(questionnaire=make_form(closes_at=NOON + timedelta(hours=1)))
    later, _links = open_form(questionnaire=make_form(closes_at=NOON + timedelta(hours=2)))
    never, _links = open_form()
    Questionnaire.objects.filter(pk=due.pk).update(closes_at=NOON)
    call_command("close_due_questionnaires", stdout=open_nowhere())
    states = {q.pk: q.status for q in Questionnaire.objects.all()}
    assert states == {due.pk: "closed", later.pk: "open", never.pk: "open"}


def test_a_questionnaire_without_its_key_is_reported():
    due, _links = open_form()
    Questionnaire.objects.filter(pk=due.pk).update(closes_at=NOON)
    keys.path_of(due.uuid).unlink()
    with pytest.raises(CommandError, match="1 could not be closed"):
        call_command("close_due_questionnaires", stderr=open_nowhere())


@pytest.mark.django_db(transaction=True)
def test_old_drafts_and_spent_keys_are_swept_and_no_others():
    for days in (0, 29, 31):
        drafts.write(bytes([days]) * 32, {"B1": "5"}, today=NOON.date() - timedelta(days=days))
    still_open, _links = open_form()
    closed, _links = open_form()
    kept = keys.path_of(closed.uuid).read_bytes()
    close_form(closed)
    keys.path_of(closed.uuid).write_bytes(kept)
    out = open_nowhere()
    call_command("sweep_drafts", days=30, stdout=out)
    assert Draft.objects.count() == 2
    assert (keys.exists(still_open.uuid), keys.exists(closed.uuid)) == (True, False)
    assert out.getvalue() == "1 drafts and 1 spent keys deleted.\n"


def test_a_draft_that_is_touched_lives_on():
    drafts.write(b"k" * 32, {"B1": "5"}, today=NOON.date() - timedelta(days=40))
    drafts.write(b"k" * 32, {"B1": "4"}, today=NOON.date())
    assert drafts.sweep(today=NOON.date(), days=30) == 0
    assert drafts.read(b"k" * 32) == {"B1": "4"}


def test_closing_an_open_form_by_hand_before_its_hour_is_possible():
    questionnaire, _links = open_form(questionnaire=make_form(closes_at=NOON + timedelta(days=7)))
    assert close_form(questionnaire) == box.Closed(0, 0)


def open_nowhere():
    from io import StringIO

    return StringIO()
