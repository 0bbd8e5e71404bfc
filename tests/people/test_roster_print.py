"""The roster on paper: those whom the list shows, in chosen columns and order, private ones for whom they are."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from people import names
from people.models import Participation, Role, State
from tests.factories import (
    make_facet,
    make_organiser,
    make_participation,
    make_person,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops import dates
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def paper(workshop: Workshop, **asked) -> str:
    query = urlencode({"workshop__id__exact": workshop.pk} | asked, doseq=True)
    return f"{reverse('admin:people_participation_print')}?{query}"


def guest(workshop: Workshop, given: str, family: str, country: str, **fields) -> Participation:
    person = make_person(f"{given} {family}", given_names=given, family_name=family)
    person.sort_name = names.sort_name_for(person)
    names.refresh(person)
    person.save()
    return make_participation(workshop=workshop, person=person, country=country, **fields)


def printed(client: Client, address: str) -> list[tuple[str, list[tuple]]]:
    parts = client.get(address).context["parts"]
    return [(part.title, [tuple(map(str, row)) for row in part.rows]) for part in parts]


@pytest.fixture
def workshop():
    workshop = make_workshop(title="Trade")
    guest(workshop, "Bat", "Zorig", "MNG", list_number=2, post_en="Director")
    guest(workshop, "Aigul", "Bekova", "KAZ", list_number=3)
    guest(workshop, "Saran", "Dorj", "MNG", list_number=1)
    make_participation(workshop=workshop, name="Helper", role=Role.STAFF, country=None)
    guest(make_workshop(), "From", "Elsewhere", "MNG")
    return workshop


def test_people_stand_by_name_by_country_or_by_number(workshop):
    client = organiser_client()
    show = {"show": ["name"]}
    assert printed(client, paper(workshop, **show)) == [
        ("", [("Bekova, Aigul",), ("Dorj, Saran",), ("Helper",), ("Zorig, Bat",)])
    ]
    assert printed(client, paper(workshop, by="country", **show)) == [
        ("Kazakhstan", [("Bekova, Aigul",)]),
        ("Mongolia", [("Dorj, Saran",), ("Zorig, Bat",)]),
        ("No country", [("Helper",)]),
    ]
    (part,) = printed(client, paper(workshop, by="list", **show))
    assert part[1][:3] == [("Dorj, Saran",), ("Zorig, Bat",), ("Bekova, Aigul",)]


def test_only_those_whom_the_list_shows_are_printed(workshop):
    client = organiser_client()
    staff = paper(workshop, role__exact="staff", show=["display_name"])
    assert printed(client, staff) == [("", [("Helper",)])]
    found = paper(workshop, q="bekova", show=["display_name"])
    assert printed(client, found) == [("", [("Aigul Bekova",)])]
    assert "Nobody is on this list." in client.get(paper(workshop, q="nobody")).text


def test_a_list_has_the_usual_columns_the_day_and_room_to_sign(workshop):
    page = organiser_client().get(paper(workshop))
    assert [column.key for column in page.context["columns"]] == [
        "list_number", "name", "display_name", "sending_country", "post", "signature",
    ]  # fmt: skip
    assert f"4 people · as of {dates.day_year(timezone.localdate())}" in page.text
    (_title, rows) = printed(organiser_client_again(), paper(workshop, by="country"))[1]
    assert rows[1] == ("2", "Zorig, Bat", "Bat Zorig", "Mongolia", "Director", "")


def organiser_client_again() -> Client:
    client = Client()
    client.force_login(make_organiser("second"))
    return client


PRIVATE = {"email", "phone", "organisation", "room"}


def test_private_columns_are_for_those_who_may_have_them(workshop):
    row = workshop.participations.get(person__family_name="Zorig")
    row.person.email = "bat@example.org"
    row.person.save()
    make_facet(participation=row, kind="room", detail="Room 217")
    reader = make_organiser("reader", is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename="view_participation"))
    client = Client()
    client.force_login(reader)
    address = paper(workshop, show=["display_name", *PRIVATE])
    page = client.get(address)
    assert [column.key for column in page.context["columns"]] == ["display_name"]
    assert not PRIVATE & {key for key, _label in page.context["form"].fields["show"].choices}
    assert ("bat@example.org" in page.text, "Room 217" in page.text) == (False, False)
    reader.user_permissions.add(Permission.objects.get(codename="see_travel"))
    client.force_login(reader)
    page = client.get(address)
    assert ("bat@example.org" in page.text, "Room 217" in page.text) == (False, True)
    everything = organiser_client().get(address).text
    assert ("bat@example.org" in everything, "Room 217" in everything) == (True, True)


def test_the_list_is_printed_by_those_who_see_the_roster(workshop):
    stranger = make_organiser("stranger", is_superuser=False)
    client = Client()
    client.force_login(stranger)
    assert client.get(paper(workshop)).status_code == 403
    assert Client().get(paper(workshop)).status_code == 302


def test_names_are_text_and_never_mark_up():
    workshop = make_workshop()
    make_participation(workshop=workshop, name="<b>Bold</b>")
    text = organiser_client().get(paper(workshop)).text
    assert ("<b>Bold</b>" in text, "&lt;b&gt;Bold&lt;/b&gt;" in text) == (False, True)


def test_as_many_queries_for_many_people_as_for_few():
    client = organiser_client()
    asked = []
    for count in (3, 40):
        workshop = make_workshop()
        for number in range(count):
            guest(workshop, f"Given{number}", "Family", "MNG", state=State.ACCEPTED)
        address = paper(workshop, by="country", show=["organisation", "room", "name"])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[1] <= 15


def text_of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_list_is_a_pdf_too_with_numbered_pages(workshop):
    for number in range(40):
        guest(workshop, f"Гость{number}", "李佳", "PAK", post_en="Head of Division")
    address = paper(workshop, by="country", format="pdf")
    answer = organiser_client().get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{workshop.slug}-people.pdf"'
    text = text_of_pdf(answer.content)
    assert "Page 2 of" in text
    assert f"44 people · as of {dates.day_year(timezone.localdate())}" in text
    for written in ("Trade", "Mongolia", "Zorig, Bat", "李佳, Гость39", "Signature"):
        assert written in text
    assert "Elsewhere" not in text


def test_a_private_column_is_in_no_pdf_of_somebody_else(workshop):
    row = workshop.participations.get(person__family_name="Zorig")
    row.person.email = "bat@example.org"
    row.person.save()
    reader = make_organiser("reader", is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename="view_participation"))
    client = Client()
    client.force_login(reader)
    address = paper(workshop, show=["display_name", "email"], format="pdf")
    assert "bat@example.org" not in text_of_pdf(client.get(address).content)
    assert "bat@example.org" in text_of_pdf(organiser_client().get(address).content)
