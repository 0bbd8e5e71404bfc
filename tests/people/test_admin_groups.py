"""The board of groups in the office: made, moved by button, kept, undone, printed, with files."""

import re
import zipfile
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from people import groups as read
from people.actions import groups
from people.models import Group, State
from tests.factories import (
    make_dossier,
    make_group,
    make_organiser,
    make_participation,
    make_person,
    make_workshop,
    picture,
)
from tests.workshops.office import address, form_of, organiser_client

pytestmark = pytest.mark.django_db
AS_SCRIPT = {"headers": {"accept": "application/json"}}
MOST_QUERIES = 15


@pytest.fixture
def workshop():
    """Six people of three countries who have arrived."""
    workshop = make_workshop()
    for number, country in enumerate(("MNG", "PAK", "KAZ") * 2):
        make_participation(workshop=workshop, name=f"Person {number}", country=country)
    return workshop


def page(workshop, name: str = "board") -> str:
    return reverse(f"admin:people_group_{name}", args=[workshop.pk])


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def ticked(row, group=None) -> str:
    return f"{row.pk}:{group.pk if group else 0}"


def reader(*rights: str) -> Client:
    """Somebody of the office with these rights alone."""
    user = make_organiser("assistant", is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


# Making


def test_the_first_groups_are_made_at_once(workshop):
    client = organiser_client()
    offered = client.get(page(workshop)).context["form"].initial
    answer = client.post(page(workshop, "make"), {**offered, "count": 2})
    assert said(answer) == ["2 groups made of 6 people."]
    assert [group.members.count() for group in workshop.groups.all()] == [3, 3]
    assert workshop.group_makings.get().by.username == "organiser"


def test_making_again_asks_first_and_undo_brings_the_old_ones_back(workshop):
    people = list(workshop.participations.all())
    make_group(workshop=workshop, number=1, name="Silk", members=people[:2])
    client = organiser_client()
    values = {"count": "3", "seed": "5", "seen": read.mark_of(workshop)}
    asked = client.post(page(workshop, "make"), values)
    assert "2 people are in groups now. 3 groups are made anew." in asked.text
    assert workshop.groups.get().members.count() == 2
    hidden = {name: value for name, (value,) in form_of(asked.text, None).items() if name}
    assert hidden.items() >= (values | {"confirmed": "yes"}).items()
    client.post(page(workshop, "make"), values | {"confirmed": "yes"})
    assert [(g.name, g.members.count()) for g in workshop.groups.all()] == [
        ("Silk", 2),
        ("", 2),
        ("", 2),
    ]
    moved = workshop.groups.last().memberships.first()
    groups.move(moved.participation, None, seen=moved.group_id)
    asked = client.get(page(workshop, "undo"))
    assert "1 person was moved since. That is lost." in asked.text
    seen = {"seen": read.mark_of(workshop), "confirmed": "yes"}
    assert said(client.post(page(workshop, "undo"), seen)) == [
        "Everybody stands where they stood before."
    ]
    assert list(workshop.groups.get().members.order_by("pk")) == people[:2]
    assert said(client.get(page(workshop, "undo")))[-1] == "There is no making of groups to undo."


def test_groups_that_changed_meanwhile_are_not_made_again(workshop):
    group = make_group(workshop=workshop, members=workshop.participations.all()[:2])
    values = {"count": "2", "seed": "1", "seen": "0" * 16, "confirmed": "yes"}
    assert said(organiser_client().post(page(workshop, "make"), values)) == [
        "Somebody changed the groups meanwhile. Look at them, then do it again if need be."
    ]
    assert group.members.count() == 2


def test_what_is_no_number_is_said_beside_the_field(workshop):
    answer = organiser_client().post(page(workshop, "make"), {"count": "many", "seed": "1"})
    assert answer.context["form"].errors["count"] == ["Enter a whole number."]
    assert "<title>Error:" in re.sub(r"\s+", " ", answer.text).replace("<title> ", "<title>")


# Moving


def test_those_ticked_are_moved_and_each_is_named(workshop):
    group = make_group(workshop=workshop)
    one, two = workshop.participations.all()[:2]
    answer = organiser_client().post(
        page(workshop), {"do": "move", "to": group.pk, "person": [ticked(one), ticked(two)]}
    )
    assert said(answer) == ["Person 0 is in group 1 now.", "Person 1 is in group 1 now."]
    assert set(group.members.all()) == {one, two}
    assert LogEntry.objects.filter(object_id=group.pk).count() == 2


def test_who_was_moved_by_somebody_else_meanwhile_stays_there_and_the_others_move(workshop):
    first, second = make_group(workshop=workshop), make_group(workshop=workshop, number=2)
    one, two = workshop.participations.all()[:2]
    groups.move(one, second, seen=None)
    answer = organiser_client().post(
        page(workshop), {"do": "move", "to": first.pk, "person": [ticked(one), ticked(two)]}
    )
    assert said(answer) == [
        "Person 0 is in group 2 by now: somebody moved them.",
        "Person 1 is in group 1 now.",
    ]
    assert (list(first.members.all()), list(second.members.all())) == ([two], [one])


def test_the_script_gets_the_board_anew_with_what_to_say(workshop):
    group = make_group(workshop=workshop)
    one = workshop.participations.first()
    client = organiser_client()
    move = {"do": "move", "to": group.pk, "person": ticked(one)}
    moved = client.post(page(workshop), move, **AS_SCRIPT)
    assert (moved.status_code, moved.json()["said"]) == (200, "Person 0 is in group 1 now.")
    assert f'data-person="{ticked(one, group)}"' in moved.json()["html"]
    again = client.post(page(workshop), move, **AS_SCRIPT)
    assert (again.status_code, again.json()["said"]) == (
        409,
        "Person 0 is in group 1 by now: somebody moved them.",
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "move", "to": "7777", "person": "1:0"}, "Choose a group to move to."),
        ({"do": "move", "to": "x", "person": "1:0"}, "Choose a group to move to."),
        ({"do": "out"}, "Choose somebody first."),
        ({"do": "out", "person": ["x", "", "²:7", "9" * 40]}, "Choose somebody first."),
    ],
)
def test_what_is_not_there_is_not_moved(workshop, sent, sentence):
    assert said(organiser_client().post(page(workshop), sent)) == [sentence]


