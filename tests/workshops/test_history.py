"""The history of rows: each field that changed, by whom, from what to what, and nothing private."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from simple_history.models import HistoricalRecords

from evaluations.models import Questionnaire
from people import names
from people.actions import states
from people.models import (
    Allocation,
    FocalPoint,
    Group,
    Participation,
    Person,
    Seat,
    State,
)
from tests.factories import (
    make_allocation,
    make_country,
    make_focal_point,
    make_group,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_session,
    make_stream,
    make_workshop,
)
from tests.workshops.office import address, everything_stored, form_of, organiser_client
from workshops import history, stamps
from workshops.actions import trash
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db

KEPT = [Person, Participation, Allocation, Seat, Group, FocalPoint, Workshop]
CANARY = "Kanarienvogel"


@pytest.fixture
def office() -> Client:
    return organiser_client()


def edit(client: Client, row, **values) -> None:
    model = type(row)
    page = address(model, "change", row.pk)
    form = form_of(client.get(page).content.decode(), f"{model._meta.model_name}_form")
    assert client.post(page, form | values).status_code == 302


def page_of(client: Client, row, query: str = ""):
    page = client.get(address(type(row), "history", row.pk) + query)
    assert page.status_code == 200
    return page


def told(client: Client, row) -> list[tuple]:
    """The page in short: (who, what) or (who, field, from, to)."""
    found = []
    for entry in page_of(client, row).context["page"].object_list:
        lines = [
            (entry.who, line.field, *(("…",) if line.is_private else (line.before, line.after)))
            for line in entry.lines
        ]
        found += lines or [(entry.who, entry.what)]
    return found


def test_each_change_is_told_field_by_field_newest_first(office):
    person = make_person("Bat Erdene", gender="male")
    edit(office, person, display_name="Bat-Erdene", nationality="MNG")
    edit(office, person, gender="")
    assert told(office, person) == [
        ("organiser", "Gender", "Male", ""),
        ("organiser", "Name", "Bat Erdene", "Bat-Erdene"),
        ("organiser", "Nationality", "", "Mongolia"),
        ("By itself", "Added"),
    ]


def test_of_private_fields_one_reads_only_that_they_changed(office):
    person = make_person("Bat Erdene", email=f"{CANARY}@example.org")
    edit(office, person, phone=f"+976 {CANARY}", email="other@example.org")
    assert told(office, person)[:2] == [
        ("organiser", "E-mail", "…"),
        ("organiser", "Phone", "…"),
    ]
    one = make_participation(private_note=f"{CANARY} is ill", waiver_reason=CANARY)
    edit(office, one, private_note="")
    for row in (person, one):
        assert CANARY not in page_of(office, row).text


def test_no_private_value_lies_in_the_database(office):
    make_person(email=f"{CANARY}@example.org", phone=CANARY)
    make_participation(private_note=CANARY, waiver_reason=CANARY, certificate_waiver=CANARY)
    make_focal_point(make_allocation(stream=make_stream()), email=f"{CANARY}@b.org", phone=CANARY)
    for model in KEPT:
        kept = history.kept_of(model)
        assert kept.objects.exists() or model is Group or model is Workshop
        for row in kept.objects.values():
            assert CANARY not in str(row)


def test_a_stamp_tells_one_row_from_itself_alone():
    """Two people with one telephone cannot be told to have it."""
    make_person(phone="+976 1")
    make_person(phone="+976 1")
    stamps = list(history.kept_of(Person).objects.values_list("phone", flat=True))
    assert len(set(stamps)) == 2
    assert all(len(each) == 64 for each in stamps)


def test_a_stamp_needs_the_sites_secret(settings):
    one = stamps.stamp("people.person.phone.1", "+976 1")
    settings.SECRET_KEY = "another " * 10
    assert stamps.stamp("people.person.phone.1", "+976 1") != one
    assert stamps.stamp("people.person.phone.1", "") == ""


def test_a_private_value_set_to_the_same_again_is_no_change():
    person = make_person(phone="+976 1")
    person.save()
    person.phone = "+976 2"
    person.save()
    person.phone = "+976 1"
    person.save()
    stamps = list(person.history.order_by("history_id").values_list("phone", flat=True))
    assert len(stamps) == 3
    assert stamps[0] == stamps[2] != stamps[1]


def test_saving_unchanged_keeps_nothing(office):
    rows = [
        make_person(email="a@b.org"),
        make_participation(private_note="x", post_ru="Директор"),
        make_group(workshop=make_workshop(languages=["en", "ru"], title_ru="Торговля")),
    ]
    for person in Person.objects.all():
        names.refresh(person)
    before = everything_stored()
    for row in rows:
        type(row).objects.get(pk=row.pk).save()
        edit(office, row)
    workshop = Workshop.objects.get(title_ru="Торговля")
    workshop.save()
    assert everything_stored() == before


def test_the_languages_of_a_text_are_told_apart_whatever_the_readers_is(office):
    workshop = make_workshop(languages=["en", "ru"], title="Trade")
    page = address(Workshop, "change", workshop.pk).replace("/en/", "/ru/")
    form = form_of(office.get(page).text, "workshop_form")
    office.post(page, form | {"title_ru": "Торговля"})
    assert told(office, workshop)[0] == ("organiser", "Title [ru]", "", "Торговля")


def test_changes_of_state_stand_among_the_others(office):
    allocation = make_allocation(stream=make_stream())
    one = make_nominee(allocation=allocation)
    by = make_organiser("lead", first_name="Aigul", last_name="Bekova")
    states.change(one, State.SELECTED, by=by, now=datetime.now(UTC), reason="Best fit")
    found = told(office, one)
    assert ("Aigul Bekova", "State", "Endorsed", "Selected") in found
    assert ("Aigul Bekova", "Reason", "", "Best fit") in found


def test_a_focal_point_is_named_where_nobody_has_an_account():
    allocation = make_allocation(stream=make_stream())
    one = make_nominee(allocation=allocation)
    request = type("Request", (), {"focal_point": make_focal_point(allocation)})()
    HistoricalRecords.context.request = request
    try:
        one.post_en = "Director"
        one.save()
    finally:
        del HistoricalRecords.context.request
    entry = one.history.latest()
    assert (entry.history_user, entry.history_change_reason) == (
        None,
        "Ms Dulam, Ministry of Trade",
    )
    assert ("Ms Dulam, Ministry of Trade", "Post at the event [en]", "", "Director") in told(
        organiser_client(), one
    )


def test_what_an_old_object_did_not_write_is_not_its_change(office):
    """Two objects of one row: the second saves one field and has never heard of the first's."""
    person = make_person("Bat Erdene")
    stale = Person.objects.get(pk=person.pk)
    person.honorific = "Dr"
    person.save()
    stale.gender = "male"
    stale.save(update_fields=["gender"])
    kept = person.history.latest()
    assert (kept.honorific, kept.gender) == ("Dr", "male")
    assert [line[1:] for line in told(office, person)[:2]] == [
        ("Gender", "", "Male"),
        ("Honorific", "", "Dr"),
    ]


