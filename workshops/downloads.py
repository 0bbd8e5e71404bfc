"""The files and feeds that stand beside the agenda, as its page offers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from workshops.models import Workshop

CHOOSES = (
    "track",
    "kind",
    "venue",
    "language",
)  # filters of the agenda that its calendar knows too


@dataclass(frozen=True)
class Download:
    """One file. `kind` is its content type, for the head of the page; `note` says who reads it."""

    title: str
    url: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Downloads:
    """All of them. `follow_url` opens a calendar program, `address` is what one pastes into another.

    Both are of what is chosen alone where `is_chosen`; the files are of the whole agenda.
    """

    is_chosen: bool
    follow_url: str
    address: str
    all: tuple[Download, ...]


def downloads(
    workshop: Workshop, *, mount: str, looked_for: Iterable[tuple[str, str]] = ()
) -> Downloads:
    """In the active language. `looked_for` are the filters of the page, as pairs of its query string."""
    chosen = urlencode([(name, value) for name, value in looked_for if name in CHOOSES])

    def url(name: str) -> str:
        return reverse(f"{mount}:{name}", args=[workshop.slug])

    address = settings.SITE_URL + url("agenda-ics") + (f"?{chosen}" if chosen else "")
    return Downloads(
        is_chosen=bool(chosen),
        follow_url=address.replace(urlsplit(address).scheme, "webcal", 1),
        address=address,
        all=(
            Download(_("Calendar file"), url("agenda-ics"), "text/calendar", "ICS"),
            Download(
                _("Workbook to print or to work on"),
                url("agenda-xlsx"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "XLSX",
            ),
            Download(_("What is new"), url("releases-atom"), "application/atom+xml", "Atom"),
            Download(
                _("For schedule apps"), url("schedule-xml"), "application/xml", "schedule.xml"
            ),
            Download(
                _("For schedule apps"), url("schedule-json"), "application/json", "schedule.json"
            ),
            Download(
                _("For programs, in all languages"),
                url("agenda-json"),
                "application/json",
                "agenda.json",
            ),
        ),
    )
