"""Fields of releases in words: what a field is called and what its value is, in the active language."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from workshops import dates, extras
from workshops.content import Text, wanted
from workshops.languages import language_name
from workshops.models import PartOfDay, Session, SpeakerRole, Stop

Content = Mapping[str, Any]
Said = str | Text
Labels = dict[str, str | Promise]

LABELS: Labels = {
    "when": _("When"),
    "venue": _("Place"),
    "title": _("title"),
    "description": _("Description"),
    "kind": _("Kind"),
    "method": _("Method"),
    "delivery": _("Delivery"),
    "on_site": _("At a host’s premises"),
    "languages": _("Languages"),
    "interpretation": _("Interpretation"),
    "questions_minutes": _("Time for questions"),
    "hours": _("Nominal hours"),
    "component": _("Component"),
    "track": _("Track"),
    "hosts": _("Hosts"),
    "arrangers": _("Arranged by"),
    "arranged_by": _("Arranged by"),
    "speakers": _("Speakers"),
    "number": _("Number"),
    "slug": _("Address"),
    "visit": _("Site visit"),
    "visit.activities": _("What participants do there"),
    "visit.meeting_point": _("Meeting point"),
    "visit.meets_at": _("Meeting time"),
    "visit.to_bring": _("What to bring and wear"),
    "visit.stops": _("Stops"),
    "visit.transports": _("Vehicles"),
    "visit.needs_sign_up": _("With sign-up"),
    "visit.places": _("Places"),
    "order": _("Order"),
    "name": pgettext_lazy("of a venue or a component", "Name"),
    "name_native": _("Name in native script"),
    "sort_name": _("Sorted under"),
    "honorific": _("Honorific"),
    "is_organisation": _("Is an organisation"),
    "post": _("Post"),
    "organisation": _("Organisation"),
    "organisation_short": _("Organisation, in short"),
    "biography": _("Biography"),
    "photo": _("Photo"),
    "address": _("Address"),
    "address_local": _("Address in local script"),
    "url": _("Link"),
    "zone": _("Time zone"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
}
OF_SPEAKERS: Labels = {"kind": _("Kind of speaker"), "name": _("Name"), "zone": _("Time zone")}
LANGUAGES = {code for code, _name in settings.LANGUAGES}
PARTS = set(PartOfDay.values)
KINDS = set(Session.Kind.values)
YES_OR_NO = {"on_site", "interpretation", "is_organisation", "visit", "visit.needs_sign_up"}
IN_WORDS = {"title", "description", "biography", "arranged_by", "post"}  # words are marked in them
ITEMS = {"hosts", "arrangers", "speakers", "visit.stops", "visit.transports", "order"}


def label_of(name: str, subject: str) -> str:
    """What a field is called."""
    return label_in(translation.get_language(), name, subject)


@lru_cache(maxsize=500)
def label_in(language: str, name: str, subject: str) -> str:
    """The label in the active language, which is part of the key."""
    group, _dot, inner = name.partition(".")
    if group == "windows" and inner in PARTS:
        return str(PartOfDay(inner).label)
    if group == "extras" and (extra := extras.of(inner)):
        return str(extra.label)
    own = OF_SPEAKERS.get(name) if subject == "speaker" else None
    return capfirst(str(own or LABELS.get(name) or (inner or name).replace("_", " ")))


def text(value: Any, language: str | None = None) -> Text:
    """A text of a content in the active language, or where it exists; plain ones as they are."""
    if not isinstance(value, Mapping):
        return Text("" if value is None else str(value))
    want = order_in(language or translation.get_language())
    for code in want.order:
        if value.get(code):
            return Text(value[code], "" if code == want.language else code)
    return Text("")


order_in = lru_cache(maxsize=8)(wanted)  # the order of languages, by the first


def is_text(*values: Any) -> bool:
    """Whether values are texts in several languages, or not there."""
    there = [value for value in values if value not in (None, "")]
    return bool(there) and all(isinstance(v, Mapping) and v.keys() <= LANGUAGES for v in there)


def said(name: str, value: Any, content: Content, subject: str) -> Said:
    """The value of a field in words, "" for nothing."""
    if name.startswith("extras."):
        extra = extras.of(name.removeprefix("extras."))
        return extra.words(value) if extra else plain(value)
    if value is None or value == "":
        return ""
    if name in YES_OR_NO:
        return _now("yes") if value else _now("no")
    if name == "when":
        return when(value)
    if name.startswith("windows."):
        return "–".join(value)
    if name in ("starts_on", "ends_on"):
        return dates.day_year(date.fromisoformat(value))
    if name == "zone":
        starts = content.get("starts_on")
        return dates.zone_in_words(value, date.fromisoformat(starts) if starts else None)
    if name == "languages":
        return ", ".join(language_name(code) for code in value)
    if name == "questions_minutes":
        return ngettext("%(count)s minute", "%(count)s minutes", value) % {"count": value}
    if name == "photo":
        return pgettext("what there is now", "a photo")
    if name in ITEMS:
        return ", ".join(word for _key, word in items(name, value, content))
    chosen = choice(name, value, subject)
    return chosen if chosen is not None else text(value) if is_text(value) else plain(value)


def items(name: str, value: Any, content: Content) -> list[tuple[Any, str]]:
    """The items of a list: what each is known by, and its words."""
    if name == "speakers":
        names = {row["slug"]: row["name"] for row in content.get("speakers", [])}
        return [(row.get("slug"), billing(row, names)) for row in value or []]
    if name == "visit.stops":
        return [(key_of(row.get("name")), stop(row)) for row in value or []]
    if name == "visit.transports":
        return [(key_of(row.get("label")), vehicle(row)) for row in value or []]
    if name == "order":
        rows = {row["uuid"]: row for row in content.get("sessions", [])}
        return [(key, title_of(rows[key])) for key in value or []]
    return [
        (key_of(row.get("name")), row.get("printed_name") or text(row.get("name")).plain)
        for row in value or []
    ]


def when(row: Mapping[str, Any]) -> str:
    """Mon 20 May, morning, 09:00–10:30."""
    parts = (row.get(name) or "" for name in ("date", "part_of_day", "starts_at", "ends_at"))
    return when_in(translation.get_language(), *parts)


@lru_cache(maxsize=4000)
def when_in(language: str, day: str, part: str, starts_at: str, ends_at: str) -> str:
    """The moment in the active language, which is part of the key."""
    if not day:
        return ""
    label = str(PartOfDay(part).label).lower() if part in PARTS else ""
    clock = dates.time_range(clock_of(starts_at), clock_of(ends_at))
    said = [dates.day(date.fromisoformat(day)), label, clock]
    return pgettext("between parts of a moment", ", ").join(filter(None, said))


def title_of(row: Mapping[str, Any]) -> Text:
    """A session's title, or its kind where it has none."""
    kind = row.get("kind") or ""
    title = text(row.get("title"))
    return title or Text(str(Session.Kind(kind).label) if kind in KINDS else kind)


