"""The trash: whatever is deleted in the office comes back as it was, and what may not go is named."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone, translation

from evaluations.models import Answer, Comment, Envelope, Invitation, Questionnaire, Response
from people.models import (
    Attendance,
    Message,
    Participation,
    Person,
    SelectorNote,
    State,
)
from people.models.dossier import Gate, GateDecision
from reports.models import Report
from tests.evaluations.make import close_form, make_form, open_form
from tests.factories import (
    make_access_link,
    make_allocation,
    make_dossier,
    make_endorsement,
    make_facet,
    make_focal_point,
    make_material,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_photo,
    make_session,
    make_workshop,
)
from tests.workshops.office import make_everything
from workshops import trash as rules
from workshops.actions import trash
from workshops.models import Photo, Programme, Session, TrashedItem, Workshop
from workshops.snapshots import Gathering

pytestmark = pytest.mark.django_db

HOUSE = ("workshops", "people", "evaluations", "reports")
NOW = timezone.now()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def organiser():
    return make_organiser(first_name="Aigul", last_name="Bekova")


def stored() -> dict[str, list[dict]]:
    """Every row of the house, column by column, but the trash itself and the history, which goes on."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for label in HOUSE
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model is not TrashedItem and not hasattr(model, "instance_type")
    }


def make_full_workshop(by) -> Workshop:
    """One with a row of everything that may go: nominations, papers, messages, a form, a report."""
    workshop = make_everything()
    allocation = workshop.streams.first().allocations.first()
    nominee = make_nominee(allocation=allocation)
    nominee.endorsement = make_endorsement(allocation=allocation)
    nominee.save()
    make_dossier(participation=nominee)
    make_facet(participation=nominee)
    point = make_focal_point(allocation)
    link = make_access_link(focal_point=point)
    SelectorNote.objects.create(participation=nominee, author=by, text="Good", at=NOW)
    GateDecision.objects.create(
        participation=nominee, gate=Gate.LANGUAGE, passed=True, reason="Spoke", by=by, at=NOW
    )
    came = workshop.participations.who_came().first()
    Attendance.objects.create(participation=came, day=workshop.starts_on, by=by, at=NOW)
    Message.objects.create(
        key=f"offer-{nominee.pk}",
        kind="offer",
        workshop=workshop,
        participation=nominee,
        link=link,
        to_address="a@example.org",
        subject="Hello",
        body="{link}",
        created_at=NOW,
        due_at=NOW,
    )
    Message.objects.update(status="sent")  # what waits would come back as cancelled
    make_form(workshop)
    Report.objects.create(workshop=workshop, foreword="Word", finalised_at=NOW, status="final")
    return workshop


def test_a_full_workshop_goes_and_comes_back_as_it_was(organiser):
    workshop = make_full_workshop(organiser)
    other = make_full_workshop(organiser)
    before = stored()
    item = trash.throw_away(workshop, by=organiser, now=NOW)
    kinds = {table["model"] for table in item.snapshot["tables"]}
    assert {
        "workshops.workshop", "workshops.session", "workshops.speakerrole", "workshops.photo",
        "workshops.stop", "workshops.material", "workshops.workshop_venues",
        "people.participation", "people.seat", "people.statechange", "people.dossier",
        "people.facet", "people.endorsement", "people.focalpoint", "people.accesslink",
        "people.focalpoint_allocations", "people.message", "people.attendance",
        "people.groupmembership", "people.call", "people.selectornote", "people.gatedecision",
        "people.fundshare", "evaluations.questionnaire", "evaluations.question",
        "evaluations.choice", "reports.report",
    } <= kinds  # fmt: skip
    gone = stored()
    assert gone != before
    assert [row["id"] for row in gone["workshops.Workshop"]] == [other.pk]
    assert not Participation.objects.filter(workshop_id=int(item.key)).exists()
    with translation.override("ru"):  # whatever the reader's language, columns stay as they were
        assert trash.restore(item, by=organiser, now=NOW) == []
    assert stored() == before
    assert not TrashedItem.objects.filter(pk=item.pk).exists()
    entry = LogEntry.objects.latest("pk")
    assert (entry.object_id, entry.user) == (item.key, organiser)


