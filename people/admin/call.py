"""The call for nominations of each workshop: how many places, who is sought, and the periods that run."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.models import Call, Seat, Sector
from workshops.admin.base import OfficeTranslationAdmin
from workshops.admin.forms import OfficeForm, explain
from workshops.models import Workshop


class ChosenField(forms.MultipleChoiceField):
    """A list of codes as checkboxes; the order stored is kept."""

    widget = forms.CheckboxSelectMultiple
    stored: tuple[str, ...] = ()

    def clean(self, value: object) -> list[str]:
        chosen = super().clean(value)
        kept = [code for code in self.stored if code in chosen]
        return kept + [code for code in chosen if code not in kept]

    def has_changed(self, initial: object, data: object) -> bool:
        return set(initial or []) != set(data or [])


class CallForm(OfficeForm):
    sectors = ChosenField(
        label=_("Sectors"),
        choices=Sector,
        required=False,
        help_text=_("From where officials may come. None chosen: from anywhere."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sectors" in self.fields:
            self.fields["sectors"].stored = tuple(self.instance.sectors or ())

    def clean_capacity(self) -> int | None:
        """Not fewer places than seats are given out; the call is locked, as whoever adds seats locks it."""
        capacity = self.cleaned_data["capacity"]
        workshop = self.instance.workshop_id or self.data.get("workshop")
        if capacity is None or not str(workshop).isdecimal():
            return capacity
        list(Call.objects.select_for_update().filter(workshop=workshop))
        there = Seat.objects.in_force().filter(allocation__stream__workshop=workshop).count()
        if there > capacity:
            raise ValidationError(
                _now("%(there)s seats are given out. Lower allocations first.") % {"there": there}
            )
        return capacity


@admin.register(Call)
class CallAdmin(OfficeTranslationAdmin):
    menu_order = 28
    form = CallForm
    list_display = ["workshop", "capacity", "language_level", "answer_days", "attendance_percent"]
    list_select_related = ["workshop"]
    search_fields = ["workshop__slug__any_case"]
    ordering = ["-workshop__starts_on", "id"]
    autocomplete_fields = ["workshop"]
    fixed_fields = ("workshop",)
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["workshop", "capacity"]}),
        (
            _("Who is sought"),
            {"fields": ["eligibility", "language_level", "sectors", "attended_within_years"]},
        ),
        (_("Offers"), {"fields": [("answer_days", "reminder_days")]}),
        (_("Being there"), {"fields": ["lead_days", "grace_days", "attendance_percent"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(of_workshop, model_admin=self))
        own = path("of/<int:workshop>/", view, name="people_call_of")
        return [own, *super().get_urls()]


def of_workshop(
    request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """To the workshop's call, or to an empty form for it."""
    get_object_or_404(Workshop, pk=workshop)
    call = Call.objects.filter(workshop=workshop).first()
    if call is None:
        return redirect(f"{reverse('admin:people_call_add')}?workshop={workshop}")
    return redirect("admin:people_call_change", call.pk)


explain({"attendance_is_at_most_all": ("attendance_percent", _("A percentage is 100 at most."))})
