"""Exports in the office: what the list shows, in chosen columns, private ones for those who may have them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from people import names
from people.models import Facet, Participation, State
from tests.factories import (
    make_allocation,
    make_dossier,
    make_facet,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_workshop,
)
from workshops.models import ExportRun
from workshops.tables import Table, read_tables

pytestmark = pytest.mark.django_db
ROSTER = "admin:people_participation_export"
PRIVATE = ("canary@example.org", "+99 canary", "canary note", "Canary Ministry", "Halal", "Refused")


@pytest.fixture
def workshop():
    """Two participants and somebody of the staff; the first has a canary in every private field."""
    workshop = make_workshop()
    stream = make_stream(workshop=workshop, code="carec")
    person = make_person("Bat Erdene", email=PRIVATE[0], phone=PRIVATE[1])
    row = make_participation(
        workshop=workshop, person=person, stream=stream, private_note=PRIVATE[2]
    )
    make_dossier(participation=row, organisation=PRIVATE[3])
    make_facet(participation=row, kind="diet", diet=Facet.Diet.HALAL, status="done")
    make_facet(participation=row, kind="visa", status="refused")
    make_participation(
        workshop=workshop, stream=stream, name="Aru Nur", country="KAZ", state=State.ACCEPTED
    )
    make_participation(workshop=workshop, name="Ada Lake", role="staff", country=None)
    for one in Participation.objects.all():
        names.refresh(one.person)
    return workshop


def client_with(*permissions: str, username: str = "assistant") -> Client:
    user = make_organiser(username, is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def organiser() -> Client:
    client = Client()
    client.force_login(make_organiser())
    return client


def take(client: Client, query: str = "", address: str = ROSTER, **fields):
    data = {"format": "xlsx", "columns": []} | fields
    return client.post(f"{reverse(address)}?{query}", data)


def table(answer) -> Table:
    return read_tables(answer.content, "a.xlsx")[0]


def people_in(answer) -> list[str]:
    file = table(answer)
    return [row.cells[file.header.index("Name")] for row in file.rows]


def test_the_file_holds_what_the_list_shows(workshop):
    make_participation(name="Somebody Elsewhere")
    client = organiser()
    own = f"workshop__id__exact={workshop.pk}"
    assert people_in(take(client, own)) == ["Bat Erdene", "Aru Nur", "Ada Lake"]
    assert people_in(take(client, f"{own}&role__exact=staff")) == ["Ada Lake"]
    assert people_in(take(client, f"{own}&q=nur")) == ["Aru Nur"]
    assert len(people_in(take(client))) == 4


def test_the_list_leads_to_its_export_under_its_filters(workshop):
    client = organiser()
    query = f"workshop__id__exact={workshop.pk}&q=nur"
    html = client.get(
        f"{reverse('admin:people_participation_changelist')}?{query}"
    ).content.decode()
    assert f'href="export/?{query.replace("&", "&amp;")}"' in html
    page = client.get(f"{reverse(ROSTER)}?{query}")
    assert page.context["count"] == 1


def test_only_the_chosen_columns_are_in_the_file(workshop):
    answer = take(organiser(), columns=["state", "post_en"])
    assert table(answer).header == ("Reference", "Workshop", "Role", "Name", "Post", "State")
    assert answer["Content-Disposition"] == f'attachment; filename="{workshop.slug}-roster.xlsx"'
    assert "no-store" in answer["Cache-Control"]


def test_csv_is_there_for_who_wants_it(workshop):
    answer = take(organiser(), format="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")


def test_private_columns_are_not_taken_unless_asked_for(workshop):
    client = organiser()
    columns = [
        key for key, _label in client.get(reverse(ROSTER)).context["form"].fields["columns"].choices
    ]
    text = take(client, columns=columns, format="csv").content.decode()
    assert [canary for canary in PRIVATE if canary in text] == []
    everything = ["email", "phone", "private_note", "organisation", "facet_diet", "facet_visa"]
    text = take(client, columns=columns, private=everything, format="csv").content.decode()
    assert [canary for canary in PRIVATE if canary not in text] == []


@pytest.mark.parametrize(
    ("permissions", "open_to_them"),
    [
        (["view_participation"], set()),
        (
            ["view_participation", "change_participation"],
            {"email", "phone", "private_note", "gender", "nationality", "waiver_reason"},
        ),
        (["view_participation", "select_participant"], {"rank", "organisation", "sector"}),
        (["view_participation", "see_sensitive"], {"facet_diet"}),
        (
            ["view_participation", "see_travel"],
            {
                "facet_invitation",
                "facet_visa",
                "facet_ticket",
                "facet_insurance",
                "facet_room",
                "facet_per_diem",
            },
        ),
    ],
)
def test_private_columns_are_open_to_those_who_may_see_them(workshop, permissions, open_to_them):
    client = client_with(*permissions)
    form = client.get(reverse(ROSTER)).context["form"]
    private = form.fields.get("private")
    assert {key for key, _label in (private.choices if private else ())} == open_to_them
    asked = take(client, private=["email", "rank", "facet_diet", "facet_visa"], format="csv")
    if not open_to_them:
        text = asked.content.decode()
        assert [canary for canary in PRIVATE if canary in text] == []
    elif asked["Content-Type"].startswith("text/html"):
        assert asked.context["form"].errors.keys() == {"private"}


def test_who_may_not_see_the_list_gets_no_file(workshop):
    assert take(client_with("view_workshop")).status_code == 403
    assert take(Client()).status_code == 302
    assert ExportRun.objects.count() == 0


def test_every_file_is_kept_as_taken_and_shown_to_those_who_may_change_the_list(workshop, caplog):
    client = organiser()
    with caplog.at_level("INFO", logger="workshops.actions.exports"):
        take(client, f"workshop__id__exact={workshop.pk}", private=["email"])
    kept = ExportRun.objects.get()
    assert (kept.kind, kept.workshop, kept.rows, kept.format, kept.private) == (
        "roster",
        workshop,
        3,
        "xlsx",
        True,
    )
    assert (kept.by.username, "email" in kept.columns) == ("organiser", True)
    assert [canary for canary in PRIVATE if canary in caplog.text] == []
    assert f"by user {kept.by.pk}" in caplog.text
    query = f"?workshop__id__exact={workshop.pk}"
    assert client.get(reverse(ROSTER) + query).context["runs"] == [kept]
    other = client_with("view_participation")
    assert other.get(reverse(ROSTER) + query).context["runs"] == []


def test_the_rows_ticked_are_taken_alone(workshop):
    client = organiser()
    ticked = Participation.objects.get(person__display_name="Aru Nur")
    chosen = {"action": "export_rows", "_selected_action": [ticked.pk]}
    page = client.post(reverse("admin:people_participation_changelist"), chosen)
    assert (page.context["count"], page.context["chosen"]) == (1, [str(ticked.pk)])
    answer = client.post(
        reverse("admin:people_participation_changelist"), chosen | {"format": "xlsx"}
    )
    assert people_in(answer) == ["Aru Nur"]


def test_allocations_are_taken_in_the_same_way(workshop):
    make_allocation(stream=workshop.streams.get(), country="UZB", seats=3)
    address = "admin:people_allocation_export"
    query = f"stream__workshop__id__exact={workshop.pk}"
    answer = take(organiser(), query, address, columns=["source_note"])
    first, streams, *_rest = read_tables(answer.content, "a.xlsx")
    assert first.header == (
        "Stream",
        "Country",
        "Body",
        "Fund",
        "Seats",
        "Where the number comes from",
    )
    assert [row.cells[:2] for row in first.rows] == [
        ("carec", "Mongolia"),
        ("carec", "Kazakhstan"),
        ("carec", "Uzbekistan"),
    ]
    assert [row.cells[0] for row in streams.rows] == ["carec"]
    assert take(client_with("view_participation"), query, address).status_code == 403


def test_a_filter_that_means_nothing_leads_to_the_whole_list(workshop):
    answer = organiser().get(f"{reverse(ROSTER)}?nonsense__exact=1")
    assert (answer.status_code, answer.url) == (302, reverse(ROSTER))


def test_a_nominee_of_another_workshop_is_in_no_file_of_this_one(workshop):
    make_nominee(allocation=make_allocation(stream=make_stream()), name="Foreign Canary")
    text = take(organiser(), f"workshop__id__exact={workshop.pk}", format="csv").content.decode()
    assert "Foreign Canary" not in text