@pytest.mark.parametrize(
    "pick",
    [
        lambda workshop: workshop.sessions.first(),
        lambda workshop: workshop.speakers.first(),
        lambda workshop: workshop.groups.first(),
        lambda workshop: workshop.photos.first(),
        lambda workshop: workshop.participations.get(state=State.ENDORSED),
        lambda workshop: workshop.participations.get(state=State.ENDORSED).person,
    ],
    ids=["session", "speaker", "group", "photo", "participation", "person"],
)
def test_each_kind_of_row_comes_back_as_it_was(organiser, pick):
    workshop = make_full_workshop(organiser)
    row = pick(workshop)
    before = stored()
    item = trash.throw_away(row, by=organiser, now=NOW)
    assert stored() != before
    trash.restore(item, by=organiser, now=NOW)
    assert stored() == before


def test_what_pointed_to_a_row_points_to_it_again(organiser):
    session = make_session()
    photo = make_photo(workshop=session.workshop, session=session)
    moved = make_photo(workshop=session.workshop, session=session)
    item = trash.throw_away(session, by=organiser, now=NOW)
    assert set(Photo.objects.values_list("session", flat=True)) == {None}
    elsewhere = make_session(workshop=session.workshop, number=2)
    Photo.objects.filter(pk=moved.pk).update(session=elsewhere)
    trash.restore(item, by=organiser, now=NOW)
    photo.refresh_from_db()
    moved.refresh_from_db()
    assert (str(photo.session_id), moved.session_id) == (item.key, elsewhere.pk)


def test_an_item_of_the_trash_goes_with_its_workshop_and_comes_back(organiser):
    session = make_session(title="Rails")
    workshop = session.workshop
    trash.throw_away(session, by=organiser, now=NOW)
    outer = trash.throw_away(workshop, by=organiser, now=NOW)
    assert list(TrashedItem.objects.all()) == [outer]
    trash.restore(outer, by=organiser, now=NOW)
    inner = TrashedItem.objects.get()
    trash.restore(inner, by=organiser, now=NOW)
    assert Session.objects.get().title == "Rails"


# What may not go


def refused(row, by) -> list[str]:
    before = stored()
    with pytest.raises(trash.CannotDelete) as refusal:
        trash.throw_away(row, by=by, now=NOW)
    assert stored() == before
    assert not TrashedItem.objects.exists()
    return [each.sentence for each in refusal.value.refusals]


def test_a_person_who_holds_a_seat_stays_and_the_workshop_is_named(organiser):
    one = make_participation(state=State.ACCEPTED, name="Bat Erdene", channel="nomination",
                             waiver_reason="Known")  # fmt: skip
    sentence = "Bat Erdene holds a seat in “Digital Trade in Practice”."
    assert refused(one.person, organiser) == [sentence]
    assert refused(one, organiser) == [sentence]


def test_a_person_is_withdrawn_first_where_one_chooses_so(organiser):
    one = make_participation(state=State.ACCEPTED, channel="nomination", waiver_reason="Known")
    seat = one.seat
    item = trash.throw_away(one.person, by=organiser, now=NOW, ways=True)
    assert not Person.objects.exists()
    assert seat.participations.count() == 0
    trash.restore(item, by=organiser, now=NOW)
    back = Participation.objects.get()
    change = back.changes.latest("id")
    assert (back.state, change.to_state, change.actor) == (
        State.WITHDRAWN,
        State.WITHDRAWN,
        organiser,
    )


