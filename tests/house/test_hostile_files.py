"""Every hostile file (G7, D1): refused in words or read as text, soon, in little memory, and nothing written."""

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Allocation, Participation, Person
from tests.factories import make_workshop
from tests.house.hostile_files import READ, REFUSED
from tests.house.site import ROOT
from workshops.importers.agenda import AgendaImporter
from workshops.importers.pipeline import run
from workshops.importers.programme import ProgrammeImporter
from workshops.models import Workshop

NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
SECONDS = 2  # of processor time
MEGABYTES = 300


def name_of(key: str) -> str:
    return "list.xlsx" if key == "text named xlsx" else "../../list.csv"


@pytest.mark.django_db
@pytest.mark.parametrize("key", REFUSED)
def test_a_hostile_file_is_refused_in_words_and_soon(key):
    workshop, content = make_workshop(), REFUSED[key]()
    importers = (
        RosterImporter(workshop, now=NOW),
        AllocationsImporter(workshop, now=NOW),
        AgendaImporter(slug=workshop.slug),
        ProgrammeImporter(workshop, now=NOW),
    )
    for importer in importers:
        started = time.process_time()
        result = run(importer, content, name_of(key), dry_run=False)
        assert time.process_time() - started < SECONDS
        assert result.errors
        assert all(finding.message for finding in result.errors)
        assert "root:" not in str(result)
    assert (Person.objects.count(), Allocation.objects.count()) == (0, 0)
    assert Workshop.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", READ)
def test_a_file_that_only_looks_hostile_is_read_as_the_text_it_holds(key, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    workshop, content = make_workshop(), READ[key]()
    result = run(RosterImporter(workshop, now=NOW), content, name_of(key), dry_run=False)
    assert result.errors == ()
    assert [row.role for row in Participation.objects.all()] == ["staff"]
    assert list(tmp_path.iterdir()) == []


def test_there_are_thirty_hostile_files_and_more():
    assert len(REFUSED) + len(READ) >= 30


READ_ALL = """
import sys
from pathlib import Path

from tests.tools.bench import begin

begin()

from tests.tools.machine import peak_memory
from workshops.tables import Unreadable, read_tables

for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_tables(path.read_bytes(), path.name)
    except Unreadable:
        pass
print(peak_memory())
"""


def test_all_of_them_after_each_other_stay_within_the_memory(tmp_path):
    """In a process of its own, which counts from the start of Python, Django included."""
    for number, make in enumerate([*REFUSED.values(), *READ.values()]):
        (tmp_path / f"{number}.csv").write_bytes(make())
    command = [sys.executable, "-c", READ_ALL, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert float(done.stdout) < MEGABYTES
