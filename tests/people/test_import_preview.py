"""The dry run shows every row once: new, changed field by field, the same, or refused and why."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Participation, Person, Seat
from tests.factories import make_person, make_speaker, make_workshop
from tests.people.sheets import allocations, roster
from workshops.importers import preview
from workshops.importers.pipeline import run
from workshops.importers.preview import Field, preview_of

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
HEADER = "Name, Stream, Sending country, State, Phone, Post, In the public list"
BAT = ("Bat Erdene", "carec", "Mongolia", "arrived", "+976 1", "Officer", "no")
SARAN = ("Saran Dorj", "carec", "Mongolia", "accepted", "", "Adviser", "no")


@pytest.fixture
def workshop():
    """Two seats for Mongolia and one for Pakistan in the stream `carec`."""
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 2), ("carec", "Pakistan", "", "", 1))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    return workshop


def roster_of(workshop, *rows, dry_run: bool = True, header: str = HEADER, expected: str = ""):
    importer = RosterImporter(workshop, now=NOW)
    content = roster(*rows, header=header)
    return run(importer, content, "roster.xlsx", dry_run=dry_run, expected=expected)


def names(lines) -> list[tuple]:
    return [(line.row, line.name) for line in lines.lines]


def test_every_row_is_shown_once(workshop):
    roster_of(workshop, BAT, SARAN, dry_run=False)
    changed = ("Saran Dorj", "carec", "Mongolia", "accepted", "+976 2", "Director", "yes")
    shown = preview_of(
        roster_of(
            workshop,
            BAT,
            changed,
            ("Sana Misali", "carec", "Pakistan", "arrived", "", "", ""),
            ("Bilal Misali", "carec", "Pakistan", "arrived", "", "", ""),
            ("Aru Nur", "carek", "Kazakhstan", "there", "", "", ""),
        )
    )
    assert names(shown.same) == [(2, "Bat Erdene")]
    assert names(shown.new) == [(4, "Sana Misali")]
    assert names(shown.refused) == [(5, "Bilal Misali"), (6, "Aru Nur")]
    assert [(line.row, line.fields) for line in shown.changed.lines] == [
        (
            3,
            (
                Field("Phone", "–", "+976 2"),
                Field("In the public list", "no", "yes"),
                Field("Post at the event [en]", "Adviser", "Director"),
            ),
        )
    ]
    assert [[(why.column, why.value) for why in line.reasons] for line in shown.refused.lines] == [
        [("Sending country", "Pakistan")],
        [("State", "there"), ("Stream", "carek")],
    ]
    assert Person.objects.filter(display_name="Sana Misali").count() == 0


def test_related_rows_and_choices_are_shown_by_their_names(workshop):
    make_speaker(workshop=workshop, name="Lena Park")
    roster_of(
        workshop,
        ("Bat Erdene", "staff", "", ""),
        header="Name, Role, Nationality, Gender",
        dry_run=False,
    )
    result = roster_of(
        workshop,
        ("Bat Erdene", "staff", "MNG", "male", "Lena Park"),
        header="Name, Role, Nationality, Gender, Speaker",
    )
    with translation.override("ru"):
        (line,) = preview_of(result).changed.lines
    assert [(field.old, field.new) for field in line.fields] == [
        ("–", "Мужской"),
        ("–", "Монголия"),
        ("–", "Lena Park"),
    ]


def test_names_by_which_a_person_is_found_are_not_shown_beside_the_name(workshop):
    make_person("B. Erdene", email="bat@example.org")
    header = "Name, Role, E-mail"
    result = roster_of(workshop, ("Bat Erdene", "staff", "bat@example.org"), header=header)
    assert names(preview_of(result).new) == [(2, "Bat Erdene")]
    roster_of(workshop, ("Bat Erdene", "staff", "bat@example.org"), header=header, dry_run=False)
    result = roster_of(workshop, ("Bat Erdenee", "staff", "bat@example.org"), header=header)
    (line,) = preview_of(result).changed.lines
    assert [field.name for field in line.fields] == ["Name", "Sorted under"]


def test_an_allocation_shows_how_many_seats_come_and_go(workshop):
    content = allocations(
        ("carec", "Mongolia", "", "", 5),
        ("carec", "Pakistan", "", "", 0),
        ("asean", "UAE", "", "", 1),
    )
    result = run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=True)
    shown = preview_of(result)
    assert [(line.row, line.name, line.fields) for line in shown.changed.lines] == [
        (2, "Mongolia", (Field("Seats", "2", "5"),)),
        (3, "Pakistan", (Field("Seats", "1", "0"),)),
    ]
    assert [line.name for line in shown.new.lines] == ["United Arab Emirates"]
    assert Seat.objects.count() == 3


def test_rows_that_need_a_refused_one_are_left_out_and_the_rest_is_shown():
    workshop = make_workshop()
    content = allocations(
        ("carec", "Mongolia", "", "", 2),
        ("north", "Mongolia", "", "", 1),
        ("carec", "PAK", "", "", "x"),
    )
    result = run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=True)
    shown = preview_of(result)
    assert [line.name for line in shown.refused.lines] == ["north · Mongolia", "carec · PAK"]
    assert result.changes.new["seats"] == 2


def test_long_lists_are_cut_and_say_so(workshop, monkeypatch):
    monkeypatch.setattr(preview, "MOST", 3)
    people = [(f"Person {n}", "staff") for n in range(5)]
    shown = preview_of(roster_of(workshop, *people, header="Name, Role"))
    assert (len(shown.new.lines), shown.new.total, shown.new.more) == (3, 5, 2)


def test_what_would_turn_out_differently_is_not_written(workshop):
    checked = roster_of(workshop, BAT)
    roster_of(workshop, SARAN, dry_run=False)  # somebody else, in between: the first seat is taken
    result = roster_of(workshop, BAT, dry_run=False, expected=checked.digest)
    assert (result.written, result.differs) == (False, True)
    assert Participation.objects.count() == 1
    again = roster_of(workshop, BAT, dry_run=False, expected=result.digest)
    assert (again.written, again.differs) == (True, False)


def test_what_does_not_concern_the_file_does_not_stop_it(workshop):
    checked = roster_of(workshop, BAT)
    make_person("Somebody Else")
    assert roster_of(workshop, BAT, dry_run=False, expected=checked.digest).written


def test_the_command_says_counts_then_rows(workshop, tmp_path):
    roster_of(workshop, BAT, dry_run=False)
    file = tmp_path / "roster.xlsx"
    file.write_bytes(roster((*BAT[:5], "Director", "no"), SARAN, header=HEADER))
    out = StringIO()
    call_command("import_roster", file, workshop=workshop.slug, dry_run=True, stdout=out)
    assert out.getvalue().splitlines() == [
        "Dry run, nothing written: 2 new, 1 changed, 0 removed, 1 as before",
        "new: 1",
        "  row 3, Saran Dorj",
        "changed: 1",
        "  row 2, Bat Erdene: Post at the event [en]: Officer → Director",
    ]


def test_the_command_lists_refused_rows_with_their_reasons(workshop, tmp_path):
    file = tmp_path / "roster.xlsx"
    file.write_bytes(
        roster(("Bat Erdene", "carek", "Mongolia", "arrived", "", "", ""), header=HEADER)
    )
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="Nothing was written: 1 faults"):
        call_command("import_roster", file, workshop=workshop.slug, stdout=out, stderr=err)
    assert out.getvalue().splitlines() == [
        "refused: 1",
        "  row 2, Bat Erdene: Stream: There is no such stream in this workshop.",
    ]
    assert err.getvalue().startswith("error: Roster, row 2, column Stream, “carek”: ")
