"""Forms of the admin: what is checked, and in which words."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

from workshops import scope
from workshops.models import Workshop

_sentences: dict[str, tuple[str | None, Promise]] = {}


def explain(sentences: Mapping[str, tuple[str | None, Promise]]) -> None:
    """Say in words what a database constraint forbids: its name → (field, sentence)."""
    _sentences.update(sentences)


class OfficeForm(forms.ModelForm):
    """Keeps rows of one workshop together, and a form saved unchanged leaves its row unchanged.

    `parent` is the row that an inline form belongs to.
    """

    def __init__(self, *args, parent: Model | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = parent
        for original in self.required_originals():
            for name in self.language_fields(original):
                self.fields[name].required = len(self.language_fields(original)) == 1
        if "position" in self.fields:
            self.offer_the_end()
        if parent is not None:
            self.name_inputs()

    def name_inputs(self) -> None:
        """In a table the label is the head of a column, which does not name the input."""
        for field in self.fields.values():
            widget = getattr(field.widget, "widget", field.widget)  # the one that Django wraps
            if field.label and not isinstance(widget, forms.MultiWidget):
                widget.attrs.setdefault("aria-label", str(field.label))

    def offer_the_end(self) -> None:
        """Nobody has to number rows: a new one without a number goes to the end."""
        self.fields["position"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        self.keep_unknown(cleaned)
        if cleaned.get("position", 0) is None and (self.instance.pk or self.parent is None):
            cleaned["position"] = self.instance.position
        self.ask_for_one_language(cleaned)
        self.refuse_other_workshops(cleaned)
        return cleaned

    def keep_unknown(self, cleaned: dict) -> None:
        """A text that was never given stays unknown, rather than becoming an empty one."""
        for name, value in cleaned.items():
            if value == "" and self.instance.pk and getattr(self.instance, name, "") is None:
                cleaned[name] = None

    def ask_for_one_language(self, cleaned: dict) -> None:
        for original in self.required_originals():
            names = self.language_fields(original)
            if names and not any(cleaned.get(name) or name in self.errors for name in names):
                self.add_error(names[0], _("Give it in one language at least."))

    def refuse_other_workshops(self, cleaned: dict) -> None:
        own = self.own_workshop(cleaned)
        if own is None:
            return
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and scope.belongs_to_one(
                field.queryset.model
            ):
                theirs = scope.workshop_of(cleaned.get(name))
                if theirs is not None and theirs != own:
                    self.add_error(
                        name, _("This belongs to another workshop: %(title)s.") % {"title": theirs}
                    )

    def own_workshop(self, cleaned: dict) -> Workshop | None:
        """The workshop of the row being saved: its parent's, the one chosen, or the one it has."""
        if self.parent is not None:
            return scope.workshop_of(self.parent)
        path = scope.path_of(self._meta.model)
        if not path:
            return None
        first, _sep, rest = path.partition("__")
        if first in self.fields:
            return scope.follow(cleaned.get(first), rest)
        return scope.workshop_of(self.instance)

    def cleaned_data_or_nothing(self) -> dict:
        return getattr(self, "cleaned_data", {})

    def required_originals(self) -> list[str]:
        """The translated fields that must not be empty in all languages."""
        try:
            originals = translator.get_options_for_model(self._meta.model).all_fields
        except NotRegistered:
            return []
        model = self._meta.model._meta
        return [name for name in originals if not model.get_field(name).blank]

    def language_fields(self, original: str) -> list[str]:
        """The form's fields for one translated field, in the order of the languages."""
        names = [build_localized_fieldname(original, code) for code, _name in settings.LANGUAGES]
        return [name for name in names if name in self.fields]

    def _update_errors(self, errors: ValidationError) -> None:
        """As Django does, with our own sentences where `explain` gave them."""
        by_field = (
            errors.error_dict
            if hasattr(errors, "error_dict")
            else {NON_FIELD_ERRORS: errors.error_list}
        )
        unknown = {}
        for name, found in by_field.items():
            kept = [error for error in found if not self.say_in_words(error)]
            if kept:
                unknown[name] = kept
        if unknown:
            super()._update_errors(ValidationError(unknown))

    def say_in_words(self, error: ValidationError) -> bool:
        """Whether there is a sentence for what an error speaks of; it stands beside its field then."""
        field, sentence = _sentences.get(self.constraint_of(error), (None, None))
        if sentence is not None:
            self.add_error(field if field in self.fields else None, sentence)
        return sentence is not None

    def constraint_of(self, error: ValidationError) -> str:
        """The name of the constraint that an error speaks of, or ""."""
        for constraint in self._meta.model._meta.constraints:
            if error.code == "unique_together":
                if tuple(error.params["unique_check"]) == getattr(constraint, "fields", None):
                    return constraint.name
            elif error.message == constraint.get_violation_error_message():
                return constraint.name
        return ""