def test_many_rows_at_once_have_their_history_too(office):
    rows = [Person(display_name=f"Person {number}", phone=CANARY) for number in range(3)]
    made = history.create_all(Person, rows)
    with CaptureQueriesContext(connection) as seen:
        for row in made:
            row.honorific, row.phone = "Dr", ""
        history.update_all(Person, made, ["honorific", "phone"])
    assert len(seen) <= 6
    assert told(office, made[1]) == [
        ("By itself", "Honorific", "", "Dr"),
        ("By itself", "Phone", "…"),
        ("By itself", "Added"),
    ]
    assert history.create_all(Session, []) == []


def test_what_was_said_in_words_stands_there_too(office):
    workshop = make_workshop(status="draft", summary="Words")
    office.post(reverse("admin:workshops_workshop_publish", args=[workshop.pk]))
    assert told(office, workshop)[:2] == [
        ("organiser", "Published."),
        ("organiser", "Status", "Draft", "Published"),
    ]


def test_without_a_kept_history_the_offices_log_is_shown(office):
    session = make_session(title="Rails")
    assert "Nothing has happened to this" in page_of(office, session).text
    edit(office, session, title_en="Roads")
    assert told(office, session) == [("organiser", "Changed Title [en].")]


def test_a_deletion_and_the_way_back_are_told(office):
    person = make_person("Bat Erdene")
    by = make_organiser("lead")
    item = trash.throw_away(person, by=by, now=datetime.now(UTC))
    trash.restore(item, by=by, now=datetime.now(UTC))
    assert told(office, Person.objects.get()) == [
        ("lead", "Brought back from the trash"),
        ("By itself", "Deleted"),
        ("By itself", "Added"),
    ]


def test_what_is_deleted_for_good_has_no_history_left():
    one = make_participation(state=State.WITHDRAWN, seat=None, name=CANARY)
    stays = make_person()
    by, now = make_organiser("lead"), datetime.now(UTC)
    trash.throw_away(one.person, by=by, now=now - timedelta(days=40))
    assert history.kept_of(Person).objects.filter(display_name=CANARY).exists()
    call_command("empty_trash")
    assert not history.kept_of(Person).objects.filter(display_name=CANARY).exists()
    assert history.kept_of(Participation).objects.count() == 0
    assert stays.history.count() == 1


