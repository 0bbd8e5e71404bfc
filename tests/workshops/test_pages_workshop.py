"""The front page, the speakers and the information of a workshop."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests import factories
from workshops import navigation, overview
from workshops.billings import initials
from workshops.models import Session, Workshop
from workshops.viewers import PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return factories.make_workshop(slug="trade", country=factories.make_country("KAZ"))


def front(workshop) -> overview.Overview:
    factories.release(workshop)
    return overview.overview(workshop, now=timezone.now(), mount="public")


def test_front_page_of_a_bare_workshop_still_says_when_and_where(client, workshop):
    facts = [(fact.term, fact.text, fact.note) for fact in front(workshop).facts]

    assert facts == [
        ("When", "20 May – 2 June 2024", "14 days, in Almaty time (UTC+5)"),
        ("Where", "Almaty, Kazakhstan", "In person"),
        ("Language", "English", ""),
    ]


def test_languages_after_the_first_are_written_as_within_a_sentence():
    workshop = factories.make_workshop(working_languages=["en", "zh", "ru"])

    with translation.override("ru"):
        assert front(workshop).facts[-1].text == "Английский, китайский, русский"
    with translation.override("en"):
        assert front(workshop).facts[-1].text == "English, Chinese, Russian"


def test_speakers_in_figures_are_the_people_on_a_session_each_once(workshop):
    lena = factories.make_speaker(workshop=workshop, slug="lena")
    factories.make_speaker(workshop=workshop, slug="idle")
    body = factories.make_speaker(workshop=workshop, slug="body", is_organisation=True)
    for title in ("One", "Two"):
        session = factories.make_session(workshop=workshop, title=title)
        factories.make_billing(session=session, speaker=lena)
    factories.make_billing(session=session, speaker=body)

    figures = {figure.caption: figure.number for figure in front(workshop).figures}

    assert figures == {"Sessions": 2, "Speaker": 1}


def test_planned_hours_add_up(workshop):
    for name, hours in (("Opening", 4), ("Seminars", 58), ("Exchange", 30)):
        factories.make_component(workshop=workshop, name=name, planned_hours=hours)

    assert front(workshop).planned_hours == 92


def test_organisations_stand_under_their_roles(workshop):
    for role in ("supporter", "organiser", "funder", "supporter"):
        body = factories.make_organisation(f"A {role} {workshop.organisation_roles.count()}")
        factories.make_organisation_role(workshop=workshop, organisation=body, role=role)

    found = [
        (group.label, [body.name for body in group.bodies]) for group in front(workshop).bodies
    ]

    assert found == [
        ("Organised by", ["A organiser 1"]),
        ("Funded by", ["A funder 2"]),
        ("Supported by", ["A supporter 0", "A supporter 3"]),
    ]


def test_programme_at_a_glance_is_left_out_until_there_is_one(client, workshop):
    assert "The programme at a glance" not in page(client, "")

    factories.make_session(workshop=workshop)

    assert "The programme at a glance" in page(client, "")
    assert [column.date for column in front(workshop).columns][::13] == [
        date(2024, 5, 20),
        date(2024, 6, 2),
    ]


def test_address_in_local_script_is_marked_as_what_it_is(client, workshop):
    venue = factories.make_venue(address_local="浙江大学", country=factories.make_country("CHN"))
    workshop.venues.add(venue)

    assert '<p lang="zh-Hans" translate="no">浙江大学</p>' in page(client, "")


def test_front_page_says_how_many_came_without_naming_anybody(client, workshop):
    for country in ("MNG", "MNG", "PAK"):
        factories.make_participation(workshop=workshop, name="Secret Name", country=country)
    factories.make_participation(workshop=workshop, state="withdrawn", country="UZB")

    html = page(client, "")

    assert "3 participants from 2 countries" in words(html)
    assert "Secret Name" not in html


def test_tabs_stand_in_order_and_mark_the_page_or_the_one_above_it(workshop):
    found = navigation.tabs(workshop, PUBLIC, mount="public", current="session")
    names = [url.rstrip("/").rsplit("/", 1)[-1] for url, _label, _current in found]
    expected = ["trade", "agenda", "speakers", "visits", "participants", "information"]

    assert [name for name in names if name in expected] == expected
    assert [url for url, _label, current in found if current] == ["/en/workshops/trade/agenda/"]


@pytest.mark.parametrize(
    ("starts_in", "place"), [(-1, "#now"), (0, "#now"), (1, ""), (-14, "")], ids=str
)
def test_agendas_tab_leads_to_what_is_on_while_the_workshop_runs(starts_in, place):
    workshop = factories.make_workshop(slug="near")
    workshop.starts_on = workshop.today(timezone.now()) + timedelta(starts_in)
    workshop.ends_on = workshop.starts_on + timedelta(13)

    tabs = navigation.tabs(workshop, PUBLIC, mount="public", current="agenda")

    assert [tab.url for tab in tabs if tab.current] == [f"/en/workshops/near/agenda/{place}"]


def test_tab_is_left_out_where_it_is_not_for_this_reader(workshop):
    entry = navigation.Entry(
        "Secret", "agenda-secret", order=1, rows=lambda _viewer: Session.objects.none()
    )
    navigation.add(entry)
    try:
        labels = [
            tab.label for tab in navigation.tabs(workshop, PUBLIC, mount="public", current="")
        ]
    finally:
        navigation._entries.pop("agenda-secret")

    assert "Secret" not in labels


def test_speakers_stand_in_the_order_of_their_names_with_posts_and_sessions(client, workshop):
    session = factories.make_session(workshop=workshop, title="Opening words")
    park = factories.make_speaker(workshop=workshop, name="Lena Park", sort_name="Park Lena")
    factories.make_speaker(workshop=workshop, name="Adil Bek", sort_name="Bek Adil", post="Dean")
    factories.make_billing(session=session, speaker=park, role="moderator", online=True)

    html = page(client, "speakers/")

    assert html.index("Adil Bek") < html.index("Lena Park") < html.index("Opening words")
    assert "Dean" in html
    assert "· Moderator&nbsp;· online" in html


def test_speaker_page_says_what_was_printed_on_which_session(client, workshop):
    speaker = factories.make_speaker(
        workshop=workshop, slug="park", name="Lena Park", biography="Wrote *two* books."
    )
    for title, printed in (("One", "Lena Bark"), ("Two", "")):
        session = factories.make_session(workshop=workshop, title=title)
        factories.make_billing(session=session, speaker=speaker, printed_name=printed)

    html = page(client, "speakers/park/")

    assert html.count("<cite") == 1
    assert html.index("One") < html.index("Lena Bark") < html.index("Two")
    assert "Wrote <em>two</em> books." in html


def test_speaker_without_a_session_is_listed_and_has_a_page(client, workshop):
    factories.make_speaker(workshop=workshop, slug="ying", name="Rong Ying")

    assert "Rong Ying" in page(client, "speakers/")
    assert "Not on a session of the printed agenda." in page(client, "speakers/ying/")


@pytest.mark.parametrize(
    ("post", "organisation", "shown"),
    [
        ("Dean, Institute of Trade", {}, ""),
        ("Dean", {}, "Institute of Trade"),
        ("Economist, ADB", {"name": "Asian Development Bank", "short_name": "ADB"}, ""),
        ("Head of Data, City Brain Co Ltd", {"name": "City Brain Co., Ltd."}, ""),
    ],
)
def test_organisation_is_added_where_the_post_does_not_say_it(
    client, workshop, post, organisation, shown
):
    body = factories.make_organisation(**organisation)
    factories.make_speaker(workshop=workshop, slug="s", post=post, organisation=body)

    html = page(client, "speakers/s/").split("<main")[1]

    assert (f'<p class="meta">{body.name}</p>' in html) == bool(shown)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lena Park", "LP"),
        ("Wan Harris Zaky", "WZ"),
        ("Akiko Terada-Hagiwara", "AH"),
        ("周江洪", "周"),
        ("Plato", "P"),
        ("1688.com", "1"),
    ],
)
def test_initials_stand_for_a_face(name, expected):
    assert initials(name) == expected


def test_information_shows_topics_in_order_under_their_own_words(client, workshop):
    factories.make_information(workshop=workshop, topic="visa", text="Ask in time.", position=2)
    factories.make_information(
        workshop=workshop, topic="money", title="Allowances", text="Paid daily.", position=1
    )

    html = page(client, "information/").split("<main")[1]

    assert html.index("Allowances") < html.index("Visa")
    assert html.index("Paid daily.") < html.index("Ask in time.")


def test_empty_information_says_what_will_be_here_and_whom_to_ask(client, workshop):
    workshop.contact_email = "desk@example.org"
    workshop.save()

    html = page(client, "information/")

    assert "The information note is not here yet" in html
    assert 'href="mailto:desk@example.org"' in html


@pytest.mark.parametrize("address", ["", "speakers/", "information/", "visits/", "participants/"])
def test_page_costs_the_same_however_much_is_on_it(
    client, workshop, address, django_assert_num_queries
):
    for _n in range(3):
        furnish(workshop)
    few = queries(client, address, workshop)
    for _n in range(10):
        furnish(workshop)

    assert queries(client, address, workshop) == few
    assert few <= 20


def queries(client, address: str, workshop) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/workshops/trade/{address}")
    return len(captured)


def furnish(workshop) -> None:
    session = factories.make_session(workshop=workshop, on_site=True)
    factories.make_billing(session=session)
    factories.make_host(session=session)
    factories.make_visit(session=session, stops=("One", "Two"))
    factories.make_information(workshop=workshop)
    factories.make_outcome(workshop=workshop)
    factories.make_component(workshop=workshop)
    factories.make_organisation_role(workshop=workshop)
    workshop.venues.add(factories.make_venue())
    factories.make_participation(workshop=workshop, country="PAK", public_list=True)
    factories.make_participation(workshop=workshop, role="staff", country=None, public_list=True)
    factories.release(workshop)


def page(client, address: str) -> str:
    """A page of the workshop, whose agenda is released as it is."""
    factories.release(Workshop.objects.get(slug="trade"))
    return client.get(f"/en/workshops/trade/{address}").content.decode()


def words(html: str) -> str:
    return " ".join(html.split())
