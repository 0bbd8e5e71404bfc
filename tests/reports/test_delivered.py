"""What a report says of a workshop that was not held as planned."""

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest

from reports.checks import findings_of
from reports.compose import compose
from reports.document import Heading, Paragraph, Table, plain
from reports.models import Report
from reports.sections import sections_of
from tests.factories import make_billing, make_session, make_speaker
from tests.reports.make import make_settled_workshop
from workshops.actions import happening
from workshops.actions.happening import Said

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def workshop():
    return make_settled_workshop()


def sections(workshop):
    return sections_of(Report.objects.get_or_create(workshop=workshop)[0])


def say(session, happened="changed", **more) -> None:
    happening.record(session, Said(happened=happened, **more), by=None, now=NOW)


def annex_of(workshop):
    document = compose(sections(workshop))
    return next(part for part in document.parts if part.anchor == "annex-a")


def rows_of(workshop) -> list[list[str]]:
    """The table of what was otherwise than planned."""
    tables = [block for block in annex_of(workshop).blocks if isinstance(block, Table)]
    return [[plain(cell) for cell in row.cells] for t in tables for row in t.groups[0].rows]


def test_figures_count_what_was_held(workshop):
    before = sections(workshop).summary.figures
    assert [f.value for f in (before.sessions, before.visits, before.load.hours)] == [2, 1, 8]
    say(workshop.sessions.get(kind="site_visit"), "not_held", note="The port was closed.")
    after = sections(workshop).summary.figures
    assert [f.value for f in (after.sessions, after.visits, after.load.hours)] == [1, 0, Decimal(4)]
    assert rows_of(workshop) == [
        ["A port", "Mon 20 May", "Afternoon", "not held", "The port was closed."]
    ]


def test_the_agenda_is_printed_as_planned_with_what_became_of_it(workshop):
    session = workshop.sessions.get(title_en="Rules for data")
    say(session, "changed", began_at=time(9, 30), ended_at=time(11))
    annex = annex_of(workshop)
    page = repr(annex.blocks)
    assert "Rules for data" in page
    assert page.count("09:30–11:00") == 2  # at the session, and in the table


def test_who_did_not_speak_is_no_expert_and_who_stood_in_is(workshop):
    session = workshop.sessions.get(title_en="Rules for data")
    role = session.speaker_roles.get()
    stand_in = make_speaker(workshop=workshop, name="Bo Chen")
    say(session, presences={role.pk: "absent"}, stand_in=stand_in)
    assert [one.name for one in sections(workshop).content.experts] == ["Bo Chen"]
    assert {f.code: f.names for f in findings_of(workshop)} == {
        "speakers": ("Bo Chen",),
        "silent": ("Lena Park",),
    }


def test_speakers_of_what_was_not_held_need_not_be_on_a_list(workshop):
    session = make_session(workshop=workshop, part_of_day="night")
    make_billing(session=session, speaker=make_speaker(workshop=workshop, name="Ada"))
    assert [f.names for f in findings_of(workshop)] == [("Ada",)]
    say(session, "not_held")
    assert findings_of(workshop) == ()


def test_an_added_session_counts_where_its_day_is_known_and_is_marked(workshop):
    ada = make_speaker(workshop=workshop, name="Ada")
    happening.add(
        workshop,
        titles={"title_en": "Corridors"},
        speakers=[ada],
        day=workshop.starts_on,
        part_of_day="night",
        by=None,
        now=NOW,
    )
    told = sections(workshop)
    assert (told.summary.figures.sessions.value, told.content.load.evenings.value) == (3, 1)
    assert rows_of(workshop) == [["Corridors, with Ada", "Mon 20 May", "not listed", "added", ""]]
    assert [f.names for f in findings_of(workshop)] == [("Ada",)]


def test_one_of_an_unknown_day_is_listed_and_counted_nowhere(workshop):
    ada = make_speaker(workshop=workshop, name="Ada")
    before = sections(workshop).summary.figures.sessions.value
    happening.add(workshop, titles={"title_en": "Corridors"}, speakers=[ada], by=None, now=NOW)
    told = sections(workshop)
    assert told.summary.figures.sessions.value == before
    assert rows_of(workshop) == [["Corridors, with Ada", "not known", "not listed", "added", ""]]
    experts = [(one.name, one.on_agenda) for one in told.content.experts]
    assert experts == [("Lena Park", True), ("Ada", False)]


def test_how_many_nobody_said_anything_of_is_said(workshop):
    assert "Of 2 sessions nobody has said what happened" in "".join(
        plain(block.words) for block in annex_of(workshop).blocks if isinstance(block, Paragraph)
    )
    happening.as_planned(workshop, workshop.starts_on, by=None, now=NOW)
    blocks = annex_of(workshop).blocks
    assert not [b for b in blocks if isinstance(b, Heading) and b.anchor == "planned-and-delivered"]