def test_nobody_of_another_workshop_is_moved(workshop):
    elsewhere = make_participation(workshop=make_workshop(), name="Elsewhere")
    group = make_group(workshop=workshop)
    sent = {"do": "move", "to": group.pk, "person": ticked(elsewhere)}
    assert said(organiser_client().post(page(workshop), sent)) == ["Choose somebody first."]
    assert group.members.count() == 0


def test_people_are_kept_let_go_and_taken_out(workshop):
    one = workshop.participations.first()
    group = make_group(workshop=workshop, members=[one])
    client = organiser_client()
    found = []
    for do in ("keep", "release", "out"):
        answer = client.post(page(workshop), {"do": do, "person": ticked(one, group)})
        fixed = group.memberships.values_list("is_fixed", flat=True)
        found.append((said(answer)[-1], list(fixed)))
    assert found == [
        ("Person 0 stays.", [True]),
        ("Person 0 may move again.", [False]),
        ("Person 0 is in no group now.", []),
    ]


def test_groups_are_added_late_people_placed_and_gone_ones_removed(workshop):
    client = organiser_client()
    assert said(client.post(page(workshop), {"do": "late"})) == ["There are no groups yet."]
    assert said(client.post(page(workshop), {"do": "add"}))[-1] == "Group 1 added."
    assert len(said(client.post(page(workshop), {"do": "late"}))) == 8
    group = Group.objects.get()
    assert group.members.count() == 6
    gone = make_participation(workshop=workshop, name="Gone", state=State.WITHDRAWN)
    group.memberships.create(participation=gone)
    assert said(client.post(page(workshop), {"do": "gone"}))[-1] == "1 person taken out."
    assert group.members.count() == 6


def test_who_is_no_longer_there_stands_apart(workshop):
    gone = make_participation(workshop=workshop, name="Gone One", state=State.WITHDRAWN)
    make_group(workshop=workshop, members=[*workshop.participations.all()[:2], gone])
    shown = organiser_client().get(page(workshop)).text
    there, apart = shown.split("No longer there", 1)
    assert ("Gone One" in there, "Gone One" in apart) == (False, True)


# Who may


def test_a_reader_sees_the_board_and_changes_nothing(workshop):
    group = make_group(workshop=workshop)
    client = reader("view_group")
    shown = client.get(page(workshop)).text
    assert "Person 0" in shown
    assert 'type="checkbox"' not in shown
    sent = {"do": "move", "to": group.pk, "person": ticked(workshop.participations.first())}
    for name in ("board", "make", "undo"):
        assert client.post(page(workshop, name), sent).status_code == 403
    assert group.members.count() == 0


