"""An import from step to step: which column is which, what it would do, the refused rows, and undoing it."""

import os
import time

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from people.importers.allocations import AllocationsImporter
from people.models import Participation, Person, Seat
from tests.factories import make_organiser, make_person, make_workshop
from tests.people.sheets import allocations, roster, table, xlsx
from tests.workshops.office import organiser_client
from workshops.admin import uploads
from workshops.importers.pipeline import run
from workshops.models import ColumnMapping, ImportRun, Workshop
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db

THEIRS = "ФИО, Страна, List, Remarks, Telephone no"
ROW = ("Bat Erdene", "Mongolia", "carec", "likes tea", "+976 1")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def workshop():
    """Two seats for Mongolia in the stream `carec`."""
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 2))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    return workshop


def page_for(workshop: Workshop, key: str = "roster") -> str:
    return reverse("admin:workshops_import", args=[workshop.pk, key])


def give(client: Client, workshop: Workshop, content: bytes, name: str = "list.xlsx"):
    return client.post(page_for(workshop), {"file": SimpleUploadedFile(name, content)})


def go_on(client: Client, workshop: Workshop, answer, step: str, **fields):
    fields |= {"token": answer.context["upload"].token, "step": step}
    return client.post(page_for(workshop), fields)


def templates(answer) -> list[str]:
    return [one.name for one in answer.templates]


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def files_kept(settings) -> list:
    return list((settings.VAR_DIR / "imports").glob("*"))


# Which column is which


