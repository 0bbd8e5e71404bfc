"""The public list of participants: who is named, who is only counted, and what is never said."""

import pytest

from people.models import Role, Seat, State
from people.roster import roster
from people.seats import boards
from tests import factories

pytestmark = pytest.mark.django_db
NEVER_CAME = [
    state for state in State.values if state not in ("arrived", "completed", "left_early")
]


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade")


@pytest.mark.parametrize("state", ["arrived", "completed", "left_early"])
def test_who_came_and_agreed_is_named(client, workshop, state):
    factories.make_participation(
        workshop=workshop, name="Bat Erdene", state=state, public_list=True
    )

    assert "Bat Erdene" in page(client)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", ["arrived", "completed", "left_early"])
def test_who_came_and_did_not_agree_is_counted_and_not_named(client, workshop, role, state):
    factories.make_participation(
        workshop=workshop,
        name="Secret Name",
        role=role,
        state=state,
        public_list=False,
        post="Secret post",
        printed_name="Secret print",
        public_note="Secret note",
    )

    html = page(client)

    assert "Secret" not in html
    assert "1 name withheld" in words(html)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", NEVER_CAME)
def test_who_never_came_is_neither_named_nor_counted(client, workshop, role, state):
    factories.make_participation(
        workshop=workshop, name="Secret Name", role=role, state=state, public_list=True
    )

    html = page(client)

    assert "Secret" not in html
    assert "withheld" not in html
    assert "Nobody is listed yet" in html


def test_nothing_private_of_a_named_person_is_shown(client, workshop):
    person = factories.make_person(
        "Bat Erdene",
        email="secret@example.org",
        phone="+976 1234",
        gender="female",
        nationality=factories.make_country("KAZ"),
    )
    factories.make_participation(
        workshop=workshop,
        person=person,
        public_list=True,
        private_note="Secret reason",
        duty_station=factories.make_country("PAK"),
    )

    html = page(client)

    for private in ("secret@example.org", "+976", "emale", "Secret", "Kazakhstan", "Pakistan"):
        assert private not in html
    assert "Bat Erdene" in html


def test_participants_of_another_workshop_are_not_listed(client, workshop):
    factories.make_participation(name="Secret Name", public_list=True)

    assert "Secret" not in page(client)


def test_participants_stand_by_stream_and_country_as_numbered(workshop):
    second = factories.make_stream(workshop=workshop, name="ASEAN–China", position=2)
    first = factories.make_stream(workshop=workshop, name="CAREC", position=1)
    for number, country, stream in (
        (3, "KAZ", first),
        (1, "UZB", first),
        (2, "UZB", first),
        (4, "CHN", second),
    ):
        factories.make_participation(
            workshop=workshop,
            name=f"Number {number}",
            country=country,
            stream=stream,
            list_number=number,
            public_list=True,
        )

    found = [
        (stream.name, [(c.code, [e.number for e in c.entries]) for c in stream.countries])
        for stream in roster(workshop, mount="public").streams
    ]

    assert found == [("CAREC", [("UZB", [1, 2]), ("KAZ", [3])]), ("ASEAN–China", [("CHN", [4])])]


def test_totals_count_those_withheld_and_each_country_once(workshop):
    other = factories.make_stream(workshop=workshop, name="Other")
    stream = factories.make_stream(workshop=workshop, name="CAREC")
    for country, listed in (("MNG", True), ("MNG", False), ("PAK", False)):
        factories.make_participation(
            workshop=workshop, country=country, stream=stream, public_list=listed
        )
    factories.make_participation(workshop=workshop, country="PAK", stream=other, public_list=True)

    found = roster(workshop, mount="public")

    assert (found.count, found.countries, found.withheld) == (4, 2, 2)
    assert [(s.count, s.country_count, s.withheld) for s in found.streams] == [(1, 1, 0), (3, 2, 2)]


def test_page_says_the_totals_in_a_sentence(client, workshop):
    factories.make_participation(workshop=workshop, country="MNG", public_list=True)
    factories.make_participation(workshop=workshop, country="PAK", public_list=False)

    html = words(page(client))

    assert "2 participants from 2 countries" in html
    assert "Named are those who came and agreed to be listed; 1 name is withheld." in html


def test_country_is_named_in_the_readers_language(client, workshop):
    country = factories.make_country("MNG")
    country.name_ru = "Монголия"
    country.save()
    factories.make_participation(workshop=workshop, country=country, public_list=True)

    assert "Монголия" in client.get("/ru/workshops/trade/participants/").content.decode()


