"""Forms of the rules: a reason for a waiver, and what each rule goes by."""

from collections.abc import Iterator, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.rules import Rule, rules
from workshops.rules.review import Chosen


class WaiverForm(forms.Form):
    """Why a finding may stand. `seen` is how much it weighed on the page."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=120)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)
    reason = forms.CharField(
        label=_("Why it may stand"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For whoever looks at this programme after you. Readers never see it."),
        error_messages={"required": _("Say why this may stand.")},
    )


class RulesForm(forms.Form):
    """A box for each rule, and a number for each of its limits. `seen` is what was set when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args, chosen: Chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = rules()
        for rule in self.rules:
            self.fields[on_of(rule)] = forms.BooleanField(
                label=rule.name, required=False, initial=chosen.is_on(rule)
            )
            for limit in rule.limits:
                self.fields[name_of(rule, limit.name)] = forms.IntegerField(
                    label=limit.label,
                    min_value=limit.least,
                    max_value=limit.most,
                    initial=chosen.limits(rule)[limit.name],
                    help_text=_("Usually %(usual)s.") % {"usual": limit.usual},
                )
        self.initial["seen"] = chosen.mark

    def groups(self) -> Iterator[tuple[Rule, forms.BoundField, list[forms.BoundField]]]:
        """Each rule with its box and its numbers."""
        for rule in self.rules:
            numbers = [self[name_of(rule, limit.name)] for limit in rule.limits]
            yield rule, self[on_of(rule)], numbers

    @property
    def wanted(self) -> Mapping[str, tuple[bool, dict[str, int]]]:
        return {
            rule.code: (
                self.cleaned_data[on_of(rule)],
                {limit.name: self.cleaned_data[name_of(rule, limit.name)] for limit in rule.limits},
            )
            for rule in self.rules
        }


def on_of(rule: Rule) -> str:
    return f"{rule.code}-on"


def name_of(rule: Rule, limit: str) -> str:
    return f"{rule.code}-{limit}"