def test_headings_that_are_known_lead_straight_to_the_dry_run(workshop):
    answer = give(organiser_client(), workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    assert "admin/workshops/workshop/import_check.html" in templates(answer)


def test_headings_that_are_not_known_are_asked_for_with_a_guess(workshop):
    answer = give(organiser_client(), workshop, roster(ROW, header=THEIRS))
    assert "admin/workshops/workshop/import_columns.html" in templates(answer)
    ((title, rows),) = answer.context["form"].rows()
    assert title == "Roster"
    assert [(column.heading, column.key, column.is_sure) for column, _field in rows] == [
        ("ФИО", "display_name", True),
        ("Страна", "sending_country", True),
        ("List", "stream", False),
        ("Remarks", "private_note", False),
        ("Telephone no", "phone", False),
    ]
    assert Person.objects.count() == 0


def test_what_was_chosen_is_imported_and_what_was_left_out_is_not(workshop):
    client = organiser_client()
    asked = give(client, workshop, roster(ROW, header=THEIRS))
    chosen = {"roster-0": "display_name", "roster-1": "sending_country", "roster-2": "stream"}
    checked = go_on(client, workshop, asked, "columns", **chosen, **{"roster-4": "phone"})
    assert checked.context["result"].findings == ()
    go_on(client, workshop, checked, "import")
    row = Participation.objects.get()
    assert (row.person.display_name, row.stream.code, row.person.phone, row.private_note) == (
        "Bat Erdene",
        "carec",
        "+976 1",
        "",
    )


def test_two_columns_for_one_are_refused_and_the_file_is_still_there(workshop):
    client = organiser_client()
    asked = give(client, workshop, roster(ROW, header=THEIRS))
    twice = {"roster-0": "display_name", "roster-1": "display_name"}
    answer = go_on(client, workshop, asked, "columns", **twice)
    assert answer.context["form"].errors == {"roster-1": ["“ФИО” is taken for this already."]}
    again = go_on(client, workshop, answer, "columns", **{"roster-0": "display_name"})
    assert "admin/workshops/workshop/import_check.html" in templates(again)


def test_a_mapping_is_remembered_for_the_workshop_and_the_kind_if_one_wishes(workshop):
    client = organiser_client()
    chosen = {"roster-0": "display_name", "roster-1": "sending_country", "roster-2": "stream"}
    asked = give(client, workshop, roster(ROW, header=THEIRS))
    go_on(client, workshop, asked, "columns", **chosen)
    assert ColumnMapping.objects.count() == 0
    go_on(client, workshop, asked, "columns", **chosen, remember="on")
    assert ColumnMapping.objects.get().columns == {
        "roster": {
            "ФИО": "display_name",
            "Страна": "sending_country",
            "List": "stream",
            "Remarks": "",
            "Telephone no": "",
        }
    }
    answer = give(client, workshop, roster(ROW, header=THEIRS))
    assert "admin/workshops/workshop/import_check.html" in templates(answer)
    other = give(client, make_workshop(), roster(ROW, header=THEIRS))
    assert "admin/workshops/workshop/import_columns.html" in templates(other)


def test_the_command_reads_what_the_workshop_remembers(workshop, tmp_path):
    columns = {"ФИО": "display_name", "Страна": "sending_country", "List": "stream"}
    ColumnMapping.objects.create(workshop=workshop, kind="roster", columns={"roster": columns})
    file = tmp_path / "list.xlsx"
    file.write_bytes(roster(ROW, header=THEIRS))
    call_command("import_roster", file, workshop=workshop.slug)
    assert Participation.objects.get().stream.code == "carec"


def test_the_columns_can_be_asked_for_again_after_the_dry_run(workshop):
    client = organiser_client()
    checked = give(client, workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    answer = go_on(client, workshop, checked, "map")
    assert "admin/workshops/workshop/import_columns.html" in templates(answer)


def test_a_title_above_the_list_and_empty_sheets_beside_it_are_passed_over(workshop):
    list_with_title = table(
        "Sheet1",
        "List of participants",
        ("Almaty",),
        ("Name", "Country", "Stream"),
        ("Bat", "MNG", "carec"),
    )
    content = xlsx(list_with_title, table("Sheet2", ""), table("Sheet3", ""))
    answer = give(organiser_client(), workshop, content)
    (line,) = answer.context["preview"].new.lines
    assert (line.row, line.name) == (4, "Bat")


# What it would do


def test_the_page_shows_counts_first_then_rows(workshop):
    client = organiser_client()
    header = "Name, Stream, Sending country, Post"
    file = roster(("Bat", "carec", "MNG", "Officer"), header=header)
    go_on(client, workshop, give(client, workshop, file), "import")
    file = roster(
        ("Bat", "carec", "MNG", "<b>Director</b>"), ("Saran", "carec", "MNG", ""), header=header
    )
    html = give(client, workshop, file).content.decode()
    for text in (
        "<del>Officer</del>",
        "<ins>&lt;b&gt;Director&lt;/b&gt;</ins>",
        "New: 1",
        "Changed: 1",
    ):
        assert text in html
    assert html.index("What the import will do") < html.index("Changed: 1")


def test_a_database_that_changed_in_between_is_said_and_nothing_is_written(workshop):
    client = organiser_client()
    header = "Name, Stream, Sending country, State, E-mail"
    row = ("Bat", "carec", "MNG", "accepted", "bat@example.org")
    checked = give(client, workshop, roster(row, header=header))
    make_person("B. Erdene", email="bat@example.org")
    answer = go_on(client, workshop, checked, "import")
    assert answer.context["result"].differs
    assert "would do something else now" in answer.content.decode()
    assert Participation.objects.count() == 0
    done = go_on(client, workshop, answer, "import")
    assert done.status_code == 302
    assert Participation.objects.get().person.display_name == "Bat"


# The refused rows


def test_refused_rows_come_back_as_a_workbook_with_the_reasons(workshop):
    client = organiser_client()
    content = roster(
        (1, "Bat", "carec", "MNG", "arrived"),
        (2, "=HYPERLINK(1)", "carek", "Mongola", "arrived"),
    )
    checked = give(client, workshop, content)
    answer = go_on(client, workshop, checked, "refused")
    assert answer["Content-Disposition"] == 'attachment; filename="roster-refused.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    (refused,) = read_tables(answer.content, "refused.xlsx")
    assert refused.header == ("No.", "Name", "Stream", "Sending country", "State", "Why refused")
    (row,) = refused.rows
    assert row.cells[:5] == (2, "=HYPERLINK(1)", "carek", "Mongola", "arrived")
    assert row.cells[5] == (
        "Sending country: This country is not in the table of countries. Did you mean Mongolia?\n"
        "Stream: There is no such stream in this workshop. One of: carec, asean."
    )
    assert Participation.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hans", "拒绝原因"), ("ru", "Почему отклонено")]
)
def test_the_corrected_rows_are_read_without_their_reasons(workshop, language, heading):
    client = organiser_client()
    header = f"Name, Stream, Sending country, {heading}"
    answer = give(client, workshop, roster(("Bat", "carec", "MNG", "carek"), header=header))
    assert answer.context["result"].findings == ()


def test_refused_rows_are_their_owners_alone(workshop):
    checked = give(organiser_client(), workshop, roster((1, "Bat", "carek", "MNG", "arrived")))
    other = Client()
    other.force_login(make_organiser("other"))
    for step in ("refused", "columns", "map", "check", "import"):
        answer = go_on(other, workshop, checked, step)
        assert answer.status_code == 302
        assert said(answer)[-1].startswith("The file is no longer here")


def test_a_file_is_gone_after_a_day_and_after_its_import(workshop, settings):
    client = organiser_client()
    checked = give(client, workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    (file,) = files_kept(settings)
    assert file.stat().st_mode & 0o777 == 0o600
    long_ago = time.time() - uploads.KEPT_SECONDS - 1
    os.utime(file, (long_ago, long_ago))
    assert said(go_on(client, workshop, checked, "import"))[-1].startswith("The file is no longer")
    call_command("sweep_uploads")
    assert files_kept(settings) == []
    checked = give(client, workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    go_on(client, workshop, checked, "import")
    assert files_kept(settings) == []


# Undoing


def test_an_import_is_listed_and_can_be_undone(workshop):
    client = organiser_client()
    checked = give(client, workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    go_on(client, workshop, checked, "import")
    (line,) = client.get(page_for(workshop)).context["runs"]
    assert (str(line.run), line.new, line.can_undo) == ("list.xlsx", 2, True)
    undo = reverse("admin:workshops_import_undo", args=[workshop.pk, line.run.pk])
    assert Participation.objects.count() == 1
    assert client.get(undo).status_code == 200
    assert Participation.objects.count() == 1
    answer = client.post(undo)
    assert answer.url == page_for(workshop)
    assert said(answer)[-1] == "The import of list.xlsx was undone."
    assert Participation.objects.count() == 0
    (line,) = client.get(page_for(workshop)).context["runs"]
    assert (line.run.undone_by.username, line.can_undo) == ("organiser", False)


def test_what_stands_in_the_way_of_an_undo_is_named(workshop):
    client = organiser_client()
    checked = give(client, workshop, roster((1, "Bat", "carec", "MNG", "arrived")))
    go_on(client, workshop, checked, "import")
    Participation.objects.update(private_note="Arrives late")
    run = ImportRun.objects.get(kind="roster")
    answer = client.post(reverse("admin:workshops_import_undo", args=[workshop.pk, run.pk]))
    assert "Participation “Bat” has been changed since." in answer.content.decode()
    assert Seat.objects.count() == 2
    assert Participation.objects.count() == 1


def test_an_import_of_another_workshop_or_without_the_right_is_not_undone(workshop):
    run = ImportRun.objects.get(kind="allocations")
    elsewhere = reverse("admin:workshops_import_undo", args=[make_workshop().pk, run.pk])
    assert organiser_client().post(elsewhere).status_code == 404
    assistant = Client()
    assistant.force_login(make_organiser("assistant", is_superuser=False))
    own = reverse("admin:workshops_import_undo", args=[workshop.pk, run.pk])
    assert assistant.post(own).status_code == 403
    assert Client().post(own).status_code == 302
    assert Seat.objects.count() == 2
