"""What a new workshop takes over of evaluations: what was asked, never an answer or who was invited."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.importers.repeats import REPEATS
from evaluations.models import Choice, Question, Questionnaire, Row, Section
from evaluations.structure import WITH_CHOICES
from workshops.models import Workshop
from workshops.starting.copies import Copier, Copying, add_copier, leave_behind
from workshops.trash import Values

NUMBERED = {"objectives": "objective-", "tracks": "track-", "sessions": "session-"}  # their codes


def register() -> None:
    add_copier(Copier("questionnaires", _("Questionnaires"), said, copy, order=90))
    leave_behind(
        Questionnaire,
        *("status", "version", "opened_at", "closes_at", "closed_at", "public_key"),
        *("invited_at_opening", "invited_count", "is_published"),
    )
    leave_behind(Question, "is_asked")


def said(workshop: Workshop) -> str:
    count = workshop.questionnaires.count()
    if not count:
        return ""
    return ngettext("%(n)s questionnaire", "%(n)s questionnaires", count) % {"n": count}


def copy(copying: Copying) -> None:
    """Drafts with all that is asked. What is asked once for each of something is asked about the new
    workshop's own: a question of which it has none is left out."""
    of_past = Question.objects.filter(section__questionnaire__workshop=copying.past)
    copying.copy(copying.past.questionnaires.all())
    copying.copy(Section.objects.filter(questionnaire__workshop=copying.past))
    sources = {name: list(source(copying.new)) for name, source in REPEATS.items()}

    def asked(values: Values) -> Values | None:
        return values if not values["repeat"] or sources[values["repeat"]] else None

    copying.copy(of_past, asked)
    copying.copy(Choice.objects.filter(question__in=of_past.filter(repeat="")))
    copying.copy(Row.objects.filter(question__in=of_past.filter(repeat="")))
    for question in of_past.exclude(repeat="").filter(pk__in=copying.made[Question]):
        ask_about(copying, question, sources[question.repeat])


def ask_about(copying: Copying, question: Question, sources: list) -> None:
    """Rows or choices for each of the new workshop's own, before those that the form names itself."""
    key, repeated = copying.made[Question][question.pk], Choice
    if question.kind not in WITH_CHOICES:
        repeated = Row
    theirs = {source.code for source in REPEATS[question.repeat](copying.past)}
    rows = [
        repeated(question_id=key, code=source.code, position=position, **source.labels)
        for position, source in enumerate(sources, start=1)
    ]
    repeated.objects.bulk_create(rows)

    def after(values: Values) -> Values:
        return values | {"position": values["position"] + len(rows)}

    for model in (Choice, Row):
        own: QuerySet = model.objects.filter(question=question)
        if model is repeated and question.repeat in NUMBERED:
            own = own.exclude(code__startswith=NUMBERED[question.repeat])
        elif model is repeated:
            own = own.exclude(code__in=theirs)
        copying.copy(own, after)
