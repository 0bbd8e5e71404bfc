"""The outbox: what was written to whom, what went out, and what somebody has to look at."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import sending
from people.admin import drafts, many
from people.mail import PLACEHOLDER
from people.models import Message
from workshops.admin.base import OfficeAdmin
from workshops.admin.filters import RelatedFilter

TROUBLE = "trouble"


class TroubleFilter(admin.SimpleListFilter):
    title = _("to look at")
    parameter_name = TROUBLE

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("yes", _("Failed or unsure"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.in_trouble(timezone.now()) if self.value() == "yes" else queryset


@admin.register(Message)
class MessageAdmin(OfficeAdmin):
    """Messages are written by what they tell of; here they are read, sent again or stopped."""

    menu_order = 70
    list_display = ["subject", "recipient", "how_it_stands", "when", "last_error", "workshop"]
    list_filter = [("workshop", RelatedFilter), TroubleFilter, "status", "language", "kind"]
    list_select_related = ["workshop"]
    search_fields = ["subject__any_case", "to_name__any_case", "to_address__any_case"]
    search_help_text = _("By subject, name or address.")
    ordering = ["-created_at", "-id"]
    actions = ["try_again", "cancel"]
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "how_it_stands",
                    ("recipient", "language"),
                    "subject",
                    "words",
                    ("created_at", "due_at", "sent_at"),
                    ("attempts", "last_error"),
                    "workshop",
                ],
            },
        ),
    ]

    @admin.display(description=_("to"), ordering="to_address")
    def recipient(self, row: Message) -> str:
        return f"{row.to_name} <{row.to_address}>" if row.to_name else row.to_address

    @admin.display(description=_("status"), ordering="status")
    def how_it_stands(self, row: Message) -> str:
        if row.workshop.is_sample and row.status == Message.Status.WAITING:
            return _now("Not sent: a sample")
        if row.is_unsure(timezone.now()):
            return _now("Unsure whether it was sent")
        if row.status == Message.Status.WAITING and row.attempts:
            return _now("Waiting to be tried again")
        return row.get_status_display()

    @admin.display(description=_("sent, or to be sent"), ordering="due_at")
    def when(self, row: Message) -> object:
        """Nothing for a draft, which waits for somebody to send it."""
        return None if row.status == Message.Status.DRAFT else row.sent_at or row.due_at

    @admin.display(description=_("text"))
    def words(self, row: Message) -> SafeString:
        """The text as it stands, the personal link not written out: whoever has it is let in."""
        shown = row.body.replace(PLACEHOLDER, _now("[the recipient’s own link]"))
        return format_html('<pre class="office-letter" lang="{}">{}</pre>', row.language, shown)

    def get_urls(self) -> list[URLPattern]:
        return [*drafts.urls(self), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Message | None = None) -> list[str]:
        return [
            "how_it_stands", "recipient", "language", "subject", "words", "created_at", "due_at",
            "sent_at", "attempts", "last_error", "workshop",
        ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    @admin.action(description=_("Send those chosen again"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.after_asking(request, queryset, "try_again")

    @admin.action(description=_("Do not send those chosen"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.after_asking(request, queryset, "cancel")

    def after_asking(
        self, request: HttpRequest, queryset: QuerySet, action: str
    ) -> HttpResponse | None:
        """Ask first, with the number; then act on each and say what came of it."""
        rows = list(queryset.select_related("workshop"))
        if "confirmed" not in request.POST:
            return self.ask(request, rows, action)
        act = {"try_again": sending.retry, "cancel": sending.cancel}[action]
        outcomes = many.each(rows, partial(act, by=request.user, now=timezone.now()))
        many.say_refusals(request, outcomes)
        if count := len(many.done(outcomes)):
            messages.success(request, said_of(action, count))
        return None

    def ask(self, request: HttpRequest, rows: list[Message], action: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Send again") if action == "try_again" else _now("Do not send"),
            "opts": self.opts,
            "rows": [(row, self.recipient(row), self.how_it_stands(row)) for row in rows],
            "unsure": action == "try_again" and any(row.is_unsure(timezone.now()) for row in rows),
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/people/message/confirm.html", context)


def said_of(action: str, count: int) -> str:
    if action == "try_again":
        said = ngettext(
            "%(count)s message goes out again.", "%(count)s messages go out again.", count
        )
    else:
        said = ngettext("%(count)s message is not sent.", "%(count)s messages are not sent.", count)
    return said % {"count": count}
