"""Invented focal points, one for each country, who nominate for the samples."""

import csv
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from people import access
from people.actions import focal_points
from people.history import told_of
from people.models import AccessLink, Allocation, FocalPoint, User
from reports.samples import FOLDER
from reports.samples.times import moment
from workshops.models import Workshop

FILE = FOLDER / "focal_points.csv"


def invite(
    workshop: Workshop, *, by: User, now: datetime, silent: Collection[str] = ()
) -> dict[str, FocalPoint]:
    """A focal point for each country that has seats, invited; all but the silent ones have used the link."""
    until = moment(workshop, workshop.day_number(workshop.ends_on) + 14)
    invited = {}
    for row in rows():
        country = row.pop("country")
        allocations = Allocation.objects.filter(stream__workshop=workshop, country=country)
        if not allocations.filter(seats__isnull=False).exists():
            continue
        address = f"sample.focal.{country.lower()}@example.org"
        with told_of(by, now):
            focal_point = FocalPoint.objects.create(workshop=workshop, email=address, **row)
        focal_point.allocations.set(allocations)
        link = access.make_link(focal_point, by=by, now=now, expires_at=until)
        focal_points.invite(focal_point, by=by, now=now)
        if country not in silent:
            used = now + timedelta(days=1, hours=2)
            AccessLink.objects.filter(pk=link.pk).update(last_used_at=used)
        invited[country] = focal_point
    return invited


def rows() -> Iterator[dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
