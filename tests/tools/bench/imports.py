"""What importing 10,000 clean rows costs over a bare `bulk_create` of the same people and places.

Each way is a process of its own, which says how long it took and what its memory came to at most; that
counts from the start of Python, Django included. The rows are invented, in three scripts.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.tools.bench import against, begin, say
from tests.tools.machine import peak_memory

ROWS = 10_000
MOST_SECONDS, MOST_MEGABYTES = 60, 300
COUNTRIES = ("MNG", "KAZ", "UZB", "PAK", "CHN", "GEO", "AZE", "TJK", "KGZ", "TKM") * 2
HEADER = (
    "No.", "Role", "Stream", "Sending country", "Honorific", "Name", "Given names", "Family name",
    "Name in native script", "Gender", "Nationality", "E-mail", "Phone", "Post", "Post (zh-hans)",
    "Post (ru)", "State", "Channel", "Arrived on", "In the public list",
)  # fmt: skip


def row(number: int) -> tuple:
    """One invented person who came to workshop `bench`, with a seat of one of twenty countries."""
    country = COUNTRIES[number % len(COUNTRIES)]
    stream = "even" if number % len(COUNTRIES) < 10 else "odd"
    given, family = f"Given{number % 97}", f"Family{number}"
    return (
        number, "participant", stream, country, "Ms.", f"{given} {family}", given, family,
        f"姓名{number} Имя{number % 13}", "female", country, f"person.{number}@example.org",
        f"+86 10 {number:08}", f"Head of Division {number % 50}, Ministry of Trade", f"第{number % 50}处处长",
        f"Начальник отдела {number % 50}", "arrived", "historical", "2024-05-20", "yes",
    )  # fmt: skip


def files(folder: Path) -> list[Path]:
    from workshops.table_writing import write_csv, write_workbook
    from workshops.tables import Row, Table

    table = Table("Roster", HEADER, tuple(Row(n + 1, row(n)) for n in range(1, ROWS + 1)))
    (folder / "roster.xlsx").write_bytes(write_workbook([table]))
    (folder / "roster.csv").write_bytes(write_csv(table))
    return [folder / "roster.xlsx", folder / "roster.csv"]


def make_workshop():
    """A workshop with 500 free seats for each country of each stream."""
    from datetime import date

    from people.models import Allocation, Seat, Stream
    from workshops.models import Workshop

    workshop = Workshop.objects.create(
        title="Bench", slug="bench", starts_on=date(2024, 5, 20), ends_on=date(2024, 5, 31)
    )
    for stream in ("even", "odd"):
        stream = Stream.objects.create(workshop=workshop, code=stream, name=stream)
        for country in COUNTRIES[:10]:
            allocation = Allocation.objects.create(stream=stream, country_id=country)
            Seat.objects.bulk_create(Seat(allocation=allocation, number=n) for n in range(1, 501))
    return workshop


def by_import(path: str) -> int:
    """Import the file; the number of queries."""
    from django.db import connection
    from django.utils import timezone

    from people.importers.roster import RosterImporter
    from workshops.importers.pipeline import run
    from workshops.models import Workshop

    importer = RosterImporter(Workshop.objects.get(slug="bench"), now=timezone.now())
    asked = 0

    def count(execute, *args):
        nonlocal asked
        asked += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        result = run(importer, Path(path).read_bytes(), path, dry_run=False)
    assert result.ok, result.errors[:5]
    assert result.changes.new.total() == 2 * ROWS
    return asked


def by_hand(path: str) -> int:
    """The same people and places, from tuples, without looking."""
    from people.models import Participation, Person, Seat
    from workshops.models import Workshop

    workshop = Workshop.objects.get(slug="bench")
    seats = list(Seat.objects.filter(allocation__stream__workshop=workshop))
    rows = [row(number) for number in range(1, ROWS + 1)]
    people = Person.objects.bulk_create(
        Person(
            honorific=r[4], display_name=r[5], given_names=r[6], family_name=r[7], native_name=r[8],
            gender=r[9], nationality_id=r[10], email=r[11], phone=r[12],
        )
        for r in rows
    )  # fmt: skip
    Participation.objects.bulk_create(
        Participation(
            workshop=workshop, person=person, seat=seat, list_number=r[0], sending_country_id=r[3],
            post_en=r[13], post_zh_hans=r[14], post_ru=r[15],
            state=r[16], channel=r[17], arrived_on=r[18], public_list=True,
        )
        for r, person, seat in zip(rows, people, seats, strict=True)
    )  # fmt: skip
    return 0


def alone(way: str, path: Path) -> dict:
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "tests.tools.bench.imports", way, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def measure() -> None:
    from people.models import Participation, Person

    workshop = make_workshop()
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder:
        for path in files(Path(folder)):
            figures = {}
            for way in ("by_hand", "by_import"):
                figures[way] = alone(way, path)
                theirs = Participation.objects.filter(workshop=workshop)
                people = list(theirs.values_list("person", flat=True))
                theirs.delete()
                for start in range(0, len(people), 500):
                    Person.objects.filter(pk__in=people[start : start + 500]).delete()
            bare, real = figures["by_hand"], figures["by_import"]
            say(
                f"import of {ROWS:,} rows, {path.name} ({path.stat().st_size / 1000:,.0f} kB)\n"
                f"  {real['seconds'] / bare['seconds']:.1f} times a bare bulk_create "
                f"({real['seconds']:.1f} s against {bare['seconds']:.1f} s), "
                f"{real['asked']} queries, {real['peak']:.0f} MB at most "
                f"({real['peak'] / bare['peak']:.1f} times {bare['peak']:.0f} MB)\n"
                f"  at most: {against(real['seconds'], MOST_SECONDS)} seconds "
                f"({real['busy']:.0f} of the processor, which others may use too), "
                f"{against(real['peak'], MOST_MEGABYTES)} MB"
            )


def run_alone(way: str, path: str) -> None:
    begin()
    started = time.perf_counter()
    asked = {"by_import": by_import, "by_hand": by_hand}[way](path)
    seconds = time.perf_counter() - started
    figures = {"seconds": seconds, "busy": time.process_time(), "peak": peak_memory()}
    say(json.dumps(figures | {"asked": asked}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_alone(*sys.argv[1:])
    else:
        begin()
        measure()
