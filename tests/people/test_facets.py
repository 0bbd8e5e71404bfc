"""Facets: which come by themselves, when they are due, and what is settled by what is known already."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from people.actions import facets, offers, replacing, states
from people.importers.roster import RosterImporter
from people.models import Facet, Participation, State
from people.travel.needs import DAYS_BEFORE
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_facet,
    make_nominee,
    make_organiser,
    make_participation,
    make_stream,
    make_visa_rule,
    make_workshop,
)
from tests.people.sheets import roster
from tests.workshops.office import organiser_client
from workshops.actions.imports import undo
from workshops.importers.pipeline import run
from workshops.models import ImportRun, Workshop

pytestmark = pytest.mark.django_db
EARLY = datetime(2024, 3, 1, 9, tzinfo=UTC)  # eighty days before the first day
JOURNEY = {"invitation", "visa", "ticket", "insurance", "room", "per_diem", "diet", "arrival"}
ALL = JOURNEY | {"endorsement", "language"}


def make_host(code: str = "KAZ", **fields) -> Workshop:
    return make_workshop(country=make_country(code), **fields)


def nominee(workshop: Workshop | None = None, country: str = "MNG", **fields) -> Participation:
    stream = make_stream(workshop=workshop or make_host())
    return make_nominee(allocation=make_allocation(stream=stream, country=country), **fields)


def select(row: Participation, now: datetime = EARLY) -> Participation:
    states.change(row, State.SELECTED, by=None, now=now)
    return row


def statuses(row: Participation) -> dict[str, str]:
    return dict(row.facets.values_list("kind", "status"))


def dues(row: Participation) -> dict[str, date]:
    return dict(row.facets.values_list("kind", "due_on"))


# By themselves


def test_nothing_is_needed_before_a_seat_is_offered():
    row = nominee(endorsed=False)
    states.change(row, State.ENDORSED, by=None, now=EARLY)
    states.change(row, State.UNDER_REVIEW, by=None, now=EARLY)
    assert statuses(row) == {}


def test_the_offer_of_a_seat_brings_what_the_journey_needs():
    row = select(nominee())
    assert statuses(row) == dict.fromkeys(JOURNEY, "to_do") | {
        "endorsement": "done",
        "language": "to_do",
    }


def test_due_dates_are_counted_back_from_the_first_day():
    row = select(nominee())
    first = row.workshop.starts_on
    assert dues(row) == {
        kind: first - timedelta(days=days) for kind, days in DAYS_BEFORE.items()
    } | {"endorsement": first - timedelta(days=60)}
    assert dues(row)["visa"] == date(2024, 5, 6)


def test_what_a_nomination_brings_along_is_due_with_its_deadline():
    row = nominee(endorsed=False, waiver_reason="")
    row.allocation.nomination_deadline = datetime(2024, 4, 11, 20, tzinfo=UTC)  # the 12th in Almaty
    row.allocation.save()
    Participation.objects.filter(pk=row.pk).update(waiver_reason="Known", state="under_review")
    row.refresh_from_db()
    select(row)
    assert dues(row)["language"] == dues(row)["endorsement"] == date(2024, 4, 12)


def test_nothing_is_due_before_somebody_could_do_it():
    late = select(nominee(), now=datetime(2024, 5, 10, 9, tzinfo=UTC))
    assert dues(late)["visa"] == dues(late)["arrival"] == date(2024, 5, 13)
    assert dues(late)["room"] == date(2024, 5, 17)
    assert dues(late)["endorsement"] == date(2024, 3, 21)  # done, so it hurries nobody


def test_what_is_still_needed_the_day_before_is_due_on_the_first_day():
    row = select(nominee(), now=datetime(2024, 5, 19, 9, tzinfo=UTC))
    assert {dues(row)[kind] for kind in JOURNEY} == {date(2024, 5, 20)}


def test_a_second_state_adds_nothing_and_leaves_what_was_said():
    row = select(nominee())
    make_facet(participation=row, status="asked", due_on=date(2024, 4, 1))
    states.change(row, State.ACCEPTED, by=None, now=EARLY)
    assert (row.facets.count(), statuses(row)["visa"]) == (10, "asked")
    assert dues(row)["visa"] == date(2024, 4, 1)


def test_a_historical_record_needs_nothing():
    row = make_participation(state=State.WITHDRAWN, workshop=make_host())
    seat = make_allocation(stream=row.stream).seats.first()
    states.record(row, State.ACCEPTED, by=None, now=EARLY, reason="As it was", seat=seat)
    assert statuses(row) == {}


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("staff", set()),
        ("resource_person", JOURNEY),
        ("guest", JOURNEY),
        ("interpreter", JOURNEY),
    ],
)
def test_who_comes_in_another_role_has_papers_but_no_nomination(role, kinds):
    row = make_participation(
        workshop=make_host(), role=role, state=State.SELECTED, channel="invitation"
    )
    states.change(row, State.ACCEPTED, by=None, now=EARLY)
    assert set(statuses(row)) == kinds


def test_the_offices_page_of_the_state_makes_them_too():
    row = nominee()
    address = reverse("admin:people_participation_state", args=[row.pk])
    organiser_client().post(address, {"to": "selected", "reason": ""})
    assert set(statuses(row)) == ALL


def test_a_replacement_has_its_own_and_the_others_count_no_more():
    workshop = make_host()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=1)
    first = make_nominee(allocation=allocation, name="Goes")
    second = make_nominee(allocation=allocation, name="Comes")
    select(first)
    states.change(first, State.ACCEPTED, by=None, now=EARLY)
    replacing.replace(first, second, by=make_organiser(), now=EARLY, reason="Ill")
    assert (set(statuses(first)), set(statuses(second))) == (ALL, ALL)
    counted = Facet.objects.that_count().values_list("participation", flat=True)
    assert set(counted) == {second.pk}
    overdue = Facet.objects.overdue(date(2024, 5, 21)).values_list("participation", flat=True)
    assert set(overdue) == {second.pk}


def test_a_nominee_who_accepts_under_a_link_has_them():
    row = nominee()
    offers.make(row, by=None, now=EARLY)
    offers.accept(row, by=row, now=EARLY)
    assert set(statuses(row)) == ALL


# What is known already


def test_an_endorsement_is_done_on_its_day_and_a_waiver_needs_none():
    endorsed = select(nominee())
    facet = endorsed.facets.get(kind="endorsement")
    assert (facet.status, facet.done_on) == ("done", date(2024, 4, 12))
    waived = nominee(endorsed=False, state=State.UNDER_REVIEW, waiver_reason="Known to us")
    assert statuses(select(waived))["endorsement"] == "not_needed"


@pytest.mark.parametrize(
    ("evidence", "status"), [("certificate", "done"), ("stated", "to_do"), ("", "to_do")]
)
def test_language_is_done_where_something_shows_it(evidence, status):
    row = nominee()
    make_dossier(participation=row, language_evidence=evidence)
    assert statuses(select(row))["language"] == status


def test_a_selector_who_was_satisfied_is_evidence_enough():
    row = nominee()
    row.gate_decisions.create(gate="language", passed=True, reason="Called", at=EARLY)
    row.gate_decisions.create(gate="eligibility", passed=True, reason="Yes", at=EARLY)
    assert statuses(select(row))["language"] == "done"
    other = nominee()
    other.gate_decisions.create(gate="language", passed=False, reason="Called", at=EARLY)
    assert statuses(select(other))["language"] == "to_do"


def test_where_no_language_is_asked_for_no_evidence_is_needed():
    row = nominee()
    make_call(workshop=row.workshop, language_level="")
    assert set(statuses(select(row))) == ALL - {"language"}


@pytest.mark.parametrize(
    ("nationality", "sent_by", "station", "status"),
    [
        ("KAZ", "MNG", None, "not_needed"),  # of the host country, whoever sends them
        ("", "KAZ", None, "not_needed"),
        ("MNG", "MNG", "KAZ", "not_needed"),  # an attaché posted there
        ("MNG", "KAZ", None, "to_do"),
        ("MNG", "MNG", "CHN", "to_do"),
        ("UZB", "MNG", None, "not_needed"),  # a rule says so
        ("PAK", "MNG", None, "to_do"),  # a rule says that one is needed
        ("", "MNG", None, "to_do"),
    ],
)
def test_who_needs_a_visa(nationality, sent_by, station, status):
    make_visa_rule(nationality="UZB", needed=False)
    make_visa_rule(nationality="PAK", needed=True)
    make_visa_rule(host="CHN", nationality="MNG", needed=False)  # of another host
    row = nominee(country=sent_by, duty_station=make_country(station) if station else None)
    if nationality:
        row.person.nationality = make_country(nationality)
        row.person.save()
    assert statuses(select(row))["visa"] == status


@pytest.mark.parametrize(("is_sample", "status"), [(True, "not_needed"), (False, "to_do")])
def test_an_invented_rule_holds_for_samples_alone(is_sample, status):
    make_visa_rule(nationality="MNG", needed=False, is_sample=True)
    row = nominee(make_host(is_sample=is_sample))
    assert statuses(select(row))["visa"] == status


def test_online_nobody_travels():
    row = select(nominee(make_host(format="online")))
    assert statuses(row) == {
        "endorsement": "done",
        "language": "to_do",
        "invitation": "to_do",
        "visa": "not_needed",
    }


def test_an_arrival_that_is_known_is_told():
    assert statuses(select(nominee(expected_on=date(2024, 5, 19))))["arrival"] == "done"


# In imports


HEADER = "Name, Stream, Sending country, State, Channel"


def load(workshop: Workshop, *rows: tuple) -> None:
    importer = RosterImporter(workshop, now=EARLY, by=make_organiser())
    assert run(importer, roster(*rows, header=HEADER), "r.xlsx", dry_run=False).errors == ()


@pytest.fixture
def for_import():
    workshop = make_host()
    make_allocation(stream=make_stream(workshop=workshop, code="carec"), seats=4)
    return workshop


def test_an_import_makes_them_and_a_historical_one_does_not(for_import):
    load(
        for_import,
        ("Bat", "carec", "Mongolia", "accepted", "invitation"),
        ("Saran", "carec", "Mongolia", "accepted", "historical"),
        ("Dorj", "carec", "Mongolia", "arrived", "invitation"),
        ("Tuya", "carec", "Mongolia", "submitted", ""),
    )
    made = Facet.objects.values_list("participation__person__display_name", "kind")
    assert set(made) == {("Bat", kind) for kind in JOURNEY}


def test_a_dry_run_foretells_them_whoever_is_added_meanwhile(for_import):
    file = roster(("Bat", "carec", "Mongolia", "accepted", "invitation"), header=HEADER)
    told = run(RosterImporter(for_import, now=EARLY), file, "r.xlsx", dry_run=True)
    make_participation(name="Elsewhere", state=State.WITHDRAWN)  # the next keys are other ones
    done = run(
        RosterImporter(for_import, now=EARLY), file, "r.xlsx", dry_run=False, expected=told.digest
    )
    assert (told.written, done.written, Facet.objects.count()) == (False, True, len(JOURNEY))


def test_undoing_an_import_takes_them_back(for_import):
    load(for_import, ("Bat", "carec", "Mongolia", "accepted", "invitation"))
    undo(ImportRun.objects.get(), by=None, now=EARLY)
    assert (Facet.objects.count(), Participation.objects.count()) == (0, 0)


def test_the_same_import_again_changes_nothing(for_import):
    rows = ("Bat", "carec", "Mongolia", "accepted", "invitation")
    load(for_import, rows)
    make_facet(participation=Participation.objects.get(), status="done")
    before = list(Facet.objects.order_by("pk").values())
    importer = RosterImporter(for_import, now=EARLY)
    assert run(importer, roster(rows, header=HEADER), "r.xlsx", dry_run=False).errors == ()
    assert list(Facet.objects.order_by("pk").values()) == before


# Bringing up to date


def test_bringing_up_to_date_makes_what_is_missing():
    row = make_participation(workshop=make_host(), state=State.ACCEPTED, channel="invitation")
    make_facet(participation=row, kind="ticket", status="done", updated_at=EARLY)
    made = facets.bring_up_to_date(row.workshop, by=None, now=EARLY)
    assert (made.new, made.changed, set(statuses(row))) == (7, 0, JOURNEY)
    assert statuses(row)["ticket"] == "done"
    assert facets.bring_up_to_date(row.workshop, by=None, now=EARLY) == facets.Made(0, 0)


def test_what_nobody_touched_follows_what_is_known_by_now():
    touched, untouched = (
        make_participation(workshop=workshop, state=State.ACCEPTED, channel="invitation", name=name)
        for workshop in [make_host()]
        for name in ("Touched", "Untouched")
    )
    workshop = touched.workshop
    facets.bring_up_to_date(workshop, by=None, now=EARLY)
    make_facet(participation=touched, status="asked", updated_at=EARLY)
    make_visa_rule(needed=False)
    made = facets.bring_up_to_date(workshop, by=None, now=EARLY)
    assert (made, statuses(touched)["visa"], statuses(untouched)["visa"]) == (
        facets.Made(0, 1),
        "asked",
        "not_needed",
    )


def test_nobody_who_left_is_given_any():
    for state in (State.WITHDRAWN, State.DECLINED, State.NO_SHOW, State.RESERVE):
        make_participation(workshop=make_host(), state=state, channel="invitation")
    for workshop in Workshop.objects.all():
        assert facets.bring_up_to_date(workshop, by=None, now=EARLY) == facets.Made(0, 0)
