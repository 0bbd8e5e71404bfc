"""What a report published of an evaluation, from a sheet."""

import pytest
from django.core.management import CommandError, call_command

from evaluations.importers.published import PublishedImporter
from evaluations.models import PublishedFinding
from tests.factories import make_workshop
from tests.people.sheets import csv, table, xlsx
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
HEADER = "Kind, Heading, Text, Place, Order"
ROWS = (
    ("topic", "", "E-commerce", "Annex E", 3),
    ("strength", "Content", "The content was valued.", "Section III", 1),
    ("topic", "", "Green economy", "Annex E", 2),
)


def findings(*rows) -> bytes:
    return xlsx(table("Findings", HEADER, *rows))


def load(workshop, content: bytes, name: str = "a.xlsx", *, dry_run: bool = False):
    return run(PublishedImporter(workshop), content, name, dry_run=dry_run)


def test_findings_are_written_in_their_order():
    workshop = make_workshop()
    assert load(workshop, findings(*ROWS)).findings == ()
    assert [(f.kind, f.heading, f.text, f.place) for f in workshop.published_findings.all()] == [
        ("strength", "Content", "The content was valued.", "Section III"),
        ("topic", "", "Green economy", "Annex E"),
        ("topic", "", "E-commerce", "Annex E"),
    ]


def test_one_sheet_may_come_as_csv():
    workshop = make_workshop()
    assert load(workshop, csv(table("", HEADER, *ROWS)), "a.csv").ok
    assert workshop.published_findings.count() == 3


def test_the_same_file_twice_changes_nothing_and_a_shorter_one_removes():
    workshop = make_workshop()
    load(workshop, findings(*ROWS))
    assert load(workshop, findings(*ROWS)).changes.is_nothing
    assert load(workshop, findings(*ROWS[1:])).changes.removed.total() == 1


def test_other_workshops_keep_their_findings():
    other, workshop = make_workshop(), make_workshop()
    load(other, findings(*ROWS))
    load(workshop, findings(ROWS[0]))
    assert (other.published_findings.count(), workshop.published_findings.count()) == (3, 1)


def test_every_fault_is_said_and_nothing_is_written():
    content = findings(
        ("praise", "", "Good", "", 1),
        ("topic", "", "", "", 2),
        ("topic", "x" * 81, "Trade", "", "third"),
        ("topic", "", "trade", "", 4),
    )
    result = load(make_workshop(), content)
    assert sorted((f.rows, f.column) for f in result.errors) == [
        ((2,), "Kind"),
        ((3,), "Text"),
        ((4,), "Heading"),
        ((4,), "Order"),
        ((5,), "Text"),
    ]
    assert PublishedFinding.objects.count() == 0


def test_a_dry_run_writes_nothing():
    result = load(make_workshop(), findings(*ROWS), dry_run=True)
    assert (result.ok, result.written, PublishedFinding.objects.count()) == (True, False, 0)


def test_the_command_wants_a_workshop_that_is_there(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(findings(*ROWS))
    call_command("import_published", path, workshop=make_workshop(slug="here").slug)
    assert PublishedFinding.objects.count() == 3
    with pytest.raises(CommandError, match="There is no workshop elsewhere"):
        call_command("import_published", path, workshop="elsewhere")
