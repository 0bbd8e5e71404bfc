"""A workshop as search engines read it: schema.org's EducationEvent, its sessions as events of it.

A session without a clock time has a date alone, which is all that is known. The page carries it as a data
block, which no browser runs, and in which nothing can end the block.
"""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from workshops.agenda import Agenda
from workshops.content import html_lang, text_of
from workshops.exporters.feed import absolute
from workshops.exporters.plain import line
from workshops.items import Item, Spot
from workshops.models import Workshop

SCHEMA = "https://schema.org"
MODES = {
    Workshop.Format.IN_PERSON: "OfflineEventAttendanceMode",
    Workshop.Format.ONLINE: "OnlineEventAttendanceMode",
    Workshop.Format.HYBRID: "MixedEventAttendanceMode",
}
ESCAPED = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}
Data = dict[str, Any]


def block(data: Data) -> SafeString:
    """What stands within `<script type="application/ld+json">`."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(said.translate(ESCAPED))  # noqa: S308 - no character of HTML is left in it


def workshop_event(workshop: Workshop, *, mount: str) -> Data:
    """The workshop without its sessions, in the active language."""
    url = absolute(reverse(f"{mount}:workshop", args=[workshop.slug]))
    return given(
        {
            "@context": SCHEMA,
            "@type": "EducationEvent",
            "@id": url,
            "url": url,
            "name": line(text_of(workshop, "title")),
            "description": line(text_of(workshop, "summary")),
            "inLanguage": html_lang(translation.get_language() or "en"),
            "startDate": workshop.starts_on.isoformat(),
            "endDate": workshop.ends_on.isoformat(),
            "eventStatus": f"{SCHEMA}/EventScheduled",
            "eventAttendanceMode": f"{SCHEMA}/{MODES[workshop.format]}",
            "location": location(workshop, url),
            "organizer": given(
                {
                    "@type": "Organization",
                    "name": line(settings.INSTITUTE_NAME),
                    "url": settings.INSTITUTE_URL,
                }
            ),
        }
    )


def programme(agenda: Agenda, *, mount: str) -> Data:
    """The workshop with its sessions, days off left out."""
    return workshop_event(agenda.workshop, mount=mount) | {
        "startDate": agenda.starts_on.isoformat(),
        "endDate": agenda.ends_on.isoformat(),
        "subEvent": [session(agenda, item) for item in agenda.items if not item.is_off],
    }


def session(agenda: Agenda, item: Item) -> Data:
    timed = item.starts_at is not None
    return given(
        {
            "@type": "EducationEvent",
            "name": line(item.display_title),
            "url": absolute(item.url),
            "startDate": agenda.starts(item).isoformat() if timed else item.date.isoformat(),
            "endDate": agenda.ends(item).isoformat() if item.ends_at else "",
            "eventStatus": f"{SCHEMA}/EventCancelled" if item.is_cancelled else "",
            "location": place(item.venue) if item.venue else None,
            "performer": [
                {
                    "@type": "Organization" if one.is_organisation else "Person",
                    "name": line(one.name),
                }
                for one in item.billings
            ],
        }
    )


def location(workshop: Workshop, url: str) -> Data:
    """The city, or the pages of the workshop where it is online."""
    if workshop.format == Workshop.Format.ONLINE:
        return {"@type": "VirtualLocation", "url": url}
    city = line(text_of(workshop, "city"))
    country = line(text_of(workshop.country, "name")) if workshop.country else ""
    where = {"@type": "PostalAddress", "addressLocality": city, "addressCountry": country}
    name = ", ".join(filter(None, (city, country)))
    return given({"@type": "Place", "name": name, "address": given(where)}) if name else {}


def place(spot: Spot) -> Data:
    return given({"@type": "Place", "name": line(spot.name), "address": line(spot.address)})


def given(data: Data) -> Data:
    """Without what is empty."""
    return {key: value for key, value in data.items() if value}
