"""A programme on one sheet, in the layouts that organisers keep it in: what is read, written, kept and refused."""

import csv
import io
import uuid
from datetime import date, time

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import Workbook

from tests import factories
from workshops.actions.imports import undo
from workshops.importers.findings import Level
from workshops.importers.pipeline import Result, run
from workshops.importers.programme import ProgrammeImporter, programme_template
from workshops.importers.programme_cells import Person, people_in, talks_in
from workshops.importers.programme_days import When, heading_in, when, workshop_day
from workshops.importers.refused import refused_rows
from workshops.importers.sheets import BadValue
from workshops.models import (
    ImportRun,
    Organisation,
    PartOfDay,
    Session,
    Speaker,
    Venue,
    Workshop,
)
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db

# As annexes of reports print it: days as rows of their own, then a part of the day and what is held in it.
ANNEX = (
    ("Annex A – Course Agenda",),
    ("Regional Workshop, and its Second Part",),
    ("Day 1",),
    ("20 May (Monday)",),
    (
        "Morning",
        "Opening Ceremony\n"
        "• Anna Berg, Vice President of the University\n"
        "• Karim Jura, Director, Institute of Trade (Online)\n"
        "Moderator: Gong Wei, Director, Centre for Studies\n"
        "---\n"
        "Digital Strategy 2030 (Online)\n"
        "Dora Lazar, Senior Specialist, Bank of the Region\n"
        "Digital Development: challenges and policy\n"
        "Rov Mamed, Building Specialist, Institute of Trade",
    ),
    ("Night", "Ice-breaking\n" + "Participants will introduce themselves and say what they expect. " * 3),
    ("Day 2", "21 May (Tuesday)"),
    ("Morning", "On-site:\nNetworks of a province\nRegional Mobile Research Institute"),
    ("", "Networks of a country: history\nJun Li, Senior Engineer"),
    ("Day 6", "", "25 May (Saturday)"),
    (
        "Daytime",
        "",
        "Tour to the old town\nToman Technology Co., Ltd——Lunch——Pearl City\n(Arranged by the Chamber)",
    ),
    ("Day 7", "", "26 May (Sunday)"),
    ("", "", "Off"),
    ("Day 8", "", "27 May (Monday)"),
    (
        "Afternoon",
        "On-site:",
        "1. A digital city\nCity Brain\n2. A digital farm\nTop Cloud Co., Ltd",
    ),
    ("Night", "Networking:\n(Arranged by the School and firms)"),
)  # fmt: skip


@pytest.fixture
def workshop() -> Workshop:
    """20 May to 2 June 2024."""
    return factories.make_workshop(languages=["en", "zh-hans", "ru"])


