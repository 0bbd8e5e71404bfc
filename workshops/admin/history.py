"""The history of a row as a page: when, who, which field, from what to what; newest first."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Field, ForeignKey, Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.actors import Way
from workshops.history import apart_by, kept_of
from workshops.stamps import Stamp

ON_A_PAGE = 50
LONGEST = 600  # characters of a value


@dataclass(frozen=True)
class Line:
    """One field of a change. Of a private one nobody reads the values."""

    field: str
    before: str = ""
    after: str = ""
    is_private: bool = False


@dataclass
class Entry:
    """One change of a row: who did what, when, and which fields differ.

    `about` names the row of this `key` where the page is another's, `url` leads to its history.
    """

    at: datetime
    who: str
    what: str
    lines: list[Line] = field(default_factory=list)
    pair: "Pair | None" = None
    key: object = None
    about: str = ""
    url: str = ""


@dataclass(frozen=True)
class Pair:
    """A row as it was kept before and after a change, and the names of the fields that differ."""

    before: Model
    after: Model
    names: tuple[str, ...]


class Remembering:
    """Mixed into an admin: its history page shows fields, where a history of them is kept."""

    def more_history(self, request: HttpRequest, row: Model) -> Iterable[Entry]:
        """What else happened to a row that this reader may see, as its changes of state."""
        return ()

    def unseen_in_history(self, request: HttpRequest) -> frozenset[str]:
        """Fields of which this reader learns no more than that they changed."""
        return frozenset()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        every = [*kept_entries([row]), *logged_entries(row), *self.more_history(request, row)]
        page = Paginator(newest_first(every), ON_A_PAGE).get_page(request.GET.get(PAGE_VAR))
        fill(page.object_list, self.unseen_in_history(request))
        page.object_list = list(joined(page.object_list))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "opts": self.opts,
            "original": row,
            "page": page,
            "page_var": PAGE_VAR,
            "media": "",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """By time; of what happened at one moment, what is told last comes first."""
    numbered = sorted(enumerate(entries), key=lambda each: (each[1].at, each[0]), reverse=True)
    return [entry for _number, entry in numbered]


def joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """What somebody did at one moment to one row, as one entry: a state, and the seat that came with it."""
    for _same, each in groupby(
        entries, key=lambda one: (one.at, one.who, one.about, not one.lines)
    ):
        first, *others = each
        if first.lines:
            first.lines += [line for other in others for line in other.lines]
            others = []
        yield from [first, *others]


def kept_entries(rows: Sequence[Model]) -> Iterator[Entry]:
    """What was kept of each change of rows of one model, without the words yet."""
    model = type(rows[0]) if rows else None
    kept = kept_of(model) if model else None
    if kept is None:
        return
    key, name = model._meta.pk.attname, apart_by(model)
    own = {row.pk: getattr(row, name, None) for row in rows}
    before: dict[object, Model] = {}
    every = kept.objects.filter(**{f"{key}__in": list(own)}).select_related("history_user")
    for after in every.order_by("history_id"):
        which = getattr(after, key), getattr(after, name, None)
        entry = kept_entry(before.get(which), after)
        before[which] = after
        if entry is not None:
            entry.key = which[0]
            entry.about = "" if which[1] == own[which[0]] else called(model, after)
            yield entry


def kept_entry(before: Model | None, after: Model) -> Entry | None:
    """What was done to a row that was kept as `before` and then as `after`; None for nothing that is told."""
    at, who = after.history_date, who_did(after)
    names = differing(before, after) if before is not None else ()
    pair = Pair(before, after, names) if names else None
    if after.history_type == "+":
        return Entry(at, who, _("Brought back from the trash") if before else _("Added"), pair=pair)
    if after.history_type == "-":
        return Entry(at, who, _("Deleted"))
    if before is None:
        return Entry(at, who, _("Changed; what it was before is not known"))
    return Entry(at, who, _("Changed"), pair=pair) if pair else None


def who_did(kept: Model) -> str:
    """Somebody of the office or a focal point by name, and whether it was an import."""
    name, words = name_of(kept.history_user), kept.history_change_reason or ""
    if words in Way.values:
        way = Way(words).label
        return _("%(name)s, by %(way)s") % {"name": name, "way": way} if name else capfirst(way)
    return name or words or _("By itself")


def called(model: type[Model], kept: Model) -> str:
    """What a row was called, as it was kept."""
    return str(model(**{each.attname: getattr(kept, each.attname) for each in kept.tracked_fields}))


def differing(before: Model, after: Model) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in after.tracked_fields
        if getattr(before, each.attname) != getattr(after, each.attname)
    )


def logged_entries(row: Model) -> Iterator[Entry]:
    """What the office's log says in words; of its lists of fields what no history tells."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    ).select_related("user")
    kept = kept_of(type(row))
    for entry in entries:
        if said := said_in_log(entry, kept):
            yield Entry(entry.action_time, name_of(entry.user), said)


