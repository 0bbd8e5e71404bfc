"""The confirmation of nominations: what a ministry files, whose it is, and what is not on it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from people.access import DESK, PLACE, make_link, revoke_all, token_of
from people.actions import states
from people.models import Allocation, FocalPoint, Role, SelectorNote, State
from reports.papers.confirmation import confirmation, in_words
from reports.papers.nominations import nominations_of
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_facet,
    make_focal_point,
    make_fund,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_user,
    make_workshop,
)
from workshops import dates, typeset

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 8, tzinfo=UTC)
SECRET = "Geheimnis"


@pytest.fixture
def allocation() -> Allocation:
    """Two Mongolian seats at a workshop in Almaty, nominations until ten days from NOW."""
    workshop = make_workshop(country=make_country("KAZ"))
    return make_allocation(
        stream=make_stream(workshop=workshop),
        uuid=UUID("c0ffee00-0000-4000-8000-000000000001"),  # the reference shows its beginning
        nomination_deadline=NOW + timedelta(days=10, hours=5),
        replacement_cutoff=NOW + timedelta(days=20, hours=5),
    )


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation)


def signed_in(focal_point: FocalPoint) -> Client:
    client = Client()
    session = client.session
    session[DESK] = token_of(make_link(focal_point, by=None, now=timezone.now()))
    session.save()
    return client


def address(allocation: Allocation | None = None, language: str = "en") -> str:
    uuid = allocation.uuid if allocation else "2f0f4b0e-6f0c-4e43-9d5f-6f1b3f0d0001"
    return f"/{language}/nominations/{uuid}/confirmation.pdf"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def printed(allocation: Allocation, now: datetime = NOW):
    return in_words(nominations_of(allocation, now=now), "Confirmation of nominations")


# ------------------------------------------------------------------ what it says


def test_it_names_the_nominees_in_rank_order_and_whoever_is_out_last(allocation):
    make_nominee(allocation=allocation, name="Third", rank=3)
    make_nominee(allocation=allocation, name="Gone", rank=1, state=State.WITHDRAWN)
    make_nominee(allocation=allocation, name="Second", rank=2, endorsed=False)
    assert [(row.rank, row.name, row.state) for row in printed(allocation).rows] == [
        ("2", "Second", ("Received", "Not endorsed yet")),
        (
            "3",
            "Third",
            ("Received and endorsed", "Endorsed by Deputy Minister of Trade, Fri 12 Apr 2024"),
        ),
        ("", "Gone", ("Withdrawn", "Endorsed by Deputy Minister of Trade, Fri 12 Apr 2024")),
    ]


def test_a_name_stands_as_on_the_badge_and_in_its_parts_and_script(allocation):
    person = make_person(
        "Bat-Erdene Dorj",
        given_names="Bat-Erdene",
        family_name="Dorj",
        native_name="Дорж Бат-Эрдэнэ",
    )
    row = make_nominee(allocation=allocation, person=person, post="Head of Unit")
    make_dossier(participation=row, organisation="Ministry of Economy")
    (shown,) = printed(allocation).rows
    assert (shown.name, shown.native_name) == ("Bat-Erdene Dorj", "Дорж Бат-Эрдэнэ")
    assert shown.below_name == ("Given names: Bat-Erdene", "Family name: Dorj")
    assert shown.post == ("Head of Unit", "Ministry of Economy")


def test_an_organisation_that_the_post_names_is_not_said_twice(allocation):
    row = make_nominee(allocation=allocation, post="Head of Unit, Ministry of Economy")
    make_dossier(participation=row, organisation="Ministry of Economy")
    assert printed(allocation).rows[0].post == ("Head of Unit, Ministry of Economy",)


def test_what_people_type_is_printed_as_they_typed_it(allocation):
    typed = '#panic() *b* {{ settings.SECRET_KEY }} $x$ #read("/etc/passwd")'
    allocation.stream.workshop.title = typed
    row = make_nominee(allocation=allocation, name=typed, post=typed)
    row.endorsement.authority = typed
    row.endorsement.save()
    text = "".join(text_of(confirmation(allocation, now=NOW)).split())
    assert text.count("".join(typed.split())) == 4


def test_a_script_that_no_font_has_is_left_out_rather_than_garbled(allocation):
    make_nominee(allocation=allocation, person=make_person("Hong Gil-dong", native_name="홍길동"))
    assert [(row.name, row.native_name) for row in printed(allocation).rows] == [
        ("Hong Gil-dong", "")
    ]


def test_drafts_are_counted_and_not_named(allocation):
    make_nominee(allocation=allocation, name="Not sent", state=State.DRAFT)
    shown = printed(allocation)
    assert shown.rows == ()
    assert shown.below_rows == (
        "Nobody has been put forward yet.",
        "1 draft is not listed: it has not been sent.",
    )


def test_it_names_nobody_of_another_allocation_even_of_the_same_country(allocation):
    other = make_allocation(
        stream=allocation.stream, fund=make_fund(workshop=allocation.stream.workshop)
    )
    make_nominee(allocation=other, name="Other fund")
    make_participation(
        workshop=allocation.stream.workshop, name="A guest", role=Role.GUEST, country="MNG"
    )
    make_nominee(allocation=allocation, name="Ours")
    assert [row.name for row in printed(allocation).rows] == ["Ours"]


def test_a_replacement_and_the_replaced_name_each_other(allocation):
    gone = make_nominee(allocation=allocation, name="Left", state=State.REPLACED)
    make_nominee(allocation=allocation, name="Came", replaces=gone)
    endorsed = "Endorsed by Deputy Minister of Trade, Fri 12 Apr 2024"
    assert {row.name: row.state for row in printed(allocation).rows} == {
        "Left": ("Replaced", endorsed, "Came comes instead"),
        "Came": ("Received and endorsed", endorsed, "In place of Left"),
    }


def test_every_state_has_words_of_its_own(allocation):
    for state in State:
        extra = {"reserve_rank": 1} if state == State.RESERVE else {}
        make_nominee(allocation=allocation, name=state, state=state, **extra)
    words = [row.state[0] for row in printed(allocation).rows]
    assert len(words) == len(State) - 1  # a draft is not listed
    assert len(set(words)) == len(words)


def test_deadlines_are_in_the_zone_of_the_workshop_and_in_words(allocation):
    make_call(workshop=allocation.stream.workshop, answer_days=5)
    make_nominee(allocation=allocation, endorsed=False)
    assert printed(allocation).next_steps == (
        "Nominations can be sent and changed until 18:00 on Tue 30 Apr 2024, Almaty time (UTC+5).",
        "1 nominee still needs an endorsement: its authority, date and document.",
        "The organisers select. Each person selected receives an offer and has 5 days to answer it.",
        "Should somebody be unable to come, name another person until "
        "18:00 on Fri 10 May 2024, Almaty time (UTC+5). The seat stays with you.",
    )


def test_after_the_deadlines_only_what_is_still_to_come_is_said(allocation):
    nominee = make_nominee(allocation=allocation)
    states.change(nominee, State.SELECTED, by=None, now=NOW)
    assert printed(allocation, now=NOW + timedelta(days=40)).next_steps == (
        "Nominations closed at 18:00 on Tue 30 Apr 2024, Almaty time (UTC+5).",
        "Those who were offered a seat answer over their own link.",
    )
    assert printed(allocation).rows[0].state[0] == (
        "Offered a seat, to be answered by 13:00 on Sat 27 Apr 2024, Almaty time (UTC+5)"
    )


def test_seats_and_reference_are_those_of_the_allocation(allocation):
    facts = dict(printed(allocation).facts)
    mark = allocation.uuid.hex[:8].upper()
    assert facts["Seats"] == "2 seats, up to 4 nominees"
    assert facts["Reference"] == f"MNG-{mark[:4]}-{mark[4:]}"
    assert printed(allocation).reference == f"Reference MNG-{mark[:4]}-{mark[4:]}"


def test_a_sample_says_so(allocation):
    assert printed(allocation).notice == ""
    allocation.stream.workshop.is_sample = True
    assert printed(allocation).notice == "Sample data: people and organisations are invented."


def test_the_contact_is_the_workshops_or_the_institutes(allocation, settings):
    settings.INSTITUTE_NAME, settings.INSTITUTE_EMAIL = "Trade Institute", "desk@example.org"
    settings.INSTITUTE_URL = ""
    assert printed(allocation).contact == ("Trade Institute", "desk@example.org")
    workshop = allocation.stream.workshop
    workshop.contact_name, workshop.contact_email = "Ms Aliyeva", "aliyeva@example.org"
    assert printed(allocation).contact == ("Ms Aliyeva", "aliyeva@example.org")


def test_what_is_private_is_not_on_it(allocation):
    person = make_person(
        "Ours", email=f"{SECRET}@example.org", phone=SECRET, nationality=make_country("PAK")
    )
    row = make_nominee(
        allocation=allocation,
        person=person,
        private_note=SECRET,
        waiver_reason=SECRET,
        expected_on=date(2031, 1, 1),
    )
    make_dossier(participation=row, expertise=SECRET, motivation=SECRET)
    make_facet(participation=row, detail=SECRET)
    SelectorNote.objects.create(participation=row, author=None, at=NOW, text=SECRET)
    states.change(row, State.RESERVE, by=None, now=NOW, reason=SECRET)
    text = text_of(confirmation(allocation, now=NOW))
    assert "Ours" in text
    for private in (SECRET, "2031", "Pakistan", "B2", "@example.org"):
        assert private not in text


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-CN"), ("ru", "ru")])
def test_the_file_is_in_the_language_of_its_address(allocation, focal_point, language, lang):
    make_nominee(allocation=allocation)
    answer = signed_in(focal_point).get(address(allocation, language))
    with translation.override(language):
        when = dates.date_range(date(2024, 5, 20), date(2024, 6, 2))
    assert PdfReader(BytesIO(answer.content)).trailer["/Root"]["/Lang"] == lang
    assert when.replace(" ", "") in text_of(answer.content).replace(" ", "")


def test_the_longest_of_everything_is_printed_whole(allocation):
    person = make_person("ж" * 150, given_names="ш" * 100, family_name="щ" * 100)
    row = make_nominee(allocation=allocation, person=person, post="ю" * 400)
    make_dossier(participation=row, organisation="я" * 200)
    row.endorsement.authority = "э" * 200
    row.endorsement.save()
    letters = Counter(text_of(confirmation(allocation, now=NOW)))
    assert [letters[letter] for letter in "жшщюяэ"] == [150, 100, 100, 400, 200, 200]


def test_thirty_nominees_cost_no_more_queries_than_one(allocation, django_assert_num_queries):
    def ask() -> None:
        related = ("stream__workshop__country", "country", "fund")
        with django_assert_num_queries(4):  # allocation, nominees, seats, call
            nominations_of(Allocation.objects.select_related(*related).get(), now=NOW)

    make_nominee(allocation=allocation)
    ask()
    for number in range(30):
        row = make_nominee(allocation=allocation, name=f"Nominee {number}")
        make_dossier(participation=row)
    ask()


# ------------------------------------------------------------------ whose it is


def test_a_focal_point_downloads_its_own(allocation, focal_point):
    make_nominee(allocation=allocation)
    answer = signed_in(focal_point).get(address(allocation))
    mark = allocation.uuid.hex[:8].upper()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="confirmation-MNG-{mark[:4]}-{mark[4:]}.pdf"'
    )
    assert answer["Cache-Control"] == "no-store, private"
    assert "Saran Dorj" in text_of(answer.content)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_anothers_is_as_missing_as_what_never_was(allocation, focal_point, method, language):
    foreign = make_allocation(stream=allocation.stream, country="PAK")
    make_nominee(allocation=foreign)
    client = signed_in(focal_point)
    hidden = getattr(client, method)(address(foreign, language))
    missing = getattr(client, method)(address(None, language))
    assert hidden.status_code == (404 if method in ("get", "head") else 405)
    assert hidden.content == missing.content
    assert (hidden.status_code, sorted(hidden.items())) == (
        missing.status_code,
        sorted(missing.items()),
    )


def test_nobody_else_gets_it(allocation, focal_point):
    participant = make_participation(workshop=allocation.stream.workshop, name="A participant")
    organiser, visitor = Client(), Client()
    organiser.force_login(make_organiser())
    visitor.force_login(make_user())
    by_own_link = Client()
    session = by_own_link.session
    session[PLACE] = token_of(make_link(participant, by=None, now=timezone.now()))
    session.save()
    for client in (Client(), visitor, organiser, by_own_link):
        assert client.get(address(allocation)).status_code == 403


def test_a_link_that_was_ended_opens_nothing_any_more(allocation, focal_point):
    client = signed_in(focal_point)
    assert client.get(address(allocation)).status_code == 200
    revoke_all(focal_point, now=timezone.now())
    assert client.get(address(allocation)).status_code == 403


def test_a_paper_that_cannot_be_made_says_to_try_again(allocation, focal_point, monkeypatch):
    monkeypatch.setattr(typeset, "PROGRAM", Path("gone.py"))
    answer = signed_in(focal_point).get(address(allocation))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "try again" in answer.text
    monkeypatch.undo()
    assert signed_in(focal_point).get(address(allocation)).status_code == 200


# ------------------------------------------------------------------ in the office


def test_an_organiser_downloads_it_from_the_page_of_the_allocation(allocation, client):
    make_nominee(allocation=allocation)
    client.force_login(make_organiser())
    link = f"/en/admin/reports/report/allocations/{allocation.pk}/confirmation.pdf"
    assert (
        f'href="{link}"' in client.get(f"/en/admin/people/allocation/{allocation.pk}/change/").text
    )
    assert "Saran Dorj" in text_of(client.get(link).content)
    assert client.get(link.replace(str(allocation.pk), "999999", 1)).status_code == 404


def test_staff_who_may_not_see_nominees_are_refused_it(allocation, client):
    client.force_login(make_user("clerk", is_staff=True))
    link = f"/en/admin/reports/report/allocations/{allocation.pk}/confirmation.pdf"
    assert client.get(link).status_code == 403
