"""A questionnaire from a file: sections, questions, and the workshop's own rows and choices under them."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from evaluations.importers.checks import check_rows
from evaluations.importers.repeats import REPEATS, Source
from evaluations.importers.sheet import LANGUAGES, SHEET
from evaluations.models import Choice, Question, Questionnaire, Row, Section
from evaluations.structure import WITH_CHOICES
from workshops.content import columns
from workshops.importers.changes import Changes, drop_rest, put
from workshops.importers.findings import Finding
from workshops.importers.sheets import Record, Records
from workshops.models import Workshop

INSTRUMENTS = Path(__file__).parent.parent / "instruments"  # the files that ship with the product
Instrument = Questionnaire.Instrument
TITLES = {
    Instrument.PULSE: gettext_lazy("Your view of this session"),
    Instrument.MIDCOURSE: gettext_lazy("Halfway through: your view"),
    Instrument.CLOSING: gettext_lazy("Your view of the workshop"),
    Instrument.FOLLOWUP: gettext_lazy("Some months later: your view"),
}
MINUTES = {
    Instrument.PULSE: 1,
    Instrument.MIDCOURSE: 2,
    Instrument.CLOSING: 12,
    Instrument.FOLLOWUP: 5,
}


class QuestionnaireImporter:
    """Makes one workshop's questionnaire what a file says. The same file twice changes nothing."""

    sheets = (SHEET,)

    def __init__(self, workshop: Workshop, *, slug: str, instrument: str):
        self.workshop = workshop
        self.slug = slug
        self.instrument = Instrument(instrument)

    def check(self, records: Records) -> Iterator[Finding]:
        rows = records["questions"]
        findings = list(check_rows(self.workshop, rows))
        yield from findings
        if not any(finding.is_error for finding in findings) and self.would_change_a_locked_form(
            rows
        ):
            yield Finding(
                _("This questionnaire is locked: people are answering it, or have answered it."),
                _("Import it under another address (slug) to ask again."),
            )

    def would_change_a_locked_form(self, rows: list[Record]) -> bool:
        there = self.workshop.questionnaires.filter(slug=self.slug).first()
        if there is None or not there.is_locked or not all(map(is_whole, rows)):
            return False
        changes = Changes()
        with transaction.atomic():
            self.write({"questions": rows}, changes)
            transaction.set_rollback(True)
        return not changes.is_nothing

    def write(self, records: Records, changes: Changes) -> None:
        questionnaire = self.ensure_questionnaire(changes)
        kept = []
        sections = groupby(records["questions"], key=lambda record: record["section"])
        for position, (code, group) in enumerate(sections, start=1):
            rows = list(group)
            section = put(
                Section,
                changes,
                by={"questionnaire": questionnaire, "code": code},
                position=position,
                **titles_of(rows),
            )
            write_questions(self.workshop, section, rows, changes)
            kept.append(section)
        drop_rest(questionnaire.sections.all(), kept, changes)

    def ensure_questionnaire(self, changes: Changes) -> Questionnaire:
        """The questionnaire at this address; its title and length are an organiser's to change later."""
        there = self.workshop.questionnaires.filter(slug=self.slug).first()
        if there:
            changes.same[str(Questionnaire._meta.verbose_name_plural)] += 1
            return there
        by = {"workshop": self.workshop, "slug": self.slug}
        return put(
            Questionnaire,
            changes,
            by=by,
            instrument=self.instrument,
            minutes=MINUTES[self.instrument],
            **title_in_all_languages(self.instrument),
        )


def write_questions(
    workshop: Workshop, section: Section, rows: list[Record], changes: Changes
) -> None:
    kept = []
    for position, record in enumerate(rows, start=1):
        sources = list(REPEATS[record["repeat"]](workshop)) if record["repeat"] else []
        if record["repeat"] and not sources:
            continue
        question = put(
            Question,
            changes,
            by={"section": section, "code": record["code"]},
            position=position,
            **values_of(record),
        )
        chosen = record["kind"] in WITH_CHOICES
        options, repeated = listed(record, "options"), listed(record, "rows")
        write_list(Choice, question, [*(sources if chosen else []), *options], changes)
        write_list(Row, question, [*([] if chosen else sources), *repeated], changes)
        kept.append(question)
    drop_rest(section.questions.all(), kept, changes)


def write_list(model: type, question: Question, sources: list[Source], changes: Changes) -> None:
    kept = [
        put(
            model,
            changes,
            by={"question": question, "code": source.code},
            position=position,
            **source.labels,
        )
        for position, source in enumerate(sources, start=1)
    ]
    drop_rest(model.objects.filter(question=question), kept, changes)


def listed(record: Record, what: str) -> list[Source]:
    """The options or rows that the file itself names."""
    names = {language: record[f"{what}_{language}"] for language in LANGUAGES}
    codes = record[f"{what}_code"] or [f"{number}" for number, _name in enumerate(names["en"], 1)]
    return [
        Source(
            code,
            {
                f"label_{language}": labels[place] if place < len(labels) else ""
                for language, labels in names.items()
            },
        )
        for place, code in enumerate(codes)
    ]


def values_of(record: Record) -> dict[str, Any]:
    plain = ("core", "kind", "scale", "repeat", "max_choices", "crosses")
    return {field: record[field] for field in (*columns("text", "help"), *plain)}


def titles_of(rows: list[Record]) -> dict[str, str]:
    return {
        f"title_{language}": next((t for r in rows if (t := r[f"section_title_{language}"])), "")
        for language in LANGUAGES
    }


def title_in_all_languages(instrument: Instrument) -> dict[str, str]:
    titles = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            titles[build_localized_fieldname("title", code)] = str(TITLES[instrument])
    return titles


def is_whole(record: Record) -> bool:
    """Whether every cell of the row could be read."""
    return all(column.key in record.values for column in SHEET.columns)
