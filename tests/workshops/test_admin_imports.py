"""Imports in the office: a dry run that writes nothing, then the whole file or none of it."""

import json
import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import seats
from people.models import Participation, Seat, StateChange
from tests.factories import (
    make_allocation,
    make_organiser,
    make_session,
    make_stream,
    make_workshop,
)
from tests.people.sheets import allocations, roster
from tests.workshops.books import book
from tests.workshops.office import organiser_client
from workshops.admin import uploads
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db

NEW = "admin:workshops_workshop_import"


def kept() -> list[Path]:
    return sorted((settings.VAR_DIR / "imports").glob("*"))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def page_for(workshop: Workshop, key: str) -> str:
    return reverse("admin:workshops_import", args=[workshop.pk, key])


def check(client: Client, page: str, content: bytes, name: str = "file.xlsx"):
    return client.post(page, {"file": SimpleUploadedFile(name, content)})


def confirm(client: Client, page: str, checked):
    return client.post(page, {"token": checked.context["upload"].token})


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_an_agenda_is_checked_then_imported_as_a_draft():
    client, page = organiser_client(), reverse(NEW)
    checked = check(client, page, book())
    assert checked.context["result"].ok
    assert {count.kind: count.new for count in checked.context["counts"]} == {
        "workshops": 1,
        "sessions": 2,
    }
    assert Workshop.objects.count() == 0
    assert len(kept()) == 1
    answer = confirm(client, page, checked)
    workshop = Workshop.objects.get()
    assert answer.url == reverse("admin:workshops_workshop_change", args=[workshop.pk])
    assert said(answer) == ["Imported file.xlsx: 3 new."]
    assert (workshop.title, workshop.status, workshop.sessions.count()) == (
        "Trade on Rails",
        "draft",
        2,
    )
    assert kept() == []


def test_a_wrong_file_says_everything_and_writes_nothing():
    client, page = organiser_client(), reverse(NEW)
    answer = check(client, page, book(sessions=((1, 9, "noon", "Opening"), ("x", 2, "", "Rails"))))
    html = answer.content.decode()
    assert not answer.context["result"].ok
    for finding in answer.context["result"].findings:
        assert finding.sheet in html
        assert finding.column in html
    assert len(answer.context["result"].errors) >= 3
    assert "noon" in html
    assert Workshop.objects.count() == 0
    assert 'value="import"' not in html
    confirm(client, page, answer)
    assert Workshop.objects.count() == 0


def test_a_file_with_faults_in_no_row_is_not_kept():
    client, page = organiser_client(), reverse(NEW)
    answer = check(client, page, b"PK\x03\x04 broken")
    assert not answer.context["result"].ok
    assert kept() == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_in_words(content):
    client, page = organiser_client(), reverse(NEW)
    answer = check(client, page, content)
    assert answer.status_code == 200
    refused = answer.context["form"].errors or answer.context["result"].errors
    assert refused
    assert Workshop.objects.count() == 0


def test_hostile_cells_are_shown_as_text():
    client, page = organiser_client(), reverse(NEW)
    answer = check(client, page, book(sessions=(("<script>alert(1)</script>", 1, "morning", ""),)))
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_an_agenda_goes_into_the_workshop_whose_page_it_is():
    workshop = make_workshop(title="Trade on Rails", status="published")
    make_session(workshop=workshop, number=1, title="Old name")
    client, page = organiser_client(), page_for(workshop, "agenda")
    confirm(client, page, check(client, page, book()))
    workshop.refresh_from_db()
    assert Workshop.objects.count() == 1
    assert workshop.status == "published"
    assert list(workshop.sessions.values_list("title", flat=True)) == ["Opening", "Corridors"]


def test_the_same_file_twice_says_that_all_was_there():
    client, page = organiser_client(), reverse(NEW)
    for _time in range(2):
        answer = confirm(client, page, check(client, page, book()))
    assert said(answer)[-1] == "Imported: everything was there already."


def test_allocations_then_a_roster_fill_seats():
    workshop, client = make_workshop(), organiser_client()
    page = page_for(workshop, "allocations")
    confirm(client, page, check(client, page, allocations(("carec", "Mongolia", "", "", 2))))
    assert Seat.objects.count() == 2
    page = page_for(workshop, "roster")
    file = roster((1, "Bat Erdene", "carec", "Mongolia", "accepted"))
    checked = check(client, page, file)
    assert Participation.objects.count() == 0
    confirm(client, page, checked)
    one = Participation.objects.get()
    assert (str(one.person), one.seat.number) == ("Bat Erdene", 1)
    assert StateChange.objects.get().actor.username == "organiser"


def test_other_seats_that_are_made_after_the_dry_run_do_not_stop_an_import():
    """New rows may have other numbers than in the dry run; PostgreSQL never gives one twice."""
    workshop, client = make_workshop(), organiser_client()
    page = page_for(workshop, "allocations")
    checked = check(client, page, allocations(("carec", "Mongolia", "", "", 2)))
    elsewhere = make_allocation(stream=make_stream(), seats=3)
    seats.resize(elsewhere, 4, by=None, now=timezone.now())
    confirm(client, page, checked)
    assert Seat.objects.exclude(allocation=elsewhere).count() == 2


