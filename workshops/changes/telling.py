"""Changes as readers are told them: frozen, in the active language, with the words that differ marked."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext, pgettext_lazy

from workshops.changes import values
from workshops.changes.comparing import Change, Difference, Edit
from workshops.changes.words import GONE, NEW, Mark, marked, marked_items
from workshops.content import Text
from workshops.languages import language_name

Link = Callable[[str, str], str]  # subject, slug → address, or ""

KINDS = {
    "added": pgettext_lazy("what happened to a session", "New"),
    "removed": pgettext_lazy("what happened to a session", "Removed"),
    "cancelled": _("Cancelled"),
    "restored": _("Takes place after all"),
    "moved": _("Moved"),
    "renamed": _("Renamed"),
    "changed": pgettext_lazy("what happened to a session", "Changed"),
}
SUBJECTS = {
    "session": _("Session"),
    "order": _("Order of a half-day"),
    "speaker": _("Speaker"),
    "venue": _("Venue"),
    "component": _("Component"),
    "track": _("Track"),
    "workshop": _("Workshop"),
}
COUNTS = {
    "added": ngettext_lazy("%(count)s new", "%(count)s new", "count"),
    "removed": ngettext_lazy("%(count)s removed", "%(count)s removed", "count"),
    "cancelled": ngettext_lazy("%(count)s cancelled", "%(count)s cancelled", "count"),
    "restored": ngettext_lazy(
        "%(count)s takes place after all", "%(count)s take place after all", "count"
    ),
    "moved": ngettext_lazy("%(count)s moved", "%(count)s moved", "count"),
    "renamed": ngettext_lazy("%(count)s renamed", "%(count)s renamed", "count"),
    "changed": ngettext_lazy("%(count)s otherwise changed", "%(count)s otherwise changed", "count"),
}


@dataclass(frozen=True)
class Line:
    """One field: what it was and what it is. `language` names another than the reader's, or is ""."""

    name: str
    label: str
    before: Text
    after: Text
    language: str = ""
    pairs: tuple[tuple[str, str], ...] | None = None

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Texts with their words marked, lists with their items; another value as a whole."""
        if self.pairs is not None:
            found = marked_items(self.pairs, ", ")
        elif self.by_words:
            found = marked(self.before.plain, self.after.plain)
        else:
            found = ()
        whole = (Mark(GONE, self.before.plain), Mark(NEW, self.after.plain))
        tells = any(mark.kind in (GONE, NEW) for mark in found)
        return found if tells else tuple(mark for mark in whole if mark.text)

    @property
    def lang(self) -> str:
        """The language of its words where that is not the reader's; "" where it is."""
        return self.language or (self.after or self.before).lang

    @property
    def by_words(self) -> bool:
        """Whether both are texts of one language."""
        one_language = self.before.lang == self.after.lang
        return self.name in values.IN_WORDS and one_language and bool(self.before and self.after)


@dataclass(frozen=True)
class Told:
    """One change: what it is about, what kind, and its fields. `when` is said of sessions alone."""

    subject: str
    subject_label: str
    key: str
    kinds: tuple[str, ...]
    title: Text
    when: str
    url: str
    lines: tuple[Line, ...]

    @property
    def kind(self) -> str:
        return self.kinds[0]

    @property
    def kind_labels(self) -> tuple[str, ...]:
        return tuple(str(KINDS[kind]) for kind in self.kinds)

    @property
    def kind_label(self) -> str:
        """Renamed, moved."""
        first, *rest = self.kind_labels
        separator = pgettext("between kinds of change", ", ")
        return separator.join([first, *(label.lower() for label in rest)])


def nowhere(subject: str, slug: str) -> str:
    return ""


def tell(
    difference: Difference, *, link: Link = nowhere, every_language: bool = False
) -> tuple[Told, ...]:
    """All changes in words. `link` gives the page of a session or speaker.

    A text that changed in the reader's language is told in it alone, unless in `every_language`; one that
    changed only in another is told in that.
    """
    return tuple(told(change, difference, link, every_language) for change in difference)


def told(change: Change, difference: Difference, link: Link, every_language: bool) -> Told:
    row = change.row
    linked = change.subject in ("session", "speaker") and change.after is not None
    return Told(
        subject=change.subject,
        subject_label=str(SUBJECTS[change.subject]),
        key=change.key,
        kinds=change.kinds,
        title=title_of(change),
        when=values.when(row) if change.subject in ("session", "order") else "",
        url=link(change.subject, row["slug"]) if linked else "",
        lines=tuple(
            line
            for edit in change.edits
            for line in lines(edit, change.subject, difference, every_language)
        ),
    )


def title_of(change: Change) -> Text:
    """What a change is about. A session that was renamed is known by its new title."""
    if change.subject == "session":
        return values.title_of(change.row)
    if change.subject == "order":
        return Text(_now("Order of the sessions"))
    return values.text(change.row.get("title" if change.subject == "workshop" else "name"))


def lines(edit: Edit, subject: str, difference: Difference, every_language: bool) -> Iterable[Line]:
    label = values.label_of(edit.name, subject)
    if not values.is_text(edit.before, edit.after):
        before = Text(values.said(edit.name, edit.before, difference.before, subject))
        after = Text(values.said(edit.name, edit.after, difference.after, subject))
        yield Line(edit.name, label, before, after, pairs=paired(edit, difference))
        return
    before, after = values.text(edit.before), values.text(edit.after)
    seen = before != after
    if seen:
        yield Line(edit.name, label, before, after)
    if every_language or not seen:
        yield from in_others(edit, label, {before.lang, after.lang} if seen else set())


def in_others(edit: Edit, label: str, shown: set[str]) -> Iterable[Line]:
    """A text in the languages in which it changed and that were not told yet."""
    active = values.wanted().language
    for code, _name in settings.LANGUAGES:
        before, after = ((value or {}).get(code, "") for value in (edit.before, edit.after))
        if before == after or code in shown or (shown and code == active):
            continue
        yield Line(
            edit.name,
            _now("%(field)s (%(language)s)") % {"field": label, "language": language_name(code)},
            Text(before, code),
            Text(after, code),
            language=code,
        )


def paired(edit: Edit, difference: Difference) -> tuple[tuple[str, str], ...] | None:
    """The items of a list as (before, after), in the order of the new one; those gone at the end."""
    if edit.name not in values.ITEMS or edit.name == "order":
        return None
    old = values.items(edit.name, edit.before, difference.before)
    new = values.items(edit.name, edit.after, difference.after)
    waiting: dict[Any, list[str]] = {}
    for key, word in old:
        waiting.setdefault(key, []).append(word)
    pairs = [(waiting[key].pop(0) if waiting.get(key) else "", word) for key, word in new]
    return (*pairs, *((word, "") for words in waiting.values() for word in words))


def counts(changes: Iterable[Told | Change]) -> str:
    """1 moved, 1 renamed, 1 cancelled: each change counted once, under its weightiest kind."""
    found = Counter(change.kinds[0] for change in changes)
    return pgettext("between kinds of change", ", ").join(
        str(said % {"count": found[kind]}) for kind, said in COUNTS.items() if found[kind]
    )