def test_a_row_that_is_gone_is_told_by_its_number(office):
    person = make_person()
    country = make_country("XYZ", name="Gone")
    person.nationality = country
    person.save()
    person.nationality = None
    person.save()
    country.delete()
    assert told(office, person)[0] == ("By itself", "Nationality", "No. XYZ, which is gone", "")


def test_the_page_turns_its_pages_and_costs_the_same(office):
    person = make_person()
    for number in range(120):
        person.given_names = f"Given {number}"
        person.save()
    first = page_of(office, person)
    assert len(first.context["page"].object_list) == 50
    assert first.context["page"].object_list[0].lines[0].after == "Given 119"
    last = page_of(office, person, "?p=3")
    assert last.context["page"].object_list[-1].what == "Added"
    assert page_of(office, person, "?p=x").context["page"].number == 1
    assert page_of(office, person, "?p=99").context["page"].number == 3
    with CaptureQueriesContext(connection) as seen:
        page_of(office, person)
    assert len(seen) <= 8


def test_history_is_for_those_who_may_see_the_row(office):
    person = make_person(CANARY)
    client = Client()
    user = make_organiser("clerk", is_superuser=False)
    client.force_login(user)
    page = address(Person, "history", person.pk)
    assert client.get(page).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    assert client.get(page).status_code == 200
    assert Client().get(page).status_code == 302


def test_words_are_shown_and_never_run(office):
    person = make_person("<script>alert(1)</script>")
    edit(office, person, display_name='"><svg onload=alert(2)>')
    page = page_of(office, person).text
    assert "<script>alert" not in page
    assert "<svg onload" not in page


def test_public_pages_ask_nobody_who_they_are(office):
    """Although a session is there to be read; the office's pages do."""
    make_workshop(slug="trade")

    def asked(path: str) -> bool:
        with CaptureQueriesContext(connection) as seen:
            answer = office.get(path)
        assert answer.status_code == 200
        read = any("django_session" in query["sql"] for query in seen)
        assert ("Cookie" in answer.get("Vary", "")) == read
        return read

    assert asked("/en/workshops/trade/") is False
    assert asked(reverse("admin:people_person_changelist")) is True


def test_nothing_of_evaluations_has_a_history():
    models = list(apps.get_app_config("evaluations").get_models(include_auto_created=True))
    assert [model for model in models if history.kept_of(model)] == []
    assert [model.__name__ for model in models if "istorical" in model.__name__] == []
    assert Questionnaire in models


@pytest.mark.parametrize("model", KEPT)
def test_these_keep_their_history_and_their_pages_lead_to_it_and_back(model, office):
    assert history.kept_of(model) is not None
    row = row_of(model)
    form, page = address(model, "change", row.pk), address(model, "history", row.pk)
    assert f'href="{page}"' in office.get(form).text
    assert f'href="{form}"' in page_of(office, row).text


def row_of(model: type):
    """One row of a model, with a history that has begun."""
    make_participation()
    make_focal_point(make_allocation(stream=make_stream()))
    make_group(workshop=make_workshop())
    return model.objects.first()


def test_rows_that_were_there_before_their_history_begin_it_as_they_stand(office):
    Person.objects.bulk_create([Person(display_name="Bat Erdene", phone=CANARY)])
    person = Person.objects.get()
    assert person.history.count() == 0
    history.begin(apps, "people.Person", datetime.now(UTC))
    person.save()
    person.display_name, person.phone = "Bat-Erdene", ""
    person.save()
    assert told(office, person) == [
        ("By itself", "Name", "Bat Erdene", "Bat-Erdene"),
        ("By itself", "Phone", "…"),
        ("By itself", "Added"),
    ]
    assert CANARY not in str(list(person.history.values()))


def test_what_no_column_holds_is_told_from_the_offices_log(office):
    """Which allocations a focal point speaks for, beside what is kept of its columns."""
    one = make_allocation(stream=make_stream())
    focal_point = make_focal_point(one)
    other = make_allocation(stream=one.stream, country="KAZ")
    edit(office, focal_point, allocations=[one.pk, other.pk], name="Dulam B.")
    assert told(office, focal_point) == [
        ("organiser", "Changed Allocations."),
        ("organiser", "Name", "Ms Dulam", "Dulam B."),
        ("By itself", "Added"),
    ]