def sheet(*rows: tuple, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def load(workshop: Workshop, *rows: tuple, dry_run: bool = False) -> Result:
    return run(ProgrammeImporter(workshop), sheet(*rows), "programme.csv", dry_run=dry_run)


def loaded(workshop: Workshop, *rows: tuple) -> list[Session]:
    result = load(workshop, *rows)
    assert result.errors == ()
    return list(workshop.sessions.order_by("number"))


def people_of(session: Session) -> list[tuple]:
    return [(one.role, one.speaker.name) for one in session.speaker_roles.all()]


def places(result: Result) -> list[tuple]:
    return [(one.rows, one.column, one.value) for one in result.errors]


# ------------------------------------------------------------------ layouts


def test_an_annex_as_reports_print_it_becomes_sessions(workshop):
    found = [
        (one.date.day, one.part_of_day, one.kind, one.title) for one in loaded(workshop, *ANNEX)
    ]
    assert found == [
        (20, "morning", "ceremony", "Opening Ceremony"),
        (20, "morning", "lecture", "Digital Strategy 2030"),
        (20, "morning", "lecture", "Digital Development: challenges and policy"),
        (20, "night", "networking", "Ice-breaking"),
        (21, "morning", "site_visit", "Networks of a province"),
        (21, "morning", "lecture", "Networks of a country: history"),
        (25, "daytime", "tour", "Tour to the old town"),
        (26, "daytime", "off", ""),
        (27, "afternoon", "site_visit", "A digital city"),
        (27, "afternoon", "site_visit", "A digital farm"),
        (27, "night", "networking", ""),
    ]


def test_its_people_hosts_places_and_words_are_found(workshop):
    opening, strategy, _policy, ice, mobile, history, tour, _off, city, farm, evening = loaded(
        workshop, *ANNEX
    )
    assert people_of(opening) == [
        ("speaker", "Anna Berg"),
        ("speaker", "Karim Jura"),
        ("moderator", "Gong Wei"),
    ]
    assert [one.online for one in opening.speaker_roles.all()] == [False, True, False]
    assert (strategy.delivery, people_of(strategy)) == ("online", [("speaker", "Dora Lazar")])
    assert ice.description.startswith("Participants will introduce themselves")
    assert [str(host) for host in mobile.organisations.all()] == [
        "Regional Mobile Research Institute"
    ]
    assert (mobile.on_site, history.on_site) == (True, False)
    assert [stop.name for stop in tour.visit.stops.all()] == [
        "Toman Technology Co., Ltd",
        "Lunch",
        "Pearl City",
    ]
    assert (tour.arranged_by, evening.arranged_by) == ("the Chamber", "the School and firms")
    assert [str(one.organisations.get()) for one in (city, farm)] == [
        "City Brain",
        "Top Cloud Co., Ltd",
    ]
    assert Speaker.objects.get(name="Jun Li").post == "Senior Engineer"


def test_a_workbook_with_merged_days_reads_like_a_list(workshop):
    book = Workbook()
    page = book.active
    page["A1"] = "Programme of the workshop"
    page.merge_cells("A1:D1")
    page.append(["Date", "Time", "Activity", "Speaker"])
    page.append([date(2024, 5, 20), time(9), "Opening", "Ms. Anna Berg, Rector"])
    page.append([None, "10.45 – 12.00", "Rules of origin", "Prof. LEI Jun, Dean"])
    page.merge_cells("A3:A4")
    out = io.BytesIO()
    book.save(out)
    result = run(ProgrammeImporter(workshop), out.getvalue(), "p.xlsx", dry_run=False)
    assert result.errors == ()
    assert [
        (one.date.day, one.starts_at, one.ends_at, one.title, people_of(one))
        for one in workshop.sessions.order_by("number")
    ] == [
        (20, time(9), None, "Opening", [("speaker", "Anna Berg")]),
        (20, time(10, 45), time(12), "Rules of origin", [("speaker", "LEI Jun")]),
    ]


def test_a_list_under_headings_that_nobody_knows_is_read_by_what_stands_in_it(workshop):
    rows = (
        ("Tag", "Uhrzeit", "Was", "Wer"),
        ("2024-05-20", "09:00", "Opening", "Anna Berg, Rector"),
        ("", "10:00", "Rules", ""),
    )
    found = loaded(workshop, *rows)
    assert [(one.starts_at, one.title, people_of(one)) for one in found] == [
        (time(9), "Opening", [("speaker", "Anna Berg")]),
        (time(10), "Rules", []),
    ]


def test_a_grid_has_its_days_across(workshop):
    rows = (
        ("", "Day 1", "Day 2"),
        ("", "Mon 20 May", "Tue 21 May"),
        ("09:00-10:30", "Opening", "Digital identity\nSpeaker: Prof. LEI Jun, Dean"),
        ("10.30 – 11.00", "Coffee break", "Coffee break"),
        ("Afternoon", "A dry port\nHost: Port Authority\nVenue: Pier 4", ""),
    )
    found = [
        (one.date.day, one.part_of_day, one.starts_at, one.kind, one.title)
        for one in loaded(workshop, *rows)
    ]
    assert found == [
        (20, "morning", time(9), "ceremony", "Opening"),
        (20, "morning", time(10, 30), "break", "Coffee break"),
        (20, "afternoon", None, "lecture", "A dry port"),
        (21, "morning", time(9), "lecture", "Digital identity"),
        (21, "morning", time(10, 30), "break", "Coffee break"),
    ]
    port = Session.objects.get(title_en="A dry port")
    assert (port.venue.name, port.organisations.get().name) == ("Pier 4", "Port Authority")


def test_a_chinese_programme_stands_in_chinese(workshop):
    rows = (
        ("日期", "时间", "主题", "主讲人", "地点"),
        ("第一天 5月20日 星期一", "", "", "", ""),
        ("", "09:00-10:30", "开班式", "", "一号楼"),
        ("", "下午", "数字经济的实践", "雷军，教授；王芳，副教授", ""),
        ("第二天", "14:00－15:00", "现场教学：海关大厅", "", ""),
    )
    opening, economy, customs = loaded(workshop, *rows)
    assert (opening.title_zh_hans, opening.kind, opening.title_en) == ("开班式", "ceremony", None)
    assert (opening.venue.name_zh_hans, economy.part_of_day) == ("一号楼", "afternoon")
    assert people_of(economy) == [("speaker", "雷军"), ("speaker", "王芳")]
    assert (customs.date.day, customs.kind, customs.title_zh_hans) == (21, "site_visit", "海关大厅")


def test_a_russian_programme_stands_in_russian(workshop):
    rows = (
        ("Время", "Мероприятие"),
        ("День 1, понедельник, 20 мая", ""),
        ("09:00–10:30", "Церемония открытия\nПриветственное слово: Анна Берг, ректор"),
        ("Вечер", "Круглый стол\nМодератор: г-н Иван Петров, директор"),
        ("День 2, вторник, 21 мая", ""),
        ("Весь день", "Выходной"),
    )
    opening, table, off = loaded(workshop, *rows)
    assert (opening.title_ru, opening.kind) == ("Церемония открытия", "ceremony")
    assert people_of(opening) == [("welcome", "Анна Берг")]
    assert (table.kind, table.part_of_day) == ("discussion", "night")
    assert (off.kind, off.date.day) == ("off", 21)
    assert Speaker.objects.get(name="Иван Петров").post_ru == "директор"


def test_people_under_a_title_that_is_merged_over_rows_belong_to_it(workshop):
    rows = (
        ("Day", "Time", "Title", "Speakers"),
        ("Day 1", "Morning", "Opening", "Anna Berg, Rector"),
        ("", "", "", "Karim Jura, Director"),
        ("", "", "Rules of origin", ""),
    )
    opening, rules = loaded(workshop, *rows)
    assert people_of(opening) == [("speaker", "Anna Berg"), ("speaker", "Karim Jura")]
    assert (people_of(rules), rules.part_of_day) == ([], "morning")


def test_headings_that_nobody_knows_are_left_to_be_mapped(workshop):
    content = sheet(("Was", "Tag", "Uhrzeit"), ("Opening", "2024-05-20", "09:00"))
    columns = {"programme": {"Tag": "date", "Uhrzeit": "time", "Was": "title_en"}}
    unmapped = run(ProgrammeImporter(workshop), content, "p.csv", dry_run=False)
    assert not unmapped.ok
    mapped = run(ProgrammeImporter(workshop), content, "p.csv", dry_run=False, columns=columns)
    assert mapped.findings == ()
    assert [one.title for one in workshop.sessions.all()] == ["Opening"]


# ------------------------------------------------------------------ again


def test_a_dry_run_writes_nothing_and_the_same_file_twice_changes_nothing(workshop):
    dry = load(workshop, *ANNEX, dry_run=True)
    assert (dry.changes.new["sessions"], Session.objects.count()) == (11, 0)
    first = load(workshop, *ANNEX)
    assert (first.written, first.digest) == (True, dry.digest)
    again = load(workshop, *ANNEX)
    assert again.changes.is_nothing
    assert again.findings == ()
    assert again.changes.same["sessions"] == 11


HEADER = ("Day", "Time", "Title", "Speakers")


def test_a_second_file_finds_sessions_that_moved_or_were_renamed_and_leaves_the_rest(workshop):
    before = loaded(
        workshop,
        HEADER,
        ("Day 1", "09:00-10:00", "Opening", ""),
        ("Day 1", "10:15-11:00", "Rules", ""),
        ("Day 2", "Morning", "Corridors", ""),
        ("Day 3", "Morning", "Borders", ""),
    )
    result = load(
        workshop,
        HEADER,
        ("Day 1", "09:00-10:00", "Grand opening", ""),
        ("Day 1", "10:15-11:30", "Rules", ""),
        ("Day 4", "Afternoon", "Corridors", ""),
        ("Day 4", "Night", "Reception", ""),
    )
    assert (result.changes.new["sessions"], result.changes.changed["sessions"]) == (1, 3)
    assert [(one.level, "4. Borders" in one.message) for one in result.findings] == [
        (Level.WARNING, True)
    ]
    after = {one.pk: one for one in workshop.sessions.all()}
    opening, rules, corridors, borders = (after[one.pk] for one in before)
    assert (opening.title, opening.slug) == ("Grand opening", "opening")
    assert rules.ends_at == time(11, 30)
    assert (corridors.date, corridors.part_of_day) == (date(2024, 5, 23), "afternoon")
    assert (borders.title, borders.date) == ("Borders", date(2024, 5, 22))


def test_a_number_or_a_guid_finds_a_session_whatever_else_changed(workshop):
    one = factories.make_session(workshop=workshop, number=7, title="Old")
    two = factories.make_session(workshop=workshop, number=8, title="Older")
    own = uuid.uuid4()
    rows = (
        ("No.", "Day", "Time", "Title", "GUID"),
        ("7", "Day 2", "Night", "New", ""),
        ("", "Day 3", "Night", "Newer", str(two.uuid)),
        ("", "Day 4", "Night", "Newest", str(own)),
    )
    assert load(workshop, *rows).errors == ()
    assert list(workshop.sessions.order_by("date").values_list("pk", "title_en", "uuid"))[:2] == [
        (one.pk, "New", one.uuid),
        (two.pk, "Newer", two.uuid),
    ]
    assert Session.objects.get(uuid=own).title == "Newest"


def test_what_the_file_does_not_say_stays(workshop):
    hall = factories.make_venue("Hall A")
    session = factories.make_session(
        workshop=workshop,
        title="Rules",
        description="About rules.",
        venue=hall,
        starts_at=time(9),
        kind=Session.Kind.DISCUSSION,
        delivery=Session.Delivery.HYBRID,
    )
    lei = factories.make_speaker(workshop=workshop, name="LEI Jun", post="Dean", honorific="Prof.")
    factories.make_billing(session=session, speaker=lei)
    result = load(workshop, ("Day", "Time", "Title", "Venue"), ("Day 1", "Morning", "Rules", ""))
    assert result.changes.is_nothing
    session.refresh_from_db()
    assert (session.description, session.venue, session.starts_at, session.kind) == (
        "About rules.",
        hall,
        time(9),
        "discussion",
    )
    assert (session.delivery, people_of(session)) == ("hybrid", [("speaker", "LEI Jun")])


def test_a_known_speaker_venue_and_organisation_are_met_and_not_made_again(workshop):
    lei = factories.make_speaker(workshop=workshop, name="LEI Jun", post="Dean")
    factories.make_venue("Hall A")
    factories.make_organisation("Port Authority", short_name="PA")
    rows = (
        ("Day", "Time", "Title", "Speakers", "Venue", "Hosts"),
        ("Day 1", "Morning", "Rules", "Prof. Lei Jun, Rector", "hall a", "PA"),
    )
    (session,) = loaded(workshop, *rows)
    role = session.speaker_roles.get()
    assert (role.speaker, role.printed_post) == (lei, "Rector")
    lei.refresh_from_db()
    assert (lei.post, lei.honorific) == ("Dean", "Prof.")
    assert (Venue.objects.count(), Organisation.objects.count()) == (1, 1)
    assert load(workshop, *rows).changes.is_nothing


def test_an_import_is_taken_back_as_a_whole(workshop):
    kept = factories.make_session(workshop=workshop, title="Rules", number=1)
    load(workshop, HEADER, ("Day 1", "09:00-10:00", "Rules", "Anna Berg, Rector"))
    load(workshop, *ANNEX)
    for row in ImportRun.objects.order_by("-id"):
        undo(row, by=None, now=timezone.now())
    session = workshop.sessions.get()
    assert (session.pk, session.starts_at, people_of(session)) == (kept.pk, None, [])
    assert (Speaker.objects.count(), Organisation.objects.count()) == (0, 0)


def test_the_command_takes_the_same_path(workshop, tmp_path, capsys):
    path = tmp_path / "programme.csv"
    path.write_bytes(sheet(*ANNEX))
    call_command("import_programme", path, workshop=workshop.slug, dry_run=True)
    assert Session.objects.count() == 0
    call_command("import_programme", path, workshop=workshop.slug)
    assert "Written" in capsys.readouterr().out
    assert Session.objects.count() == 11


def test_the_template_comes_back_in_and_says_how_it_is_filled(workshop):
    tables = {table.name: table for table in read_tables(programme_template(workshop), "t.xlsx")}
    assert tables["Programme"].header[:3] == ("No.", "Day", "Time")
    assert set(tables) == {"Programme", "How to", "Lists"}
    result = run(ProgrammeImporter(workshop), programme_template(workshop), "t.xlsx", dry_run=False)
    assert [one.message for one in result.errors] == ["There is no session in this file."]


# ------------------------------------------------------------------ faults


def test_every_fault_is_named_with_its_row_column_and_value(workshop):
    result = load(
        workshop,
        ("No.", "Day", "Time", "Kind", "Title"),
        ("", "", "Morning", "", "Before any day"),
        ("", "Tuesday 20 May", "Morning", "", "Wrong weekday"),
        ("", "Day 3, 20 May", "Morning", "", "Wrong number"),
        ("", "Day 40", "Morning", "", "Outside"),
        ("", "Day 2", "", "", "No time"),
        ("", "Day 2", "25:00", "", "No such time"),
        ("", "Day 2", "11:00-10:00", "", "Backwards"),
        ("", "Day 2", "Morning", "juggling", "No such kind"),
        ("5", "Day 2", "Morning", "", "First"),
        ("5", "Day 2", "Morning", "", "Second"),
        ("", "Day 2", "Morning", "", "Twice"),
        ("", "Day 2", "Morning", "", "Twice"),
        ("", "Day 2", "Morning", "", "x" * 251),
    )
    assert sorted(places(result)) == [
        ((2,), "Day", ""),
        ((3,), "Day", "Tuesday 20 May"),
        ((4,), "Day", "Day 3, 20 May"),
        ((5,), "Day", "2024-06-28"),
        ((6,), "Time", ""),
        ((7,), "Time", "25:00"),
        ((8,), "Time", "11:00–10:00"),
        ((9,), "Kind", "juggling"),
        ((11,), "No.", "5"),
        ((13,), "Title", "Twice"),
        ((14,), "Title", f"{'x' * 77}…"),
    ]
    assert all(one.hint for one in result.errors if one.column != "Title")
    assert Session.objects.count() == 0


def test_a_time_that_is_none_is_a_fault_in_every_layout_and_no_title(workshop):
    listed = load(workshop, ("Day 1", ""), ("09:00-25:00", "Opening"), ("Morning", "Rules"))
    across = load(workshop, ("", "Day 1", "Day 2"), ("9:75", "Opening", "Rules"))
    assert places(listed) == [((2,), "Time", "09:00-25:00")]
    assert places(across) == [((2,), "Time", "9:75")]


def test_refused_rows_come_back_as_a_file_and_the_others_are_shown(workshop):
    rows = (HEADER, ("Day 1", "Morning", "Good", ""), ("Day 1", "soon", "Bad", ""))
    result = load(workshop, *rows, dry_run=True)
    assert result.changes.new["sessions"] == 1
    (table,) = read_tables(refused_rows(result), "refused.xlsx")
    assert [row.cells[2] for row in table.rows] == ["Bad"]
    assert "neither a time nor a part of the day" in table.rows[0].cells[-1]


def test_a_file_without_a_programme_is_refused_and_one_without_rows_too(workshop):
    for rows in ((("Country", "Seats"), ("Mongolia", "3")), (HEADER,), (("Just words",),)):
        result = load(workshop, *rows)
        assert result.errors
        assert not result.written


def test_a_name_that_is_almost_known_is_pointed_out(workshop):
    factories.make_speaker(workshop=workshop, name="Anna Bergmann")
    result = load(workshop, HEADER, ("Day 1", "Morning", "Opening", "Ana Bergmann, Rector"))
    assert [(one.level, one.column, one.value) for one in result.findings] == [
        (Level.WARNING, "Speakers", "Ana Bergmann")
    ]


def test_a_guid_of_another_workshop_is_not_taken(workshop):
    other = factories.make_session()
    result = load(
        workshop,
        ("Day", "Time", "Title", "GUID"),
        ("Day 1", "Morning", "Opening", str(other.uuid)),
    )
    assert [(one.level, one.column) for one in result.findings] == [(Level.WARNING, "GUID")]
    assert workshop.sessions.get().uuid != other.uuid
    other.refresh_from_db()
    assert other.workshop != workshop


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("Day 1, Monday 20 May 2024", 1, 20),
        ("Day 1 – Mon, May 20", 1, 20),
        ("20 May (Monday)", None, 20),
        ("2024-05-21", None, 21),
        ("DAY 3", 3, None),
        ("День 2, вторник, 21 мая 2024 г.", 2, 21),
        ("21.05.2024", None, 21),
        ("第二天", 2, None),
        ("第十二天", 12, None),
        ("2024年5月20日（星期一）", None, 20),
        ("21st of May", None, 21),
    ],
)
def test_a_heading_names_a_day(workshop, text, number, day):
    found = heading_in(text, workshop)
    assert (found.number, found.day and found.day.day) == (number, day)


