"""Search in the office finds names in any script and case, and choices stay within a workshop."""

import pytest
from django.test import Client
from django.urls import reverse

from people import names
from people.models import Participation, Person, Seat
from tests.factories import (
    make_billing,
    make_country,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_workshop,
)
from tests.workshops.office import address, organiser_client
from workshops.models import Country, Session, Speaker, Workshop

pytestmark = pytest.mark.django_db


def found(client: Client, model: type, words: str) -> list[str]:
    answer = client.get(address(model, "changelist"), {"q": words})
    return [str(row) for row in answer.context["cl"].result_list]


def suggested(client: Client, model: type, field: str, words: str, **limits) -> list[str]:
    asked = {
        "app_label": model._meta.app_label,
        "model_name": model._meta.model_name,
        "field_name": field,
        "term": words,
    }
    answer = client.get(reverse("admin:autocomplete"), asked | limits)
    return [each["text"] for each in answer.json()["results"]]


def people() -> None:
    for person in (
        make_person("Жанибек Ахметов"),
        make_person("Li Jun", native_name="李军"),
        make_person("Lei Jun", native_name="雷军"),
        make_person("Zoë Núñez"),
    ):
        names.refresh(person)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("жанибек", ["Жанибек Ахметов"]),
        ("ЖАНИБЕК", ["Жанибек Ахметов"]),
        ("李", ["Li Jun"]),
        ("李军", ["Li Jun"]),
        ("LEI", ["Lei Jun"]),
        ("nunez", ["Zoë Núñez"]),
        ("NÚÑEZ", ["Zoë Núñez"]),
        ("jun", ["Lei Jun", "Li Jun"]),
        ("jun li", ["Li Jun"]),
        ("王", []),
        ("%", []),
    ],
)
def test_people_are_found_in_any_script_and_case(words, expected):
    people()
    client = organiser_client()
    assert sorted(found(client, Person, words)) == expected
    assert sorted(suggested(client, Participation, "person", words)) == expected


def test_a_person_is_found_under_a_name_just_given():
    client = organiser_client()
    client.post(
        address(Person, "add"),
        {
            "display_name": "Гүлнар Сейіт",
            "participations-TOTAL_FORMS": 0,
            "participations-INITIAL_FORMS": 0,
        },
    )
    assert found(client, Person, "гүлнар") == ["Гүлнар Сейіт"]
    person = Person.objects.get()
    assert person.sort_name == "Гүлнар Сейіт"


def test_the_roster_is_searched_by_the_person_and_by_the_post():
    one = make_participation(name="Жанибек Ахметов", post_ru="Заместитель министра торговли")
    names.refresh(one.person)
    client = organiser_client()
    assert found(client, Participation, "жанибек") == ["Жанибек Ахметов"]
    assert found(client, Participation, "МИНИСТРА") == ["Жанибек Ахметов"]
    assert found(client, Participation, "монголия") == ["Жанибек Ахметов"]
    assert found(client, Participation, "киргиз") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("цифровая", ["Rails"]),
        ("ЭКОНОМИКА", ["Rails"]),
        ("数字", ["Rails"]),
        ("rails", ["Rails"]),
        ("李军", ["Rails"]),
        ("петров", ["Rails"]),
        ("(rails", []),
        (".*", []),
        ("\\", []),
    ],
)
def test_sessions_are_found_by_title_and_speaker(words, expected):
    session = make_session(title="Rails", title_ru="Цифровая экономика", title_zh_hans="数字经济")
    make_billing(
        session=session,
        speaker=make_speaker(workshop=session.workshop, name="Иван Петров", name_native="李军"),
    )
    make_session(workshop=session.workshop, title="Other")
    assert found(organiser_client(), Session, words) == expected


def test_workshops_are_found_by_title_and_city_in_any_language():
    make_workshop(title="Trade", title_ru="Торговля", city_zh_hans="阿拉木图")
    client = organiser_client()
    assert found(client, Workshop, "ТОРГОВЛЯ") == ["Trade"]
    assert found(client, Workshop, "木图") == ["Trade"]
    assert found(client, Workshop, "экономика") == []


def test_a_country_is_found_by_a_spelling_of_rosters():
    make_country("MNG")
    client = organiser_client()
    assert found(client, Country, "MNG") == ["Mongolia"]
    assert "Kyrgyz Republic" in found(client, Country, "Kyrgyzstan")


def test_choices_stay_within_the_workshop():
    here, elsewhere = make_workshop(), make_workshop()
    for workshop in (here, elsewhere):
        make_speaker(workshop=workshop, name="Lena Park", post="")
        make_participation(workshop=workshop)
    session = make_session(workshop=here)
    client = organiser_client()
    page = client.get(address(Session, "change", session.pk)).content.decode()
    assert f"autocomplete/?workshop={here.pk}" in page
    asked = {"workshop": here.pk}
    source = Speaker._meta.get_field("roles").related_model
    assert suggested(client, source, "speaker", "lena") == ["Lena Park", "Lena Park"]
    assert suggested(client, source, "speaker", "lena", **asked) == ["Lena Park"]
    assert len(suggested(client, Participation, "seat", "", **asked)) == Seat.objects.count() // 2


def test_suggestions_are_for_organisers():
    asked = {
        "app_label": "people",
        "model_name": "participation",
        "field_name": "person",
        "term": "",
    }
    make_person()
    assert Client().get(reverse("admin:autocomplete"), asked).status_code == 302
