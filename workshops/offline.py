"""What a phone keeps of a workshop, so that its agenda opens without a network.

A page of `PAGES` names the list of a workshop in its language (`offline.json`). The worker of
`static/js/worker.js` fetches what stands in that list, without cookies, and asks for the list again to
learn whether `version` is still the same.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from workshops.agenda import Agenda, agenda_for
from workshops.models import InformationSection, Material, Photo, Workshop

# Names of the pages that are kept: those alone speak of the worker. All are public and know no reader.
PAGES = frozenset({"workshop", "agenda", "session", "speakers", "speaker", "visits", "information"})
FILES = (
    "css/rostrum.css",
    "js/workshop.js",
    "js/agenda.js",
    "brand/icons.svg",
    "brand/favicon.svg",
)


def list_url(workshop: Workshop) -> str:
    """Where the list of a workshop stands, in the active language; "" where nothing is to be kept."""
    if not settings.OFFLINE or not workshop.is_public:
        return ""
    return reverse("public:offline", args=[workshop.slug])


def listing(workshop: Workshop) -> dict[str, Any]:
    """What to keep of a workshop in the active language: a version, pages in order of need, files.

    `unkept` is what to say, without a network, of a page of the workshop that is not kept.
    """
    agenda = agenda_for(workshop)
    files = [static(name) for name in dict.fromkeys((*FILES, settings.INSTITUTE_LOGO))]
    return {
        "version": version(agenda, files),
        "pages": list(dict.fromkeys(pages(agenda))),
        "files": files,
        "unkept": {
            "title": _("Not saved on this device"),
            "text": _("This page needs a network. The agenda and its sessions open without one."),
            "link": _("Agenda"),
        },
    }


def pages(agenda: Agenda) -> Iterator[str]:
    """Addresses of everything public about the programme; what one needs first comes first."""
    slug = agenda.workshop.slug
    for name in ("agenda", "information", "workshop", "visits", "speakers"):
        yield reverse(f"public:{name}", args=[slug])
    for item in agenda.items:
        yield item.url
    for speaker in agenda.speakers:
        yield speaker.url


def version(agenda: Agenda, files: list[str]) -> str:
    """A mark that changes with anything that the kept pages say."""
    release = agenda.release.uuid if agenda.release else ""
    parts = [str(release), files, *values(agenda.workshop)]
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def values(workshop: Workshop) -> Iterator[Any]:
    """What the pages say besides the agenda, as plain values."""
    yield sorted(Workshop.objects.filter(pk=workshop.pk).values().get().items())
    told = (
        InformationSection.objects.filter(workshop=workshop),
        Material.objects.filter(workshop=workshop, audience=Material.Audience.PUBLIC),
        Photo.objects.filter(workshop=workshop, is_public=True),
    )
    for rows in told:
        yield list(rows.order_by("pk").values_list())
