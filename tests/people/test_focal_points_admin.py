"""Focal points in the office: how far each is, invited after the number was said, and shown out."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client

from people import access
from people.models import AccessLink, Allocation, FocalPoint, Message, State
from tests.factories import (
    make_access_link,
    make_allocation,
    make_focal_point,
    make_nominee,
    make_stream,
    make_user,
    make_workshop,
)
from tests.workshops.office import address, form_of, organiser_client

pytestmark = pytest.mark.django_db
LIST = address(FocalPoint, "changelist")


@pytest.fixture
def office() -> Client:
    return organiser_client()


@pytest.fixture
def allocation() -> Allocation:
    return make_allocation(stream=make_stream(workshop=make_workshop()))


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation, name="Ms Dulam", email="dulam@example.org")


def choose(client: Client, action: str, *rows: FocalPoint, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, chosen | more)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_list_says_for_whom_how_far_and_when_last_here(office, allocation, focal_point):
    make_access_link(focal_point=focal_point, last_used_at=datetime(2024, 4, 3, 9, tzinfo=UTC))
    make_nominee(allocation=allocation)
    make_nominee(allocation=allocation, name="A draft", state=State.DRAFT)
    page = office.get(LIST).text
    for words in ("Mongolia", "1 of 4", "Wed 3 Apr 2024", "Thu 1 Jan 2099", "Not yet"):
        assert words in page


def test_somebody_never_invited_has_no_link_and_never_came(office, focal_point):
    page = office.get(LIST).text
    assert ("Never" in page, "No link" in page) == (True, True)


def test_the_list_takes_as_many_queries_for_one_as_for_thirty(
    office, allocation, focal_point, django_assert_max_num_queries
):
    make_access_link(focal_point=focal_point)
    with django_assert_max_num_queries(40) as few:
        office.get(LIST)
    for number in range(30):
        make_access_link(focal_point=make_focal_point(allocation, name=f"Person {number}"))
    with django_assert_max_num_queries(len(few)):
        office.get(LIST)
    assert len(few) <= 20


def test_the_page_shows_the_link_to_copy_to_who_may_change_it(office, focal_point):
    link = make_access_link(focal_point=focal_point)
    page = address(FocalPoint, "change", focal_point.pk)
    answer = office.get(page)
    assert access.address_of(link) in answer.text
    assert "no-store" in answer["Cache-Control"]
    reader = Client()
    user = make_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_focalpoint"))
    reader.force_login(user)
    assert access.token_of(link) not in reader.get(page).text
    AccessLink.objects.update(revoked_at=datetime(2024, 4, 3, tzinfo=UTC))
    assert access.token_of(link) not in office.get(page).text


def test_a_focal_point_is_added_from_an_allocation_and_asked_to_be_invited(office, allocation):
    workshop = allocation.stream.workshop
    page = office.get(address(Allocation, "change", allocation.pk)).text
    add = f"{address(FocalPoint, 'add')}?workshop={workshop.pk}&amp;allocations={allocation.pk}"
    assert f'href="{add}"' in page
    form = dict(form_of(office.get(add.replace("&amp;", "&")).text, "focalpoint_form"))
    form |= {"name": "Dulam Bat", "email": "dulam@example.org", "_save": "Save"}
    answer = office.post(address(FocalPoint, "add"), form)
    focal_point = FocalPoint.objects.get()
    assert list(focal_point.allocations.all()) == [allocation]
    ask = f"{address(FocalPoint, 'changelist')}{focal_point.pk}/invite/do/"
    assert answer["Location"] == ask
    assert "This sends 1 invitation" in office.get(ask).text
    assert Message.objects.count() == 0
    office.post(ask)
    assert Message.objects.get().focal_point == focal_point


def test_allocations_of_another_workshop_are_refused(office, allocation):
    foreign = make_allocation(stream=make_stream(workshop=make_workshop()))
    form = {
        "workshop": allocation.stream.workshop_id,
        "allocations": [foreign.pk],
        "name": "Dulam",
        "email": "dulam@example.org",
        "language": "en",
    }
    page = office.post(address(FocalPoint, "add"), form)
    assert (page.status_code, FocalPoint.objects.count()) == (200, 0)
    assert "This belongs to another workshop" in page.text


def test_inviting_many_says_the_number_first_and_what_came_of_each_after(
    office, allocation, focal_point
):
    second = make_focal_point(allocation, name="Mr Otgon")
    ended = make_focal_point(allocation, name="Mr Gone", is_active=False)
    asked = choose(office, "invite", focal_point, second, ended)
    assert "This sends 3 invitations" in asked.text
    assert "dulam@example.org" in asked.text
    assert Message.objects.count() == 0
    done = choose(office, "invite", focal_point, second, ended, confirmed="yes")
    assert said(done) == [
        "Mr Gone may not sign in any more.",
        "2 invitations are on their way.",
    ]
    assert set(Message.objects.values_list("focal_point", flat=True)) == {focal_point.pk, second.pk}


def test_renewing_and_ending_say_what_they_do(office, focal_point):
    old = make_access_link(focal_point=focal_point)
    assert "The links before end at once" in choose(office, "renew", focal_point).text
    choose(office, "renew", focal_point, confirmed="yes")
    old.refresh_from_db()
    assert (old.revoked_at is not None, Message.objects.get().kind) == (True, "new_link")
    assert "Their nominations stay" in choose(office, "end", focal_point).text
    focal_point.refresh_from_db()
    assert focal_point.is_active
    choose(office, "end", focal_point, confirmed="yes")
    focal_point.refresh_from_db()
    assert not focal_point.is_active
    assert not AccessLink.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize("code", ["invite", "renew", "end"])
def test_who_may_only_look_does_nothing(focal_point, code):
    reader = Client()
    user = make_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_focalpoint"))
    reader.force_login(user)
    path = f"{LIST}{focal_point.pk}/{code}/do/"
    assert [reader.get(path).status_code, reader.post(path).status_code] == [403, 403]
    assert choose(reader, code, focal_point, confirmed="yes").status_code in (302, 200)
    focal_point.refresh_from_db()
    assert (focal_point.is_active, Message.objects.count()) == (True, 0)


def test_an_unknown_act_is_missing(office, focal_point):
    assert office.get(f"{LIST}{focal_point.pk}/promote/do/").status_code == 404
    assert office.get(f"{LIST}999999/invite/do/").status_code == 404