def billing(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A speaker as billed: name, then role and "online" where they say something."""
    name = names.get(row.get("slug"), row.get("slug") or "")
    role = row.get("role") or ""
    notes = []
    if role and role != SpeakerRole.Role.SPEAKER:
        notes.append(
            str(SpeakerRole.Role(role).label).lower() if role in SpeakerRole.Role.values else role
        )
    if row.get("online"):
        notes.append(_now("online"))
    notes += [row[field] for field in ("printed_name", "printed_post") if row.get(field)]
    return f"{name} ({', '.join(notes)})" if notes else name


def stop(row: Mapping[str, Any]) -> str:
    """A place of a visit with what is said of it."""
    kind = row.get("kind") or ""
    label = str(Stop.Kind(kind).label).lower() if kind in Stop.Kind.values else kind
    clock = dates.time_range(clock_of(row.get("arrives_at")), clock_of(row.get("leaves_at")))
    notes = ", ".join(filter(None, [label, clock, text(row.get("description")).plain]))
    return f"{text(row.get('name')).plain} ({notes})" if notes else text(row.get("name")).plain


def vehicle(row: Mapping[str, Any]) -> str:
    """A vehicle of a visit with where and when one boards it."""
    clock = dates.time_range(clock_of(row.get("leaves_at")), clock_of(row.get("returns_at")))
    notes = ", ".join(filter(None, [clock, text(row.get("meeting_point")).plain]))
    label = text(row.get("label")).plain
    return f"{label} ({notes})" if notes else label


def choice(name: str, value: Any, subject: str) -> str | None:
    """The label of a value that is chosen from a list."""
    if subject != "session" or not isinstance(value, str):
        return None
    fields = {field.name: field for field in Session._meta.concrete_fields}
    choices = dict(fields[name].flatchoices) if name in fields else {}
    return str(choices[value]) if value in choices else None


def clock_of(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


def key_of(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


def plain(value: Any) -> str:
    """A value of which we know nothing more."""
    if isinstance(value, Mapping):
        return ", ".join(plain(one) for one in value.values() if one)
    if isinstance(value, list | tuple):
        return ", ".join(plain(one) for one in value)
    return "" if value is None else str(value)
