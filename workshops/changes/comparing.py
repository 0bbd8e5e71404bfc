"""What differs between two releases' contents: pure, of no language, without the database.

What counts as a change is what a reader would notice:

- a session is known by its UUID; whatever happened to it is one change, with one edit for each field;
- day, part of day and clock times are one field, "when"; with another venue they make it "moved";
- a position is no field: the order of sessions that stay in their half-day is, once for the half-day;
- a venue, component or track is compared by its name where a session refers to it, so that a row made
  anew changes nothing, and one that is renamed is one change, not one for each of its sessions;
- `id`, `sequence`, `format` and `gone` are for programs, and derived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Content = Mapping[str, Any]
Row = Mapping[str, Any]

DERIVED = {"format", "gone"}
WHEN = ("date", "part_of_day", "starts_at", "ends_at")
OF_PROGRAMS = {"id", "uuid", "sequence", "position", "status", *WHEN}
SUBJECTS = ("session", "order", "speaker", "venue", "component", "track", "workshop")
LISTS = {"venues": "venue", "components": "component", "tracks": "track"}
REFERENCES = {"venue": "venues", "component": "components", "track": "tracks"}
FIRST = ("when", "venue", "title", "speakers")
EMPTY = (None, "", [], {}, False)


@dataclass(frozen=True)
class Edit:
    """One field of a change, as the contents hold it; None where it was not there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """What happened to one session, speaker, venue, half-day's order, or the workshop.

    `kinds`: added or removed, or else one or more of cancelled, restored, moved, renamed and changed.
    """

    subject: str
    key: str
    kinds: tuple[str, ...]
    before: Row | None
    after: Row | None
    edits: tuple[Edit, ...] = ()

    @property
    def row(self) -> Row:
        """The thing as it is now, or was at last."""
        return self.after if self.after is not None else self.before or {}


@dataclass(frozen=True)
class Difference:
    """All changes from one content to another: sessions in the order of the agenda, then the rest."""

    before: Content = field(repr=False)
    after: Content = field(repr=False)
    changes: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self):
        return iter(self.changes)

    def of(self, subject: str) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.subject == subject)


def compare(before: Content, after: Content) -> Difference:
    """What a reader of `before` has to learn to know `after`. An empty content is {}."""
    changes = [
        *sessions(before, after),
        *orders(before, after),
        *rows(keyed(before, "speakers", "slug"), keyed(after, "speakers", "slug"), "speaker"),
        *(change for name in LISTS for change in listed(before, after, name)),
        *workshop(before, after),
    ]
    return Difference(before, after, tuple(changes))


def sessions(before: Content, after: Content) -> list[Change]:
    old, new = keyed(before, "sessions", "uuid"), keyed(after, "sessions", "uuid")
    names = names_of(before), names_of(after)
    found = [
        change
        for key in {**old, **new}
        if (change := session(key, old.get(key), new.get(key), names)) is not None
    ]
    return sorted(found, key=lambda change: place_of(change.row))


def session(key: str, old: Row | None, new: Row | None, names: tuple) -> Change | None:
    if old is None or new is None:
        return there_or_gone("session", key, old, new)
    edits = session_edits(old, new, names)
    kinds = tuple(kinds_of(old, new, {edit.name for edit in edits}))
    return Change("session", key, kinds, old, new, tuple(edits)) if kinds else None


def session_edits(old: Row, new: Row, names: tuple) -> list[Edit]:
    edits = []
    if any(differ(old.get(name), new.get(name)) for name in WHEN):
        edits.append(Edit("when", when_of(old), when_of(new)))
    for name in fields_of(old, new) - OF_PROGRAMS - {"visit", "extras"}:
        was, now = old.get(name), new.get(name)
        if name in REFERENCES and was != now:
            was, now = names[0][name].get(was), names[1][name].get(now)
        if differ(was, now):
            edits.append(Edit(name, was, now))
    for group in ("visit", "extras"):
        edits += within(group, old.get(group) or {}, new.get(group) or {})
    if bool(old.get("visit")) != bool(new.get("visit")) and not edits_of(edits, "visit."):
        edits.append(Edit("visit", old.get("visit") is not None, new.get("visit") is not None))
    return sorted(edits, key=lambda edit: (weight(edit.name), edit.name))


def weight(name: str) -> int:
    """What readers look for first: when, where, what, who."""
    return FIRST.index(name) if name in FIRST else len(FIRST)


def kinds_of(old: Row, new: Row, changed: set[str]) -> Iterable[str]:
    """The kinds of change of one session, the weightiest first."""
    was, now = is_cancelled(old), is_cancelled(new)
    if was != now:
        yield "cancelled" if now else "restored"
    if changed & {"when", "venue"}:
        yield "moved"
    if "title" in changed:
        yield "renamed"
    if changed - {"when", "venue", "title"}:
        yield "changed"


