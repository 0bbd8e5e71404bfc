"""The forms under one's own link."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.forms.desk import DeskForm
from people.forms.nominee import Line
from people.models import Facet, Participation
from workshops.fields import Words


class DeclineForm(DeskForm):
    reason = Words(
        limit=1000,
        rows=3,
        label=_("Why, if you wish to say"),
        help_text=_("Only the organisers read it; it stands in no report."),
    )


class DetailsForm(DeskForm):
    """What a participant needs; only what is asked of this one."""

    diet = forms.ChoiceField(
        required=False,
        label=_("What you eat"),
        choices=[("", _("No answer")), *Facet.Diet.choices],
        help_text=_("For the meals. Kitchens get numbers, never names."),
    )
    diet_detail = Line(
        limit=250,
        label=_("More on that"),
        help_text=_("As an allergy that the kitchen must know of."),
    )
    expected_on = forms.DateField(
        required=False,
        label=_("The day you expect to arrive"),
        widget=forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={"invalid": _("Enter the day as year-month-day, as 2026-05-31.")},
    )
    insurance = Line(
        limit=250,
        label=_("Your travel insurance"),
        help_text=_("Company and policy number, if you have your own."),
    )

    def __init__(self, row: Participation, asked: tuple[str, ...], *args, **options):
        facets = {facet.kind: facet for facet in row.facets.filter(kind__in=asked)}
        super().__init__(*args, initial=own(row, facets), **options)
        for kind, names in OF_KIND.items():
            if kind not in asked:
                for name in names:
                    del self.fields[name]
        if "expected_on" in self.fields:
            self.fields["expected_on"].help_text = _now(
                "The workshop begins on %(first)s."
            ) % {"first": row.workshop.starts_on.isoformat()}  # fmt: skip

    def said(self) -> dict[str, object]:
        """For `own_facts.tell`: what was asked, and a day only where one was entered."""
        said = dict(self.cleaned_data)
        if not isinstance(said.get("expected_on"), date):
            said.pop("expected_on", None)
        return said


OF_KIND = {
    Facet.Kind.DIET: ("diet", "diet_detail"),
    Facet.Kind.ARRIVAL: ("expected_on",),
    Facet.Kind.INSURANCE: ("insurance",),
}


def own(row: Participation, facets: dict[str, Facet]) -> dict[str, object]:
    """What the person said before; the office's notes are not shown."""
    diet = facets.get(Facet.Kind.DIET)
    return {
        "diet": diet.diet if diet else "",
        "diet_detail": own_detail(diet),
        "expected_on": row.expected_on,
        "insurance": own_detail(facets.get(Facet.Kind.INSURANCE)),
    }


def own_detail(facet: Facet | None) -> str:
    return facet.detail if facet and facet.updated_by_id is None else ""
