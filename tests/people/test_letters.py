"""Letters: in the recipient's language, with no link in them that we did not put there."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation

from people import letters
from people.inert import inert, inert_lines
from people.models import Message
from tests.factories import (
    make_access_link,
    make_allocation,
    make_focal_point,
    make_participation,
    make_person,
    make_stream,
    make_workshop,
)
from tests.house.site import ROOT

NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)

# What mail programs take for a link, more greedily than any of them: a scheme, "//", "www.", an e-mail
# address, a host with a top level of two letters or more, however it is written.
LINK = re.compile(
    r"""(?ix) \b[a-z][a-z0-9+.-]{1,20}:\S | //\S | \bwww\.\S | \S@\S
    | [\w-] [.\u3002\uff0e\uff61] [^\W\d_]{2}""",
)
HOSTILE = [
    "https://evil.example/x",
    "HTTP://EVIL.EXAMPLE",
    "evil.example",
    "Ann evil.example Lee",
    "www.evil.example",
    "//evil.example",
    "https:/​/evil.example",
    "e\u200bvil.example",
    "evil。example",
    "evil．example",
    "пример.рф",
    "例子.中国",
    "xn--80ak6aa92e.com",
    "someone@evil.example",
    "mailto:someone@evil",
    "tel:+4912345",
    "javascript:alert(1)",
    "[sign in](https://evil.example)",
    "<a href='https://evil.example'>sign in</a>",
    "<https://evil.example>",
    "Ann\nhttps://evil.example",
    "Ann\r\nBcc: all@evil.example",
    "{link}",
    "{{ link }}",
    "%(link)s",
    "\u202eelpmaxe.live\u202c",
    "https://127.0.0.1/x",
    "a.b.evil.example/path?x=y#z",
]
NAMES = [
    "Ann Lee",
    "A. B. Lee",
    "J.R.R. Tolkien",
    "O’Neil-Smith",
    "雷军",
    "Нурлан Абдыкадыров",
    "Nguyễn Văn An",
    "محمد‌رضا",
    "Lee, Ann (Dr)",
    "Ph.D. Ann Lee",
]


def links_in(text: str) -> list[str]:
    return LINK.findall(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_typed_words_are_a_link(text):
    assert links_in(inert(text)) == []
    assert links_in(inert_lines(text)) == []
    assert "{" not in inert(text)
    assert "\n" not in inert(text)
    assert "\u202e" not in inert(text)


def test_the_check_for_links_finds_them():
    plain = [text for text in HOSTILE if not text.startswith(("{", "%", "\u202e", "https:/​"))]
    assert [text for text in plain if not links_in(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_as_they_are(name):
    assert inert(name) == name


def test_lines_stay_lines_where_there_are_several():
    assert inert_lines("One\nTwo evil.example") == "One\nTwo evil. example"


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_makes_no_link_in_a_letter(text):
    workshop = make_workshop(title=text, city=text, contact_name=text, contact_email="a@b.org")
    row = make_participation(workshop=workshop, person=make_person(text, email="x@example.org"))
    made = letters.send(
        "offer", to=row, key="k", now=NOW, facts=lambda: {"answer_by": text, "package": text}
    )
    assert links_in(made.subject) == []
    assert links_in(made.body.replace("a@b.org", "")) == []
    assert made.body.count("{link}") == 1
    assert re.findall(r"[\r\n]", made.subject) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "20 May – 2 June 2024"), ("ru", "20 мая – 2 июня 2024"), ("zh-hans", "2024年5月20日")],
)
def test_a_letter_is_in_its_recipients_language(language, words):
    person = make_person(email="x@example.org", language=language)
    row = make_participation(workshop=make_workshop(title_ru="Торговля"), person=person)
    with translation.override("en"):
        made = letters.send("offer", to=row, key="k", now=NOW, facts=lambda: {"answer_by": "noon"})
    assert (made.language, words in made.body) == (language, True)
    assert ("Торговля" in made.body) == (language == "ru")


@pytest.mark.django_db
def test_a_letter_goes_to_a_person_a_focal_point_or_the_organisers():
    workshop = make_workshop(contact_email="office@example.org", contact_name="The office")
    allocation = make_allocation(stream=make_stream(workshop=workshop))
    focal_point = make_focal_point(allocation, honorific="Ms", name="Dulam")
    person = make_person("Bat Erdene", honorific="Mr", email="bat@example.org")
    row = make_participation(workshop=workshop, person=person)
    sent = [
        letters.send("offer", to=to, key=f"k{place}", now=NOW, about=row)
        for place, to in enumerate((row, focal_point, workshop))
    ]
    assert [(m.to_name, m.to_address, m.focal_point, m.participation) for m in sent] == [
        ("Mr Bat Erdene", "bat@example.org", None, row),
        ("Ms Dulam", focal_point.email, focal_point, row),
        ("The office", "office@example.org", None, row),
    ]


@pytest.mark.django_db
def test_nothing_is_written_to_somebody_without_an_address():
    assert letters.send("offer", to=make_participation(), key="k", now=NOW) is None
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_the_same_key_writes_once():
    row = make_participation(person=make_person(email="x@example.org"))
    first = letters.send("offer", to=row, key="k", now=NOW)
    again = letters.send("offer", to=row, key="k", now=NOW)
    assert (first, Message.objects.count()) == (again, 1)


@pytest.mark.django_db
def test_a_fact_that_is_no_words_is_refused():
    row = make_participation(person=make_person(email="x@example.org"))
    with pytest.raises(TypeError):
        letters.send("offer", to=row, key="k", now=NOW, facts=lambda: {"package": row})


@pytest.mark.django_db
def test_a_link_is_named_with_the_message_and_not_written_into_it():
    row = make_participation(person=make_person(email="x@example.org"))
    link = make_access_link(participation=row)
    made = letters.send("offer", to=row, key="k", now=NOW, link=link)
    assert (made.link, "{link}" in made.body) == (link, True)


def kinds() -> list[str]:
    return sorted(path.stem for path in (ROOT / "templates" / "letters").glob("[!_]*.txt"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_every_letter_has_a_subject_and_no_gaps(kind, language):
    to = letters.Address("Ann Lee", "ann@example.org", language)
    letter = letters.write(kind, workshop=make_workshop(), to=to, facts=lambda: {"seats": 2})
    assert letter.subject
    assert "\n\n\n" not in letter.body
    assert "{%" not in letter.body + letter.subject
