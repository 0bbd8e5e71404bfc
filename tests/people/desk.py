"""Focal points at their desk, for tests: signed in, with forms filled in."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from people import access
from people.models import Allocation, FocalPoint
from tests.factories import make_allocation, make_country, make_stream, make_workshop


def make_open_allocation(*, country: str = "MNG", seats: int = 2, **fields) -> Allocation:
    """Seats of a workshop in two months in Almaty, open for nominations for three weeks."""
    now = timezone.now()
    workshop = fields.pop("workshop", None) or make_workshop(
        starts_on=now.date() + timedelta(days=60), ends_on=now.date() + timedelta(days=70)
    )
    stream = fields.pop("stream", None) or make_stream(workshop=workshop)
    times = {
        "nomination_deadline": now + timedelta(days=21),
        "replacement_cutoff": now + timedelta(days=50),
    }
    return make_allocation(stream=stream, country=country, seats=seats, **times | fields)


def close_nominations(allocation: Allocation) -> None:
    """Let the deadline pass."""
    past = timezone.now() - timedelta(hours=1)
    Allocation.objects.filter(pk=allocation.pk).update(nomination_deadline=past)


def signed_in(focal_point: FocalPoint, **options) -> Client:
    """A browser that came in by a link."""
    client = Client(**options)
    session = client.session
    session[access.DESK] = access.token_of(
        access.make_link(focal_point, by=None, now=timezone.now())
    )
    session.save()
    return client


def page_of(allocation: Allocation, *parts: object) -> str:
    """The path of an allocation's page, or of one below it."""
    return "/".join(["/en/nominations", str(allocation.uuid), *map(str, parts), ""])


def filled(**fields) -> dict:
    """A whole nomination as a browser posts it; None leaves a field out."""
    whole = {
        "token": str(uuid4()),
        "given_names": "Saran",
        "family_name": "Dorj",
        "display_name": "Saran Dorj",
        "native_name": "Дорж Саран",
        "honorific": "Ms",
        "gender": "female",
        "nationality": make_country("MNG").pk,
        "email": "saran@example.org",
        "language": "en",
        "post": "Head of Division",
        "organisation": "Customs Service",
        "sector": "agency",
        "years_in_post": "4",
        "expertise": "Customs data",
        "motivation": "The sessions on single windows",
        "language_level": "B2",
        "language_evidence": "work",
        "cv": pdf("my cv.pdf"),
        "go": "save",
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


def pdf(name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n")