def test_somebody_who_was_there_cannot_be_withdrawn_for_it(organiser):
    one = make_participation(channel="nomination", waiver_reason="Known")
    with pytest.raises(trash.CannotDelete) as refusal:
        trash.throw_away(one.person, by=organiser, now=NOW, ways=True)
    assert [each.way for each in refusal.value.refusals] == [None]
    assert Participation.objects.get().state == State.ARRIVED


def test_what_others_need_stays_and_they_are_named(organiser):
    one = make_participation(name="Bat Erdene")
    (sentence,) = refused(one.seat.allocation, organiser)
    assert sentence == "It is needed by 1 that stay (participations): Bat Erdene."
    free = make_allocation(stream=one.stream, country="KAZ")
    trash.throw_away(free, by=organiser, now=NOW)


def test_a_workshop_with_an_open_questionnaire_stays(organiser):
    form, _links = open_form(people=2)
    assert Envelope.objects.count() == 0
    sentences = refused(form.workshop, organiser)
    assert sentences == ["The evaluation “Closing form” was opened. Archive the workshop instead."]


def test_so_does_one_with_a_closed_questionnaire_and_nothing_said_is_copied(organiser):
    form, _links = open_form(people=6)
    close_form(form)
    assert refused(form.workshop, organiser) == [
        "The evaluation “Closing form” was opened. Archive the workshop instead."
    ]


def test_whoever_was_invited_to_an_evaluation_stays(organiser):
    form, _links = open_form(people=1)
    one = Invitation.objects.get().participation
    Participation.objects.filter(pk=one.pk).update(state=State.WITHDRAWN)
    assert refused(one.person, organiser) == [
        f"{one} is invited to the evaluation “Closing form”, and that stays."
    ]
    assert form.invitations.count() == 1


def test_nothing_that_was_said_can_lie_in_a_trash():
    """Whatever else is registered: the kinds themselves are barred."""
    secret = {Invitation, Envelope, Response, Answer, Comment, Comment.themes.through}
    assert [model for model in secret if not rules.is_secret(model)] == []
    assert not rules.is_secret(Questionnaire)


def test_the_bar_holds_where_nothing_else_refuses(organiser, monkeypatch):
    form, _links = open_form(people=2)
    monkeypatch.setattr(rules, "_checks", {})
    (sentence,) = refused(form.workshop, organiser)
    assert sentence.startswith("It would take along what is never copied: ")


# What no longer fits


def obstacles(item, by, **choices) -> list[str]:
    before = stored()
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.restore(item, by=by, now=NOW, choices=choices)
    assert stored() == before
    assert TrashedItem.objects.filter(pk=item.pk).exists()
    return [str(obstacle) for obstacle in refusal.value.obstacles]


def test_a_workshop_whose_address_is_taken_comes_back_under_another(organiser):
    workshop = make_workshop(slug="digital-trade", title="First")
    item = trash.throw_away(workshop, by=organiser, now=NOW)
    make_workshop(slug="digital-trade", title="Second")
    assert obstacles(item, organiser) == ["“Second” has the place of “First” now."]
    choices = {obstacle_name(item, organiser): "workshop-address"}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    assert Workshop.objects.get(pk=item.key).slug == "digital-trade-2"


def test_a_session_comes_back_under_the_next_number(organiser):
    workshop = make_workshop()
    first = make_session(workshop=workshop, title="First")
    item = trash.throw_away(first, by=organiser, now=NOW)
    make_session(workshop=workshop, title="Second", number=1, slug="other")
    assert obstacles(item, organiser) == ["“Second” has the place of “First” now."]
    choices = {obstacle_name(item, organiser): "session-number"}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    assert Session.objects.get(pk=item.key).number == 2


def test_a_session_whose_address_and_number_are_taken_is_mended_in_both(organiser):
    workshop = make_workshop()
    item = trash.throw_away(make_session(workshop=workshop), by=organiser, now=NOW)
    make_session(workshop=workshop)
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.restore(item, by=organiser, now=NOW)
    choices = {each.name: each.remedies[0].code for each in refusal.value.obstacles}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    assert list(Session.objects.order_by("number").values_list("number", "slug")) == [
        (1, "session-1"),
        (2, "session-1-2"),
    ]


