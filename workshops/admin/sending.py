"""A form as it was sent, while the office settles what of it is saved."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from workshops.admin.held import CLEAR, Sent, typed
from workshops.keys import key_named

COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS")


@dataclass(frozen=True)
class SentRow:
    """One row of a formset that was sent: where in it, and its primary key; "" for a new row."""

    prefix: str
    key: str
    key_name: str

    @property
    def deleted(self) -> str:
        """The name of the box that takes it away."""
        return f"{self.prefix}-DELETE"


class Sending:
    """The data and files of a request, to be changed. `settle` writes them back into the request."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.data = request.POST.copy()
        self.files = request.FILES.copy()
        self.dropped: dict[str, list[str]] = defaultdict(list)
        self.renewed: dict[str, list[str]] = defaultdict(list)

    def typed(self, name: str, field: forms.Field) -> Sent | None:
        return typed(field.widget, name, self.data, self.files)

    def put(self, name: str, sent: Sent) -> None:
        """Fill a field with other values; a file stays as it is stored."""
        self.files.pop(name, None)
        self.data.pop(name + CLEAR, None)
        for ending, values in sent.items():
            self.data.setlist(name + ending, values)

    def rows(self, formset: forms.BaseModelFormSet) -> Iterator[SentRow]:
        for index in range(self.count(formset.prefix, "TOTAL_FORMS")):
            prefix, key_name = f"{formset.prefix}-{index}", formset.model._meta.pk.name
            yield SentRow(prefix, self.data.get(f"{prefix}-{key_name}", ""), key_name)

    def count(self, prefix: str, which: str) -> int:
        counted = key_named(self.data.get(f"{prefix}-{which}")) or 0
        return min(counted, forms.formsets.DEFAULT_MAX_NUM)

    def drop(self, row: SentRow) -> None:
        """Leave a row out."""
        self.dropped[formset_of(row)].append(row.prefix)

    def renew(self, row: SentRow) -> None:
        """Send a row that is gone as a new one."""
        self.data[f"{row.prefix}-{row.key_name}"] = ""
        self.renewed[formset_of(row)].append(row.prefix)

    def settle(self) -> None:
        for prefix in self.dropped.keys() | self.renewed.keys():
            self.number_again(prefix)
        self.request.POST = self.data
        self.request._files = self.files

    def number_again(self, prefix: str) -> None:
        """Rows that exist come first in a formset, new ones after them, without gaps."""
        initial = self.count(prefix, "INITIAL_FORMS")
        numbered = [f"{prefix}-{index}" for index in range(self.count(prefix, "TOTAL_FORMS"))]
        gone = {*self.dropped[prefix], *self.renewed[prefix]}
        kept = [row for row in numbered[:initial] if row not in gone]
        new = [*self.renewed[prefix], *numbered[initial:]]
        for values in (self.data, self.files):
            taken = {row: take(values, row) for row in numbered}
            for index, row in enumerate([*kept, *new]):
                for ending, found in taken[row].items():
                    values.setlist(f"{prefix}-{index}{ending}", found)
        for name, count in zip(COUNTS, (len(kept) + len(new), len(kept)), strict=True):
            self.data[f"{prefix}-{name}"] = str(count)


def formset_of(row: SentRow) -> str:
    return row.prefix.rpartition("-")[0]


def take(values, row: str) -> dict[str, list]:
    """Take the values of one row out: the ending of the name → the values."""
    names = [name for name in values if name.startswith(f"{row}-")]
    return {name.removeprefix(row): values.pop(name) for name in names}
