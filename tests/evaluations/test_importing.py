"""Questionnaires from files."""

import csv
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from evaluations import box
from evaluations.importers.questionnaire import INSTRUMENTS, QuestionnaireImporter
from evaluations.importers.sheet import SHEET
from evaluations.models import Choice, Question, Questionnaire, Row
from evaluations.structure import structure_of
from tests.evaluations.make import NOON, make_participants
from tests.factories import make_outcome, make_session, make_stream, make_track, make_workshop
from workshops.importers.pipeline import Result, run
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db


def make_full_workshop():
    workshop = make_workshop(languages=["en", "zh-hans", "ru"])
    for number in range(1, 4):
        make_track(workshop=workshop, name=f"Track {number}", position=number)
        make_outcome(workshop=workshop, text=f"Outcome {number}", position=number)
    for name in ("CAREC", "ASEAN"):
        make_stream(workshop=workshop, name=name)
    make_session(workshop=workshop, title="Platforms")
    make_session(workshop=workshop, kind="off", title="")
    make_session(workshop=workshop, kind="site_visit", title="")
    return workshop


def load(
    content: bytes, workshop=None, *, name="form.csv", dry_run=False, slug="closing"
) -> Result:
    workshop = workshop or make_full_workshop()
    importer = QuestionnaireImporter(workshop, slug=slug, instrument="closing")
    return run(importer, content, name, dry_run=dry_run)


def sheet(*rows: dict, **changes) -> bytes:
    """A file with these rows; what a row does not say is a scale question B1 in section B."""
    plain = {"section": "B", "section_title_en": "Overall", "kind": "scale", "scale": "Q"}
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.header for column in SHEET.columns])
    writer.writeheader()
    for number, row in enumerate(rows or ({},), start=1):
        numbered = {"code": f"B{number}", "text_en": f"Question {number}"}
        writer.writerow(plain | numbered | row | changes)
    return out.getvalue().encode()


def messages(result: Result) -> list[tuple]:
    return [(f.message, f.rows, f.column) for f in result.findings if f.is_error]


@pytest.mark.parametrize("instrument", ["closing", "pulse", "midcourse", "followup"])
def test_every_instrument_that_ships_is_imported_and_can_be_opened(instrument):
    workshop = make_full_workshop()
    call_command(
        "import_questionnaire",
        str(INSTRUMENTS / f"{instrument}.csv"),
        workshop=workshop.slug,
        slug=instrument,
        instrument=instrument,
    )
    questionnaire = Questionnaire.objects.get()
    make_participants(workshop, 1)
    assert len(box.open_questionnaire(questionnaire, by=None, now=NOON)) == 1


def test_the_closing_form_holds_the_whole_questionnaire():
    content = (INSTRUMENTS / "closing.csv").read_bytes()
    workshop = make_full_workshop()
    result = load(content, workshop)
    assert (messages(result), result.written) == ([], True)
    questionnaire = Questionnaire.objects.get()
    structure = structure_of(questionnaire)
    assert "".join(page.section.code for page in structure.pages) == "ABCDEFGHIJKLMN"
    assert Question.objects.count() == len(read_tables(content, "closing.csv")[0].rows)
    assert questionnaire.title_en == "Your view of the workshop"
    keys = {item.key for item in structure.items}
    assert {"C5.objective-3", "D1.track-2.before", "D1.track-2.now", "M1", "M1.own"} <= keys
    assert not list(Question.objects.filter(text_zh_hans="") | Question.objects.filter(text_ru=""))


def test_rows_and_choices_come_from_the_workshop():
    workshop = make_full_workshop()
    load((INSTRUMENTS / "closing.csv").read_bytes(), workshop)
    assert list(Row.objects.filter(question__code="C5").values_list("label", flat=True)) == [
        "Outcome 1",
        "Outcome 2",
        "Outcome 3",
    ]
    streams = list(workshop.streams.values_list("code", flat=True))
    chosen = list(Choice.objects.filter(question__code="A1").values_list("code", flat=True))
    assert chosen == [*streams, "pns"]
    sessions = Choice.objects.filter(question__code="G4a").values_list("code", "label_en")
    assert list(sessions) == [("session-1", "Platforms"), ("session-3", "Day 1: Site visit")]


