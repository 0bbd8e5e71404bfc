"""The last page: whom to ask, where things are, how times are meant, where the news is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.prose import from_markdown
from workshops import dates
from workshops.agenda import Agenda
from workshops.content import Text, text_of
from workshops.glyphs import covers
from workshops.items import Spot
from workshops.models import Workshop

Said = str | Text


@dataclass(frozen=True)
class Venue:
    """A place. `local` is its address as a taxi driver reads it, in the language of there."""

    name: Text
    kind: str
    address: Text
    local: dict[str, str | None] | None
    url: str


@dataclass(frozen=True)
class Practical:
    """The page in words."""

    heading: str
    contact_heading: str
    contact: tuple[Said, ...]
    times_heading: str
    times: str
    venues_heading: str
    venues: tuple[Venue, ...]
    news_heading: str
    news: str
    source_heading: str
    source: tuple[str, ...]


def practical_of(agenda: Agenda) -> Practical:
    workshop = agenda.workshop
    return Practical(
        heading=_("Good to know"),
        contact_heading=_("Contact"),
        contact=tuple(contact_of(workshop)),
        times_heading=_("Times"),
        times=times_of(agenda),
        venues_heading=_("Venues"),
        venues=tuple(venue(spot) for spot in agenda.venues),
        news_heading=_("The latest programme"),
        news=settings.SITE_URL + reverse("public:agenda", args=[workshop.slug]),
        source_heading=_("Source and licence"),
        source=tuple(source_of(workshop)),
    )


def contact_of(workshop: Workshop) -> Iterator[Said]:
    """The workshop's contact, else the institute."""
    name = text_of(workshop, "contact_name")
    lines = (
        name or settings.INSTITUTE_NAME,
        workshop.contact_email or settings.INSTITUTE_EMAIL,
        workshop.contact_phone,
        workshop.platform_url,
    )
    yield from (line for line in lines if line)


def times_of(agenda: Agenda) -> str:
    zone = dates.zone_in_words(agenda.zone, agenda.starts_on)
    if any(item.starts_at for item in agenda.items):
        return _("All times are %(zone)s.") % {"zone": zone}
    return _(
        "Sessions are given by part of the day, without clock times. Days are those of %(zone)s."
    ) % {"zone": zone}


def venue(spot: Spot) -> Venue:
    return Venue(spot.name, spot.kind_label, spot.address, local_address(spot), spot.url)


def local_address(spot: Spot) -> dict[str, str | None] | None:
    """In its language, so that it is set rightly; nothing where no font of ours has its letters."""
    if not spot.address_local or not covers(spot.address_local):
        return None
    language, _dash, _script = (spot.local_lang or "").partition("-")
    region = "cn" if language == "zh" else None
    return {"text": spot.address_local, "lang": language or "en", "region": region}


def source_of(workshop: Workshop) -> Iterator[str]:
    """Where the programme is from, as lines of text."""
    for block in from_markdown(text_of(workshop, "source").plain):
        runs = getattr(block, "words", ())
        words = "".join(written(run.text, run.href) for run in runs)
        if words:
            yield words


def written(words: str, href: str) -> str:
    """A link written out: paper has none."""
    return f"{words} ({href})" if href and href != words else words
