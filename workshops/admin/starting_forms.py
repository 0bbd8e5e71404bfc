"""What each step of beginning a workshop asks."""

from datetime import date

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from workshops import dates
from workshops.actions.starting import Plan
from workshops.admin.forms import LanguagesField
from workshops.admin.widgets import ZoneInput
from workshops.models import Beginning, Country, Workshop
from workshops.models.workshop import check_zone
from workshops.starting.copies import copiers, offered
from workshops.starting.pattern import USUAL_EVENINGS, Wishes

MOST_DAYS = 92


class HowForm(forms.Form):
    """How the workshop begins, and where it is copied from if it is."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label=_("How do you want to begin?"),
        choices=Beginning.Source,
        widget=forms.RadioSelect,
    )
    past = forms.ModelChoiceField(
        label=_("Which workshop?"),
        queryset=Workshop.objects.none(),
        required=False,
        help_text=_("Only to begin from a workshop there is: you choose next what is taken over."),
    )

    def __init__(self, *args, past: QuerySet[Workshop], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["past"].queryset = past
        self.fields["past"].label_from_instance = labelled

    def clean(self) -> dict:
        cleaned = super().clean()
        from_past = cleaned.get("source") == Beginning.Source.PAST
        if from_past and not cleaned.get("past") and "past" not in self.errors:
            self.add_error("past", _now("Choose the workshop to copy from."))
        if not from_past:
            cleaned["past"] = None
        return cleaned


def labelled(workshop: Workshop) -> str:
    return f"{workshop} ({dates.date_range(workshop.starts_on, workshop.ends_on)})"


class WhatForm(forms.Form):
    """What it is called, when and where it is held."""

    languages = LanguagesField(
        label=_("Content languages"),
        help_text=_("The languages that titles and texts are written in."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Workshop.Kind)
    format = forms.ChoiceField(label=_("Format"), choices=Workshop.Format)
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    days = forms.IntegerField(label=_("Number of days"), min_value=1, max_value=MOST_DAYS)
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=40,
        widget=ZoneInput,
        validators=[check_zone],
        help_text=_("From the IANA table, as Asia/Shanghai. All times of the agenda are in it."),
    )
    country = forms.ModelChoiceField(
        label=_("Host country"), queryset=Country.objects.all(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        titles = {
            in_language("title", code): text_field(_now("Title"), name, 200)
            for code, name in settings.LANGUAGES
        }
        cities = {
            in_language("city", code): text_field(_now("City"), name, 100)
            for code, name in settings.LANGUAGES
        }
        self.fields = {**titles, **self.fields, **cities}

    def clean(self) -> dict:
        cleaned = super().clean()
        codes = cleaned.get("languages") or []
        titled = [
            code for code, _name in settings.LANGUAGES if cleaned.get(in_language("title", code))
        ]
        if not titled:
            self.add_error(in_language("title", "en"), _now("Give it in one language at least."))
        elif codes and not set(titled) <= set(codes):
            self.add_error("languages", _now("There is a title in a language that is not ticked."))
        return cleaned


def in_language(field: str, code: str) -> str:
    return build_localized_fieldname(field, code)


def text_field(label: str, language: str, longest: int) -> forms.CharField:
    return forms.CharField(label=f"{label} ({language})", max_length=longest, required=False)


class PatternForm(forms.Form):
    """What one may choose of the recommended pattern."""

    evenings = forms.IntegerField(
        label=_("Evenings with a programme, at most"),
        min_value=0,
        max_value=20,
        initial=USUAL_EVENINGS,
        help_text=_("None of them a lecture, and never two running."),
    )
    reports = forms.BooleanField(
        label=_("Groups report on the last day, with time to prepare before"),
        required=False,
        initial=True,
    )
    visits = forms.BooleanField(
        label=_("A site visit on Wednesday afternoons"), required=False, initial=True
    )


class CopyForm(forms.Form):
    """Which pieces of the workshop are taken over."""

    pieces = forms.MultipleChoiceField(
        label=_("What is taken over?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Never participants, answers, messages or anything private; materials and photos stay "
            "where they are."
        ),
    )

    def __init__(self, *args, past: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        there = offered(past)
        self.fields["pieces"].choices = [
            (each.key, f"{each.label}: {said}") for each, said in there
        ]
        self.fields["pieces"].initial = [each.key for each, _said in there if each.chosen]

    def clean_pieces(self) -> list[str]:
        chosen = set(self.cleaned_data["pieces"])
        named = {each.key: each.label for each in copiers()}
        for each in copiers():
            for needed in each.needs if each.key in chosen else ():
                if needed not in chosen:
                    raise forms.ValidationError(
                        _now("“%(piece)s” can only be taken over with “%(needed)s”.")
                        % {"piece": each.label, "needed": named[needed]}
                    )
        return self.cleaned_data["pieces"]


def first_facts(past: Workshop | None, today: date) -> dict:
    """What the second step begins with: as the past workshop had it, but for the dates."""
    if past is None:
        return {
            "languages": ["en"],
            "kind": Workshop.Kind.WORKSHOP,
            "format": Workshop.Format.IN_PERSON,
            "days": 5,
            "zone": settings.TIME_ZONE,
        }
    texts = {
        in_language(field, code): getattr(past, in_language(field, code)) or ""
        for field in ("title", "city")
        for code, _name in settings.LANGUAGES
    }
    return texts | {
        "languages": past.languages,
        "kind": past.kind,
        "format": past.format,
        "days": (past.ends_on - past.starts_on).days + 1,
        "zone": past.zone,
        "country": past.country_id,
    }


def plan_of(facts: dict, wishes: dict, pieces: list[str]) -> Plan:
    """What the steps' clean data come to."""
    own = dict(facts)
    days = own.pop("days")
    return Plan(own, days, Wishes(**wishes) if wishes else Wishes(), frozenset(pieces))
