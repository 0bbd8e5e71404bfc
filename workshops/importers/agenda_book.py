"""An agenda workbook as a whole: its rows by name and number, its dates, the workshop it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cached_property

from workshops.content import columns
from workshops.importers.sheets import Record, Records, fold
from workshops.models import Workshop


@dataclass(frozen=True)
class Names:
    """Rows by every name that other sheets may call them by, in the form that is compared."""

    rows: dict[str, Record]
    form: Callable[[str], str] = fold

    def get(self, word: str) -> Record | None:
        return self.rows.get(self.form(word)) if self.form(word) else None

    def nearest(self, word: str) -> str:
        """The main name of the row whose name is closest, or ""."""
        close = get_close_matches(self.form(word), self.rows, n=1, cutoff=0.6)
        row = self.rows[close[0]] if close else None
        return (row.get("name_en") or row.get("slug") or "") if row else ""


def names_of(records: list[Record], *keys: str, form: Callable[[str], str] = fold) -> Names:
    """Names of `records` by the values of `keys`; the first of two alike counts."""
    rows: dict[str, Record] = {}
    for key in keys:
        for record in records:
            if record.get(key):
                rows.setdefault(form(record[key]), record)
    return Names(rows, form)


@dataclass(frozen=True)
class Target:
    """Where an agenda goes: what the caller chose over what the file says."""

    slug: str | None
    starts_on: date | None


@dataclass(frozen=True)
class Book:
    """The parsed workbook. Whatever a fault left out is None or not there."""

    records: Records
    target: Target

    @cached_property
    def workshop_row(self) -> Record | None:
        rows = self.records["workshop"]
        return rows[0] if rows else None

    @cached_property
    def first(self) -> date | None:
        """The first day as the file says it."""
        return self.workshop_row.get("starts_on") if self.workshop_row else None

    @cached_property
    def last(self) -> date | None:
        return self.workshop_row.get("ends_on") if self.workshop_row else None

    @cached_property
    def shift(self) -> timedelta:
        """How far every date moves."""
        if self.target.starts_on and self.first:
            return self.target.starts_on - self.first
        return timedelta(0)

    @cached_property
    def workshop(self) -> Workshop | None:
        """The workshop that this file would change, or None where it makes a new one."""
        slug = self.target.slug or (self.workshop_row and self.workshop_row.get("slug"))
        if slug:
            return Workshop.objects.filter(slug=slug).first()
        if not self.workshop_row or not self.first:
            return None
        return Workshop.objects.filter(
            title_en=self.workshop_row.get("title_en"), starts_on=self.first + self.shift
        ).first()

    @cached_property
    def organisations(self) -> Names:
        return names_of(self.records["organisations"], *columns("name", "short_name"))

    @cached_property
    def venues(self) -> Names:
        return names_of(self.records["venues"], *columns("name"))

    @cached_property
    def components(self) -> Names:
        return names_of(self.records["components"], *columns("name"))

    @cached_property
    def tracks(self) -> Names:
        return names_of(self.records["tracks"], *columns("name"))

    @cached_property
    def speakers(self) -> Names:
        return names_of(self.records["speakers"], "slug", form=str.casefold)

    @cached_property
    def numbers(self) -> set[int]:
        """The numbers of the sessions."""
        return {r["number"] for r in self.records["sessions"] if "number" in r.values}

    def date_of(self, session: Record) -> date | None:
        """The file's date of a session, written or counted from the first day."""
        if session.get("date"):
            return session["date"]
        day = session.get("day")
        return self.first + timedelta(days=day - 1) if day and self.first else None
