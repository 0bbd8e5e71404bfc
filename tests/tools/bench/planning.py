"""What the planning board costs with 40 and with 500 sessions.

It weighs no more than MOST_KILOBYTES unpacked and takes no more than MOST_QUERIES, the same number
for both.
"""

import statistics
from datetime import date, time, timedelta

from tests.tools.bench import against, begin, rounds, say

COUNTS, DAYS = (40, 500), 60
MOST_QUERIES, MOST_KILOBYTES = 15, 300


def make_workshop(count: int):
    """A workshop of sixty days with so many sessions, each with a venue and a speaker."""
    from workshops.models import Session, Speaker, SpeakerRole, Venue, Workshop

    first = date(2027, 9, 1)
    workshop = Workshop.objects.create(
        title=f"Plan of {count}",
        slug=f"plan-{count}",
        starts_on=first,
        ends_on=first + timedelta(DAYS - 1),
    )
    venue = Venue.objects.create(name="International Conference Centre, Hall A")
    workshop.venues.add(venue)
    speaker = Speaker.objects.create(
        workshop=workshop, slug="park", name="Professor Lena Park", post="Institute of Trade"
    )
    sessions = Session.objects.bulk_create(
        Session(
            workshop=workshop, number=n + 1, slug=f"session-{n + 1}", venue=venue,
            title_en=f"Cross-border electronic commerce in practice, part {n}",
            date=first + timedelta(n % DAYS), part_of_day=("morning", "afternoon", "night")[n // DAYS % 3],
            starts_at=time(9 + n // DAYS), ends_at=time(10 + n // DAYS),
        )
        for n in range(count)
    )  # fmt: skip
    SpeakerRole.objects.bulk_create(SpeakerRole(session=row, speaker=speaker) for row in sessions)
    return workshop


def measure() -> None:
    from django.test import Client

    from people.models import User

    client = Client()
    client.force_login(User.objects.create_superuser("planner"))
    say("planning board, by parts of the day and by the clock")
    workshops = [make_workshop(count) for count in COUNTS]
    for view in ("", "?view=clock"):
        asked = {line(client, workshop, view) for workshop in workshops}
        if len(asked) > 1:
            say("  more sessions, more queries  <== TOO MUCH")


def line(client, workshop, view: str) -> int:
    """Say what the page costs; the number of its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse("admin:workshops_session_planning", args=[workshop.pk]) + view
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)
    assert answer.status_code == 200, address
    (taken,) = rounds(lambda: client.get(address), count=5, requests=2)
    say(
        f"  {workshop.sessions.count():>4} sessions: {against(asked, MOST_QUERIES)} queries, "
        f"{against(len(answer.content) / 1000, MOST_KILOBYTES)} kB unpacked, "
        f"{statistics.median(taken) * 1000:.0f} ms"
    )
    return asked


if __name__ == "__main__":
    begin()
    measure()
