"""A roster from a sheet: people take free seats of their country, or the whole file is refused."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.importers.templates import roster_template
from people.models import Participation, Person, Seat, State, StateChange
from tests.factories import make_person, make_speaker, make_workshop
from tests.people.sheets import allocations, csv, roster, table
from workshops.importers.pipeline import run
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)


@pytest.fixture
def workshop():
    """Two seats for Mongolia, one for Pakistan, in the stream `carec`."""
    workshop = make_workshop()
    content = allocations(("carec", "Mongolia", "", "", 2), ("carec", "Pakistan", "", "", 1))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    return workshop


def load(workshop, content: bytes, name: str = "roster.xlsx", **options):
    return run(RosterImporter(workshop, now=NOW), content, name, **{"dry_run": False} | options)


def test_participants_get_the_seats_of_their_country(workshop):
    result = load(
        workshop,
        roster(
            (1, "Bat Erdene", "carec", "Mongolia", "arrived"),
            (2, "Saran Dorj", "carec", "蒙古国", "accepted"),
            (3, "Sana Misali", "carec", "PAK", "Arrived"),
        ),
    )
    assert result.findings == ()
    assert [
        (p.person.display_name, p.seat.allocation.country_id, p.seat.number, p.state)
        for p in workshop.participations.all()
    ] == [
        ("Bat Erdene", "MNG", 1, State.ARRIVED),
        ("Saran Dorj", "MNG", 2, State.ACCEPTED),
        ("Sana Misali", "PAK", 1, State.ARRIVED),
    ]
    assert StateChange.objects.count() == 3


def test_one_person_too_many_refuses_the_whole_file(workshop):
    result = load(
        workshop,
        roster(
            (1, "Sana Misali", "carec", "Pakistan", "arrived"),
            (2, "Bilal Misali", "carec", "Pakistan", "arrived"),
        ),
    )
    assert [(f.rows, f.column, f.value) for f in result.errors] == [
        ((3,), "Sending country", "Pakistan")
    ]
    assert Participation.objects.count() == 0


def test_who_withdrew_needs_no_seat(workshop):
    result = load(
        workshop,
        roster(
            (1, "Sana Misali", "carec", "Pakistan", "arrived"),
            (2, "Bilal Misali", "carec", "Pakistan", "withdrawn"),
        ),
    )
    assert result.ok
    assert workshop.participations.holding_a_seat().count() == 1


def test_the_same_file_twice_changes_nothing(workshop):
    content = roster((1, "Bat Erdene", "carec", "Mongolia", "arrived"))
    load(workshop, content)
    assert load(workshop, content).changes.is_nothing


def test_a_changed_post_is_changed_and_the_state_is_not_touched(workshop):
    header = "Name, Stream, Sending country, State, Post"
    load(workshop, roster(("Bat Erdene", "carec", "Mongolia", "arrived", "Officer"), header=header))
    result = load(
        workshop, roster(("Bat Erdene", "carec", "Mongolia", "draft", "Director"), header=header)
    )
    assert result.changes.changed["participations"] == 1
    row = workshop.participations.get()
    assert (row.post_en, row.state) == ("Director", State.ARRIVED)


def test_every_fault_is_found_at_once_with_row_column_value_and_hint(workshop):
    header = "Name, Stream, Sending country, State, E-mail, Arrived on"
    result = load(
        workshop,
        roster(
            ("Bat Erdene", "carec", "Mongolia", "arrived", "bat@example", ""),
            ("Saran Dorj", "carek", "Mongolia", "arrived", "", "03/04/2024"),
            ("", "carec", "Mongolia", "arrived", "", ""),
            ("BAT ERDENE", "carec", "Mongolia", "arrived", "", ""),
            ("Sana Misali", "carec", "Pakistann", "there", "", "31.02.2024"),
            header=header,
        ),
    )
    assert [(f.rows, f.column, f.value) for f in result.errors] == [
        ((2,), "E-mail", "bat@example"),
        ((3,), "Arrived on", "03/04/2024"),
        ((4,), "Name", ""),
        ((6,), "Sending country", "Pakistann"),
        ((6,), "State", "there"),
        ((6,), "Arrived on", "31.02.2024"),
        ((5,), "Name", "BAT ERDENE"),
        ((3,), "Stream", "carek"),
        ((5,), "Sending country", "Mongolia"),
    ]
    assert result.errors[1].hint == "Write it as 2024-04-03 or 2024-03-04."
    assert Person.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_chinese_roster_reads_the_same_in_every_encoding(workshop, encoding):
    text = "Name,Stream,Sending country,State\n巴特,carec,蒙古国,arrived\n萨仁,carec,巴基斯坦,arrived\n"
    result = load(workshop, text.encode(encoding), "roster.csv")
    assert result.findings == ()
    assert [p.person.display_name for p in workshop.participations.order_by("id")] == [
        "巴特",
        "萨仁",
    ]


def test_a_day_may_be_given_by_its_number(workshop):
    header = "Name, Stream, Sending country, State, Arrived on"
    load(workshop, roster(("Sana Misali", "carec", "Pakistan", "arrived", "Day 5"), header=header))
    assert workshop.participations.get().arrived_on == date(2024, 5, 24)


def test_one_person_in_two_roles_is_one_person(workshop):
    header = "Name, Role, Unit"
    result = load(
        workshop,
        roster(
            ("Ada Lake", "resource_person", ""), ("Ada Lake", "staff", "Institute"), header=header
        ),
    )
    assert result.ok
    assert Person.objects.get().participations.count() == 2


def test_two_rows_about_one_person_make_one_whole(workshop):
    header = "Name, Role, Given names, E-mail, Honorific"
    content = roster(
        ("Ada Lake", "resource_person", "", "ada@example.org", "Dr"),
        ("ADA LAKE", "staff", "Ada", "", ""),
        header=header,
    )
    assert load(workshop, content).findings == ()
    person = Person.objects.get()
    assert (person.display_name, person.given_names, person.email, person.honorific) == (
        "Ada Lake",
        "Ada",
        "ada@example.org",
        "Dr",
    )
    assert load(workshop, content).changes.is_nothing


def test_two_rows_that_say_different_things_of_one_person_are_refused(workshop):
    header = "Name, Role, Honorific, Phone"
    result = load(
        workshop,
        roster(
            ("Ada Lake", "resource_person", "Dr", "1"),
            ("Ada Lake", "staff", "Ms", "1"),
            header=header,
        ),
    )
    assert [(f.rows, f.column, f.value, f.message) for f in result.errors] == [
        ((3,), "Honorific", "Ms", "Row 2 says something else of the same person.")
    ]


def test_a_speaker_is_linked_by_name_and_an_unknown_one_is_a_fault(workshop):
    speaker = make_speaker(workshop=workshop, name="Ada Lake")
    header = "Name, Role, Speaker"
    assert load(workshop, roster(("Ada Lake", "staff", "Ada Lake"), header=header)).ok
    assert workshop.participations.get().speaker == speaker
    result = load(workshop, roster(("Bo Lake", "staff", "Bo Lake"), header=header))
    assert [(f.column, f.value) for f in result.errors] == [("Speaker", "Bo Lake")]


def test_a_person_known_by_e_mail_is_not_made_twice(workshop):
    known = make_person("B. Erdene", email="bat@example.org")
    header = "Name, Stream, Sending country, State, E-mail"
    load(
        workshop,
        roster(("Bat Erdene", "carec", "Mongolia", "arrived", "Bat@Example.org"), header=header),
    )
    assert Person.objects.get() == known
    assert workshop.participations.get().person.display_name == "Bat Erdene"


def test_a_namesake_elsewhere_is_kept_apart_and_said(workshop):
    make_person("Bat Erdene")
    result = load(workshop, roster((1, "Bat Erdene", "carec", "Mongolia", "arrived")))
    assert result.ok
    assert [f.level for f in result.findings] == ["warning"]
    assert Person.objects.count() == 2


def test_nobody_is_public_unless_the_file_says_so(workshop):
    load(workshop, roster((1, "Bat Erdene", "carec", "Mongolia", "arrived")))
    assert list(workshop.participations.listed_publicly()) == []


def test_a_semicolon_csv_without_sheet_name_is_read(workshop):
    one = table(
        "", "Name, Stream, Sending country, State", ("Bat Erdene", "carec", "Mongolia", "arrived")
    )
    content = csv(one).decode("utf-8-sig").replace(",", ";").encode()
    assert load(workshop, content, "roster.csv").ok


def test_ten_times_the_rows_ask_no_more_queries_but_for_batches():
    def asked(rows: int) -> int:
        workshop = make_workshop()
        run(
            AllocationsImporter(workshop),
            allocations(("carec", "Mongolia", "", "", 500)),
            "a",
            dry_run=False,
        )
        header = "No., Name, Stream, Sending country, State, E-mail"
        people = [
            (n, f"{workshop.pk} {n}", "carec", "MNG", "arrived", f"{workshop.pk}.{n}@example.org")
            for n in range(1, rows + 1)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert load(workshop, roster(*people, header=header)).changes.new["people"] == rows
        return len(queries)

    few, many = asked(50), asked(500)
    assert many - few <= 60  # 450 rows more; SQLite takes a few dozen in a statement


def test_a_column_that_the_file_lacks_is_left_as_it_is(workshop):
    header = "Name, Stream, Sending country, State, Post, E-mail, In the public list"
    known = ("Bat Erdene", "carec", "Mongolia", "arrived", "Officer", "bat@example.org", "yes")
    load(workshop, roster(known, header=header))
    result = load(workshop, roster(("Bat Erdene", "Director"), header="Name, Post"))
    assert dict(result.changes.changed) == {"participations": 1}
    row = workshop.participations.get()
    assert (row.post_en, row.public_list, row.person.email) == ("Director", True, "bat@example.org")
    assert (row.stream.code, row.sending_country_id) == ("carec", "MNG")


def test_namesakes_of_two_countries_are_two_people(workshop):
    content = roster(
        (1, "Li Jia", "carec", "Mongolia", "arrived"), (2, "LI JIA", "carec", "Pakistan", "arrived")
    )
    assert load(workshop, content).changes.new["people"] == 2
    assert load(workshop, content).changes.is_nothing
    assert Person.objects.count() == 2


def test_a_country_that_was_wrong_is_corrected_where_there_are_no_namesakes(workshop):
    header = "Name, Role, Sending country"
    load(workshop, roster(("Li Jia", "guest", "Pakistan"), header=header))
    result = load(workshop, roster(("Li Jia", "guest", "Mongolia"), header=header))
    assert (result.changes.new.total(), result.changes.changed["participations"]) == (0, 1)
    assert workshop.participations.get().sending_country_id == "MNG"


def test_one_address_for_two_people_is_a_fault_whatever_their_roles(workshop):
    header = "Name, Role, Unit, E-mail"
    result = load(
        workshop,
        roster(
            ("Ada Lake", "staff", "", "office@example.org"),
            ("Bo Lake", "guest", "", "Office@example.org"),
            header=header,
        ),
    )
    assert [(f.rows, f.column, f.message) for f in result.errors] == [
        ((3,), "E-mail", "The e-mail address stands in row 2 for somebody else.")
    ]


def test_who_names_a_fund_gets_its_seat_before_those_whom_any_fund_suits():
    workshop = make_workshop()
    funds = (("ta", "ADB TA for Mongolia", "Mongolia"),)
    content = allocations(
        ("carec", "Mongolia", "", "ta", 1), ("carec", "Mongolia", "", "", 1), funds=funds
    )
    run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False)
    header = "Name, Stream, Sending country, State, Fund"
    result = load(
        workshop,
        roster(
            ("Bat Erdene", "carec", "MNG", "arrived", ""),
            ("Saran Dorj", "carec", "MNG", "arrived", "ta"),
            header=header,
        ),
    )
    assert result.findings == ()
    assert [
        (p.person.display_name, p.seat.allocation.fund and p.seat.allocation.fund.code)
        for p in workshop.participations.order_by("person__display_name")
    ] == [("Bat Erdene", None), ("Saran Dorj", "ta")]


def test_the_reserve_of_a_file_comes_after_the_reserve_that_is_there(workshop):
    load(workshop, roster((1, "Bat Erdene", "carec", "Mongolia", "reserve")))
    load(
        workshop,
        roster(
            (1, "Sana Misali", "carec", "Pakistan", "reserve"),
            (2, "Saran Dorj", "carec", "Mongolia", "reserve"),
        ),
    )
    assert [
        (p.person.display_name, p.reserve_rank) for p in workshop.participations.in_reserve()
    ] == [("Bat Erdene", 1), ("Sana Misali", 2), ("Saran Dorj", 3)]


def test_a_seat_that_was_lost_is_used_last_and_then_counts_as_offered(workshop):
    Seat.objects.filter(allocation__country="MNG", number=1).update(state=Seat.State.LOST)
    load(workshop, roster((1, "Bat Erdene", "carec", "Mongolia", "arrived")))
    assert workshop.participations.get().seat.number == 2
    load(workshop, roster((2, "Saran Dorj", "carec", "Mongolia", "arrived")))
    lost = Seat.objects.get(allocation__country="MNG", number=1)
    assert (lost.state, lost.changes.exclude(from_state="").get().from_state) == (
        Seat.State.OFFERED,
        Seat.State.LOST,
    )


def test_a_nominee_on_a_seat_says_why_without_an_endorsement(workshop):
    header = "Name, Stream, Sending country, State, Channel, Why without an endorsement"
    row = ("Bat Erdene", "carec", "Mongolia", "selected", "nomination")
    result = load(workshop, roster((*row, ""), header=header))
    assert [(f.rows, f.column, f.value) for f in result.errors] == [((2,), "Channel", "nomination")]
    assert load(workshop, roster((*row, "The embassy phoned."), header=header)).ok
    assert workshop.participations.get().waiver_reason == "The embassy phoned."


def test_a_day_of_leaving_is_compared_with_the_day_of_arrival_that_is_there(workshop):
    header = "Name, Stream, Sending country, State, Arrived on"
    load(
        workshop,
        roster(("Bat Erdene", "carec", "MNG", "arrived", "2024-05-22"), header=header),
    )
    result = load(workshop, roster(("Bat Erdene", "2024-05-21"), header="Name, Left on"))
    assert [(f.rows, f.column, f.value) for f in result.errors] == [((2,), "Left on", "2024-05-21")]


def test_the_template_is_read_back_as_an_empty_roster(workshop):
    assert read_tables(roster_template(), "template.xlsx")[0].rows == ()
    assert load(workshop, roster_template()).changes.is_nothing
