"""Records that may be of one person are found: by address, by name in any order and script, by slips."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import names
from people.duplicates import Likeness, nearly, slips_between, twins_of
from people.models import Person
from tests.factories import make_country, make_person

pytestmark = pytest.mark.django_db


def known(name: str, nationality: str = "UZB", **fields) -> Person:
    person = make_person(name, nationality=make_country(nationality), **fields)
    names.refresh(person)
    return person


def likeness(one: Person, other: Person) -> Likeness | None:
    """How the two are alike, which must be the same from both sides."""
    found = twins_of([one, other])
    there = {twin.person: twin.likeness for twin in found.get(one.pk, ())}.get(other.pk)
    back = {twin.person: twin.likeness for twin in found.get(other.pk, ())}.get(one.pk)
    assert there == back
    return there


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"name": "Aziz Karimov"}, {"name": "AZIZ KARIMOV"}, Likeness.NAME),
        (
            {"name": "Aziz Karimov", "given_names": "Aziz", "family_name": "Karimov"},
            {"name": "Karimov Aziz"},
            Likeness.NAME,
        ),
        ({"name": "José Núñez"}, {"name": "Jose Nunez"}, Likeness.NAME),
        ({"name": "Lei Jun", "native_name": "雷军"}, {"name": "Lei J.", "native_name": "雷军"}, Likeness.NAME),
        ({"name": "雷军"}, {"name": "Lei Jun", "native_name": "雷军"}, Likeness.NAME),
        ({"name": "A", "email": "a@b.org"}, {"name": "B", "email": "A@B.org"}, Likeness.EMAIL),
        ({"name": "Aziz Karimov"}, {"name": "Aziz Karimow"}, Likeness.NEARLY),
        ({"name": "Aziz Karimov"}, {"name": "Aziz Kairmov"}, Likeness.NEARLY),
        ({"name": "Nurlan Abdykadyrov"}, {"name": "Nurlan Abdikadirov"}, Likeness.NEARLY),
        ({"name": "Khusniddin Yusupov"}, {"name": "Husnidin Iusupow"}, Likeness.NEARLY),
        ({"name": "Dmitriy Petrov"}, {"name": "Petrof Dmitry"}, Likeness.NEARLY),
        ({"name": "Aziz Karimov"}, {"name": "Aziz Kamilow"}, None),
        ({"name": "Aziz Karimov"}, {"name": "Ariz Karimow"}, None),
        ({"name": "Li Wei"}, {"name": "Li Mei"}, None),
        ({"name": "Sardor Namunaev"}, {"name": "Bekzod Namunaev"}, None),
        ({"name": "A", "email": ""}, {"name": "B", "email": ""}, None),
    ],
)  # fmt: skip
def test_two_records_are_compared(one, other, expected):
    assert likeness(known(**one), known(**other)) == expected


def test_the_same_name_counts_across_nationalities_and_a_slip_only_within_one():
    assert likeness(known("Aziz Karimov", "UZB"), known("Aziz Karimov", "KAZ")) == Likeness.NAME
    assert likeness(known("Aziz Tursunov", "UZB"), known("Aziz Tursunow", "KAZ")) is None


def test_a_record_is_not_its_own_twin():
    one = known("Aziz Karimov", email="aziz@example.org")
    assert twins_of([one]) == {}
    assert twins_of([]) == {}


def test_the_likeliest_come_first():
    one = known("Aziz Karimov", email="aziz@example.org")
    slip = known("Aziz Karimow")
    name = known("Aziz Karimov")
    address = known("A. K.", email="aziz@example.org")
    assert [twin.person for twin in twins_of([one])[one.pk]] == [address.pk, name.pk, slip.pk]


@pytest.mark.parametrize("count", [1, 40])
def test_many_are_compared_in_one_query(count):
    people = [known(f"Aziz Karimov {number}") for number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        twins_of(people)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("abc", "acb", 1), ("", "ab", 2),
        ("kitten", "sitting", 3), ("abcdef", "fedcba", 4),
    ],
)  # fmt: skip
def test_slips_are_counted_up_to_a_most(one, other, slips):
    assert slips_between(one, other, 3) == min(slips, 4)
    assert slips_between(other, one, 3) == min(slips, 4)


@pytest.mark.parametrize(
    ("name", "nationality", "lang"),
    [
        ("雷军", "CHN", "zh-Hans"), ("雷军", None, "zh"), ("Болд", "MNG", "mn"),
        ("Болд", "ARE", "und-Cyrl"), ("บุญ", "THA", "th"), ("Ann", "CHN", ""), ("", None, ""),
    ],
)  # fmt: skip
def test_a_native_name_is_marked_with_its_language(name, nationality, lang):
    assert names.lang_of(name, nationality) == lang


def test_short_names_are_not_slips_of_each_other():
    assert not nearly("li wei", "li mei")
    assert nearly("aziz karimov", "aziz karimow")
