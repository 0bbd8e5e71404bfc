"""A process with the site's own code and database, as a command or a clock is. Run by `races.py`.

    python -m tests.house.racer [--careless]

It reads one line of JSON for each task, `["name", {arguments}]`, and answers with one: what came of it.
"""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from people import access  # noqa: E402
from people.actions import offers, replacing, seat_numbers, seats, selection, states, succession  # noqa: E402
from people.actions.refusals import Refused  # noqa: E402
from people.models import (  # noqa: E402
    HOLDING,
    AccessLink,
    Allocation,
    Message,
    Participation,
    Person,
    Seat,
    SeatChange,
    State,
    StateChange,
    Stream,
    User,
)
from tests.factories import (  # noqa: E402
    make_allocation,
    make_focal_point,
    make_nominee,
    make_stream,
)
from tests.house import careless, meeting  # noqa: E402
from tests.people.invariants.scenes import preparing  # noqa: E402
from tests.people.sheets import roster, table, xlsx  # noqa: E402

TASKS: dict[str, Callable] = {}


def task(act: Callable) -> Callable:
    TASKS[act.__name__] = act
    return act


def organiser() -> User:
    return User.objects.get(username="organiser")


# Before


@task
def sign_in() -> str:
    """The key of a session of the organiser."""
    return session(
        {
            SESSION_KEY: str(organiser().pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: organiser().get_session_auth_hash(),
        }
    )


@task
def come_in(participation: int) -> str:
    """The key of a session of a nominee who pressed the button of their link."""
    return by_link(access.PLACE, participation_id=participation)


@task
def come_to_the_desk(focal_point: int) -> str:
    """The key of a session of a focal point."""
    return by_link(access.DESK, focal_point_id=focal_point)


def by_link(kind: str, **target: int) -> str:
    now = timezone.now()
    link = AccessLink.objects.create(created_at=now, expires_at=now + timedelta(days=9), **target)
    return session({kind: access.token_of(link)})


def session(content: dict[str, str]) -> str:
    store = SessionStore()
    store.update(content)
    store.create()
    return store.session_key


@task
def stage(places: int, rivals: int, waiting: int = 0, accepted: int = 0) -> dict:
    """A workshop with so many seats for Mongolia, and more who could have one.

    The last ones are `waiting` in the reserve; the first ones have `accepted` a seat.
    """
    workshop = preparing(title="Race")
    workshop.slug = f"race-{workshop.pk}"
    workshop.save()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=places)
    rows = [rival(allocation, number) for number in range(rivals)]
    for row, seat in zip(rows[:accepted], allocation.seats.all(), strict=False):
        Participation.objects.filter(pk=row.pk).update(state=State.ACCEPTED, seat=seat)
    reserve = rows[rivals - waiting :]
    for rank, row in enumerate(reserve, start=1):
        Participation.objects.filter(pk=row.pk).update(state=State.RESERVE, reserve_rank=rank)
    keys = [row.pk for row in rows]
    return {
        "workshop": workshop.slug,
        "following": f"/en/admin/people/participation/selection/{workshop.pk}/following/",
        "seats": list(allocation.seats.values_list("pk", flat=True)),
        "allocation": allocation.pk,
        "desk": f"/en/nominations/{allocation.uuid}/",
        "focal_point": make_focal_point(allocation, email="desk@example.org").pk,
        "uuids": {row.pk: str(row.uuid) for row in rows},
        "accepted": keys[:accepted],
        "nominees": keys[accepted : rivals - waiting],
        "reserve": keys[rivals - waiting :],
        "seen": seat_numbers.version_of(allocation),
    }


def rival(allocation: Allocation, number: int) -> Participation:
    name = f"Rival {allocation.pk}-{number}"
    row = make_nominee(allocation=allocation, name=name)
    Person.objects.filter(pk=row.person_id).update(email=f"rival-{row.pk}@example.org")
    return row


# During


@task
def select(pk: int) -> str:
    return told(lambda: offers.make(row_of(pk), by=organiser(), now=now(), reason="first come"))


@task
def select_together(pk: int, at: str, everybody: int, patience: float) -> str:
    """As `select`, but before anything is written the others look for a seat too, if they can."""
    with meeting.before_writing(Path(at), everybody, patience):
        return select(pk)


@task
def accept(pk: int) -> str:
    return told(lambda: offers.accept(row_of(pk), by=organiser(), now=now()))


@task
def change(pk: int, to: str) -> str:
    return told(lambda: states.change(row_of(pk), to, by=organiser(), now=now()))


