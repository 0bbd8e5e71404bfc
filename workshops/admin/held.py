"""What the fields of a form hold, written as a browser would send it back if nobody touched it.

A page that was opened, the row as it is now and a form that was sent are compared in these terms,
whatever the fields are: dates, choices, several choices, files.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django import forms
from django.core import signing
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

Sent = dict[str, list[str]]  # the endings of a field's name → the values sent under it
CLEAR = "-clear"  # Django's box for taking a file away


@dataclass(frozen=True)
class Held:
    """What a row's form held at a moment: its own fields, and those of the rows below it.

    `rows`: prefix of the formset → primary key → field.
    """

    at: str
    fields: dict[str, Sent]
    rows: dict[str, dict[str, dict[str, Sent]]] = field(default_factory=dict)

    def sealed(self, salt: str) -> str:
        """As a hidden field of the page carries it: for this row alone, and not to be forged."""
        return signing.dumps(asdict(self), salt=salt, compress=True)

    @classmethod
    def unsealed(cls, token: str | None, salt: str) -> "Held | None":
        """What a page carried, or None where it carried nothing of ours."""
        try:
            return cls(**signing.loads(token or "", salt=salt))
        except signing.BadSignature:
            return None


def held_by(
    form: forms.ModelForm, formsets: Iterable[forms.BaseModelFormSet], *, at: str = ""
) -> Held:
    """What unbound forms hold."""
    return Held(
        at=at,
        fields=fields_of(form),
        rows={
            formset.prefix: {str(row.instance.pk): fields_of(row) for row in formset.initial_forms}
            for formset in formsets
        },
    )


def fields_of(form: forms.ModelForm) -> dict[str, Sent]:
    return {
        name: untouched(each.widget, form[name].value()) for name, each in editable(form).items()
    }


def editable(form: forms.BaseForm) -> dict[str, forms.Field]:
    """The fields that a person may change; not the keys by which a formset finds its rows."""
    return {
        name: each
        for name, each in form.fields.items()
        if not each.disabled
        and name != "DELETE"
        and not isinstance(each, forms.models.InlineForeignKeyField)
        and not isinstance(each.widget, forms.HiddenInput)
    }


def untouched(widget: forms.Widget, value: object) -> Sent:
    """What a browser sends for a field that is left as it was rendered."""
    widget = getattr(widget, "widget", widget)  # the one that Django wraps
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list | tuple) else widget.decompress(value)
        parts = zip(widget.widgets_names, widget.widgets, values, strict=False)
        return {ending: untouched(part, each)[""] for ending, part, each in parts}
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.check_test(value) else []}
    if isinstance(widget, forms.FileInput):
        return {"": [str(value)] if value else []}
    shown = widget.format_value(value)
    return {"": plain(shown if isinstance(shown, list | tuple) else [shown])}


def typed(
    widget: forms.Widget, name: str, data: MultiValueDict, files: MultiValueDict
) -> Sent | None:
    """What was sent for a field; None where a file stays as it is."""
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, forms.MultiWidget):
        return {ending: plain(data.getlist(name + ending)) for ending in widget.widgets_names}
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.value_from_datadict(data, files, name) else []}
    if isinstance(widget, forms.FileInput):
        if files.get(name):
            return {"": [str(files[name].name)]}
        return {"": []} if data.get(name + CLEAR) else None
    return {"": plain(data.getlist(name))}


def plain(values: Iterable[object]) -> list[str]:
    """Values that can be compared: line breaks of one kind, nothing empty, several in one order."""
    texts = (str(value).replace("\r\n", "\n") for value in values if value not in (None, ""))
    return sorted(texts)


def said(each: forms.Field, sent: Sent | None) -> str:
    """A field's value in words: a related row by its name, a choice by its label."""
    if sent is None:
        return ""
    if isinstance(each, forms.BooleanField):
        return _("Yes") if sent[""] else _("No")
    words = [in_words(each, value) for _ending, values in sorted(sent.items()) for value in values]
    several = isinstance(each, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    return (", " if several else " ").join(words)


def in_words(each: forms.Field, value: str) -> str:
    if isinstance(each, forms.ModelChoiceField):
        try:
            return each.label_from_instance(forms.ModelChoiceField.to_python(each, value))
        except forms.ValidationError:
            return value
    if isinstance(each, forms.ChoiceField):
        return str(dict(flat(each.choices)).get(value, value))
    return value


def flat(choices: Iterable) -> Iterable[tuple[str, object]]:
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(value), label
