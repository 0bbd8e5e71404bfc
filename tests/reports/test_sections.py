"""What the sections say, and that every number in them is one traceable figure."""

import pytest
from django.utils import translation

from people.models import FundShare, Participation, Role
from reports.document import plain
from reports.sections import sections_of
from tests.factories import (
    make_allocation,
    make_billing,
    make_fund,
    make_joint_title,
    make_organisation,
    make_organisation_role,
    make_participation,
    make_session,
    make_speaker,
    make_stream,
    make_workshop,
)
from tests.reports.make import make_report, make_settled_workshop

pytestmark = pytest.mark.django_db


def sections(workshop):
    return sections_of(make_report(workshop=workshop))


def sentences(workshop) -> list[str]:
    return [plain(line) for line in sections(workshop).summary.sentences]


def test_summary_of_a_settled_workshop():
    assert sentences(make_settled_workshop()) == [
        "Digital Trade in Practice was held in person in Almaty, 20 May – 2 June 2024.",
        "It was organised by Institute of Trade.",
        "2 participants from 2 countries took part, all in the stream CAREC.",
        "The agenda has 2 sessions on 1 day; 1 person speaks in them.",
        "1 visit or tour led to 1 place.",
        "By nominal hours this is 8 hours, 8 on a programme day, with a programme on 0 evenings.",
    ]


def test_summary_of_a_workshop_of_which_nothing_is_known():
    assert sentences(make_workshop(city="", format="online")) == [
        "Digital Trade in Practice was held online, 20 May – 2 June 2024."
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"format": "hybrid"}, "was held in Almaty and online, 20 May – 2 June 2024."),
        ({"format": "hybrid", "city": ""}, "was held in person and online, 20 May – 2 June 2024."),
        ({"city": ""}, "was held in person, 20 May – 2 June 2024."),
    ],
)
def test_summary_says_how_and_where_it_was_held(fields, sentence):
    assert sentences(make_workshop(**fields)) == [f"Digital Trade in Practice {sentence}"]


def test_summary_names_each_stream_with_its_own_numbers():
    workshop = make_settled_workshop()
    partners = make_stream(workshop=workshop, name="Partners", position=2)
    make_participation(workshop=workshop, stream=partners, country="PAK")
    assert sentences(workshop)[2] == (
        "3 participants from 3 countries took part: "
        "2 from 2 countries in the stream CAREC and 1 from 1 country in the stream Partners."
    )


def test_country_in_two_streams_is_one_country():
    workshop = make_settled_workshop()
    partners = make_stream(workshop=workshop, name="Partners", position=2)
    make_participation(workshop=workshop, stream=partners, country="UZB")
    figures = sections(workshop).summary.figures
    assert [cohort.countries.value for cohort in figures.cohorts] == [2, 1]
    assert figures.countries.value == 2


@pytest.mark.parametrize(
    ("count", "words"), [(1, "Body 1"), (3, "Body 1, Body 2 and Body 3"), (4, "4 organisations")]
)
def test_summary_names_few_supporters_and_counts_many(count, words):
    workshop = make_workshop()
    for n in range(1, count + 1):
        body = make_organisation(f"Body {n}")
        make_organisation_role(workshop=workshop, organisation=body, role="supporter", position=n)
    assert f"It was supported by {words}." in sentences(workshop)


def test_every_figure_says_what_it_counts_and_where():
    built = sections(make_settled_workshop())
    figures = (*built.summary.figures.listed, *built.content.load.figures)
    assert figures
    assert [figure for figure in figures if not (figure.label and figure.how and figure.url)] == []


def test_cover_lists_joint_titles_and_roles():
    workshop = make_settled_workshop()
    make_joint_title(workshop=workshop, title="Second Forum")
    make_organisation_role(workshop=workshop, organisation=make_organisation("B"), role="funder")
    make_organisation_role(workshop=workshop, organisation=make_organisation("C"), role="funder")
    cover = sections(workshop).cover
    assert cover.joint_titles == ("Second Forum",)
    assert [(line.label, line.names) for line in cover.organisations] == [
        ("Organiser", ("Institute of Trade",)),
        ("Funders", ("B", "C")),
    ]


def test_people_stand_by_stream_and_country_in_the_order_of_the_list():
    workshop = make_workshop()
    first = make_stream(workshop=workshop, name="First", position=1)
    second = make_stream(workshop=workshop, name="Second", position=2)
    for number, name, stream, country in (
        (3, "C", second, "MNG"),
        (2, "B", first, "KAZ"),
        (1, "A", first, "UZB"),
        (4, "D", first, "UZB"),
        (None, "E", first, "KAZ"),
    ):
        make_participation(
            workshop=workshop,
            name=name,
            stream=stream,
            country=country,
            list_number=number,
            public_list=True,
        )
    streams = [
        (stream.name, [(r.code, [p.name for p in r.people]) for r in stream.rolls])
        for stream in sections(workshop).annex_d.streams
    ]
    assert streams == [
        ("First", [("UZB", ["A", "D"]), ("KAZ", ["B", "E"])]),
        ("Second", [("MNG", ["C"])]),
    ]


