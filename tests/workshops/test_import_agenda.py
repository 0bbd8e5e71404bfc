"""An agenda from a workbook: what is written, and what a second file changes."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import make_material, make_organiser, make_workshop
from tests.people.sheets import table
from tests.workshops.books import (
    SESSIONS,
    book,
    load,
    rich_book,
)
from workshops.actions import releasing
from workshops.importers.agenda import AgendaImporter, agenda_template
from workshops.importers.findings import Level
from workshops.models import Organisation, Session, Venue, Workshop
from workshops.table_writing import write_workbook
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db


# What is written


def test_a_book_becomes_a_draft_workshop():
    result = load(book())
    assert result.findings == ()
    workshop = Workshop.objects.get()
    assert (workshop.slug, workshop.title, workshop.status, workshop.zone) == (
        "trade-on-rails",
        "Trade on Rails",
        Workshop.Status.DRAFT,
        "Asia/Almaty",
    )
    assert [
        (s.number, s.date, s.part_of_day, s.title, s.slug) for s in workshop.sessions.all()
    ] == [
        (1, date(2026, 3, 2), "morning", "Opening", "opening"),
        (2, date(2026, 3, 3), "afternoon", "Corridors", "corridors"),
    ]


def test_every_sheet_is_written():
    assert load(rich_book(), publish=True).findings == ()
    workshop = Workshop.objects.get()
    assert workshop.status == Workshop.Status.PUBLISHED
    assert [t.title for t in workshop.joint_titles.all()] == [
        "Second Rail Forum",
        "Joint Rail Workshop",
    ]
    assert [(o.text, o.short) for o in workshop.outcomes.all()] == [("Know the rules.", "Rules")]
    assert [(c.name, c.planned_hours) for c in workshop.components.all()] == [
        ("Seminars", Decimal(12)),
        ("Visits", Decimal("8.5")),
    ]
    assert [(r.organisation.short_name, r.role) for r in workshop.organisation_roles.all()] == [
        ("RA", "organiser"),
        ("RA", "funder"),
    ]
    assert Organisation.objects.get(name_en="Rail Academy").parent.name == "Rail Group"
    assert [v.name for v in workshop.venues.all()] == ["Lake Campus"]
    assert [(w.part_of_day, w.starts_at) for w in workshop.part_windows.all()] == [
        ("morning", time(8, 30))
    ]
    assert [(m.title, m.url, m.session.number) for m in workshop.materials.all()] == [
        ("Notes", "https://example.org/n", 1)
    ]
    assert [(i.topic, i.text) for i in workshop.information.all()] == [("visa", "Ask in time.")]
    assert [(c.printed, c.corrected) for c in workshop.corrections.all()] == [("Lenna", "Lena")]


def test_sessions_hold_their_people_hosts_and_stops():
    load(rich_book())
    opening, tour, evening = Session.objects.order_by("number")
    assert [
        (r.speaker.name, r.role, r.online, r.printed_name, r.printed_post)
        for r in opening.speaker_roles.all()
    ] == [
        ("Lena Park", "moderator", True, "Park L.", "Dean"),
        ("The Secretariat", "closing", False, "", ""),
    ]
    assert (opening.venue.name, opening.component.name, opening.track.name, opening.hours) == (
        "Lake Campus",
        "Seminars",
        "Rules",
        Decimal("1.5"),
    )
    assert [(h.role, str(h.organisation), h.printed_name) for h in organisations_of(tour)] == [
        ("arranger", "Rail Academy", ""),
        ("host", "Rail Group", "Rail Group JSC"),
        ("host", "Rail Academy", ""),
    ]
    assert tour.arranged_by == "the port"
    assert tour.visit.activities == "See a gauge change"
    assert [(s.position, s.name, s.kind) for s in tour.visit.stops.all()] == [
        (1, "Gauge Hall", "firm"),
        (2, "Lunch", "meal"),
    ]
    assert (evening.slug, evening.ends_at, hasattr(evening, "visit")) == (
        "session-3",
        time(1),
        False,
    )


def organisations_of(session):
    return session.session_organisations.order_by("role", "position")


def test_sessions_of_one_half_day_stand_in_the_order_of_the_file():
    rows = ((5, 1, "morning", "A"), (3, 1, "morning", "B"), (4, 1, "night", "C"))
    load(book(sessions=rows))
    assert list(
        Session.objects.order_by("part_of_day", "position").values_list("number", "position")
    ) == [(5, 1), (3, 2), (4, 1)]


def test_texts_in_three_languages_are_kept_apart():
    header = "No., Day, Part of day, Title, Title (zh-hans), Title (ru)"
    rows = ((1, 1, "morning", "Opening", "开幕式", "Открытие"),)
    content = book(header=header, sessions=rows, Content_languages="en, zh-hans; ru")
    assert load(content).findings == ()
    session = Session.objects.get()
    assert (session.title_en, session.title_zh_hans, session.title_ru) == (
        "Opening",
        "开幕式",
        "Открытие",
    )


def test_text_in_a_language_that_the_workshop_does_not_name_is_only_a_warning():
    header = "No., Day, Part of day, Title, Title (ru)"
    result = load(book(header=header, sessions=((1, 1, "morning", "Opening", "Открытие"),)))
    assert [(f.level, f.rows, f.value) for f in result.findings] == [(Level.WARNING, (2,), "ru")]
    assert result.written


def test_a_starting_day_moves_every_date():
    load(rich_book(), starts_on=date(2030, 7, 1))
    workshop = Workshop.objects.get()
    assert (workshop.starts_on, workshop.ends_on) == (date(2030, 7, 1), date(2030, 7, 5))
    assert sorted({s.date for s in workshop.sessions.all()}) == [date(2030, 7, 1), date(2030, 7, 2)]


def test_a_new_starting_day_moves_a_workshop_that_is_there():
    load(rich_book())
    uuids = list(Session.objects.order_by("number").values_list("uuid", "slug"))
    load(rich_book(), starts_on=date(2030, 7, 1))
    assert list(Session.objects.order_by("number").values_list("uuid", "slug")) == uuids
    assert Workshop.objects.get().starts_on == date(2030, 7, 1)


def test_the_caller_may_choose_another_address():
    load(book(), slug="trade-again", is_sample=True)
    assert [(w.slug, w.is_sample) for w in Workshop.objects.all()] == [("trade-again", True)]


def test_without_an_address_one_is_made_once():
    for _time in range(2):
        assert load(book(Address="")).ok
    assert [w.slug for w in Workshop.objects.all()] == ["trade-on-rails"]


# Twice, and changed


def test_the_same_file_twice_changes_nothing():
    load(rich_book())
    before = snapshot()
    result = load(rich_book())
    assert result.changes.is_nothing
    assert snapshot() == before


def snapshot() -> list:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Workshop, Session, Organisation, Venue)
    ]


def test_a_new_title_keeps_the_address_and_the_identity():
    load(book())
    old = Session.objects.get(number=2)
    load(book(sessions=(SESSIONS[0], (2, 2, "afternoon", "Corridors of Trade"))))
    new = Session.objects.get(number=2)
    assert (new.pk, new.uuid, new.slug) == (old.pk, old.uuid, "corridors")
    assert new.title == "Corridors of Trade"


def test_a_renamed_component_keeps_its_row_and_a_moved_one_too():
    def components(*names):
        return book(table("Components", "Component, Planned hours", *[(name, 4) for name in names]))

    load(components("Seminars", "Visits"))
    rows = dict(Workshop.objects.get().components.values_list("name_en", "pk"))
    load(components("Visits", "Lectures"))
    assert list(Workshop.objects.get().components.values_list("name_en", "pk")) == [
        ("Visits", rows["Visits"]),
        ("Lectures", Workshop.objects.get().components.get(name_en="Lectures").pk),
    ]
    load(components("Trips", "Lectures"))
    assert Workshop.objects.get().components.get(name_en="Trips").pk == rows["Visits"]


def test_what_left_the_file_is_announced_and_removed():
    load(book())
    result = load(book(sessions=SESSIONS[:1]))
    assert [(f.level, f.message) for f in result.findings] == [
        (
            Level.WARNING,
            "Session 2, “Corridors”, is not in the file and would be removed.",
        )
    ]
    assert [s.number for s in Session.objects.all()] == [1]
    assert result.changes.removed == {"sessions": 1}


def test_sheets_and_columns_that_a_file_lacks_are_left_alone():
    load(rich_book())
    header = "No., Date, Part of day"
    rows = ((1, "2026-03-02", "morning"), (2, "2026-03-03", "daytime"), (3, "2026-03-03", "night"))
    result = load(book(header=header, sessions=rows))
    assert result.changes.is_nothing
    tour = Session.objects.get(number=2)
    assert (tour.title, tour.kind, tour.visit.stops.count()) == ("Dry Port", "tour", 2)
    assert Workshop.objects.get().speakers.count() == 2


def test_a_handed_out_file_survives_an_import_that_lists_links():
    load(rich_book())
    make_material(workshop=Workshop.objects.get(), title="Uploaded")
    load(rich_book())
    assert sorted(m.title for m in Workshop.objects.get().materials.all()) == ["Notes", "Uploaded"]


def test_publishing_does_not_overtake_a_release_that_is_scheduled():
    load(book(), publish=True)
    workshop = Workshop.objects.get()
    workshop.sessions.update(title_en="Later")
    now, by = timezone.now(), make_organiser()
    seen = releasing.outlook(workshop).mark
    release = releasing.release(workshop, seen=seen, by=by, now=now, at=now + timedelta(days=1))

    (finding,) = load(book(), publish=True).findings
    assert finding.message.startswith("Release 2 is to come out at ")
    assert load(book()).findings == ()
    releasing.cancel(release, by=by, now=now)
    assert load(book(), publish=True).findings == ()


def test_a_published_workshop_stays_published():
    load(book(), publish=True)
    load(book())
    assert Workshop.objects.get().status == Workshop.Status.PUBLISHED


def test_other_workshops_are_not_touched():
    other = make_workshop(slug="other")
    load(rich_book())
    assert list(Workshop.objects.values_list("slug", flat=True).order_by("slug")) == [
        "other",
        "trade-on-rails",
    ]
    assert other.sessions.count() == 0


def test_a_dry_run_says_the_same_and_writes_nothing():
    dry = load(rich_book(), dry_run=True)
    assert (dry.ok, dry.written, Workshop.objects.count(), Organisation.objects.count()) == (
        True,
        False,
        0,
        0,
    )
    assert load(rich_book()).changes.new == dry.changes.new


# The template, and the way round


def test_the_template_holds_every_sheet_and_column_and_no_finding_about_them():
    tables = read_tables(agenda_template(), "template.xlsx")
    sheets = AgendaImporter().sheets
    assert [t.name for t in tables] == [s.title for s in sheets]
    assert tables[0].header == ("Field", "Value")
    assert [row.cells[0] for row in tables[0].rows] == [c.header for c in sheets[0].columns]
    assert [t.header for t in tables[1:]] == [
        tuple(c.header for c in s.columns) for s in sheets[1:]
    ]
    found = load(agenda_template()).findings
    assert {(f.sheet, f.column) for f in found} == {
        ("Workshop", c.header) for c in sheets[0].columns if c.required
    }


def test_a_book_read_and_written_again_changes_nothing():
    load(rich_book())
    again = write_workbook(read_tables(rich_book(), "a.xlsx"))
    assert load(again).changes.is_nothing


# The command


def test_the_command_imports_and_moves(tmp_path, capsys):
    path = tmp_path / "agenda.xlsx"
    path.write_bytes(book())
    moved = {"workshop": "moved", "starts_on": date(2030, 7, 1)}
    call_command("import_agenda", path, **moved, publish=True)
    assert [(w.slug, w.starts_on, w.status) for w in Workshop.objects.all()] == [
        ("moved", date(2030, 7, 1), "published")
    ]
    call_command("import_agenda", path, **moved, dry_run=True)
    assert capsys.readouterr().out.splitlines() == [
        "Written: 3 new, 0 changed, 0 removed, 0 as before",
        "new: 3",
        "  Workshop: Trade on Rails",
        "  Session: Opening",
        "  Session: Corridors",
        "Dry run, nothing written: 0 new, 0 changed, 0 removed, 3 as before",
    ]


def test_the_command_prints_findings_and_fails(tmp_path, capsys):
    path = tmp_path / "agenda.xlsx"
    rows = ((1, "03/04/2026", "morning"),)
    path.write_bytes(book(header="No., Date, Part of day", sessions=rows))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_agenda", path)
    assert capsys.readouterr().err.splitlines() == [
        "error: Agenda, row 2, column Date, “03/04/2026”: This date can be read in two ways. "
        "Write it as 2026-04-03 or 2026-03-04."
    ]
    assert Workshop.objects.count() == 0


@pytest.mark.parametrize("slug", ["Trade on Rails", "../x", "x" * 61])
def test_the_command_refuses_an_address_that_is_none(slug):
    result = load(book(), slug=slug)
    assert [f.value for f in result.errors] == [slug]
