"""Reports for tests."""

from datetime import UTC, datetime

from reports.models import Report
from tests.factories import (
    make_allocation,
    make_billing,
    make_component,
    make_host,
    make_organisation,
    make_organisation_role,
    make_participation,
    make_session,
    make_speaker,
    make_stream,
    make_visit,
    make_workshop,
)
from workshops.models import Workshop

NOW = datetime(2024, 7, 1, 9, 0, tzinfo=UTC)


def make_report(*, workshop: Workshop | None = None, **fields) -> Report:
    """A draft report."""
    return Report.objects.create(workshop=workshop or make_workshop(), **fields)


def make_public_report(*, workshop: Workshop | None = None, **fields) -> Report:
    """A final report that everybody may read."""
    values = {"status": Report.Status.FINAL, "is_public": True, "finalised_at": NOW} | fields
    return make_report(workshop=workshop, **values)


def make_settled_workshop(**fields) -> Workshop:
    """A workshop whose numbers agree: one lecture by a listed speaker, one visit, two who came."""
    workshop = make_workshop(**fields)
    make_organisation_role(workshop=workshop, organisation=make_organisation("Institute of Trade"))
    make_component(workshop=workshop, name="Seminars", planned_hours=4)
    lecture = make_session(workshop=workshop, title="Rules for data")
    speaker = make_speaker(workshop=workshop, name="Lena Park")
    make_billing(session=lecture, speaker=speaker)
    make_participation(
        workshop=workshop,
        name="Lena Park",
        role="resource_person",
        speaker=speaker,
        public_list=True,
    )
    visit = make_session(
        workshop=workshop, title="A port", kind="site_visit", part_of_day="afternoon", on_site=True
    )
    make_host(session=visit, organisation=make_organisation("Port of Aktau"))
    make_visit(session=visit, stops=("Terminal", {"name": "Lunch", "kind": "meal"}))
    stream = make_stream(workshop=workshop, name="CAREC")
    make_allocation(stream=stream, country="MNG", seats=1)
    make_allocation(stream=stream, country="UZB", seats=1)
    for number, (name, country) in enumerate([("Bat Erdene", "MNG"), ("Aziz Karimov", "UZB")], 1):
        make_participation(
            workshop=workshop,
            name=name,
            country=country,
            stream=stream,
            public_list=True,
            list_number=number,
            post="Adviser, Ministry of Trade",
        )
    return workshop