def test_the_same_file_twice_changes_nothing():
    workshop = make_full_workshop()
    content = (INSTRUMENTS / "closing.csv").read_bytes()
    load(content, workshop)
    before = list(Question.objects.values_list("pk", "text_en", "position"))
    again = load(content, workshop)
    assert again.changes.is_nothing
    assert list(Question.objects.values_list("pk", "text_en", "position")) == before


def test_what_the_file_no_longer_holds_is_removed():
    workshop = make_full_workshop()
    load(sheet({}, {}), workshop)
    load(sheet({}), workshop)
    assert list(Question.objects.values_list("code", flat=True)) == ["B1"]


def test_a_dry_run_writes_nothing():
    result = load(sheet(), dry_run=True)
    assert not result.changes.is_nothing
    assert Questionnaire.objects.count() == 0


def test_a_locked_form_takes_the_same_file_and_refuses_another():
    workshop = make_full_workshop()
    load(sheet({}, {}), workshop)
    make_participants(workshop, 1)
    box.open_questionnaire(Questionnaire.objects.get(), by=None, now=NOON)
    assert load(sheet({}, {}), workshop).ok
    changed = load(sheet({}, {"text_en": "Another question"}), workshop)
    assert [message for message, _rows, _column in messages(changed)] == [
        "This questionnaire is locked: people are answering it, or have answered it."
    ]
    assert not Question.objects.filter(text_en="Another question").exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"kind": "slider"}, "kind"),
        ({"scale": "Z"}, "scale"),
        ({"scale": ""}, "scale"),
        ({"kind": "text", "scale": "Q"}, "scale"),
        ({"code": "B 1"}, "code"),
        ({"text_en": ""}, "text_en"),
        ({"repeat": "countries"}, "repeat"),
        ({"repeat": "tracks", "rows_en": "One"}, "repeat"),
        ({"kind": "single", "scale": ""}, "options_code"),
        (
            {"kind": "single", "scale": "", "options_code": "a\na", "options_en": "A\nB"},
            "options_code",
        ),
        ({"kind": "single", "scale": "", "options_code": "a\nb", "options_en": "A"}, "options_en"),
        ({"kind": "single", "scale": "", "options_code": "na", "options_en": "A"}, "options_code"),
        ({"kind": "pick", "scale": "", "repeat": "sessions"}, "max_choices"),
        ({"max_choices": "3"}, "max_choices"),
        ({"crosses": "yes"}, "crosses"),
        ({"section_title_en": ""}, "section_title_en"),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column_and_nothing_is_written(row, column):
    result = load(sheet(row))
    assert [(rows, where) for _message, rows, where in messages(result)] == [((2,), column)]
    assert Questionnaire.objects.count() == 0


def test_a_code_that_stands_twice_is_refused():
    result = load(sheet({}, {"code": "B1"}))
    assert messages(result) == [("This code stands in row 2 already.", (3,), "code")]


def test_sections_stand_together():
    result = load(sheet({}, {"section": "C"}, {}))
    assert [column for _message, _rows, column in messages(result)] == ["section"]


def test_a_question_about_what_the_workshop_does_not_have_is_left_out_with_a_word():
    result = load(sheet({}, {"repeat": "tracks"}), make_workshop())
    assert result.ok
    assert [f.column for f in result.findings] == ["repeat"]
    assert list(Question.objects.values_list("code", flat=True)) == ["B1"]


def test_the_command_says_what_is_wrong(tmp_path):
    workshop = make_full_workshop()
    path = tmp_path / "form.csv"
    path.write_bytes(sheet({"scale": "Z"}))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_questionnaire", str(path), workshop=workshop.slug)
