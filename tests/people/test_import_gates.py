"""The criteria of the call hold for a roster too: whoever does not pass them is named before anybody has a seat."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Participation, State
from tests.factories import (
    make_call,
    make_participation,
    make_person,
    make_programme,
    make_workshop,
)
from tests.people.sheets import allocations, csv, roster, table
from workshops.importers.findings import Level
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)
HEADER = "Name, Stream, Sending country, E-mail, State, Channel, Why without an endorsement, Sector"
WHY = "The embassy phoned."


@pytest.fixture
def workshop():
    """Five seats for Mongolia, in a programme whose call asks for officials who were not there for three years."""
    workshop = make_workshop(programme=make_programme())
    content = allocations(("carec", "Mongolia", "", "", 5))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    make_call(workshop=workshop, language_level="", sectors=["ministry"], attended_within_years=3)
    return workshop


def load(workshop, *rows: tuple, now: datetime = NOW, **options):
    content = roster(*rows, header=HEADER)
    return run(RosterImporter(workshop, now=now), content, "r.xlsx", **{"dry_run": False} | options)


def row(name: str, channel: str = "nomination", sector: str = "", state: str = "accepted") -> tuple:
    address = f"{name.split()[0].lower()}@example.org"
    return (name, "carec", "Mongolia", address, state, channel, WHY, sector)


def said(result) -> list[tuple[Level, tuple[int, ...], str]]:
    return [(f.level, f.rows, f.message) for f in result.findings]


def came_in(year: int, workshop) -> None:
    """Bat came to a workshop of the programme."""
    earlier = make_workshop(
        title="Before", programme=workshop.programme, starts_on=date(year, 5, 20)
    )
    person = make_person("Bat Erdene", email="bat@example.org")
    make_participation(workshop=earlier, person=person, state=State.COMPLETED)


def test_a_nominee_who_came_lately_is_refused_a_seat_and_named(workshop):
    came_in(2023, workshop)
    result = load(workshop, row("Bat Erdene"), row("Saran Dorj"))
    assert said(result) == [
        (Level.ERROR, (2,), "Prior attendance: Came to “Before” in 2023."),
    ]
    assert Participation.objects.filter(workshop=workshop).count() == 0
    assert load(workshop, row("Saran Dorj")).written


def test_who_came_long_ago_passes(workshop):
    came_in(2019, workshop)
    result = load(workshop, row("Bat Erdene"))
    assert (said(result), result.written) == ([], True)


def test_a_sector_that_is_not_sought_is_refused_to_nominees_and_said_of_others(workshop):
    message = "Eligibility: Business; sought: Ministry."
    nominee = load(workshop, row("Bat Erdene", sector="business"))
    assert (said(nominee), nominee.written) == ([(Level.ERROR, (2,), message)], False)
    others = [row(name, "invitation", "business") for name in ("Bat Erdene", "Saran Dorj")]
    invited = load(workshop, *others)
    assert (said(invited), invited.written) == ([(Level.WARNING, (2, 3), message)], True)


def test_a_nominee_without_a_seat_is_warned_about_and_kept(workshop):
    result = load(workshop, row("Bat Erdene", sector="business", state="endorsed"))
    assert [(level, rows) for level, rows, _message in said(result)] == [(Level.WARNING, (2,))]
    assert result.written
    assert workshop.participations.get().seat is None


def test_what_is_not_clear_keeps_a_nominee_from_a_seat_and_nobody_else(workshop):
    workshop.call.language_level = "B2"
    workshop.call.save()
    nominee = load(workshop, row("Bat Erdene", sector="ministry"))
    assert said(nominee) == [(Level.ERROR, (2,), "Language: No level is stated; B2 is asked for.")]
    assert said(load(workshop, row("Bat Erdene", "invitation", "ministry"))) == []


def test_a_record_of_the_past_is_not_asked(workshop):
    came_in(2023, workshop)
    assert said(load(workshop, row("Bat Erdene", "historical", "business"))) == []
    over = datetime(2024, 7, 1, tzinfo=UTC)
    assert said(load(workshop, row("Saran Dorj", "", "business"), now=over)) == []


def test_without_a_call_nothing_is_asked(workshop):
    workshop.call.delete()
    came_in(2023, workshop)
    assert said(load(workshop, row("Bat Erdene", sector="business"))) == []


def test_who_is_there_is_not_asked_again(workshop):
    invited = row("Bat Erdene", "invitation", "business")
    load(workshop, invited)
    again = load(workshop, invited)
    assert (said(again), again.changes.is_nothing) == ([], True)


def test_the_command_lists_who_does_not_pass_in_a_dry_run(workshop, tmp_path):
    workshop.starts_on, workshop.ends_on = date(2098, 5, 20), date(2098, 6, 2)
    workshop.save()
    came_in(2097, workshop)
    file = tmp_path / "roster.csv"
    file.write_bytes(csv(table("Roster", HEADER, row("Bat Erdene"), row("Saran Dorj"))))
    out, wrong = StringIO(), StringIO()
    options = {"workshop": workshop.slug, "dry_run": True, "stdout": out, "stderr": wrong}
    with pytest.raises(CommandError):
        call_command("import_roster", str(file), **options)
    assert "Came to “Before” in 2097." in out.getvalue() + wrong.getvalue()
    assert Participation.objects.filter(workshop=workshop).count() == 0