def test_a_roster_without_seats_is_refused_as_a_whole():
    workshop, client = make_workshop(), organiser_client()
    make_stream(workshop=workshop, code="carec")
    page = page_for(workshop, "roster")
    answer = check(client, page, roster((1, "Bat Erdene", "carec", "Mongolia", "accepted")))
    assert [finding.rows for finding in answer.context["result"].errors] == [(2,)]
    assert Participation.objects.count() == 0


@pytest.mark.parametrize("key", ["agenda", "roster", "allocations"])
def test_the_empty_workbook_can_be_downloaded_and_checked(key):
    workshop, client = make_workshop(), organiser_client()
    answer = client.get(reverse("admin:workshops_import_template", args=[key]))
    assert answer["Content-Disposition"] == f'attachment; filename="{key}-template.xlsx"'
    assert check(client, page_for(workshop, key), answer.content).status_code == 200


def test_a_kept_file_is_its_owners_alone_and_used_once():
    client, page = organiser_client(), reverse(NEW)
    checked = check(client, page, book())
    other = Client()
    other.force_login(make_organiser("other"))
    refused = confirm(other, page, checked)
    assert refused.status_code == 302
    assert said(refused) == [
        "The file is no longer here; nothing was imported. Choose it once more."
    ]
    assert Workshop.objects.count() == 0
    confirm(client, page, checked)
    assert said(confirm(client, page, checked))[-1].startswith("The file is no longer here")
    assert Session.objects.count() == 2


def test_a_kept_file_serves_its_own_page_only():
    workshop, client = make_workshop(), organiser_client()
    checked = check(client, reverse(NEW), book())
    confirm(client, page_for(workshop, "agenda"), checked)
    assert Session.objects.count() == 0


def test_files_nobody_came_back_for_are_swept():
    client, page = organiser_client(), reverse(NEW)
    checked = check(client, page, book())
    (old,) = kept()
    assert old.stat().st_mode & 0o777 == 0o600
    long_ago = time.time() - uploads.KEPT_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    check(client, page, book())
    assert old not in kept()
    assert len(kept()) == 1
    assert said(confirm(client, page, checked))[-1].startswith("The file is no longer here")


@pytest.mark.parametrize("token", ["", "nonsense", "../../etc/passwd"])
def test_a_made_up_token_finds_nothing(token):
    answer = organiser_client().post(reverse(NEW), {"token": token})
    assert answer.status_code == 302
    assert said(answer)[-1].startswith("The file is no longer here")


def test_imports_are_for_those_who_may_change_workshops():
    workshop = make_workshop()
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    pages = [
        reverse(NEW),
        page_for(workshop, "roster"),
        reverse("admin:workshops_import_template", args=["roster"]),
    ]
    for page in pages:
        assert client.get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_an_unknown_kind_of_file_is_not_found():
    workshop, client = make_workshop(), organiser_client()
    assert client.get(page_for(workshop, "menu")).status_code == 404
    assert client.get(reverse("admin:workshops_import_template", args=["menu"])).status_code == 404


def test_a_programme_on_one_sheet_is_checked_imported_and_taken_back():
    workshop = make_workshop()
    client, page = organiser_client(), page_for(workshop, "programme")
    content = b"Day 1,\nMorning,Opening\nEvening,Reception\n"
    checked = check(client, page, content, "programme.csv")
    assert {one.kind: one.new for one in checked.context["counts"]} == {"sessions": 2}
    assert workshop.sessions.count() == 0
    answer = confirm(client, page, checked)
    assert said(answer) == ["Imported programme.csv: 2 new."]
    assert [session.title for session in workshop.sessions.all()] == ["Opening", "Reception"]
    run = workshop.import_runs.get()
    client.post(reverse("admin:workshops_import_undo", args=[workshop.pk, run.pk]))
    assert workshop.sessions.count() == 0


def test_a_programme_whose_headings_are_not_known_is_mapped_first():
    workshop = make_workshop()
    client, page = organiser_client(), page_for(workshop, "programme")
    asked = check(client, page, b"Was,Tag,Uhrzeit\nOpening,Day 1,09:00\n", "programme.csv")
    assert "admin/workshops/workshop/import_columns.html" in [one.name for one in asked.templates]


def test_a_schedule_of_another_system_asks_for_no_columns():
    workshop = make_workshop()
    client, page = organiser_client(), page_for(workshop, "programme")
    event = {"date": "2024-05-20T09:00:00+05:00", "duration": "1:00", "title": "Opening"}
    content = {"schedule": {"conference": {"days": [{"rooms": {"Hall A": [event]}}]}}}
    checked = check(client, page, json.dumps(content).encode(), "schedule.json")
    assert checked.context["result"].ok
    confirm(client, page, checked)
    assert [session.title for session in workshop.sessions.all()] == ["Opening"]