def test_without_the_right_nobody_sees_the_groups(workshop):
    group = make_group(workshop=workshop, logo=picture(10, 10))
    client = reader("view_workshop")
    for name in ("board", "notice", "undo"):
        assert client.get(page(workshop, name)).status_code == 403
    for name in ("logo", "presentation"):
        url = reverse(f"admin:people_group_{name}", args=[group.pk])
        assert client.get(url).status_code == 403


# Reading


def test_the_board_takes_as_few_queries_with_500_people_as_with_50(
    workshop, django_assert_max_num_queries
):
    client = organiser_client()
    groups.make(workshop, 2, seed=1, seen=read.mark_of(workshop), by=None, now="2024-05-20T18:00Z")
    for name in ("board", "notice"):
        with django_assert_max_num_queries(MOST_QUERIES) as few:
            client.get(page(workshop, name))
        for number in range(40):
            make_dossier(participation=make_participation(workshop=workshop, name=f"N {number}"))
        groups.place_late(workshop)
        with django_assert_max_num_queries(len(few)):
            client.get(page(workshop, name))


def test_the_list_to_print_names_groups_people_and_native_names(workshop):
    person = make_person("Bat Erdene", native_name="Бат-Эрдэнэ")
    member = make_participation(workshop=workshop, person=person)
    make_group(workshop=workshop, name="Silk", slogan="Together", members=[member])
    shown = organiser_client().get(page(workshop, "notice")).text
    for text in ("Group 1: Silk", "Together", "Bat Erdene", "Бат-Эрдэнэ", "Mongolia"):
        assert text in shown
    assert "Person 0" not in shown


# Files


def save(group, **files):
    client = organiser_client()
    change = address(Group, "change", group.pk)
    data = form_of(client.get(change).text, "group_form")
    return client, client.post(change, data | files)


def slides(name: str = "ppt/presentation.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr(name, "<x/>")
    return out.getvalue()


def test_a_logo_is_kept_as_its_pixels_alone(workshop):
    group = make_group(workshop=workshop)
    upload = SimpleUploadedFile("our logo.jpg", picture(2000, 1000).read(), "image/jpeg")
    client, answer = save(group, logo=upload)
    assert answer.status_code == 302
    group.refresh_from_db()
    with group.logo.open() as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (800, 400), {})
    assert "our" not in group.logo.name
    shown = client.get(reverse("admin:people_group_logo", args=[group.pk]))
    assert shown["Content-Type"] == "image/webp"


def test_what_is_no_picture_is_no_logo(workshop):
    group = make_group(workshop=workshop)
    svg = SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
    _client, answer = save(group, logo=svg)
    assert len(answer.context["adminform"].form.errors["logo"]) == 1
    group.refresh_from_db()
    assert not group.logo


def test_a_presentation_is_told_by_its_bytes_and_handed_out_as_a_file(workshop):
    group, made = make_group(workshop=workshop), slides()
    client, answer = save(group, presentation=SimpleUploadedFile("Наша работа.html", made))
    assert answer.status_code == 302
    group.refresh_from_db()
    assert (group.presentation_filename, group.presentation.name[-5:]) == (
        "Наша работа.pptx",
        ".pptx",
    )
    handed = client.get(reverse("admin:people_group_presentation", args=[group.pk]))
    assert handed["Content-Disposition"].startswith("attachment; ")
    assert (handed["X-Content-Type-Options"], handed["Content-Type"]) == (
        "nosniff",
        "application/octet-stream",
    )
    assert b"".join(handed.streaming_content) == made


@pytest.mark.parametrize("content", [b"MZ\x90\x00", slides("word/document.xml"), b"<script>"])
def test_what_is_no_presentation_is_refused(workshop, content):
    group = make_group(workshop=workshop)
    _client, answer = save(group, presentation=SimpleUploadedFile("slides.pdf", content))
    assert answer.context["adminform"].form.errors["presentation"] == [
        "This is no file of a kind that can be kept here: PDF, PPTX, ODP."
    ]


def test_a_file_that_is_gone_is_a_missing_page(workshop):
    group = make_group(workshop=workshop)
    client = organiser_client()
    for name in ("logo", "presentation"):
        url = reverse(f"admin:people_group_{name}", args=[group.pk])
        assert client.get(url).status_code == 404
