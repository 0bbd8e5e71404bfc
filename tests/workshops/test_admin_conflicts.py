"""E6: two organisers at one row. Nobody's words are overwritten unseen, and nothing typed is lost."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from people.models import Allocation, Person, State
from tests.factories import (
    make_allocation,
    make_billing,
    make_country,
    make_fund,
    make_material,
    make_organiser,
    make_participation,
    make_person,
    make_programme,
    make_session,
    make_speaker,
    make_stream,
    make_venue,
    make_workshop,
    picture,
)
from tests.workshops.office import address, form_of, organiser_client
from workshops.admin.conflicts import Careful
from workshops.models import Session, Speaker, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Client:
    return organiser_client()


@pytest.fixture
def them() -> Client:
    client = Client()
    client.force_login(make_organiser("colleague", first_name="Aigul", last_name="Bekova"))
    return client


def opened(client: Client, row) -> dict:
    """The form of a row as its page holds it now."""
    model = type(row)
    page = client.get(address(model, "change", row.pk))
    return form_of(page.content.decode(), f"{model._meta.model_name}_form")


def send(client: Client, row, form: dict, **values):
    return client.post(address(type(row), "change", row.pk), form | values)


def edit(client: Client, row, **values):
    """Open and save without a pause."""
    answer = send(client, row, opened(client, row), **values)
    assert answer.status_code == 302
    return answer


def asked(answer) -> list[tuple[str, str, str, str]]:
    """What the page of a conflict asks: (field, was, theirs, yours)."""
    assert answer.status_code == 409
    return [
        (each.label, each.was, each.theirs, each.yours)
        for each, _choice in answer.context["differences"]
    ]


def choose(client: Client, row, answer, files=(), **choices):
    """Answer the page of a conflict, and send on everything that it holds."""
    reader_form = re.search(r'<form method="post" novalidate.*?</form>', answer.text, re.S)[0]
    page = reader_form.replace("<form ", '<form id="conflict" ', 1)
    kept = {f"_keep-{name}": choice for name, choice in choices.items()}
    return send(client, row, form_of(page, "conflict") | kept | dict(files))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_the_second_to_save_one_field_is_asked(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene")
    answer = send(me, person, mine, display_name="BAT Erdene")
    assert asked(answer) == [("Name", "Bat Erdene", "Bat-Erdene", "BAT Erdene")]
    assert fresh(person).display_name == "Bat-Erdene"
    assert "Aigul Bekova saved it at" in answer.text


@pytest.mark.parametrize(("choice", "stands"), [("yours", "BAT Erdene"), ("theirs", "Bat-Erdene")])
def test_what_is_chosen_stands(me, them, choice, stands):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene")
    answer = send(me, person, mine, display_name="BAT Erdene", phone="+976 1")
    assert choose(me, person, answer, display_name=choice).status_code == 302
    assert (fresh(person).display_name, fresh(person).phone) == (stands, "+976 1")


def test_nothing_is_saved_until_each_field_is_decided(me, them):
    person = make_person("Bat Erdene", phone="1")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene", phone="2")
    answer = send(me, person, mine, display_name="BAT Erdene", phone="3")
    again = choose(me, person, answer, display_name="yours")
    assert again.context["unanswered"]
    assert asked(again) == asked(answer)
    assert fresh(person).phone == "2"
    assert choose(me, person, again, display_name="yours", phone="theirs").status_code == 302
    assert (fresh(person).display_name, fresh(person).phone) == ("BAT Erdene", "2")


def test_changes_to_different_fields_are_joined_only_when_confirmed(me, them):
    person = make_person("Bat Erdene", phone="1")
    mine = opened(me, person)
    edit(them, person, phone="2")
    answer = send(me, person, mine, display_name="BAT Erdene")
    assert asked(answer) == [("Phone", "1", "2", "1")]
    assert [(own.label, own.yours) for own in answer.context["own"]] == [("Name", "BAT Erdene")]
    assert fresh(person).display_name == "Bat Erdene"
    assert choose(me, person, answer).status_code == 302  # theirs is what the page proposes
    assert (fresh(person).display_name, fresh(person).phone) == ("BAT Erdene", "2")


def test_saving_an_old_page_untouched_changes_nothing(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene", phone="2")
    assert send(me, person, mine).status_code == 302
    assert (fresh(person).display_name, fresh(person).phone) == ("Bat-Erdene", "2")


def test_the_same_words_twice_are_no_conflict(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene")
    assert send(me, person, mine, display_name="Bat-Erdene").status_code == 302


def test_a_third_change_while_one_decides_is_asked_about_too(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name="Bat-Erdene")
    answer = send(me, person, mine, display_name="BAT Erdene")
    edit(them, person, display_name="Baterdene")
    again = choose(me, person, answer, display_name="yours")
    assert asked(again) == [("Name", "Bat Erdene", "Baterdene", "BAT Erdene")]
    assert fresh(person).display_name == "Baterdene"


def test_without_the_check_the_first_would_lose_their_words(me, them, monkeypatch):
    """The negative control: what Django does by itself."""
    monkeypatch.setattr(Careful, "ask_before_saving", lambda *_args: None)
    person = make_person("Bat Erdene", phone="1")
    mine = opened(me, person)
    edit(them, person, phone="2")
    assert send(me, person, mine, display_name="BAT Erdene").status_code == 302
    assert (fresh(person).display_name, fresh(person).phone) == ("BAT Erdene", "1")


def test_a_form_that_does_not_say_what_it_was_opened_with_is_asked_about_everything(me):
    person = make_person("Bat Erdene", phone="1")
    mine = {name: value for name, value in opened(me, person).items() if name != "_opened"}
    answer = send(me, person, mine, display_name="BAT Erdene")
    assert asked(answer) == [("Name", "", "Bat Erdene", "BAT Erdene")]
    assert choose(me, person, answer, display_name="yours").status_code == 302
    assert fresh(person).display_name == "BAT Erdene"


def test_what_another_row_was_opened_with_does_not_count(me):
    person, other = make_person("Bat Erdene"), make_person("Li Jun")
    token = opened(me, other)["_opened"]
    answer = send(me, person, opened(me, person) | {"_opened": token}, display_name="X")
    assert asked(answer) == [("Name", "", "Bat Erdene", "X")]


def test_a_faulty_form_is_still_compared_with_the_page_that_was_opened(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    faulty = send(me, person, mine, display_name="", phone="1")
    assert faulty.status_code == 200
    edit(them, person, phone="2")
    again = form_of(faulty.content.decode(), "person_form")
    answer = send(me, person, again, display_name="BAT Erdene")
    assert asked(answer) == [("Phone", "", "2", "1")]


def test_choices_dates_and_lists_are_said_in_words(me, them):
    workshop = make_workshop(programme=make_programme("Corridors"), country=make_country("KAZ"))
    mongolia, campus = make_country("MNG"), make_venue("Lake Campus")
    hall = make_venue("City Hall")
    mine = opened(me, workshop)
    edit(
        them,
        workshop,
        country=mongolia.pk,
        kind="course",
        starts_on="2024-05-21",
        venues=[campus.pk],
        interpretation="",
    )
    answer = send(
        me,
        workshop,
        mine,
        country="UZB",
        kind="seminar",
        starts_on="2024-05-22",
        venues=[hall.pk, campus.pk],
    )
    assert asked(answer) == [
        ("Kind", "Workshop", "Training course", "Seminar"),
        ("First day", "2024-05-20", "2024-05-21", "2024-05-22"),
        ("Host country", "Kazakhstan", "Mongolia", "Uzbekistan"),
        ("Venues", "", "Lake Campus", "Lake Campus, City Hall"),
    ]
    kept = dict.fromkeys(("kind", "starts_on", "country", "venues"), "theirs") | {"venues": "yours"}
    assert choose(me, workshop, answer, **kept).status_code == 302
    workshop = fresh(workshop)
    assert (workshop.kind, workshop.country, workshop.venues.count()) == ("course", mongolia, 2)


def test_a_date_with_its_time_is_one_field(me, them):
    allocation = make_allocation(stream=make_stream())
    mine = opened(me, allocation)
    edit(them, allocation, nomination_deadline_0="2024-05-01", nomination_deadline_1="18:00:00")
    answer = send(
        me, allocation, mine, nomination_deadline_0="2024-05-02", nomination_deadline_1="18:00:00"
    )
    assert asked(answer) == [
        ("Nominations until", "", "2024-05-01 18:00:00", "2024-05-02 18:00:00")
    ]
    assert choose(me, allocation, answer, nomination_deadline="theirs").status_code == 302
    assert fresh(allocation).nomination_deadline.day == 1


def test_a_text_in_a_language_added_meanwhile_is_kept(me, them):
    """The page did not have its field, so that it would be saved as empty."""
    workshop = make_workshop()
    mine = opened(me, workshop)
    edit(them, workshop, languages=["en", "ru"])
    edit(them, workshop, title_ru="Торговля")
    answer = send(me, workshop, mine, title_en="Trade")
    assert [label for label, *_rest in asked(answer)] == ["Content languages"]
    assert choose(me, workshop, answer).status_code == 302
    assert (fresh(workshop).title_en, fresh(workshop).title_ru) == ("Trade", "Торговля")


def test_what_can_no_longer_be_changed_is_named(me, them):
    stream = make_stream()
    allocation = make_allocation(stream=stream)
    other = make_allocation(stream=stream, fund=make_fund(workshop=stream.workshop))
    one = make_participation(
        workshop=stream.workshop,
        stream=stream,
        allocation=allocation,
        state=State.UNDER_REVIEW,
        channel="nomination",
    )
    mine = opened(me, one)
    them.post(reverse("admin:people_participation_state", args=[one.pk]), {"to": "selected"})
    answer = send(me, one, mine, allocation=other.pk, post_en="Director")
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said[0] == "“Allocation” can no longer be changed here; what you chose was not saved."
    assert (fresh(one).allocation, fresh(one).post_en) == (allocation, "Director")


def with_speaker():
    session = make_session(title="Rails")
    billing = make_billing(session=session, speaker=make_speaker(workshop=session.workshop))
    make_speaker(workshop=session.workshop, name="Ada Rossi")
    return session, billing


def test_a_row_below_is_compared_field_by_field(me, them):
    session, billing = with_speaker()
    mine = opened(me, session)
    edit(them, session, **{"speaker_roles-0-role": "moderator"})
    answer = send(me, session, mine, **{"speaker_roles-0-role": "welcome", "title_en": "Roads"})
    (line,) = asked(answer)
    assert line == (f"{fresh(billing)} – Role", "Speaker", "Moderator", "Welcome remarks")
    choose(me, session, answer, **{"speaker_roles-0-role": "theirs"})
    assert (fresh(session).title_en, fresh(billing).role) == ("Roads", "moderator")


def test_a_row_that_others_deleted_does_not_stop_one_who_left_it_alone(me, them):
    session, _billing = with_speaker()
    mine = opened(me, session)
    edit(them, session, **{"speaker_roles-0-DELETE": "on"})
    assert send(me, session, mine, title_en="Roads").status_code == 302
    assert (fresh(session).title_en, session.speaker_roles.count()) == ("Roads", 0)


@pytest.mark.parametrize(("choice", "roles"), [("theirs", []), ("yours", ["welcome"])])
def test_a_row_changed_here_and_deleted_there_is_asked_about(me, them, choice, roles):
    session, _billing = with_speaker()
    mine = opened(me, session)
    edit(them, session, **{"speaker_roles-0-DELETE": "on"})
    answer = send(me, session, mine, **{"speaker_roles-0-role": "welcome"})
    ((_label, _was, theirs, yours),) = asked(answer)
    assert theirs == "Deleted"
    assert yours == (
        "Speaker: Lena Park – Professor, Institute of Trade · Role: Welcome remarks · Order: 1"
    )
    assert choose(me, session, answer, **{"speaker_roles-0": choice}).status_code == 302
    assert list(session.speaker_roles.values_list("role", flat=True)) == roles


@pytest.mark.parametrize(("choice", "roles"), [("theirs", ["moderator"]), ("yours", [])])
def test_a_row_deleted_here_and_changed_there_is_asked_about(me, them, choice, roles):
    session, _billing = with_speaker()
    mine = opened(me, session)
    edit(them, session, **{"speaker_roles-0-role": "moderator"})
    answer = send(me, session, mine, **{"speaker_roles-0-DELETE": "on"})
    ((_label, _was, _theirs, yours),) = asked(answer)
    assert yours == "Deleted"
    assert choose(me, session, answer, **{"speaker_roles-0": choice}).status_code == 302
    assert list(session.speaker_roles.values_list("role", flat=True)) == roles


def test_rows_that_others_added_stay(me, them):
    session, _billing = with_speaker()
    ada = Speaker.objects.get(name="Ada Rossi")
    mine = opened(me, session)
    added = {"speaker_roles-TOTAL_FORMS": 2, "speaker_roles-1-speaker": ada.pk}
    edit(them, session, **added, **{"speaker_roles-1-role": "moderator"})
    assert send(me, session, mine, title_en="Roads").status_code == 302
    assert session.speaker_roles.count() == 2


def test_a_file_is_chosen_once_more(me, them):
    speaker = make_speaker(post="Professor")
    mine = opened(me, speaker)
    edit(them, speaker, post_en="Dean")
    answer = send(me, speaker, mine, name="Lena Parks", photo=picture(300, 300))
    assert answer.context["files"] == ["photo"]
    assert 'type="file" id="file-1" name="photo"' in answer.text
    assert choose(me, speaker, answer, {"photo": picture(300, 300)}).status_code == 302
    assert fresh(speaker).post_en == "Dean"
    assert fresh(speaker).photo


def test_a_file_that_others_replaced_is_asked_about(me, them):
    session = make_session()
    material = make_material(workshop=session.workshop)
    mine = opened(me, material)
    edit(them, material, file=picture_file("theirs.pdf"))
    answer = send(me, material, mine, file=picture_file("mine.pdf"))
    ((label, was, theirs, yours),) = asked(answer)
    assert (label, yours) == ("File", "mine.pdf")
    assert was != theirs
    assert choose(me, material, answer, file="theirs").status_code == 302
    assert str(fresh(material).file) == theirs


def picture_file(name: str):
    file = picture(10, 10)
    file.name = name
    file.seek(0)
    return file


def test_what_is_gone_keeps_what_was_typed(me):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    Person.objects.all().delete()
    answer = send(me, person, mine, display_name="BAT Erdene", phone="+976 1")
    assert answer.status_code == 410
    typed = {each.label: each.yours for each in answer.context["typed"]}
    assert typed == {"Name": "BAT Erdene", "Phone": "+976 1"}
    Person.objects.create(pk=person.pk, display_name="Bat Erdene")
    kept = MultiValueDict()
    for name, value in answer.context["sent"]:
        kept.appendlist(name, value)
    again = send(me, person, dict(kept.lists()), _opened=answer.context["opened"])
    assert again.status_code == 302
    assert (fresh(person).display_name, fresh(person).phone) == ("BAT Erdene", "+976 1")


def test_no_page_tells_those_who_may_not_change_the_row(them):
    person = make_person("Bat Erdene")
    reader = make_organiser("reader", is_superuser=False)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(reader)
    edit(them, person, display_name="Bat-Erdene")
    assert "_opened" not in client.get(address(Person, "change", person.pk)).text
    assert send(client, person, {"display_name": "X"}).status_code == 403
    Person.objects.all().delete()
    assert send(client, person, {"display_name": "X"}).status_code == 403


def test_words_are_shown_and_never_run(me, them):
    person = make_person("Bat Erdene")
    mine = opened(me, person)
    edit(them, person, display_name='<script>alert("theirs")</script>')
    answer = send(me, person, mine, display_name='"><img src=x onerror=alert(1)>', phone="<b>")
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert answer.text.count("&lt;img src=x onerror=alert(1)&gt;") == 2  # said, and carried on


def test_every_form_of_ours_is_careful_and_no_list_is_edited_in_place():
    ours = ("workshops", "people", "evaluations", "reports")
    careless = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in ours
        and (not isinstance(model_admin, Careful) or model_admin.list_editable)
    ]
    assert careless == []


@pytest.mark.parametrize("model", [Workshop, Session, Allocation])
def test_a_page_that_says_nothing_of_ours_is_no_failure(me, model):
    make_allocation(stream=make_stream(workshop=make_session().workshop))
    row = model.objects.first()
    page = address(model, "change", row.pk)
    for data in ({}, {"_opened": "x"}, {"_seen": "\x00", "_opened": "a:b:c"}):
        assert me.post(page, data).status_code in (200, 409)
