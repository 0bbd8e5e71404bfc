"""The sealed ballot box."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections
from nacl.public import PrivateKey

from evaluations import box, envelopes, keys, refusals
from evaluations.models import Answer, Comment, Envelope, Invitation, Question, Response
from people.models import State
from tests.evaluations.make import (
    NOON,
    close_form,
    make_form,
    make_participants,
    make_question,
    make_questionnaire,
    make_section,
    open_form,
)
from tests.factories import make_organiser, make_participation, make_stream, make_workshop

pytestmark = pytest.mark.django_db


def test_opening_makes_a_key_outside_the_database_that_only_its_owner_may_read(key_folder):
    questionnaire, _links = open_form()
    path = keys.path_of(questionnaire.uuid)
    assert path.parent == key_folder
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"
    assert bytes(PrivateKey(path.read_bytes()).public_key) == bytes(questionnaire.public_key)


def test_opening_invites_the_participants_who_have_arrived_and_nobody_else():
    questionnaire = make_form()
    here = make_participants(questionnaire.workshop, 2, arrived_on=date(2024, 5, 20))
    make_participants(questionnaire.workshop, 1, arrived_on=date(2024, 6, 5))
    make_participants(questionnaire.workshop, 1, state=State.ACCEPTED)
    make_participation(workshop=questionnaire.workshop, role="staff")
    make_participation(workshop=make_workshop())
    links = box.open_questionnaire(questionnaire, by=make_organiser(), now=NOON)
    assert {link.participation for link in links} == set(here)
    assert questionnaire.invited_at_opening == 2


def test_only_hashes_of_tokens_are_stored():
    _questionnaire, (link,) = open_form()
    assert len(link.token) >= 22
    invitation = Invitation.objects.get()
    assert invitation.token_hash == box.hash_of(link.token)
    assert link.token not in str(invitation.__dict__)


def test_a_questionnaire_opens_once():
    questionnaire, _links = open_form()
    with pytest.raises(refusals.AlreadyOpened):
        box.open_questionnaire(questionnaire, by=None, now=NOON)
    close_form(questionnaire)
    with pytest.raises(refusals.AlreadyOpened):
        box.open_questionnaire(questionnaire, by=None, now=NOON)


def test_opening_for_nobody_or_without_questions_is_refused_and_makes_no_key():
    nobody = make_form()
    with pytest.raises(refusals.NobodyToInvite):
        box.open_questionnaire(nobody, by=None, now=NOON)
    empty = make_questionnaire()
    make_participants(empty.workshop, 1)
    with pytest.raises(refusals.NothingToAsk):
        box.open_questionnaire(empty, by=None, now=NOON)
    assert not keys.exists(nobody.uuid)
    assert not keys.exists(empty.uuid)


def test_a_form_whose_fullest_answer_would_not_fit_is_not_opened():
    questionnaire = make_questionnaire()
    section = make_section(questionnaire)
    for number in range(5):
        make_question(section, f"T{number}", Question.Kind.TEXT)
    make_participants(questionnaire.workshop, 1)
    with pytest.raises(refusals.FormTooLong):
        box.open_questionnaire(questionnaire, by=None, now=NOON)


@pytest.mark.parametrize(("small", "asked"), [(8, True), (7, False)])
def test_the_stream_is_asked_only_where_every_group_has_eight(small, asked):
    workshop = make_workshop()
    questionnaire = make_form(workshop)
    make_question(
        questionnaire.sections.first(), "A1", Question.Kind.SINGLE, choices=("x", "y"), crosses=True
    )
    for size in (9, small):
        stream = make_stream(workshop=workshop)
        make_participants(workshop, size, stream=stream)
    box.open_questionnaire(questionnaire, by=None, now=NOON)
    assert Question.objects.get(code="A1").is_asked is asked
    assert Question.objects.get(code="B1").is_asked is True


def test_an_answer_becomes_one_sealed_envelope_and_one_mark():
    _questionnaire, (link, _other) = open_form(people=2)
    box.submit(token=link.token, answers={"B1": "5"}, now=NOON)
    assert Envelope.objects.count() == 1
    assert list(Invitation.objects.filter(answered=True)) == [
        Invitation.objects.get(participation=link.participation)
    ]
    assert b'"B1"' not in bytes(Envelope.objects.get().sealed)
    with pytest.raises(envelopes.Unreadable):
        envelopes.unseal(Envelope.objects.get().sealed, PrivateKey.generate())


def test_every_envelope_has_the_same_size():
    _questionnaire, links = open_form(people=2)
    box.submit(token=links[0].token, answers={}, now=NOON)
    box.submit(token=links[1].token, answers={"M3": "很" * 2000}, now=NOON)
    sizes = {len(bytes(envelope.sealed)) for envelope in Envelope.objects.all()}
    assert sizes == {envelopes.BUCKET + 48}


def test_a_second_answer_is_refused_and_the_first_one_stays():
    questionnaire, (link,) = open_form()
    box.submit(token=link.token, answers={"B1": "5"}, now=NOON)
    with pytest.raises(refusals.AlreadyAnswered):
        box.submit(token=link.token, answers={"B1": "1"}, now=NOON)
    close_form(questionnaire)
    assert list(Answer.objects.values_list("value", flat=True)) == ["5"]


def test_an_unknown_link_is_refused():
    open_form()
    with pytest.raises(refusals.UnknownLink):
        box.submit(token="guess", answers={}, now=NOON)


def test_nothing_is_taken_after_the_hour_of_closing_or_after_closing():
    questionnaire = make_form(closes_at=NOON + timedelta(hours=1))
    _same, (link,) = open_form(questionnaire=questionnaire)
    with pytest.raises(refusals.NotOpen):
        box.submit(token=link.token, answers={}, now=NOON + timedelta(hours=1))
    close_form(questionnaire)
    with pytest.raises(refusals.NotOpen):
        box.submit(token=link.token, answers={}, now=NOON)
    assert Response.objects.count() == 0


def test_a_refused_answer_leaves_the_invitation_unanswered():
    _questionnaire, (link,) = open_form()
    with pytest.raises(refusals.FormTooLong):
        box.submit(token=link.token, answers={"M3": "x" * 40_000}, now=NOON)
    assert Invitation.objects.get().answered is False


def test_a_new_link_replaces_the_old_one():
    _questionnaire, (link,) = open_form()
    fresh = box.renew_link(Invitation.objects.get(), by=None, now=NOON)
    with pytest.raises(refusals.UnknownLink):
        box.submit(token=link.token, answers={}, now=NOON)
    box.submit(token=fresh.token, answers={}, now=NOON)
    again = box.renew_link(Invitation.objects.get(), by=None, now=NOON)
    with pytest.raises(refusals.AlreadyAnswered):
        box.submit(token=again.token, answers={}, now=NOON)


def test_one_who_arrives_later_is_invited_once():
    questionnaire, _links = open_form()
    late = make_participation(workshop=questionnaire.workshop, name="Late")
    link = box.invite(questionnaire, late, by=None, now=NOON)
    box.submit(token=link.token, answers={}, now=NOON)
    with pytest.raises(refusals.AlreadyInvited):
        box.invite(questionnaire, late, by=None, now=NOON)
    close_form(questionnaire)
    assert (questionnaire.invited_at_opening, questionnaire.invited_count) == (1, 2)


def test_one_who_did_not_come_is_not_invited_later_either():
    questionnaire, _links = open_form()
    absent = make_participation(workshop=questionnaire.workshop, state=State.NO_SHOW, seat=None)
    with pytest.raises(refusals.NotInvitable):
        box.invite(questionnaire, absent, by=None, now=NOON)


def test_closing_turns_envelopes_into_answers_and_comments_apart():
    questionnaire, (link,) = open_form()
    said = {
        "B1": "5",
        "C4.officials": "na",
        "D1.strand-1.before": "2",
        "D1.strand-1.now": "4",
        "G4": ["s1", "s3"],
        "M1": ["trade"],
        "M1.own": "Space law",
        "M3": "Fewer evenings",
        "N1": "yes",
    }
    box.submit(token=link.token, answers=said, now=NOON)
    closed = close_form(questionnaire)
    assert closed == box.Closed(responses=1, damaged=0)
    assert set(Answer.objects.values_list("question__code", "row", "moment", "value")) == {
        ("B1", "", "", "5"),
        ("C4", "officials", "", "na"),
        ("D1", "strand-1", "before", "2"),
        ("D1", "strand-1", "now", "4"),
        ("G4", "", "", "s1"),
        ("G4", "", "", "s3"),
        ("M1", "", "", "trade"),
        ("N1", "", "", "yes"),
    }
    assert set(Comment.objects.values_list("question__code", "text", "may_quote", "review")) == {
        ("M1", "Space law", True, "waiting"),
        ("M3", "Fewer evenings", True, "waiting"),
    }


def test_a_comment_has_no_field_that_leads_to_its_response():
    related = {f.related_model for f in Comment._meta.get_fields() if f.is_relation}
    assert Response not in related
    assert Answer not in related


@pytest.mark.parametrize("consent", ["no", None])
def test_comments_are_not_quotable_without_a_yes(consent):
    questionnaire, (link,) = open_form()
    said = {"M3": "Fewer evenings"} | ({"N1": consent} if consent else {})
    box.submit(token=link.token, answers=said, now=NOON)
    close_form(questionnaire)
    assert Comment.objects.get().may_quote is False


def test_closing_freezes_the_denominator_and_leaves_no_envelope():
    questionnaire, links = open_form(people=3)
    box.submit(token=links[0].token, answers={}, now=NOON)
    close_form(questionnaire)
    assert (questionnaire.status, questionnaire.invited_count) == ("closed", 3)
    assert questionnaire.public_key is None
    assert Envelope.objects.count() == 0
    assert Response.objects.count() == 1


def test_closing_without_the_key_is_refused_and_changes_nothing():
    questionnaire, (link,) = open_form()
    box.submit(token=link.token, answers={}, now=NOON)
    kept = keys.path_of(questionnaire.uuid).rename(keys.path_of(questionnaire.uuid.int))
    with pytest.raises(refusals.KeyMissing, match="not on this machine"):
        close_form(questionnaire)
    kept.write_bytes(bytes(PrivateKey.generate()))
    kept.rename(keys.path_of(questionnaire.uuid))
    with pytest.raises(refusals.KeyMissing):
        close_form(questionnaire)
    questionnaire.refresh_from_db()
    assert questionnaire.status == "open"
    assert Envelope.objects.count() == 1


def test_a_damaged_envelope_stops_the_closing_until_it_is_given_up():
    questionnaire, links = open_form(people=2)
    for link in links:
        box.submit(token=link.token, answers={}, now=NOON)
    broken = Envelope.objects.first()
    broken.sealed = b"x" * 100
    broken.save()
    with pytest.raises(refusals.EnvelopeDamaged):
        close_form(questionnaire)
    closed = box.close_questionnaire(questionnaire, by=None, now=NOON, discard_damaged=True)
    assert closed == box.Closed(responses=1, damaged=1)


def test_a_draft_has_nothing_to_close():
    with pytest.raises(refusals.NotOpen):
        close_form(make_form())


@pytest.mark.django_db(transaction=True)
def test_after_closing_the_key_is_gone():
    questionnaire, (link,) = open_form()
    box.submit(token=link.token, answers={}, now=NOON)
    path = keys.path_of(questionnaire.uuid)
    assert path.exists()
    close_form(questionnaire)
    assert not path.exists()
    assert list(path.parent.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_closing_again_finishes_what_a_crash_left():
    questionnaire, _links = open_form()
    kept = keys.path_of(questionnaire.uuid).read_bytes()
    close_form(questionnaire)
    keys.path_of(questionnaire.uuid).write_bytes(kept)
    close_form(questionnaire)
    assert not keys.exists(questionnaire.uuid)


def test_ten_at_once_have_one_effect(database_files):
    _questionnaire, (link,) = open_form()
    outcomes = []

    def send():
        try:
            box.submit(token=link.token, answers={"B1": "4"}, now=NOON)
            outcomes.append("sent")
        except refusals.AlreadyAnswered:
            outcomes.append("already")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already"] * 9 + ["sent"]
    assert Envelope.objects.count() == 1