def test_person_without_consent_leaves_no_name_in_the_section():
    workshop = make_workshop()
    make_participation(workshop=workshop, name="Secret", list_number=7, post="Secret post")
    annex = sections(workshop).annex_d
    (person,) = annex.participants
    assert person.withheld
    assert person.as_printed == (7, "", "", "")
    assert "Secret" not in repr(annex)


def test_participant_in_no_stream_is_counted_and_listed_last():
    workshop = make_settled_workshop()
    Participation.objects.filter(person__display_name="Bat Erdene").update(stream=None)
    annex = sections(workshop).annex_d
    assert [(stream.name, len(stream.people)) for stream in annex.streams] == [
        ("CAREC", 1),
        ("", 1),
    ]


def test_staff_stand_under_their_units():
    workshop = make_workshop()
    for number, name, unit in ((1, "A", "Hosts"), (2, "B", "Hosts"), (1, "C", "Office")):
        make_participation(
            workshop=workshop,
            name=name,
            role=Role.STAFF,
            unit=unit,
            list_number=number,
            public_list=True,
        )
    units = [(u.heading, [p.name for p in u.people]) for u in sections(workshop).annex_d.units]
    assert units == [("Hosts", ["A", "B"]), ("Office", ["C"])]


def test_allocation_of_two_funds_shows_totals_by_fund():
    workshop = make_settled_workshop()
    allocation = make_allocation(stream=workshop.streams.get(), country="KAZ", seats=4)
    fund = make_fund(workshop=workshop, name="Second fund")
    FundShare.objects.create(allocation=allocation, fund=fund, seats=2)
    line = sections(workshop).content.seats[0].lines[-1]
    assert (line.count.allocated, [(s.fund, s.seats) for s in line.shares]) == (
        4,
        [("Second fund", 2)],
    )


def test_nominated_and_used_are_two_numbers():
    workshop = make_settled_workshop()
    Participation.objects.update(channel="nomination", waiver_reason="Known to the organisers")
    make_participation(
        workshop=workshop, name="Withdrew", state="withdrawn", channel="nomination", country="PAK"
    )
    make_participation(
        workshop=workshop, name="Draft", state="draft", channel="nomination", country="PAK"
    )
    (stream,) = sections(workshop).content.seats
    assert (stream.count.allocated, stream.nominated, stream.count.used) == (2, 3, 2)


def test_expert_team_is_who_speaks_and_who_is_billed_to_no_session():
    workshop = make_settled_workshop()
    session = make_session(workshop=workshop, part_of_day="night")
    for name, role in (("Guest", "welcome"), ("Chair", "moderator"), ("Expert", "speaker")):
        speaker = make_speaker(workshop=workshop, name=name)
        make_billing(session=session, speaker=speaker, role=role)
    body = make_speaker(workshop=workshop, name="Body", is_organisation=True)
    make_billing(session=session, speaker=body)
    make_speaker(workshop=workshop, name="Unbilled")
    experts = [(one.name, one.on_agenda) for one in sections(workshop).content.experts]
    assert experts == [("Lena Park", True), ("Expert", True), ("Unbilled", False)]


def test_breaks_and_days_off_are_no_sessions_and_no_load():
    workshop = make_settled_workshop()
    make_session(workshop=workshop, kind="break", part_of_day="night", title="Tea")
    make_session(workshop=workshop, kind="off", part_of_day="daytime", date=workshop.ends_on)
    built = sections(workshop)
    load = built.content.load
    assert [item.title for item in built.annex_a.sessions] == ["Rules for data", "A port"]
    assert (load.hours.value, load.days.value, load.evenings.value) == (8, 1, 0)


def test_evenings_running():
    workshop = make_workshop()
    for day in (20, 21, 23, 24, 25, 27):
        make_session(
            workshop=workshop, part_of_day="night", date=workshop.starts_on.replace(day=day)
        )
    load = sections(workshop).content.load
    assert (load.evenings.value, load.evenings_running.value) == (6, 3)


def test_text_in_another_language_is_marked_where_it_falls_back():
    workshop = make_settled_workshop()
    with translation.override("ru"):
        title = next(
            run
            for run in sections(workshop).summary.sentences[0]
            if run.text == "Digital Trade in Practice"
        )
    assert title.lang == "en"