def test_an_obstacle_is_named_whatever_order_the_columns_are_kept_in(organiser):
    """PostgreSQL sorts what JSON names by its length; and one column is of a later release."""
    workshop = make_workshop()
    item = trash.throw_away(make_session(workshop=workshop, title="First"), by=organiser, now=NOW)
    make_session(workshop=workshop, title="Second", number=1, slug="other")
    (sessions,) = [one for one in item.snapshot["tables"] if one["model"] == "workshops.session"]
    (row,) = sessions["rows"]
    sessions["rows"] = [{name: row[name] for name in sorted(row, key=len) if name != "on_site"}]
    item.save()
    assert obstacles(item, organiser) == ["“Second” has the place of “First” now."]


@pytest.fixture
def whose_seat_was_taken(organiser):
    """Somebody in the trash whose seat another holds now; the item, and the seat."""
    one = make_participation(
        name="Bat Erdene", state=State.ACCEPTED, channel="nomination", waiver_reason="Known"
    )
    seat, workshop, person = one.seat, one.workshop, one.person
    gathered = Gathering(person)
    item = TrashedItem(
        kind="people.person", key=str(person.pk), label=str(person), by=organiser, at=NOW,
        snapshot=gathered.snapshot(),
    )  # fmt: skip
    gathered.delete()
    item.save()
    make_participation(name="Li Jun", workshop=workshop, seat=seat)
    return item, seat


def test_a_seat_taken_meanwhile_is_named_with_the_ways_there_are(organiser, whose_seat_was_taken):
    item, seat = whose_seat_was_taken
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.rehearse(item, by=organiser, now=NOW)
    (obstacle,) = refusal.value.obstacles
    assert str(obstacle) == "“Li Jun” has the place of “Bat Erdene” now."
    assert [remedy.code for remedy in obstacle.remedies] == ["without-seat"]
    make_allocation(stream=seat.allocation.stream, country="KAZ")  # another's is no way
    seat.allocation.seats.create(number=2)
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.rehearse(item, by=organiser, now=NOW)
    (obstacle,) = refusal.value.obstacles
    assert [remedy.code for remedy in obstacle.remedies] == ["another-seat", "without-seat"]


def test_somebody_comes_back_on_another_seat(organiser, whose_seat_was_taken):
    item, seat = whose_seat_was_taken
    other = seat.allocation.seats.create(number=2)
    choices = {obstacle_name(item, organiser): "another-seat"}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    back = Participation.objects.get(person=item.key)
    assert (back.seat, back.state) == (other, State.ACCEPTED)


def test_somebody_comes_back_without_the_seat(organiser, whose_seat_was_taken):
    item, _seat = whose_seat_was_taken
    choices = {obstacle_name(item, organiser): "without-seat"}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    back = Participation.objects.get(person=item.key)
    assert (back.seat, back.state) == (None, State.UNDER_REVIEW)
    assert back.changes.get().from_state == State.ACCEPTED


def test_or_without_that_participation(organiser, whose_seat_was_taken):
    item, _seat = whose_seat_was_taken
    choices = {obstacle_name(item, organiser): "leave"}
    trash.restore(item, by=organiser, now=NOW, choices=choices)
    assert Person.objects.get(pk=item.key).participations.count() == 0


def obstacle_name(item, by) -> str:
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.rehearse(item, by=by, now=NOW)
    return refusal.value.obstacles[0].name


