"""Two organisers at one row: nobody's words are overwritten unseen.

A form carries what its fields held when the page was opened. When it is sent, the row is locked and
looked at again; where somebody else changed it meanwhile, a page shows what was there, what they wrote
and what you wrote, field by field, and asks. A row that is gone keeps what was typed, too.
"""

import copy

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import flatten_fieldsets, label_for_field, unquote
from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops import turns
from workshops.admin.differences import KEEP, Comparison, Difference, Own
from workshops.admin.held import Held, held_by, said
from workshops.admin.sending import Sending

OPENED, SEEN = "_opened", "_seen"  # hidden fields
THEIRS, YOURS = "theirs", "yours"


class Careful:
    """Mixed into an admin: its forms notice what others changed meanwhile."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url="", extra_context=None
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            answer = self.ask_before_saving(request, object_id)
            return answer or super().changeform_view(request, object_id, form_url, extra_context)

    def ask_before_saving(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """A page where somebody has to decide; None where the form can be saved."""
        row = self.locked(request, unquote(object_id))
        if not self.has_change_permission(request, row):
            return None  # Django refuses it
        if row is None:
            return self.gone_page(request, object_id)
        sending = Sending(request)
        form, formsets = self.forms_of(request, row)
        opened = Held.unsealed(request.POST.get(OPENED), self.salt(row))
        seen = Held.unsealed(request.POST.get(SEEN), self.salt(row))
        found = Comparison(opened, form, formsets, sending)
        answered = seen is not None and same(seen, found.now)
        if found.differences and not found.untouched:
            chosen = choices(found.differences, request) if answered else {}
            if len(chosen) < len(found.differences):
                return self.conflict_page(request, row, found, answered=answered)
        else:
            chosen = dict.fromkeys(found.differences, THEIRS)
        for each, choice in chosen.items():
            settle = each.take_theirs if choice == THEIRS else each.take_yours
            settle(sending)
        self.tell_of_lost(request, row, opened, found.now, sending)
        sending.data[OPENED] = found.now.sealed(self.salt(row))
        sending.settle()
        return None

    def locked(self, request: HttpRequest, key: str) -> Model | None:
        """The row, which nobody else saves until we have; SQLite's transactions see to that themselves."""
        row = self.get_object(request, key)
        if row is None:
            return None
        turns.take(row)
        held = self.model._base_manager.select_for_update(no_key=True).filter(pk=row.pk)
        list(held.values_list("pk"))
        return self.get_object(request, key)

    def forms_of(
        self, request: HttpRequest, row: Model
    ) -> tuple[forms.ModelForm, list[forms.BaseModelFormSet]]:
        """The form and the formsets that may be changed, as the page would show them now."""
        asked = copy.copy(request)
        asked.method = "GET"
        names = flatten_fieldsets(self.get_fieldsets(asked, row))
        form = self.get_form(asked, row, change=True, fields=names)(instance=row)
        formsets, inlines = self._create_formsets(asked, row, change=True)
        return form, [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if inline.has_change_permission(asked, row)
        ]

    def salt(self, row: Model) -> str:
        return f"office form of {row._meta.label} {row.pk}"

    def tell_of_lost(
        self, request: HttpRequest, row: Model, opened: Held | None, now: Held, sending: Sending
    ) -> None:
        """Say what was typed into a field that can no longer be changed here."""
        for name, was in (opened.fields if opened else {}).items():
            if name in now.fields:
                continue
            yours = {ending: sending.data.getlist(name + ending) for ending in was}
            if yours != was and any(yours.values()):
                label = capfirst(label_for_field(name, self.model, self))
                self.message_user(
                    request,
                    _("“%(field)s” can no longer be changed here; what you chose was not saved.")
                    % {"field": label},
                    "warning",
                )

    def render_change_form(
        self, request: HttpRequest, context: dict, add=False, change=False, form_url="", obj=None
    ) -> HttpResponse:
        if change and obj is not None and self.has_change_permission(request, obj):
            context["opened"] = request.POST.get(OPENED) or self.sealed_now(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def sealed_now(self, request: HttpRequest, row: Model) -> str:
        held = held_by(*self.forms_of(request, row), at=timezone.now().isoformat())
        return held.sealed(self.salt(row))

    def conflict_page(
        self, request: HttpRequest, row: Model, found: Comparison, *, answered: bool
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("This was changed meanwhile"),
            "opts": self.opts,
            "original": row,
            "differences": [
                (each, request.POST.get(each.choice_name) or ("" if each.both else THEIRS))
                for each in found.differences
            ],
            "own": found.own,
            "changes": changes_since(row, found.opened),
            "unanswered": answered,
            "sent": sent_again(request),
            "opened": request.POST.get(OPENED, ""),
            "seen": found.now.sealed(self.salt(row)),
            "files": sorted(request.FILES),
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/conflict.html", context, status=409)

    def gone_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The row was deleted meanwhile: what was typed, to be copied, or saved once it is back."""
        form = self.get_form(request, None, change=False)
        sending = Sending(request)
        typed = (
            Own(capfirst(str(field.label or name)), said(field, sending.typed(name, field)))
            for name, field in form.base_fields.items()
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("This was deleted meanwhile"),
            "opts": self.opts,
            "typed": [each for each in typed if each.yours],
            "sent": sent_again(request),
            "opened": request.POST.get(OPENED, ""),
            "media": forms.Media(),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=410)


def same(one: Held, other: Held) -> bool:
    return (one.fields, one.rows) == (other.fields, other.rows)


def choices(differences: list[Difference], request: HttpRequest) -> dict[Difference, str]:
    """What was chosen for each; those without a choice are left out."""
    chosen = {each: request.POST.get(each.choice_name) for each in differences}
    return {each: choice for each, choice in chosen.items() if choice in (THEIRS, YOURS)}


def sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, for hidden fields: but what belongs to this exchange alone."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", OPENED, SEEN) and not name.startswith(KEEP)
        for value in values
    ]


def changes_since(row: Model, opened: Held | None) -> list[LogEntry]:
    """Who saved the row after the page was opened, as far as the office's log knows."""
    since = parse_datetime(opened.at) if opened else None
    if since is None:
        return []
    kind = ContentType.objects.get_for_model(row)
    entries = LogEntry.objects.filter(
        content_type=kind, object_id=str(row.pk), action_flag=CHANGE, action_time__gte=since
    )
    return list(entries.select_related("user").order_by("action_time", "id"))