class OfficeFormSet(forms.BaseInlineFormSet):
    """Tells each inline form which row it belongs to, and numbers the new ones."""

    def get_form_kwargs(self, index: int | None) -> dict:
        return {**super().get_form_kwargs(index), "parent": self.instance}

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete %(what)s") % {
                "what": form.instance if form.instance.pk else self.model._meta.verbose_name
            }

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if "position" in form.cleaned_data_or_nothing()]
        last = max([form.cleaned_data["position"] or 0 for form in rows], default=0)
        for form in rows:
            if form.cleaned_data["position"] is None and form.has_changed():
                last += 1
                form.instance.position = form.cleaned_data["position"] = last


class LanguagesField(forms.MultipleChoiceField):
    """A list of language codes as checkboxes; the order stored is kept."""

    widget = forms.CheckboxSelectMultiple

    stored: tuple[str, ...] = ()

    def __init__(self, **kwargs):
        super().__init__(choices=settings.LANGUAGES, **kwargs)

    def remember(self, stored: list[str]) -> None:
        """Keep what a row has now, codes that we do not know included."""
        self.stored = tuple(stored or ())
        known = dict(settings.LANGUAGES)
        unknown = [(code, code) for code in self.stored if code not in known]
        self.choices = [*settings.LANGUAGES, *unknown]

    def clean(self, value: object) -> list[str]:
        chosen = super().clean(value)
        kept = [code for code in self.stored if code in chosen]
        return kept + [code for code in chosen if code not in kept]

    def has_changed(self, initial: object, data: object) -> bool:
        return set(initial or []) != set(data or [])


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.to_python(initial) != self.to_python(data)


explain(
    {
        "workshop_ends_after_it_starts": (
            "ends_on",
            gettext_lazy("The last day is before the first."),
        ),
        "session_with_an_end_has_a_start": (
            "starts_at",
            gettext_lazy("Say when it starts, or leave the end out."),
        ),
        "session_of_the_agenda_has_a_day": (
            "date",
            gettext_lazy("A session of the agenda has a day and a part of the day."),
        ),
        "session_hours_are_not_negative": ("hours", gettext_lazy("Hours are 0 or more.")),
        "component_hours_are_not_negative": ("planned_hours", gettext_lazy("Hours are 0 or more.")),
        "programme_budget_is_not_negative": ("budget", gettext_lazy("A budget is 0 or more.")),
        "material_has_a_file_or_a_link": (
            "file",
            gettext_lazy("Give a file or a web address."),
        ),
        "organisation_has_a_role_once": (
            "organisation",
            gettext_lazy("This organisation has this role already."),
        ),
        "organisation_serves_a_session_once": (
            "organisation",
            gettext_lazy("This organisation stands here already in this role."),
        ),
        "speaker_has_a_role_on_a_session_once": (
            "speaker",
            gettext_lazy("This speaker stands here already in this role."),
        ),
        "stops_have_an_order": ("position", gettext_lazy("Another stop has this place in order.")),
        "correction_is_listed_once": (
            "printed",
            gettext_lazy("This correction is listed already."),
        ),
        "part_of_day_has_one_window": (
            "part_of_day",
            gettext_lazy("This part of the day has its times already."),
        ),
    }
)
