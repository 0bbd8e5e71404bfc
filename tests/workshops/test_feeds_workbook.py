"""The workbook of a release goes back through the agenda importer and changes nothing."""

from datetime import UTC, datetime, time

import pytest
from django.test import Client

from reports.samples import FOLDER
from tests.factories import (
    make_billing,
    make_component,
    make_host,
    make_organisation,
    make_organisation_role,
    make_session,
    make_speaker,
    make_stop,
    make_track,
    make_venue,
    make_visit,
    make_workshop,
    release,
)
from workshops.importers.agenda import AgendaImporter
from workshops.importers.pipeline import Result, run
from workshops.models import PartWindow, Session, Stop, Workshop
from workshops.releases import current

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


def given_back(workshop: Workshop, language: str = "en") -> Result:
    content = Client().get(f"/{language}/workshops/{workshop.slug}/agenda.xlsx").content
    return run(AgendaImporter(slug=workshop.slug), content, "agenda.xlsx", dry_run=False)


def told(result: Result) -> list[tuple]:
    return [
        (one.sheet, one.column, one.message, one.value) for one in result.findings if one.is_error
    ]


def full_workshop() -> Workshop:
    """Everything that a release holds, in more than one language."""
    workshop = make_workshop()
    firm, school = make_organisation("Port Authority"), make_organisation("School of Data")
    make_organisation_role(workshop=workshop, organisation=school, role="organiser")
    PartWindow.objects.create(
        workshop=workshop, part_of_day="night", starts_at=time(19, 30), ends_at=time(22)
    )
    venue = make_venue(
        city="Almaty", address="1 Lake Road", address_local="湖路1号", name_ru="Озеро"
    )
    workshop.venues.add(venue)
    row = make_session(
        workshop=workshop,
        title="=SUM(1) – “Data”; and more",
        title_ru="Данные",
        title_zh_hans="数据",
        description="- one\n- two",
        starts_at=time(9),
        ends_at=time(10, 30),
        hours="1.5",
        venue=venue,
        component=make_component(workshop=workshop, position=1),
        track=make_track(workshop=workshop, position=1),
        languages=["en", "ru"],
        position=1,
    )
    make_host(session=row, organisation=firm, printed_name="The Port", position=1)
    make_host(session=row, organisation=school, role="arranger", position=1)
    speaker = make_speaker(
        workshop=workshop,
        slug="lena",
        organisation=school,
        post_ru="Профессор",
        sort_name="Park Lena",
    )
    make_billing(session=row, speaker=speaker, role="moderator", online=True)
    night = make_session(
        workshop=workshop,
        part_of_day="night",
        starts_at=time(21),
        ends_at=time(1),
        position=1,
        status=Session.Status.CANCELLED,
    )
    visit = make_visit(session=night, activities="See the halls", meeting_point="Lobby")
    type(visit).objects.filter(pk=visit.pk).update(to_bring_en="A hat", meets_at=time(20, 30))
    make_stop(visit=visit, name="Data Centre", organisation=firm, position=1, arrives_at=time(21))
    release(workshop, now=NOW)
    return workshop


@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_a_workbook_given_back_changes_nothing(language):
    workshop = full_workshop()
    result = given_back(workshop, language)
    assert told(result) == []
    assert result.changes.is_nothing, result.changes
    assert workshop.organisation_roles.count() == 1
    assert Stop.objects.get().organisation.name == "Port Authority"
    assert release(workshop, now=NOW) is None  # there is nothing new


def test_the_seeds_workbook_given_back_changes_nothing():
    path = FOLDER / "digital-economy-2024" / "agenda.xlsx"
    assert run(AgendaImporter(publish=True), path.read_bytes(), path.name, dry_run=False).ok
    workshop = Workshop.objects.get(slug="digital-economy-2024")
    result = given_back(workshop)
    assert told(result) == []
    assert result.changes.is_nothing, result.changes


def test_what_is_changed_in_a_workbook_is_changed_alone():
    workshop = full_workshop()
    workshop.sessions.filter(number=1).update(title_en="Otherwise")
    result = given_back(workshop)
    assert result.ok
    assert workshop.sessions.get(number=1).title_en == "=SUM(1) – “Data”; and more"
    assert current(workshop, now=NOW).number == 1
