"""Speakers as pages show them: who, with which post, on which sessions, and as printed where."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from workshops.agenda import Agenda
from workshops.content import Text, prose_of, text_of
from workshops.items import Billing, Item
from workshops.models import Speaker


@dataclass(frozen=True)
class Appearance:
    """A speaker on one session."""

    item: Item
    billing: Billing


@dataclass(frozen=True)
class SpeakerView:
    """A speaker with their appearances in order. `organisation` is "" where the post names it."""

    name: str
    honorific: str
    name_native: str
    is_organisation: bool
    initials: str
    photo_url: str
    url: str
    post: Text
    organisation: Text
    biography: SafeString
    appearances: tuple[Appearance, ...]


def speakers(agenda: Agenda, *, mount: str) -> tuple[SpeakerView, ...]:
    """All speakers of the workshop in the order of their names, also those on no session."""
    appearances = appearances_by_slug(agenda)
    rows = agenda.workshop.speakers.select_related("organisation")
    slug = agenda.workshop.slug
    return tuple(speaker_view(row, slug, appearances[row.slug], mount) for row in rows)


def appearances_by_slug(agenda: Agenda) -> dict[str, tuple[Appearance, ...]]:
    """Each speaker's sessions; () for one who is on none."""
    found: dict[str, tuple[Appearance, ...]] = defaultdict(tuple)
    for item in agenda.items:
        for billing in item.billings:
            found[billing.slug] += (Appearance(item, billing),)
    return found


def speaker_view(
    speaker: Speaker, workshop_slug: str, appearances: tuple[Appearance, ...], mount: str
) -> SpeakerView:
    post = text_of(speaker, "post")
    photo = reverse(f"{mount}:speaker-photo", args=[workshop_slug, speaker.slug])
    return SpeakerView(
        name=speaker.name,
        honorific=speaker.honorific,
        name_native=speaker.name_native,
        is_organisation=speaker.is_organisation,
        initials=initials(speaker.name),
        photo_url=photo if speaker.photo else "",
        url=reverse(f"{mount}:speaker", args=[workshop_slug, speaker.slug]),
        post=Text("") if speaker.is_organisation and post.plain == speaker.name else post,
        organisation=organisation_of(speaker, post),
        biography=prose_of(speaker, "biography"),
        appearances=appearances,
    )


def organisation_of(speaker: Speaker, post: Text) -> Text:
    """The organisation, unless the name or the post already says it, in full or in short."""
    if speaker.organisation is None:
        return Text("")
    name = text_of(speaker.organisation, "name")
    short = text_of(speaker.organisation, "short_name")
    said = bare(f"{speaker.name} {post.plain}")
    told = bare(name.plain) in said or (short and bare(short.plain) in said.split())
    return Text("") if told else name


def bare(words: str) -> str:
    """Without case and punctuation, for comparing."""
    kept = (letter if letter.isalnum() else " " for letter in words.casefold())
    return " ".join("".join(kept).split())


def initials(name: str) -> str:
    """The first letters of the first and the last word; one character of a name written as one."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return name[:1]
    if len(words) == 1:
        return words[0][0]
    return words[0][0] + words[-1][0]
