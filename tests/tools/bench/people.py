"""What the office's pages about people cost with 50 and with 500 of them, over a bare view of the same bytes.

The number of queries has to be the same for both, and no more than MOST_QUERIES.
"""

import statistics
from collections.abc import Iterator

from tests.tools.bench import against, begin, rounds, say

COUNTS = (50, 500)
MOST_QUERIES = 15
COUNTRIES = ("MNG", "KAZ", "UZB", "PAK", "CHN", "GEO", "AZE", "TJK", "KGZ", "TKM")


def make_workshop(count: int):
    """A workshop with so many participants on seats of ten countries, and a dossier for each."""
    from datetime import date

    from people.models import Allocation, Dossier, Participation, Person, Seat, Stream
    from workshops.models import Workshop

    workshop = Workshop.objects.create(
        title=f"Bench of {count}",
        slug=f"bench-{count}",
        starts_on=date(2024, 5, 20),
        ends_on=date(2024, 5, 31),
    )
    stream = Stream.objects.create(workshop=workshop, code="one", name="One")
    allocations = [
        Allocation.objects.create(stream=stream, country_id=country) for country in COUNTRIES
    ]
    seats = Seat.objects.bulk_create(
        Seat(allocation=allocations[number % 10], number=number + 1) for number in range(count)
    )
    people = Person.objects.bulk_create(
        Person(
            display_name=f"Given{number} Family{number}",
            native_name=f"姓名{number}",
            email=f"guest.{count}.{number}@example.org",
            searchable=f"given{number} family{number}",
        )
        for number in range(count)
    )
    rows = Participation.objects.bulk_create(
        Participation(
            workshop=workshop, person=person, stream=stream, seat=seat, allocation=seat.allocation,
            sending_country_id=seat.allocation.country_id, list_number=number + 1,
            post_en="Head of Division, Department of Digital Development, Ministry of Trade",
            state="arrived", channel="invitation",
        )
        for number, (person, seat) in enumerate(zip(people, seats, strict=True))
    )  # fmt: skip
    Dossier.objects.bulk_create(
        Dossier(participation=row, organisation="Ministry of Trade") for row in rows
    )
    return workshop


def pages(workshop) -> Iterator[tuple[str, str]]:
    """What is measured, and where it is."""
    from django.urls import reverse

    roster = reverse("admin:people_participation_changelist")
    of_workshop = f"?workshop__id__exact={workshop.pk}"
    yield "roster, all on a page, counts beside the filters", f"{roster}{of_workshop}&all="
    yield "roster, searched", f"{roster}{of_workshop}&q=given1"
    yield "list on paper", f"{reverse('admin:people_participation_print')}{of_workshop}"
    yield "seats by country", reverse("admin:people_allocation_board", args=[workshop.pk])
    yield "check in", reverse("admin:people_participation_check_in", args=[workshop.pk])
    yield "selection", reverse("admin:people_participation_selection", args=[workshop.pk])


def measure() -> None:
    from django.test import Client

    from people.models import User

    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    lists = [list(pages(make_workshop(count))) for count in COUNTS]
    for small, large in zip(*lists, strict=True):
        say(small[0])
        asked = {
            line(client, address, count)
            for (_, address), count in zip((small, large), COUNTS, strict=True)
        }
        if len(asked) > 1:
            say("  more people, more queries  <== TOO MUCH")


def line(client, address: str, count: int) -> int:
    """Say what one page costs; the number of its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.tools.bench.urls import BODIES

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)
    assert answer.status_code == 200, address
    BODIES[0] = answer.content
    real, bare = rounds(
        lambda: client.get(address), lambda: client.get("/bare"), count=5, requests=2
    )
    ratio = statistics.median(a / b for a, b in zip(real, bare, strict=True))
    say(
        f"  {count:>4} people: {against(asked, MOST_QUERIES)} queries, "
        f"{ratio:.0f} times a bare view ({statistics.median(real) * 1000:.0f} ms "
        f"against {statistics.median(bare) * 1000:.1f} ms), {len(answer.content) / 1000:.0f} kB unpacked"
    )
    return asked


if __name__ == "__main__":
    begin()
    measure()