def orders(before: Content, after: Content) -> list[Change]:
    """Half-days in which sessions that stayed, and begin together, stand in another order."""
    old, new = half_days(before), half_days(after)
    found = []
    for half_day in sorted(old.keys() & new.keys()):
        stayed = set(old[half_day]) & set(new[half_day])
        was, now = ([key for key in side[half_day] if key in stayed] for side in (old, new))
        if was != now:
            row = dict(zip(("date", "part_of_day", "starts_at"), half_day, strict=True))
            edit = Edit("order", was, now)
            found.append(Change("order", "/".join(half_day), ("changed",), row, row, (edit,)))
    return found


def half_days(content: Content) -> dict[tuple[str, str, str], list[str]]:
    """UUIDs by day, part of day and clock time, in the order that readers see."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in sorted(content.get("sessions", []), key=place_of):
        key = (row["date"], row["part_of_day"], row.get("starts_at") or "")
        found.setdefault(key, []).append(row["uuid"])
    return found


def rows(old: Mapping[str, Row], new: Mapping[str, Row], subject: str) -> list[Change]:
    """Rows that came, went or changed, in the order of the new list."""
    found = []
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            found.append(there_or_gone(subject, str(key), was, now))
        elif edits := plain_edits(was, now, leaving={"id"}):
            renamed = any(edit.name == "name" for edit in edits)
            others = len(edits) > renamed
            kinds = ("renamed",) * renamed + ("changed",) * others
            found.append(Change(subject, str(key), kinds, was, now, tuple(edits)))
    return found


def listed(before: Content, after: Content, name: str) -> list[Change]:
    """Venues, components or tracks: the same by id, or else by name."""
    old, new = keyed(before, name, "id"), keyed(after, name, "id")
    by_name = {frozen(row["name"]): key for key, row in old.items() if key not in new}
    same = {
        key: by_name.pop(frozen(row["name"]))
        for key, row in new.items()
        if key not in old and frozen(row["name"]) in by_name
    }
    return rows(old, {same.get(key, key): row for key, row in new.items()}, LISTS[name])


def workshop(before: Content, after: Content) -> list[Change]:
    """Title, dates, zone, windows of the parts of day, and whatever else the whole programme has."""
    tables = DERIVED | set(LISTS) | {"sessions", "speakers", "windows"}
    edits = plain_edits(before, after, leaving=tables)
    edits += within("windows", before.get("windows") or {}, after.get("windows") or {})
    if not edits or not before:
        return []
    return [Change("workshop", "", ("changed",), before, after, tuple(edits))]


def there_or_gone(subject: str, key: str, old: Row | None, new: Row | None) -> Change:
    return Change(subject, key, ("added" if old is None else "removed",), old, new)


def plain_edits(old: Row, new: Row, *, leaving: set[str]) -> list[Edit]:
    return [
        Edit(name, old.get(name), new.get(name))
        for name in sorted(fields_of(old, new) - leaving)
        if differ(old.get(name), new.get(name))
    ]


def within(group: str, old: Row, new: Row) -> list[Edit]:
    """The edits of a group of fields: visit.stops, extras.groups, windows.morning."""
    return [
        Edit(f"{group}.{edit.name}", edit.before, edit.after)
        for edit in plain_edits(old, new, leaving=set())
    ]


def edits_of(edits: list[Edit], prefix: str) -> list[Edit]:
    return [edit for edit in edits if edit.name.startswith(prefix)]


def differ(was: Any, now: Any) -> bool:
    """Whether two values differ; nothing, an empty text and an empty list are the same."""
    return was != now and not (was in EMPTY and now in EMPTY)


def fields_of(old: Row, new: Row) -> set[str]:
    return old.keys() | new.keys()


def when_of(row: Row) -> dict[str, Any]:
    return {name: row.get(name) for name in WHEN}


def is_cancelled(row: Row) -> bool:
    return row.get("status") == "cancelled"


def keyed(content: Content, table: str, key: str) -> dict[Any, Row]:
    return {row[key]: row for row in content.get(table, [])}


def names_of(content: Content) -> dict[str, dict[Any, Any]]:
    """The names behind what sessions refer to, by field and id."""
    return {
        name: {row["id"]: row["name"] for row in content.get(table, [])}
        for name, table in REFERENCES.items()
    }


def place_of(row: Row) -> tuple:
    """The order of the agenda: day, part, clock, position."""
    parts = ("morning", "daytime", "afternoon", "night")
    part = row.get("part_of_day")
    return (
        row.get("date") or "",
        parts.index(part) if part in parts else len(parts),
        row.get("starts_at") or "",
        row.get("position") or 0,
        row.get("number") or 0,
    )


def frozen(value: Any) -> Any:
    """A text in several languages, fit for a key."""
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
