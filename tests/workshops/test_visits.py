"""Site visits: what readers see of them, their real times, how punctual they were, and using one again."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_host,
    make_session,
    make_stop,
    make_transport,
    make_visit,
    make_workshop,
    release,
)
from workshops.actions import visits
from workshops.agenda import agenda_for, working_copy
from workshops.changes import comparing
from workshops.freezing import freeze
from workshops.models import Session, SiteVisit, Stop
from workshops.punctuality import minutes_late, report

pytestmark = pytest.mark.django_db
SECRETS = {
    "host_contact": "Ms Secret, +7 701 000",
}
OF_VEHICLES = {
    "guide": "Guide Secret",
    "guide_phone": "+7 702 000",
    "driver": "Driver Secret",
    "plate": "A 001 SECRET",
}


def planned(**fields) -> SiteVisit:
    visit = make_visit(
        activities="See how parcels are sorted.",
        to_bring="Closed shoes",
        meeting_point="Hotel lobby",
        meets_at=time(8, 30),
        **SECRETS | fields,
    )
    make_stop(visit=visit, name="Dry port", arrives_at=time(9, 30), leaves_at=time(11))
    make_transport(visit=visit, label="Bus 1", leaves_at=time(8, 45), **OF_VEHICLES)
    return visit


def test_readers_of_a_release_see_when_and_where_a_visit_sets_out(client):
    visit = planned()
    release(visit.session.workshop)
    for page in ("visits/", f"sessions/{visit.session.slug}/"):
        html = client.get(f"/en/workshops/{visit.session.workshop.slug}/{page}").content.decode()
        for word in ("Hotel lobby", "08:30", "Bus 1", "08:45", "09:30–11:00", "Closed shoes"):
            assert word in html, (page, word)


def test_nothing_private_of_a_visit_is_on_its_pages_or_in_what_is_frozen(client):
    visit = planned()
    Stop.objects.update(arrived_at=time(9, 47))
    release(visit.session.workshop)
    said = [str(freeze(visit.session.workshop))]
    for page in ("visits/", "agenda/", f"sessions/{visit.session.slug}/"):
        path = f"/en/workshops/{visit.session.workshop.slug}/{page}"
        said.append(client.get(path).content.decode())
    for private in (*SECRETS.values(), *OF_VEHICLES.values(), "09:47"):
        assert [text for text in said if private in text] == []
    assert all("parcels" in text for text in (said[0], said[1], said[3]))  # the control


def test_what_was_released_before_visits_had_times_can_still_be_read():
    visit = planned()
    workshop = visit.session.workshop
    row = release(workshop)
    content = freeze(workshop)
    old = content["sessions"][0]["visit"]
    for name in ("to_bring", "meets_at", "needs_sign_up", "places", "transports"):
        del old[name]
    for stop in old["stops"]:
        del stop["arrives_at"], stop["leaves_at"]
    type(row).objects.filter(pk=row.pk).update(content=content)
    item = agenda_for(workshop).items[0]
    assert (item.rides, item.meets_at, item.stops[0].time_range) == ((), None, "")


def test_the_working_copy_takes_as_many_queries_for_one_visit_as_for_many():
    workshop = planned().session.workshop

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            working_copy(workshop)
        return len(captured)

    before = queries()
    for _number in range(5):
        visit = make_visit(session=make_session(workshop=workshop), stops=("A", "B"))
        make_transport(visit=visit)
    assert queries() == before


def test_a_vehicle_that_leaves_later_is_one_change_of_one_session():
    visit = planned()
    before = freeze(visit.session.workshop)
    visit.transports.update(leaves_at=time(8, 50))
    found = comparing.compare(before, freeze(visit.session.workshop))
    [change] = found.changes
    assert [edit.name for edit in change.edits] == ["visit.transports"]


# Real times


def test_a_press_notes_the_time_on_the_clock_of_the_workshop():
    stop = planned().stops.get()
    noted = visits.note(stop, "arrived_at", now=datetime(2024, 5, 20, 4, 47, 31, tzinfo=UTC))
    assert noted == Stop.objects.get().arrived_at == time(9, 47)  # Almaty, UTC+5


def test_a_second_press_moves_no_time():
    stop = planned().stops.get()
    visits.note(stop, "arrived_at", now=datetime(2024, 5, 20, 4, 47, tzinfo=UTC))
    with pytest.raises(visits.NotedAlready):
        visits.note(stop, "arrived_at", now=datetime(2024, 5, 20, 5, 30, tzinfo=UTC))
    assert Stop.objects.get().arrived_at == time(9, 47)


def test_a_correction_changes_what_was_changed_and_an_unchanged_form_nothing():
    stop = planned().stops.get()
    seen = {"arrived_at": None, "left_at": None}
    assert not visits.correct(stop, seen, seen=seen)
    assert visits.correct(stop, {"arrived_at": time(9, 40), "left_at": None}, seen=seen)
    assert Stop.objects.get().arrived_at == time(9, 40)


def test_a_correction_made_on_an_old_page_is_refused():
    stop = planned().stops.get()
    seen = {"arrived_at": None, "left_at": None}
    visits.correct(stop, {"arrived_at": time(9, 40), "left_at": None}, seen=seen)
    with pytest.raises(visits.TimesChanged):
        visits.correct(stop, {"arrived_at": time(9, 55), "left_at": None}, seen=seen)
    # who changed something else meanwhile stands in nobody's way
    assert visits.correct(stop, {"arrived_at": None, "left_at": time(11)}, seen=seen)
    assert Stop.objects.get().arrived_at == time(9, 40)


@pytest.mark.parametrize(
    ("planned_at", "actual", "late"),
    [
        (time(9), time(9, 12), 12),
        (time(9), time(8, 50), -10),
        (time(23, 50), time(0, 10), 20),
        (time(0, 10), time(23, 50), -20),
        (None, time(9), None),
        (time(9), None, None),
    ],
)
def test_minutes_late_across_midnight_too(planned_at, actual, late):
    assert minutes_late(planned_at, actual) == late


def test_the_report_counts_only_what_was_planned_and_noted():
    visit = planned()
    visit.stops.update(arrived_at=time(9, 50))
    make_stop(visit=visit, name="Lunch", arrived_at=time(12))
    make_stop(visit=visit, name="Works", arrives_at=time(13), arrived_at=time(13, 4))
    found = report(visit.session.workshop)
    assert found.punctuality.known == (20, 4)
    assert (found.punctuality.on_time, found.punctuality.worst, found.punctuality.mean) == (
        1,
        20,
        12,
    )


# Using a visit again


def test_a_visit_is_used_again_with_its_stops_and_host_and_without_what_happened():
    visit = planned()
    make_host(session=visit.session)
    visit.stops.update(arrived_at=time(9, 50))
    session = make_session(workshop=make_workshop(), title="Dry port again")
    new = visits.use_again(visit, session=session)
    [stop] = new.stops.all()
    assert (stop.name, stop.arrives_at, stop.arrived_at) == ("Dry port", time(9, 30), None)
    assert (new.activities_en, new.host_contact) == (visit.activities_en, visit.host_contact)
    assert new.transports.count() == 0
    assert session.session_organisations.count() == 1
    session.refresh_from_db()
    assert (session.kind, session.title) == (Session.Kind.SITE_VISIT, "Dry port again")


def test_a_session_that_is_a_visit_takes_no_other():
    visit, other = planned(), planned()
    with pytest.raises(visits.IsVisitAlready):
        visits.use_again(visit, session=other.session)
    assert other.stops.count() == 1
