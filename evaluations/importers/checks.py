"""What a questionnaire's file may get wrong, row by row and together."""

from collections.abc import Callable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from evaluations.forms import NO_ANSWER
from evaluations.importers.repeats import REPEATS
from evaluations.importers.sheet import LANGUAGES
from evaluations.models import Question
from evaluations.scales import NOT_APPLICABLE
from evaluations.structure import ON_A_SCALE, WITH_CHOICES
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record, duplicates
from workshops.models import Workshop

Kind = Question.Kind
WITH_LIMIT = {Kind.PICK, Kind.TAGS, Kind.MULTIPLE}
RESERVED = {NO_ANSWER, NOT_APPLICABLE.code}


def check_rows(workshop: Workshop, rows: list[Record]) -> Iterator[Finding]:
    """Everything that can be said about the rows before anything is written."""
    for second, first in duplicates(rows, lambda record: record.get("code")):
        message = _("This code stands in row %(row)s already.") % {"row": first.row}
        yield second.finding(message, column="code", value=second["code"])
    yield from check_sections(rows)
    for record in rows:
        for check in CHECKS:
            yield from check(workshop, record)


def check_sections(rows: list[Record]) -> Iterator[Finding]:
    """Sections stand together, and have a title."""
    seen = set()
    for code, group in groupby(rows, key=lambda record: record.get("section")):
        records = list(group)
        if not code:
            continue
        if code in seen:
            yield records[0].finding(
                _("The rows of this section do not stand together."), column="section", value=code
            )
        elif not any(record.get("section_title_en") for record in records):
            yield records[0].finding(_("This section has no title."), column="section_title_en")
        seen.add(code)


def check_scale(workshop: Workshop, record: Record) -> Iterator[Finding]:
    kind, scale = record.get("kind"), record.get("scale")
    if kind == Kind.SCALE and scale == "":
        yield record.finding(_("A question on a scale says which."), column="scale")
    if kind is not None and kind not in ON_A_SCALE and scale:
        yield record.finding(_("Only scales use this column."), column="scale", value=scale)


def check_options(workshop: Workshop, record: Record) -> Iterator[Finding]:
    yield from same_length(record, "options")
    codes, kind = record.get("options_code"), record.get("kind")
    if codes is None:
        return
    if kind in WITH_CHOICES and not codes and not record.get("repeat"):
        yield record.finding(_("There is nothing to choose from."), column="options_code")
    if kind == Kind.CONSENT and codes and set(codes) != {"yes", "no"}:
        yield record.finding(_("The answers are yes and no."), column="options_code")
    for reserved in RESERVED & set(codes):
        message = _("This code has a meaning of its own: choose another.")
        yield record.finding(message, column="options_code", value=reserved)


def check_repeated_rows(workshop: Workshop, record: Record) -> Iterator[Finding]:
    if record.get("rows_code"):
        yield from same_length(record, "rows")
    named = record.get("rows_en") or ()
    if record.get("repeat") and named and record.get("kind") not in WITH_CHOICES:
        yield record.finding(_("Either repeat or rows, not both."), column="repeat")


def check_limit(workshop: Workshop, record: Record) -> Iterator[Finding]:
    limit, kind = record.get("max_choices"), record.get("kind")
    if kind == Kind.PICK and not limit:
        yield record.finding(_("Say how many may be chosen."), column="max_choices")
    if limit and kind is not None and kind not in WITH_LIMIT:
        message = _("Only questions with several answers have a limit.")
        yield record.finding(message, column="max_choices", value=limit)


def check_crosses(workshop: Workshop, record: Record) -> Iterator[Finding]:
    if record.get("crosses") and (record.get("kind"), record.get("repeat")) != (
        Kind.SINGLE,
        "streams",
    ):
        yield record.finding(
            _("Results may be split by the stream only."),
            column="crosses",
            hint=_("Use it with kind single and repeat streams."),
        )


def check_repeat_has_rows(workshop: Workshop, record: Record) -> Iterator[Finding]:
    repeat = record.get("repeat")
    if repeat and not any(True for _each in REPEATS[repeat](workshop)):
        yield record.finding(
            _("The workshop has none of these yet, so the question is left out."),
            column="repeat",
            value=repeat,
            level=Level.WARNING,
        )


def check_languages(workshop: Workshop, record: Record) -> Iterator[Finding]:
    for code in workshop.languages:
        column = build_localized_fieldname("text", code)
        if record.get(column) == "" and record.get("text_en"):
            yield record.finding(
                _("The question is not translated."), column=column, level=Level.WARNING
            )


def same_length(record: Record, what: str) -> Iterator[Finding]:
    """Codes and the labels of each language that has any are as many."""
    codes = record.get(f"{what}_code")
    if codes is None:
        return
    for language in LANGUAGES:
        labels = record.get(f"{what}_{language}")
        if labels is not None and len(labels) != len(codes) and (labels or language == "en"):
            yield record.finding(
                _("There are %(labels)s labels for %(codes)s codes.")
                % {"labels": len(labels), "codes": len(codes)},
                column=f"{what}_{language}",
                hint=_("Write one a line, in the order of the codes."),
            )


CHECKS: tuple[Callable[[Workshop, Record], Iterator[Finding]], ...] = (
    check_scale,
    check_options,
    check_repeated_rows,
    check_limit,
    check_crosses,
    check_repeat_has_rows,
    check_languages,
)