def test_corrected_name_stands_with_what_was_printed(client, workshop):
    person = factories.make_person("Xayyachack Sounvoravong", honorific="Mr.")
    factories.make_participation(
        workshop=workshop,
        person=person,
        public_list=True,
        printed_name="Xayyachack SOUNVORAVONG",
        printed_country="Laos",
    )

    html = page(client)

    assert "Mr. Xayyachack Sounvoravong" in html
    assert '<cite lang="en" translate="no">Xayyachack SOUNVORAVONG</cite>' in html
    assert '<cite lang="en" translate="no">Laos</cite>' in html


def test_others_stand_by_role_and_unit(workshop):
    for role, unit, name in (
        ("staff", "ZIBS", "Xu"),
        ("staff", "CiSDG", "Gong"),
        ("staff", "ZIBS", "Ben"),
        ("resource_person", "", "Lei"),
    ):
        factories.make_participation(
            workshop=workshop, role=role, unit=unit, name=name, country=None, public_list=True
        )

    found = [
        (group.code, [(unit.name, [e.name for e in unit.entries]) for unit in group.units])
        for group in roster(workshop, mount="public").roles
    ]

    assert found == [
        ("resource_person", [("", ["Lei"])]),
        ("staff", [("ZIBS", ["Ben", "Xu"]), ("CiSDG", ["Gong"])]),
    ]


def test_person_billed_as_speaker_leads_to_the_speakers_page(client, workshop):
    speaker = factories.make_speaker(workshop=workshop, slug="lei-jun")
    factories.make_participation(
        workshop=workshop, role="resource_person", country=None, public_list=True, speaker=speaker
    )

    assert 'href="/en/workshops/trade/speakers/lei-jun/"' in page(client)


def test_board_counts_seats_by_country_over_funds(workshop):
    stream = factories.make_stream(workshop=workshop)
    for name in ("Main", "Loan"):
        factories.make_allocation(
            stream=stream,
            country="MNG",
            seats=2,
            fund=factories.make_fund(workshop=workshop, name=name),
            source_note="Section II",
        )
    factories.make_participation(workshop=workshop, country="MNG", stream=stream)
    factories.make_participation(
        workshop=workshop, country="MNG", stream=stream, state=State.ACCEPTED
    )
    Seat.objects.filter(participations=None).update(state=Seat.State.LOST)
    cancelled = factories.make_allocation(stream=stream, country="PAK", seats=1)
    cancelled.seats.update(state=Seat.State.CANCELLED)

    board = boards(workshop)[stream.pk]

    assert [(row.name, row.count, row.words) for row in board.rows] == [
        ("Mongolia", "2/4", "1 arrived, 1 held, 2 lost")
    ]
    assert [seat.state for seat in board.rows[0].seats] == ["arrived", "held", "lost", "lost"]
    assert board.notes == ("Section II",)


def test_seat_that_was_only_nominated_for_looks_offered(workshop):
    stream = factories.make_stream(workshop=workshop)
    allocation = factories.make_allocation(stream=stream, country="MNG", seats=1)
    factories.make_participation(
        workshop=workshop, stream=stream, state=State.SUBMITTED, seat=allocation.seats.get()
    )

    assert boards(workshop)[stream.pk].rows[0].words == "1 offered"


def test_before_anybody_came_the_page_says_what_will_be_here_and_shows_the_seats(client, workshop):
    factories.make_allocation(stream=factories.make_stream(workshop=workshop), seats=2)

    html = words(page(client))

    assert "Nobody is listed yet" in html
    assert "Seats by country: 2 seats" in html


def page(client) -> str:
    return client.get("/en/workshops/trade/participants/").content.decode()


def words(html: str) -> str:
    return " ".join(html.split())


@pytest.mark.parametrize(
    ("source", "is_sample", "withheld", "words"),
    [
        ("A printed report", False, False, "as the published source"),
        ("A printed report", False, True, "agreed to be listed"),
        ("A printed report", True, False, "agreed to be listed"),
        ("", False, False, "agreed to be listed"),
    ],
)
def test_page_says_why_people_are_named(client, source, is_sample, withheld, words):
    workshop = factories.make_workshop(slug="trade", source=source, is_sample=is_sample)
    factories.make_participation(workshop=workshop, state="arrived", public_list=True)
    factories.make_participation(workshop=workshop, state="arrived", public_list=not withheld)

    assert words in page(client)
