"""A form can be edited while it is a draft, and never after."""

from django.db.models import Model
from django.http import HttpRequest

from evaluations.models import Choice, Question, Questionnaire, Row, Section
from workshops import scope

for model, path in (
    (Questionnaire, "workshop"),
    (Section, "questionnaire__workshop"),
    (Question, "section__questionnaire__workshop"),
    (Row, "question__section__questionnaire__workshop"),
    (Choice, "question__section__questionnaire__workshop"),
):
    scope.register(model, path)


def questionnaire_of(row: Model | None) -> Questionnaire | None:
    """The questionnaire that a part of a form belongs to."""
    if isinstance(row, Questionnaire) or row is None:
        return row
    if isinstance(row, Section):
        return row.questionnaire
    if isinstance(row, Question):
        return row.section.questionnaire
    return row.question.section.questionnaire


class LockedWithForm:
    """Mixed into the admin and the inlines of what a form is made of. `obj` is the row or its parent."""

    def has_add_permission(self, request: HttpRequest, *parent: Model | None) -> bool:
        """An inline is asked with its parent, an admin without."""
        return super().has_add_permission(request, *parent) and not any(map(is_locked, parent))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_locked(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_locked(obj)


class Hidden:
    """Mixed into an admin that is reached from its parent's page, not from the menu."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def is_locked(obj: Model | None) -> bool:
    questionnaire = questionnaire_of(obj)
    return questionnaire is not None and questionnaire.is_locked
