"""A form that was sent beside what its page showed and what is there now: what differs, and how it is settled."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.admin.held import Held, Sent, editable, held_by, said, untouched
from workshops.admin.sending import Sending, SentRow

KEEP = "_keep-"  # the beginning of a choice's name


@dataclass(frozen=True, eq=False)
class Difference:
    """One thing that somebody else changed after the page was opened, in words.

    `both`: you changed it too, and otherwise.
    """

    name: str
    label: str
    was: str
    theirs: str
    yours: str
    both: bool

    @property
    def choice_name(self) -> str:
        return KEEP + self.name

    def take_theirs(self, sending: Sending) -> None:
        raise NotImplementedError

    def take_yours(self, sending: Sending) -> None:
        """As it was sent."""


@dataclass(frozen=True, eq=False)
class FieldChanged(Difference):
    """A field holds something else than when the page was opened."""

    now: Sent

    def take_theirs(self, sending: Sending) -> None:
        sending.put(self.name, self.now)


@dataclass(frozen=True, eq=False)
class RowGone(Difference):
    """A row below this one was changed here and taken away there."""

    row: SentRow

    def take_theirs(self, sending: Sending) -> None:
        sending.drop(self.row)

    def take_yours(self, sending: Sending) -> None:
        sending.renew(self.row)


@dataclass(frozen=True, eq=False)
class DeletedRowChanged(Difference):
    """A row below this one was taken away here and changed there."""

    row: SentRow
    now: dict[str, Sent]

    def take_theirs(self, sending: Sending) -> None:
        sending.data.pop(self.row.deleted, None)
        for name, sent in self.now.items():
            sending.put(f"{self.row.prefix}-{name}", sent)


@dataclass(frozen=True)
class Own:
    """A field that only you changed."""

    label: str
    yours: str


class Comparison:
    """A form that was sent, beside what its page showed (`opened`) and what is there now.

    `differences` are to be chosen from; `own` is what only the sender changed. What needs no choice is
    settled in `sending`: fields that the page did not have, rows that are gone and were not touched.
    """

    def __init__(
        self,
        opened: Held | None,
        form: forms.ModelForm,
        formsets: list[forms.BaseModelFormSet],
        sending: Sending,
    ):
        self.opened, self.sending = opened, sending
        self.now = held_by(form, formsets, at=timezone.now().isoformat())
        self.own: list[Own] = []
        self.differences: list[Difference] = []
        self.compare_fields(form, "", "", opened and opened.fields, self.now.fields)
        for formset in formsets:
            self.compare_rows(formset)

    @property
    def untouched(self) -> bool:
        """Whether the sender changed nothing at all."""
        return not self.own and not any(each.both for each in self.differences)

    def compare_fields(
        self,
        form: forms.ModelForm,
        prefix: str,
        heading: str,
        opened: dict[str, Sent] | None,
        now: dict[str, Sent],
    ) -> None:
        for name, field in editable(form).items():
            full, theirs = prefix + name, now[name]
            if opened is not None and name not in opened:
                self.sending.put(full, theirs)
                continue
            was = opened[name] if opened is not None else None
            yours = self.sending.typed(full, field)
            if yours is None:
                yours = was if was is not None else theirs
            label = heading + capfirst(str(field.label or name))
            if yours == theirs:
                continue
            if was == theirs:
                self.own.append(Own(label, said(field, yours)))
                continue
            self.differences.append(
                FieldChanged(
                    name=full,
                    label=label,
                    was=said(field, was),
                    theirs=said(field, theirs),
                    yours=said(field, yours),
                    both=yours != was,
                    now=theirs,
                )
            )

    def compare_rows(self, formset: forms.BaseModelFormSet) -> None:
        opened = self.opened.rows.get(formset.prefix, {}) if self.opened else None
        there = {str(each.instance.pk): each for each in formset.initial_forms}
        for row in self.sending.rows(formset):
            if not row.key:
                self.look_at_new(formset, row)
            elif row.key in there:
                was = opened.get(row.key) if opened is not None else None
                self.compare_row(there[row.key], row, was)
            else:
                self.look_at_gone(formset, row, (opened or {}).get(row.key))

    def compare_row(
        self, form: forms.ModelForm, row: SentRow, opened: dict[str, Sent] | None
    ) -> None:
        formset = row.prefix.rpartition("-")[0]
        now = self.now.rows[formset][row.key]
        heading = f"{form.instance} – "
        if row.deleted not in self.sending.data:
            self.compare_fields(form, f"{row.prefix}-", heading, opened, now)
        elif opened is not None and changed(opened, now):
            self.differences.append(
                DeletedRowChanged(
                    name=row.prefix,
                    label=str(form.instance),
                    was=in_one(form, opened),
                    theirs=in_one(form, now),
                    yours=_("Deleted"),
                    both=True,
                    row=row,
                    now=now,
                )
            )
        else:
            self.own.append(Own(str(form.instance), _("Deleted")))

    def look_at_new(self, formset: forms.BaseModelFormSet, row: SentRow) -> None:
        form = formset.empty_form
        filled = self.typed_row(form, row)
        blank = {
            name: untouched(field.widget, form[name].value())
            for name, field in editable(form).items()
        }
        if changed(blank, filled):
            heading = capfirst(formset.model._meta.verbose_name)
            self.own.append(Own(heading, in_one(form, filled)))

    def look_at_gone(
        self, formset: forms.BaseModelFormSet, row: SentRow, opened: dict[str, Sent] | None
    ) -> None:
        form = formset.empty_form
        yours = self.typed_row(form, row)
        if row.deleted in self.sending.data or (opened is not None and not changed(opened, yours)):
            self.sending.drop(row)
            return
        self.differences.append(
            RowGone(
                name=row.prefix,
                label=capfirst(formset.model._meta.verbose_name),
                was=in_one(form, opened) if opened else "",
                theirs=_("Deleted"),
                yours=in_one(form, yours),
                both=True,
                row=row,
            )
        )

    def typed_row(self, form: forms.ModelForm, row: SentRow) -> dict[str, Sent]:
        typed = (
            (name, self.sending.typed(f"{row.prefix}-{name}", field))
            for name, field in editable(form).items()
        )
        return {name: sent for name, sent in typed if sent is not None}


def changed(one: dict[str, Sent], other: dict[str, Sent]) -> bool:
    """Whether fields that both have differ."""
    return any(one[name] != other[name] for name in one.keys() & other.keys())


def in_one(form: forms.ModelForm, values: dict[str, Sent]) -> str:
    """A row in one line: its fields that say something."""
    return " · ".join(
        _("%(field)s: %(value)s") % {"field": capfirst(str(field.label)), "value": words}
        for name, field in editable(form).items()
        if any(values.get(name, {}).values()) and (words := said(field, values[name]))
    )
