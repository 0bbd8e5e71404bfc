"""What a focal point does with nominations, until when, and that it is its own alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from people.actions import nominations, states
from people.actions.nominations import Endorsing
from people.actions.refusals import (
    AlreadyNominated,
    Incomplete,
    NotEditable,
    NotNext,
    NotYours,
    SeatsChanged,
    SeatsHeld,
    TooLate,
    TooMany,
)
from people.actions.seat_numbers import version_of
from people.models import Allocation, FocalPoint, Participation, Person, Seat, State, StateChange
from tests.factories import (
    make_access_link,
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_focal_point,
    make_nominee,
    make_organiser,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 4, 10, 9, tzinfo=UTC)
DEADLINE = datetime(2024, 4, 20, 13, tzinfo=UTC)
CUTOFF = datetime(2024, 5, 10, 13, tzinfo=UTC)
LATE = DEADLINE + timedelta(seconds=1)
WORD = Endorsing(authority="Deputy Minister of Trade", dated=date(2024, 4, 9))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allocation() -> Allocation:
    """Two seats of Mongolia, two nominees for each, open until DEADLINE."""
    stream = make_stream(workshop=make_workshop())
    return make_allocation(stream=stream, nomination_deadline=DEADLINE, replacement_cutoff=CUTOFF)


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation)


def said(**fields) -> dict:
    """A whole nomination."""
    return {
        "given_names": "Saran",
        "family_name": "Dorj",
        "display_name": "Saran Dorj",
        "native_name": "Дорж Саран",
        "honorific": "Ms",
        "gender": "female",
        "nationality": make_country("MNG"),
        "email": "saran@example.org",
        "language": "en",
        "post": "Head of Division",
        "organisation": "Customs Service",
        "sector": "agency",
        "years_in_post": 4,
        "expertise": "Customs data",
        "motivation": "The sessions on single windows",
        "language_level": "B2",
        "language_evidence": "work",
        "cv": SimpleUploadedFile("my cv.pdf", b"%PDF-1.7\n"),
        **fields,
    }


@pytest.fixture
def save(allocation, focal_point):
    """`save(key=…, **fields)`: a whole nomination with these differences."""

    def saved(key=None, *, by=focal_point, now=NOW, to=allocation, only=None, **fields):
        values = only if only is not None else said(**fields)
        return nominations.save_draft(to, key=key or uuid4(), said=values, by=by, now=now)

    return saved


# Saving


def test_a_draft_keeps_what_is_said_of_the_nominee(save, allocation, focal_point):
    row = Participation.objects.get(pk=save().pk)
    assert (row.allocation, row.stream, row.workshop) == (
        allocation,
        allocation.stream,
        allocation.stream.workshop,
    )
    assert (row.state, row.rank, row.channel) == (State.DRAFT, 1, "nomination")
    assert (row.sending_country.code, row.post, row.seat) == ("MNG", "Head of Division", None)
    person, dossier = row.person, row.dossier
    assert (person.display_name, person.native_name, person.email) == (
        "Saran Dorj",
        "Дорж Саран",
        "saran@example.org",
    )
    assert "dorj saran" in person.searchable
    assert (dossier.sector, dossier.years_in_post, dossier.language_level) == ("agency", 4, "B2")
    assert (dossier.cv_filename, "my cv" in dossier.cv.name) == ("my cv.pdf", False)
    begun = StateChange.objects.get()
    assert (begun.to_state, begun.acted_as, begun.acted_for) == (
        State.DRAFT,
        "focal_point",
        focal_point,
    )


def test_a_draft_needs_no_more_than_a_name(save):
    row = save(only={"given_names": "Saran", "family_name": "Dorj"})
    assert (row.person.display_name, row.state) == ("Saran Dorj", State.DRAFT)
    assert row.person.sort_name == "Dorj Saran"


def test_the_same_key_is_the_same_nominee(save):
    key = uuid4()
    first, second = save(key), save(key, post="Director")
    assert (first, Participation.objects.count(), Person.objects.count()) == (second, 1, 1)
    assert Participation.objects.get().post == "Director"


def test_what_is_not_said_stays(save):
    row = save()
    save(row.uuid, only={"expertise": "Ports"})
    row.dossier.refresh_from_db()
    assert (row.dossier.expertise, row.dossier.motivation) == (
        "Ports",
        "The sessions on single windows",
    )
    assert row.dossier.cv_filename == "my cv.pdf"


def test_a_file_replaces_the_one_before_and_can_be_taken_away(
    save, django_capture_on_commit_callbacks
):
    row = save()
    storage, first = row.dossier.cv.storage, row.dossier.cv.name
    with django_capture_on_commit_callbacks(execute=True):
        save(row.uuid, only={"cv": SimpleUploadedFile("new.pdf", b"%PDF-1.7\n")})
    row.dossier.refresh_from_db()
    assert (storage.exists(first), storage.exists(row.dossier.cv.name)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        save(row.uuid, only={"cv": False})
    row.dossier.refresh_from_db()
    assert (row.dossier.cv.name, row.dossier.cv_filename) == ("", "")


def test_a_post_is_kept_in_the_language_it_was_written_in(save):
    row = save(post="Head of Division")
    Participation.objects.update(post_en="", post_ru="Начальник отдела")
    save(row.uuid, post="Директор")
    row.refresh_from_db()
    assert (row.post_en, row.post_ru) == ("", "Директор")


# Which person


def test_whoever_is_typed_is_somebody_new(save):
    stranger = Person.objects.create(display_name="Saran Dorj", email="saran@example.org")
    assert save().person != stranger


def test_somebody_whom_the_country_nominated_before_is_known_by_name_and_address(save, allocation):
    before = make_nominee(allocation=earlier(allocation), name="Saran Dorj")
    Person.objects.filter(pk=before.person_id).update(email="Saran@example.org")
    assert save().person == before.person
    others = [
        save(email="else@example.org"),
        save(given_names="Tuya", display_name="Tuya Dorj"),  # a mailbox that a ministry shares
    ]
    assert before.person not in [row.person for row in others]


def test_another_country_learns_nothing(save, allocation):
    foreign = make_allocation(stream=allocation.stream, country="KAZ")
    known = make_nominee(allocation=foreign, name="Saran Dorj")
    Person.objects.filter(pk=known.person_id).update(email="saran@example.org")
    row = save()
    assert row.person != known.person
    assert Person.objects.filter(email="saran@example.org").count() == 2


def test_a_person_of_other_rows_is_never_renamed_from_here(save, allocation):
    before = make_nominee(allocation=earlier(allocation), name="Saran Dorj")
    Person.objects.filter(pk=before.person_id).update(email="saran@example.org")
    row = save()
    assert row.person == before.person
    changed = save(row.uuid, email="elsewhere@example.org")
    before.person.refresh_from_db()
    assert (changed.person != before.person, before.person.email) == (True, "saran@example.org")
    assert changed.person.family_name == "Dorj"


def test_a_draft_renamed_leaves_no_person_behind(save, allocation):
    before = make_nominee(allocation=earlier(allocation), name="Saran Dorj")
    Person.objects.filter(pk=before.person_id).update(email="saran@example.org")
    row = save(email="")
    assert Person.objects.count() == 2
    save(row.uuid)
    assert list(Person.objects.all()) == [before.person]


def test_nobody_is_put_forward_twice_in_one_allocation(save):
    save()
    with pytest.raises(AlreadyNominated, match="Saran Dorj is on your list already"):
        save()
    assert (Participation.objects.count(), Person.objects.count()) == (1, 1)


def earlier(allocation: Allocation) -> Allocation:
    """An allocation of the same country at another workshop."""
    return make_allocation(stream=make_stream(workshop=make_workshop()), country=allocation.country)


# Submitting


def test_a_whole_nomination_is_submitted_once(save, focal_point):
    row = save()
    for _ in range(3):
        nominations.submit(row, by=focal_point, now=NOW)
    row.refresh_from_db()
    assert row.state == State.SUBMITTED
    assert row.changes.filter(to_state=State.SUBMITTED).count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "nationality", "email", "post", "organisation", "sector", "expertise", "motivation", "cv",
        "language_level", "language_evidence",
    ],
)  # fmt: skip
def test_what_is_missing_is_named(save, focal_point, name):
    make_call(workshop=focal_point.workshop)
    row = save(**{name: None if name in ("nationality", "cv") else ""})
    with pytest.raises(Incomplete) as refused:
        nominations.submit(row, by=focal_point, now=NOW)
    assert list(refused.value.missing) == [name]
    row.refresh_from_db()
    assert row.state == State.DRAFT


def test_one_name_is_enough_for_who_has_one_only(save, focal_point):
    row = save(given_names="", family_name="Suharto", display_name="Suharto")
    assert nominations.submit(row, by=focal_point, now=NOW).state == State.SUBMITTED


def test_a_call_that_asks_for_no_level_needs_none(save, focal_point):
    make_call(workshop=focal_point.workshop, language_level="")
    row = save(language_level="", language_evidence="")
    assert nominations.submit(row, by=focal_point, now=NOW).state == State.SUBMITTED


def test_no_more_are_put_forward_than_may_be(save, allocation, focal_point):
    for number in range(4):
        make_nominee(allocation=allocation, name=f"Nominee {number}")
    row = save()
    with pytest.raises(TooMany, match="4 nominees may be put forward"):
        nominations.submit(row, by=focal_point, now=NOW)
    first = allocation.participations.exclude(pk=row.pk).first()
    nominations.withdraw(first, by=focal_point, now=NOW, reason="Moved to another ministry")
    assert nominations.submit(row, by=focal_point, now=NOW).state == State.SUBMITTED


def test_what_was_submitted_can_be_corrected_and_stays_whole(save, focal_point):
    row = save()
    nominations.submit(row, by=focal_point, now=NOW)
    save(row.uuid, post="Director")
    with pytest.raises(Incomplete):
        save(row.uuid, expertise="")
    row.refresh_from_db()
    assert (row.post, row.state) == ("Director", State.SUBMITTED)


@pytest.mark.parametrize("state", [State.ENDORSED, State.SELECTED, State.WITHDRAWN])
def test_what_went_on_cannot_be_changed(save, allocation, state):
    seat = allocation.seats.first() if state == State.SELECTED else None
    row = make_nominee(allocation=allocation, state=state, seat=seat)
    with pytest.raises(NotEditable):
        save(row.uuid)


def test_an_endorsement_holds_when_a_nomination_comes_back_unless_the_name_changes(
    save, allocation, focal_point
):
    organiser = make_organiser()
    for name, state in (("Saran", State.ENDORSED), ("Tuya", State.SUBMITTED)):
        row = save()
        nominations.submit(row, by=focal_point, now=NOW)
        nominations.endorse([row], WORD, by=focal_point, now=NOW)
        states.change(row, State.RETURNED, by=organiser, now=NOW, reason="Which sessions?")
        save(row.uuid, given_names=name, display_name=f"{name} Dorj")
        assert nominations.submit(row, by=focal_point, now=NOW).state == state
        nominations.withdraw(row, by=focal_point, now=NOW)


# Order


def test_nominees_are_ranked_as_named_and_the_others_follow(allocation, focal_point):
    rows = [make_nominee(allocation=allocation, name=name) for name in "ABCD"]
    keys = [rows[3].uuid, uuid4(), rows[1].uuid, rows[3].uuid]
    nominations.reorder(allocation, keys, by=focal_point, now=NOW)
    ranked = allocation.participations.order_by("rank").values_list(
        "person__display_name", flat=True
    )
    assert "".join(ranked) == "DBAC"
    assert sorted(allocation.participations.values_list("rank", flat=True)) == [1, 2, 3, 4]


def test_ranking_moves_nobody_of_another_allocation(allocation, focal_point):
    foreign = make_nominee(allocation=make_allocation(stream=allocation.stream, country="KAZ"))
    make_nominee(allocation=allocation)
    before = foreign.rank
    nominations.reorder(allocation, [foreign.uuid], by=focal_point, now=NOW)
    foreign.refresh_from_db()
    assert foreign.rank == before


# Endorsing


def test_one_endorsement_stands_for_several(allocation, focal_point):
    rows = [
        make_nominee(allocation=allocation, name=name, endorsed=False) for name in ("One", "Two")
    ]
    letter = SimpleUploadedFile("note verbale.pdf", b"%PDF-1.7\n")
    made = nominations.endorse(
        rows, Endorsing(WORD.authority, WORD.dated, letter), by=focal_point, now=NOW
    )
    assert (made.allocation, made.made_for, made.filename) == (
        allocation,
        focal_point,
        "note verbale.pdf",
    )
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.endorsement) == (State.ENDORSED, made)
    assert nominations.endorse(rows, WORD, by=focal_point, now=NOW) is None
    assert allocation.endorsements.count() == 1


def test_a_draft_is_not_endorsed_and_no_endorsement_is_left_over(save, allocation, focal_point):
    submitted = make_nominee(allocation=allocation, endorsed=False)
    with pytest.raises(NotNext):
        nominations.endorse([submitted, save()], WORD, by=focal_point, now=NOW)
    submitted.refresh_from_db()
    assert (submitted.state, allocation.endorsements.count()) == (State.SUBMITTED, 0)


def test_who_is_under_review_stays_so_when_endorsed(allocation, focal_point):
    row = make_nominee(allocation=allocation, endorsed=False, state=State.UNDER_REVIEW)
    nominations.endorse([row], WORD, by=focal_point, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.endorsement.authority) == (State.UNDER_REVIEW, WORD.authority)


# Withdrawing and returning


def test_withdrawing_frees_the_seat_keeps_the_reason_private_and_ends_the_nominees_link(
    allocation, focal_point
):
    row = make_nominee(allocation=allocation, state=State.ACCEPTED, seat=allocation.seats.first())
    link = make_access_link(participation=row)
    change = nominations.withdraw(row, by=focal_point, now=NOW, reason="Ill")
    link.refresh_from_db()
    assert (row.state, change.reason, change.acted_for) == (State.WITHDRAWN, "Ill", focal_point)
    assert allocation.seats.free().count() == 2
    assert link.revoked_at == NOW


def test_seats_that_nobody_has_are_returned(allocation, focal_point):
    make_nominee(allocation=allocation, state=State.ACCEPTED, seat=allocation.seats.first())
    said = {"by": focal_point, "now": NOW, "reason": "Budget"}
    seen = version_of(allocation)
    with pytest.raises(SeatsHeld):
        nominations.return_seats(allocation, 2, seen=seen, **said)
    returned = nominations.return_seats(allocation, 1, seen=seen, **said)
    assert [seat.number for seat in returned] == [2]
    assert allocation.seats.get(number=2).state == Seat.State.RETURNED
    with pytest.raises(SeatsChanged):
        nominations.return_seats(allocation, 1, seen=seen, **said)
    for count in (0, -1, 1):
        with pytest.raises(SeatsHeld):
            nominations.return_seats(allocation, count, seen=version_of(allocation), **said)


# Until when, and whose


def each_deed(allocation: Allocation, *, by, now) -> dict:
    """Everything that the deadline ends, ready to be done."""
    row = make_nominee(allocation=allocation, endorsed=False)
    make_dossier(participation=row)
    draft = make_nominee(allocation=allocation, name="A draft", endorsed=False, state=State.DRAFT)
    whole = {"allocation": allocation, "by": by, "now": now}
    acting = {"by": by, "now": now}
    return {
        "begin": lambda: nominations.save_draft(key=uuid4(), said=said(), **whole),
        "change": lambda: nominations.save_draft(key=draft.uuid, said={"post": "X"}, **whole),
        "correct": lambda: nominations.save_draft(key=row.uuid, said={"post": "X"}, **whole),
        "submit": lambda: nominations.submit(draft, **acting),
        "reorder": lambda: nominations.reorder(allocation, [row.uuid], **acting),
        "endorse": lambda: nominations.endorse([row], WORD, **acting),
        "withdraw": lambda: nominations.withdraw(row, **acting),
        "return": lambda: nominations.return_seats(
            allocation, 1, reason="", seen=version_of(allocation), **acting
        ),
    }


DEEDS = ["begin", "change", "correct", "submit", "reorder", "endorse", "withdraw", "return"]


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_after_the_deadline(allocation, focal_point, deed):
    do = each_deed(allocation, by=focal_point, now=LATE)[deed]
    before = snapshot()
    with pytest.raises(TooLate):
        do()
    assert snapshot() == before


@pytest.mark.parametrize("deed", ["begin", "change", "reorder", "endorse", "withdraw", "return"])
def test_the_last_second_counts(allocation, focal_point, deed):
    each_deed(allocation, by=focal_point, now=DEADLINE)[deed]()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("whose", ["another's", "ended"])
def test_nothing_is_done_to_what_is_not_ones_own(allocation, focal_point, deed, whose):
    by = focal_point
    if whose == "another's":
        by = make_focal_point(make_allocation(stream=allocation.stream, country="KAZ"))
    FocalPoint.objects.filter(pk=focal_point.pk).update(is_active=False)
    do = each_deed(allocation, by=by, now=NOW)[deed]
    before = snapshot()
    with pytest.raises(NotYours):
        do()
    assert snapshot() == before


def test_without_a_deadline_nominations_end_as_the_workshop_begins(save, allocation, focal_point):
    Allocation.objects.update(nomination_deadline=None)
    save(now=datetime(2024, 5, 19, 12, tzinfo=UTC))
    with pytest.raises(TooLate):
        save(now=datetime(2024, 5, 20, 12, tzinfo=UTC))


def test_what_was_returned_can_be_completed_after_the_deadline(save, allocation, focal_point):
    returned, other = save(), save(email="other@example.org")
    for row in (returned, other):
        nominations.submit(row, by=focal_point, now=NOW)
    states.change(returned, State.RETURNED, by=make_organiser(), now=LATE, reason="The level")
    save(returned.uuid, now=LATE, language_level="C1")
    nominations.submit(returned, by=focal_point, now=LATE)
    nominations.endorse([returned], WORD, by=focal_point, now=LATE)
    returned.refresh_from_db()
    assert returned.state == State.ENDORSED
    with pytest.raises(TooLate):
        nominations.endorse([other], WORD, by=focal_point, now=LATE)


def test_the_office_is_bound_by_no_deadline(save, allocation):
    row = save(by=make_organiser(), now=LATE)
    assert (row.state, StateChange.objects.get().acted_as) == (State.DRAFT, "office")


def test_who_has_a_seat_can_be_withdrawn_until_the_cut_off(allocation, focal_point):
    first, second = (
        make_nominee(allocation=allocation, name=name, state=State.ACCEPTED, seat=seat)
        for name, seat in zip("AB", allocation.seats.all(), strict=True)
    )
    nominations.withdraw(first, by=focal_point, now=CUTOFF, reason="Ill")
    with pytest.raises(TooLate):
        nominations.withdraw(
            second, by=focal_point, now=CUTOFF + timedelta(seconds=1), reason="Ill"
        )


def snapshot() -> tuple:
    """All that a deed could change."""
    return (
        list(Participation.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values()),
        list(Seat.objects.order_by("pk").values()),
        StateChange.objects.count(),
    )
