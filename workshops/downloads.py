"""The files and feeds that stand beside the agenda, as its page offers them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from workshops.models import Workshop


@dataclass(frozen=True)
class Download:
    """One file. `kind` is its content type, for the head of the page; `note` says who reads it."""

    title: str
    url: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Downloads:
    """All of them. `follow_url` opens a calendar program, `address` is what one pastes into another."""

    follow_url: str
    address: str
    files: tuple[Download, ...]
    data: tuple[Download, ...]

    @property
    def all(self) -> tuple[Download, ...]:
        return (*self.files, *self.data)


def downloads(workshop: Workshop, *, mount: str) -> Downloads:
    """In the active language; what a program follows needs the public address."""

    def url(name: str) -> str:
        return reverse(f"{mount}:{name}", args=[workshop.slug])

    address = settings.SITE_URL + url("agenda-ics")
    return Downloads(
        follow_url=address.replace(urlsplit(address).scheme, "webcal", 1),
        address=address,
        files=(
            Download(_("Calendar file"), url("agenda-ics"), "text/calendar", "ICS"),
            Download(
                _("Workbook to print or to work on"),
                url("agenda-xlsx"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "XLSX",
            ),
        ),
        data=(
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