@task
def release(pk: int) -> str:
    return told(lambda: selection.release(row_of(pk), by=organiser(), now=now()))


@task
def move_in_reserve(pk: int, to: int) -> str:
    return told(lambda: selection.move_in_reserve(row_of(pk), to, by=organiser(), now=now()))


@task
def promote(pk: int, allocation: int) -> str:
    said = {"by": organiser(), "now": now(), "reason": "first come"}
    to = Allocation.objects.get(pk=allocation)
    return told(lambda: succession.promote(row_of(pk), to, **said))


@task
def replace(out: int, into: int) -> str:
    said = {"by": organiser(), "now": now(), "reason": "ill"}
    return told(lambda: replacing.replace(row_of(out), row_of(into), **said))


@task
def resize(allocation: int, to: int) -> str:
    row = Allocation.objects.get(pk=allocation)
    return told(lambda: seats.resize(row, to, by=organiser(), now=now()))


@task
def import_newcomer(workshop: str, name: str) -> str:
    """A file with one more person, who is to have a seat."""
    stream = Stream.objects.get(workshop__slug=workshop).code
    newcomer = (1, name, stream, "MNG", str(State.SELECTED.label))
    return by_command("import_roster", roster(newcomer), workshop)


@task
def renumber(workshop: str) -> str:
    """A file in which everybody who is there has another number in the list."""
    rows = Participation.objects.filter(workshop__slug=workshop).select_related("person", "stream")
    numbered = [
        (place, str(row.person), row.stream.code, "MNG")
        for place, row in enumerate(rows.order_by("?"), start=1)
    ]
    header = "No., Name, Stream, Sending country"
    return by_command("import_roster", roster(*numbered, header=header), workshop)


@task
def import_seats(allocation: int, to: int) -> str:
    row = Allocation.objects.select_related("stream__workshop").get(pk=allocation)
    line = (row.stream.code, "MNG", to)
    content = xlsx(table("Allocations", "Stream, Country, Seats", line))
    return by_command("import_allocations", content, row.stream.workshop.slug)


def now():
    return timezone.now()


def row_of(pk: int) -> Participation:
    return Participation.objects.get(pk=pk)


def told(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refusal:
        return f"refused: {refusal}"
    return "done"


def by_command(name: str, content: bytes, workshop: str) -> str:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        quiet = {"stdout": StringIO(), "stderr": StringIO()}
        try:
            call_command(name, file.name, "--workshop", workshop, **quiet)
        except CommandError as refused:
            return f"refused: {refused}"
    return "done"


# After


@task
def count(workshop: str) -> dict[str, int]:
    """What the database holds once everybody has tried."""
    rows = Participation.objects.participants().filter(workshop__slug=workshop)
    there = Seat.objects.filter(allocation__stream__workshop__slug=workshop)
    holders = rows.filter(state__in=HOLDING)
    shared = holders.values("seat").annotate(people=Count("pk")).filter(people__gt=1)
    offered = StateChange.objects.filter(participation__in=rows, to_state=State.SELECTED)
    return {
        "seats": there.in_force().count(),
        "holders": holders.count(),
        "seats held by several": shared.count(),
        "holders without a seat in force": holders.exclude(seat__in=there.in_force()).count(),
        "offers": offered.exclude(from_state="").count(),
        "letters of offers": Message.objects.filter(participation__in=rows, kind="offer").count(),
    }


@task
def effects(workshop: str) -> dict[str, int]:
    """How many rows there are of whatever a form of people and seats writes, by kind."""
    rows = Participation.objects.filter(workshop__slug=workshop)
    there = Seat.objects.filter(allocation__stream__workshop__slug=workshop)
    found = {
        **dict(rows.values_list("state").annotate(Count("pk")).order_by()),
        **{f"seat {k}": n for k, n in there.values_list("state").annotate(Count("pk")).order_by()},
        "changes": StateChange.objects.filter(participation__in=rows).count(),
        "changes of seats": SeatChange.objects.filter(seat__in=there).count(),
        "endorsements": rows.values("endorsement").distinct().count(),
        "agreed": rows.filter(consented_at__isnull=False).count(),
    }
    letters = Message.objects.filter(workshop__slug=workshop)
    return found | {
        f"letter {k}": n for k, n in letters.values_list("kind").annotate(Count("pk")).order_by()
    }


def main() -> None:
    if "--careless" in sys.argv:
        careless.take_locks_away()
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = TASKS[name](**arguments)
        except Exception:
            answer = f"failed: {traceback.format_exc()}"
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