def said_in_log(entry: LogEntry, kept: type[Model] | None) -> str:
    in_words = entry.change_message and not entry.change_message.startswith("[")
    if kept is None:
        return entry.get_change_message() or entry.get_action_flag_display()
    if entry.action_flag != CHANGE:
        return ""  # kept as added, deleted, brought back
    if not in_words:
        entry.change_message = json.dumps(untold(json.loads(entry.change_message or "[]"), kept))
    return "" if entry.change_message == "[]" else entry.get_change_message()


def untold(parts: list[dict], kept: type[Model]) -> list[dict]:
    """Of what Django's log holds: rows below the row, and fields that are not kept, as many to many."""
    with override(None):
        told = {capfirst(str(each.verbose_name)) for each in kept.tracked_fields}
    left = [part for part in parts if any("name" in about for about in part.values())]
    for part in parts:
        fields = [name for name in part.get("changed", {}).get("fields", ()) if name not in told]
        if fields and "name" not in part["changed"]:
            left.append({"changed": {"fields": fields}})
    return left


def name_of(user: AbstractBaseUser | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def fill(entries: Iterable[Entry], unseen: Collection[str]) -> None:
    """Put the fields into words, asking once for all rows of a kind that they point to."""
    pairs = [entry.pair for entry in entries if entry.pair]
    labels = labels_of(pairs)
    for entry in entries:
        if entry.pair:
            entry.lines = [
                unseen_line(entry.pair, name)
                if name in unseen
                else line_of(entry.pair, name, labels)
                for name in entry.pair.names
            ]


def labels_of(pairs: Iterable[Pair]) -> dict[type[Model], dict[object, str]]:
    """What the rows are called that any of these point to."""
    sought: dict[type[Model], set] = {}
    for pair in pairs:
        for name in pair.names:
            each = pair.after._meta.get_field(name)
            if isinstance(each, ForeignKey):
                values = {getattr(pair.before, each.attname), getattr(pair.after, each.attname)}
                sought.setdefault(each.related_model, set()).update(values - {None})
    return {model: dict(names_of(model, keys)) for model, keys in sought.items()}


def names_of(model: type[Model], keys: Iterable) -> Iterator[tuple[object, str]]:
    parts = [each.name for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]
    rows = model._base_manager.select_related(*parts).in_bulk(keys)
    for key, row in rows.items():
        yield key, str(row)


def unseen_line(pair: Pair, name: str) -> Line:
    label = pair.after._meta.get_field(name).verbose_name
    return Line(capfirst(str(label)), after=_("changed; not shown to you"))


def line_of(pair: Pair, name: str, labels: dict[type[Model], dict[object, str]]) -> Line:
    each = pair.after._meta.get_field(name)
    label = capfirst(str(each.verbose_name))
    if isinstance(each, Stamp):
        return Line(label, is_private=True)
    return Line(
        label,
        before=in_words(each, getattr(pair.before, each.attname), labels),
        after=in_words(each, getattr(pair.after, each.attname), labels),
    )


def in_words(each: Field, value: object, labels: dict[type[Model], dict[object, str]]) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(each, ForeignKey):
        return labels[each.related_model].get(value) or _("No. %(key)s, which is gone") % {
            "key": value
        }
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    words = dict(each.flatchoices).get(value, value)
    return Truncator(formats.localize(words)).chars(LONGEST)
