"""Sections and questions, reached from their questionnaire."""

from django.contrib import admin

from evaluations.admin.locking import Hidden, LockedWithForm
from evaluations.models import Choice, Question, Row, Section
from workshops.admin.base import OfficeTranslationAdmin, OfficeTranslationTabularInline


class SectionInline(LockedWithForm, OfficeTranslationTabularInline):
    model = Section
    fields = ["code", "title", "position"]
    show_change_link = True


class QuestionInline(LockedWithForm, OfficeTranslationTabularInline):
    model = Question
    fields = ["code", "kind", "scale", "text", "position"]
    show_change_link = True


class RowInline(LockedWithForm, OfficeTranslationTabularInline):
    model = Row
    fields = ["code", "label", "position"]


class ChoiceInline(LockedWithForm, OfficeTranslationTabularInline):
    model = Choice
    fields = ["code", "label", "position"]


@admin.register(Section)
class SectionAdmin(Hidden, LockedWithForm, OfficeTranslationAdmin):
    list_display = ["title", "questionnaire", "code"]
    fields = ["questionnaire", "code", "title", "introduction", "position"]
    readonly_fields = ["questionnaire"]
    inlines = [QuestionInline]


@admin.register(Question)
class QuestionAdmin(Hidden, LockedWithForm, OfficeTranslationAdmin):
    list_display = ["text", "section", "code", "kind"]
    fields = [
        "section",
        "code",
        "kind",
        "scale",
        "text",
        "help",
        "core",
        "max_choices",
        "repeat",
        "crosses",
        "position",
    ]
    readonly_fields = ["section", "repeat", "crosses"]
    inlines = [ChoiceInline, RowInline]
