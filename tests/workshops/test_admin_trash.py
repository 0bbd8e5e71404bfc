"""Deleting and bringing back on the pages of the office: what they say, and whom they let."""

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from evaluations import box
from evaluations.models import Comment, Theme
from people.models import Participation, Person, State
from tests.evaluations.make import NOON, make_form, open_form
from tests.factories import (
    make_allocation,
    make_group,
    make_organiser,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_workshop,
)
from tests.workshops.office import address, organiser_client
from workshops.models import Session, TrashedItem, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    return organiser_client()


def clerk(*rights: str) -> Client:
    """Staff with these rights alone."""
    user = make_organiser("clerk", is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def delete(client: Client, row, **data):
    return client.post(address(type(row), "delete", row.pk), {"post": "yes"} | data)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def item_page(item: TrashedItem) -> str:
    return address(TrashedItem, "change", item.pk)


def test_the_page_says_what_goes_and_deletes_into_the_trash(office):
    workshop = make_workshop(title="Trade")
    make_session(workshop=workshop, title="Rails")
    make_session(workshop=workshop, title="Roads")
    page = office.get(address(Workshop, "delete", workshop.pk)).text
    assert "Sessions: 2" in page
    assert "(Rails, Roads)" in page
    answer = delete(office, workshop)
    assert answer.url == address(Workshop, "changelist")
    item = TrashedItem.objects.get()
    assert said(answer) == [
        f'“Trade” is in the trash. <a href="{item_page(item)}">Bring it back</a>'
    ]
    entry = LogEntry.objects.get(action_flag=DELETION)
    assert (entry.object_repr, entry.user.username) == ("Trade", "organiser")


def test_what_was_deleted_is_brought_back(office):
    delete(office, make_session(title="Rails"))
    item = TrashedItem.objects.get()
    page = office.get(item_page(item)).text
    assert "Nothing else lies with it." in page
    answer = office.post(item_page(item))
    assert answer.url == address(Session, "change", item.key)
    assert said(answer) == ["“Rails” is back."]
    assert Session.objects.get().title == "Rails"
    assert office.get(item_page(item)).status_code == 302  # no longer there


def test_looking_into_the_trash_brings_nothing_back(office):
    delete(office, make_session())
    item = TrashedItem.objects.get()
    office.get(item_page(item))
    assert (Session.objects.count(), TrashedItem.objects.count()) == (0, 1)


def test_what_stands_in_the_way_is_named_and_nothing_offered(office):
    one = make_participation(name="Bat Erdene", channel="nomination", waiver_reason="Known")
    page = office.get(address(Person, "delete", one.person_id)).text
    assert "Bat Erdene holds a seat in “Digital Trade in Practice”." in page
    assert 'name="post"' not in page
    answer = delete(office, one.person)
    assert said(answer) == ["Bat Erdene holds a seat in “Digital Trade in Practice”."]
    assert Person.objects.count() == 1


def test_somebody_is_withdrawn_first_only_where_one_ticks_it(office):
    one = make_participation(state=State.ACCEPTED, channel="nomination", waiver_reason="Known")
    page = office.get(address(Person, "delete", one.person_id)).text
    assert "Withdraw Bat Erdene from “Digital Trade in Practice” first" in page
    delete(office, one.person)
    assert Person.objects.count() == 1
    delete(office, one.person, ways="yes")
    assert Person.objects.count() == 0


def test_many_are_deleted_each_on_its_own(office):
    make_participation(name="Bat Erdene", channel="nomination", waiver_reason="Known")
    make_person("Li Jun")
    chosen = {"action": "delete_selected", "_selected_action": [p.pk for p in Person.objects.all()]}
    asked = office.post(address(Person, "changelist"), chosen)
    assert asked.text.count('class="prospect"') == 2
    assert Person.objects.count() == 2
    answer = office.post(address(Person, "changelist"), chosen | {"post": "yes"})
    assert said(answer) == [
        "Bat Erdene stays: Bat Erdene holds a seat in “Digital Trade in Practice”.",
        f'1 is in the trash. <a href="{address(TrashedItem, "changelist")}">Trash</a>',
    ]
    assert [str(item) for item in TrashedItem.objects.all()] == ["Li Jun"]


def test_many_are_brought_back_each_on_its_own(office):
    first = make_workshop(slug="trade", title="First")
    second = make_workshop(slug="rails", title="Second")
    delete(office, first)
    delete(office, second)
    make_workshop(slug="trade", title="Third")
    answer = office.post(
        address(TrashedItem, "changelist"),
        {"action": "bring_back", "_selected_action": [i.pk for i in TrashedItem.objects.all()]},
    )
    assert said(answer)[-2:] == [
        "First stays: “Third” has the place of “First” now.",
        "1 is back.",
    ]


def test_a_row_that_no_longer_fits_comes_back_as_one_chooses(office):
    delete(office, make_workshop(slug="trade", title="First"))
    make_workshop(slug="trade", title="Second")
    item = TrashedItem.objects.get()
    page = office.get(item_page(item))
    (option,) = page.context["obstacles"]
    assert option["sentence"] == "“Second” has the place of “First” now."
    assert [code for code, _label in option["options"]] == ["workshop-address"]
    assert office.post(item_page(item)).status_code == 200
    assert office.post(item_page(item), {option["name"]: "x"}).status_code == 409
    answer = office.post(item_page(item), {option["name"]: "workshop-address"})
    assert answer.status_code == 302
    assert Workshop.objects.get(title_en="First").slug == "trade-2"


def test_where_it_needs_something_else_from_the_trash_that_is_linked(office):
    one = make_participation(state=State.WITHDRAWN, seat=None)
    person = one.person
    delete(office, one)
    delete(office, person)
    first, second = TrashedItem.objects.order_by("id")
    page = office.get(item_page(first)).text
    assert item_page(second) in page
    assert 'value="Bring it back"' not in page


def test_the_allocation_page_deletes_free_seats(office):
    one = make_participation()
    free = make_allocation(stream=one.stream, country="KAZ")
    assert delete(office, free).status_code == 302
    assert TrashedItem.objects.get().kind == "people.allocation"


def test_answers_never_go_into_the_trash(office):
    form, _links = open_form()
    comment = Comment.objects.create(question=form.sections.first().questions.first(), text="Good")
    theme = Theme.objects.create(questionnaire=form, name="Food")
    for row in (comment, theme):
        assert office.post(address(type(row), "delete", row.pk), {"post": "yes"}).status_code == 302
    assert (Comment.objects.count(), Theme.objects.count()) == (0, 0)
    assert TrashedItem.objects.count() == 0


def test_a_refused_deletion_counts_no_answers(office):
    """Nobody knows how many have answered before the box is opened."""
    form, links = open_form(people=6)
    for link in links[:3]:
        box.submit(token=link.token, answers={}, now=NOON)
    page = office.get(address(Workshop, "delete", form.workshop_id)).text
    assert "The evaluation “Closing form” was opened. Archive the workshop instead." in page
    assert "nvelopes" not in page
    assert "With it goes" not in page


def test_a_draft_form_goes_and_comes_back(office):
    form = make_form()
    delete(office, form)
    item = TrashedItem.objects.get()
    office.post(item_page(item))
    assert type(form).objects.get().sections.exists()


# Who may


def test_deleting_takes_the_right_to_delete_what_goes_along(office):
    workshop = make_workshop()
    make_group(workshop=workshop)
    client = clerk("view_workshop", "delete_workshop")
    page = client.get(address(Workshop, "delete", workshop.pk)).text
    assert "You have no right to delete what goes along: groups." in page
    delete(client, workshop)
    assert Workshop.objects.count() == 1
    client = Client()
    client.force_login(rights_of("clerk", "delete_group"))
    delete(client, workshop)
    assert Workshop.objects.count() == 0


def rights_of(name: str, *more: str):
    user = type(make_organiser(f"other-{name}")).objects.get(username=name)
    user.user_permissions.add(*Permission.objects.filter(codename__in=more))
    return user


def test_names_are_kept_from_those_who_may_not_see_such_rows(office):
    workshop = make_workshop()
    make_speaker(workshop=workshop, name="Kanarienvogel")
    client = clerk("view_workshop", "delete_workshop", "delete_speaker")
    page = client.get(address(Workshop, "delete", workshop.pk)).text
    assert "Speakers: 1" in page
    assert "Kanarienvogel" not in page
    delete(client, workshop)
    item = TrashedItem.objects.get()
    assert "Kanarienvogel" not in client.get(item_page(item)).text
    assert "Kanarienvogel" in office.get(item_page(item)).text


def test_the_trash_shows_only_what_one_may_see_in_ones_own_lists(office):
    delete(office, make_person("Kanarienvogel"))
    delete(office, make_workshop(title="Trade"))
    person, workshop = TrashedItem.objects.order_by("id")
    client = clerk("view_workshop")
    listed = client.get(address(TrashedItem, "changelist"))
    assert [str(item) for item in listed.context["cl"].result_list] == ["Trade"]
    assert "Kanarienvogel" not in listed.text
    hidden, missing = client.get(item_page(person)), client.get(address(TrashedItem, "change", 999))
    assert (hidden.status_code, hidden.url) == (missing.status_code, missing.url)
    assert client.get(item_page(workshop)).status_code == 200
    assert (
        client.get(address(TrashedItem, "changelist") + "?q=Kanarien&kind=people.person")
        .context["cl"]
        .result_count
        == 0
    )


def test_bringing_back_takes_the_right_to_delete_such_rows(office):
    delete(office, make_workshop(title="Trade"))
    item = TrashedItem.objects.get()
    reader = clerk("view_workshop")
    assert 'value="Bring it back"' not in reader.get(item_page(item)).text
    assert reader.post(item_page(item)).status_code == 403
    chosen = {"action": "bring_back", "_selected_action": [item.pk]}
    reader.post(address(TrashedItem, "changelist"), chosen)
    assert Workshop.objects.count() == 0
    reader.force_login(rights_of("clerk", "delete_workshop"))
    assert reader.post(item_page(item)).status_code == 302
    assert Workshop.objects.count() == 1


def test_those_without_any_right_have_no_trash(office):
    delete(office, make_workshop())
    item = TrashedItem.objects.get()
    client = clerk()
    assert client.get(address(TrashedItem, "changelist")).status_code == 403
    assert client.get(item_page(item)).status_code in (302, 403)
    assert Client().get(address(TrashedItem, "changelist")).status_code == 302


def test_only_a_superuser_deletes_for_good_and_is_asked_again(office):
    delete(office, make_workshop(title="Trade"))
    item = TrashedItem.objects.get()
    purge = reverse("admin:workshops_trasheditem_purge", args=[item.pk])
    client = clerk("view_workshop", "delete_workshop", "delete_trasheditem")
    assert (client.get(purge).status_code, client.post(purge).status_code) == (403, 403)
    assert "Delete for good" not in client.get(item_page(item)).text
    assert "This cannot be undone." in office.get(purge).text
    assert TrashedItem.objects.count() == 1
    assert said(office.post(purge)) == ["“Trade” is deleted for good."]
    assert TrashedItem.objects.count() == 0
    assert office.get(purge).status_code == 404


def test_deleting_takes_its_right(office):
    session = make_session()
    client = clerk("view_session", "change_session")
    page = address(Session, "delete", session.pk)
    assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)
    assert office.get(address(Session, "delete", 999)).status_code == 302


def test_the_list_of_the_trash_costs_the_same_with_more_rows(office, django_assert_max_num_queries):
    for number in range(12):
        delete(office, make_session(title=f"Session {number}"))
    with django_assert_max_num_queries(15):
        page = office.get(address(TrashedItem, "changelist"))
    assert page.context["cl"].result_count == 12


def test_a_person_is_not_brought_back_by_two(office):
    delete(office, make_person())
    item = TrashedItem.objects.get()
    office.post(item_page(item))
    assert office.post(item_page(item)).status_code == 302
    assert (Person.objects.count(), Participation.objects.count()) == (1, 0)