@pytest.mark.parametrize(
    "text",
    [
        "A day at the border",
        "Day 12: group reports",
        "May we begin",
        "Morning",
        "20 participants",
        "",
    ],
)
def test_other_words_are_no_heading(workshop, text):
    assert heading_in(text, workshop) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("09:00-10:30", When("morning", time(9), time(10, 30))),
        ("9.00 – 10.30", When("morning", time(9), time(10, 30))),
        ("2 pm to 3:30 pm", When("afternoon", time(14), time(15, 30))),
        ("9:00", When("morning", time(9))),
        ("с утра", None),
        ("Morning", When("morning")),
        ("Вечер", When("night")),
        ("下午", When("afternoon")),
        ("Morning 09:00–10:30", When("morning", time(9), time(10, 30))),
        ("14:00–15:00 (afternoon)", When("afternoon", time(14), time(15))),
        ("08:30-18:30", When("daytime", time(8, 30), time(18, 30))),
        ("19:30", When("night", time(19, 30))),
        ("10", None),
        ("24:10", None),
        ("Opening", None),
    ],
)
def test_times_are_read_as_people_write_them(text, found):
    if found is None:
        with pytest.raises(BadValue):
            when(text)
    else:
        assert when(text) == found


def test_a_day_that_contradicts_itself_is_refused_with_what_is_right(workshop):
    with pytest.raises(BadValue) as refused:
        workshop_day(workshop)("Friday 20 May")
    assert refused.value.hint == "2024-05-20 is a Monday."


def test_people_are_told_by_honorific_name_and_post():
    text = "Prof. LEI Jun, Dean of Trade\nMs. Anna Berg (Online)\nThe Secretariat; Wu Fei, Director, Institute"
    assert list(people_in(text)) == [
        Person("LEI Jun", "Prof.", "Dean of Trade"),
        Person("Anna Berg", "Ms.", "", online=True),
        Person("The Secretariat"),
        Person("Wu Fei", "", "Director, Institute"),
    ]


def test_a_cell_without_any_structure_is_one_title():
    (talk,) = talks_in("Digital trade: rules, practice and people")
    assert (talk.words, talk.lists) == ({"title": "Digital trade: rules, practice and people"}, {})
    assert talks_in("") == []


def test_every_part_of_the_day_and_kind_is_known_by_its_own_words():
    assert [when(str(label)).part for label in PartOfDay.labels] == PartOfDay.values
