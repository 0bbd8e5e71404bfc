"""Visa rules of a host country: one by one, or the same for several nationalities at once."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import visa_rules
from people.models import Bloc, VisaRule
from workshops.admin.base import OfficeAdmin
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm, explain
from workshops.models import Country
from workshops.search import in_every_language

HELP = _(
    "Whether nationals of a country need a visa for the host country, and how many days one takes from the "
    "application to the passport in hand. People of the host country and those posted there never need one. "
    "Rules change: say where this comes from, and as of which day."
)
ALIKE = _("Nobody needs a visa for their own country.")


class VisaRuleForm(OfficeForm):
    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("host") and cleaned.get("host") == cleaned.get("nationality"):
            self.add_error("nationality", ALIKE)
        return cleaned


@admin.register(VisaRule)
class VisaRuleAdmin(OfficeAdmin):
    menu_order = 85
    form = VisaRuleForm
    change_list_template = "admin/people/visarule/change_list.html"
    list_display = ["nationality", "host", "needed", "lead_days", "source", "as_of", "is_sample"]
    list_filter = [("host", RelatedFilter), "needed", "is_sample"]
    list_select_related = ["host", "nationality"]
    search_fields = [*in_every_language("name", "nationality"), *in_every_language("name", "host")]
    search_help_text = _("By nationality or host country.")
    ordering = ["host__name", "nationality__name", "id"]
    autocomplete_fields = ["host", "nationality"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "host", "nationality", "needed", "lead_days", "source", "as_of", "is_sample",
                ],
                "description": HELP,
            },
        )
    ]  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(several, model_admin=self))
        return [path("several/", view, name="people_visarule_several"), *super().get_urls()]


class SeveralForm(forms.Form):
    """The same rule for several nationalities: those chosen, and the members of a bloc."""

    host = forms.ModelChoiceField(Country.objects.order_by("name"), label=_("Host country"))
    nationalities = forms.ModelMultipleChoiceField(
        Country.objects.order_by("name"),
        label=_("Nationalities"),
        required=False,
        widget=forms.SelectMultiple({"size": 12}),
        help_text=_("Hold Ctrl, or Cmd on a Mac, to choose several."),
    )
    bloc = forms.ModelChoiceField(
        Bloc.objects.order_by("code"),
        label=_("And today’s members of"),
        required=False,
        empty_label=_("No bloc"),
    )
    needed = forms.TypedChoiceField(
        label=_("A visa is needed"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    lead_days = forms.IntegerField(
        label=_("Days that it takes"), min_value=0, max_value=365, initial=21
    )
    source = forms.CharField(
        label=_("Where this comes from"),
        max_length=200,
        help_text=VisaRule._meta.get_field("source").help_text,
    )
    as_of = forms.DateField(label=_("As of"), widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen = set(cleaned.get("nationalities") or ())
        if bloc := cleaned.get("bloc"):
            members = bloc.memberships.filter(until=None).values("country")
            chosen |= set(Country.objects.filter(pk__in=members))
        chosen.discard(cleaned.get("host"))
        if not chosen and not self.errors:
            raise ValidationError(_now("Choose nationalities, or a bloc with other members."))
        cleaned["nationalities"] = sorted(chosen, key=lambda country: country.pk)
        return cleaned

    def said(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "bloc"}


def several(request: HttpRequest, *, model_admin: VisaRuleAdmin) -> HttpResponse:
    if not model_admin.has_add_permission(request) or not model_admin.has_change_permission(
        request
    ):
        raise PermissionDenied
    initial = {"host": request.GET.get("host", "")[:3]}
    form = SeveralForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        written = visa_rules.write(**form.said())
        messages.success(request, said(written))
        page = reverse("admin:people_visarule_changelist")
        return redirect(f"{page}?host__code__exact={form.cleaned_data['host'].pk}")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("A rule for several nationalities"),
        "opts": model_admin.opts,
        "form": form,
        "help": HELP,
    }
    return TemplateResponse(request, "admin/people/visarule/several.html", context)


def said(written: visa_rules.Written) -> str:
    """12 rules are new. 2 say something else than before."""
    new = ngettext("%(count)s rule is new.", "%(count)s rules are new.", written.new)
    changed = ngettext(
        "%(count)s says something else than before.",
        "%(count)s say something else than before.",
        written.changed,
    )
    return f"{new % {'count': written.new}} {changed % {'count': written.changed}}"


explain(
    {
        "visa_rule_is_said_once": (
            "nationality",
            _("There is a rule for this nationality and host country already."),
        ),
    }
)