def test_what_a_row_needs_is_brought_back_first(organiser):
    one = make_participation(state=State.WITHDRAWN, seat=None, name="Bat Erdene")
    person = one.person
    first = trash.throw_away(one, by=organiser, now=NOW)
    second = trash.throw_away(person, by=organiser, now=NOW)
    with pytest.raises(trash.DoesNotFit) as refusal:
        trash.restore(first, by=organiser, now=NOW)
    (obstacle,) = refusal.value.obstacles
    assert (str(obstacle), obstacle.item) == (
        "“Bat Erdene” needs “Bat Erdene”, which is not there.",
        second,
    )
    trash.restore(second, by=organiser, now=NOW)
    trash.restore(first, by=organiser, now=NOW)
    assert Participation.objects.get().person_id == int(second.key)


def test_what_can_do_without_comes_back_without_and_says_so(organiser):
    programme = Programme.objects.create(name="Corridors", slug="corridors")
    workshop = make_workshop(programme=programme)
    item = trash.throw_away(workshop, by=organiser, now=NOW)
    programme.delete()
    (note,) = trash.restore(item, by=organiser, now=NOW)
    assert note.startswith("Programme of “Digital Trade in Practice” is empty now")
    assert Workshop.objects.get().programme is None


def test_a_message_that_was_not_sent_is_not_sent_weeks_later(organiser):
    workshop = make_workshop()
    for number, status in enumerate(("waiting", "sent", "sending")):
        Message.objects.create(
            key=str(number), kind="x", workshop=workshop, to_address="a@example.org",
            subject="s", body="b", created_at=NOW, due_at=NOW, status=status,
        )  # fmt: skip
    item = trash.throw_away(workshop, by=organiser, now=NOW)
    trash.restore(item, by=organiser, now=NOW)
    assert list(Message.objects.order_by("key").values_list("status", flat=True)) == [
        "cancelled", "sent", "cancelled",
    ]  # fmt: skip


def test_nothing_is_brought_back_twice(organiser):
    item = trash.throw_away(make_person(), by=organiser, now=NOW)
    trash.restore(item, by=organiser, now=NOW)
    with pytest.raises(trash.NotInTrash):
        trash.restore(item, by=organiser, now=NOW)
    assert Person.objects.count() == 1


def test_a_choice_that_is_none_of_the_remedies_mends_nothing(organiser):
    workshop = make_workshop(slug="digital-trade", title="First")
    item = trash.throw_away(workshop, by=organiser, now=NOW)
    make_workshop(slug="digital-trade", title="Second")
    name = f"workshops.workshop-{item.key}"
    for choice in ("leave", "without-seat", "session-number", "x"):
        assert obstacles(item, organiser, **{name: choice})


# For good


def test_files_stay_until_the_trash_is_emptied(organiser, django_capture_on_commit_callbacks):
    workshop = make_workshop()
    material, photo = make_material(workshop=workshop), make_photo(workshop=workshop)
    names = [material.file.name, photo.image.name]
    trash.throw_away(material, by=organiser, now=NOW - timedelta(days=1))
    trash.throw_away(workshop, by=organiser, now=NOW - timedelta(days=31))
    assert [default_storage.exists(name) for name in names] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_trash")
    assert not TrashedItem.objects.exists()
    assert [default_storage.exists(name) for name in names] == [False, False]


def test_a_file_that_another_row_refers_to_stays(organiser, django_capture_on_commit_callbacks):
    workshop = make_workshop()
    material = make_material(workshop=workshop)
    copy = make_material(workshop=workshop, url="https://example.org")
    type(copy).objects.filter(pk=copy.pk).update(file=material.file.name, url="")
    item = trash.throw_away(material, by=organiser, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        trash.purge(item)
    assert default_storage.exists(material.file.name)


def test_only_what_is_old_goes_for_good(organiser, capsys):
    for days in (0, 29, 31, 400):
        trash.throw_away(make_person(), by=organiser, now=timezone.now() - timedelta(days=days))
    call_command("empty_trash")
    assert capsys.readouterr().out == "2 deleted for good.\n"
    assert TrashedItem.objects.count() == 2
    call_command("empty_trash", days=7)
    assert TrashedItem.objects.count() == 1
