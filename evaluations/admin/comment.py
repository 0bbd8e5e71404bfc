"""Reviewing comments: one by one, in an order that says nothing, before anybody else reads them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.admin.locking import Hidden
from evaluations.models import Comment, Question, Questionnaire, Theme
from workshops import scope
from workshops.admin.base import OfficeAdmin
from workshops.keys import key_named

scope.register(Comment, "question__section__questionnaire__workshop")
scope.register(Theme, "questionnaire__workshop")
OF_COMMENT = "question__section__questionnaire"


class QuestionnaireFilter(admin.SimpleListFilter):
    title = _("questionnaire")
    parameter_name = "questionnaire"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        closed = Questionnaire.objects.closed().select_related("workshop").order_by("-closed_at")
        return [(each.pk, f"{each.workshop}: {each}") for each in closed]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        chosen = key_named(self.value())
        return rows if chosen is None else rows.filter(**{OF_COMMENT: chosen})


@admin.register(Comment)
class CommentAdmin(OfficeAdmin):
    """The order is that of random ids: it says nothing about who wrote what, or with which other."""

    menu_order = 72
    list_display = ["text", "asked", "may_quote", "review", "about"]
    list_display_links = ["text"]
    list_filter = ["review", "may_quote", QuestionnaireFilter]
    search_fields = ["text"]
    ordering = ["id"]
    sortable_by = ()
    fields = ["asked", "text", "may_quote", "review", "themes"]
    readonly_fields = ["asked", "may_quote"]
    autocomplete_fields = ["themes"]
    actions = ["show", "keep_private"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("question")
        return rows.prefetch_related("themes")

    @admin.display(description=_("question"))
    def asked(self, row: Comment) -> Question:
        return row.question

    @admin.display(description=_("themes"))
    def about(self, row: Comment) -> str:
        return ", ".join(theme.name for theme in row.themes.all()) or "–"

    @admin.action(description=_("May be shown"), permissions=["change"])
    def show(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide(request, rows, Comment.Review.SHOWN)

    @admin.action(description=_("Keep private"), permissions=["change"])
    def keep_private(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide(request, rows, Comment.Review.PRIVATE)

    def decide(self, request: HttpRequest, rows: QuerySet, review: str) -> None:
        count = rows.update(review=review)
        done = ngettext("%(count)s comment reviewed.", "%(count)s comments reviewed.", count)
        self.message_user(request, done % {"count": count})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Theme)
class ThemeAdmin(Hidden, OfficeAdmin):
    list_display = ["name", "questionnaire"]
    search_fields = ["name"]
    fields = ["questionnaire", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super(Hidden, self).has_add_permission(request)
