"""Speakers as pages show them: who, with which post, on which sessions, and as printed where."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from workshops.agenda import Agenda
from workshops.content import Text, prose
from workshops.items import Billing, Item, Profile


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
    slug = agenda.workshop.slug
    return tuple(speaker_view(who, slug, appearances[who.slug], mount) for who in agenda.speakers)


def speaker(agenda: Agenda, slug: str, *, mount: str) -> SpeakerView | None:
    """One of them, or None where the agenda knows no such speaker."""
    who = next((who for who in agenda.speakers if who.slug == slug), None)
    if who is None:
        return None
    return speaker_view(who, agenda.workshop.slug, appearances_by_slug(agenda)[slug], mount)


def appearances_by_slug(agenda: Agenda) -> dict[str, tuple[Appearance, ...]]:
    """Each speaker's sessions; () for one who is on none."""
    found: dict[str, tuple[Appearance, ...]] = defaultdict(tuple)
    for item in agenda.items:
        for billing in item.billings:
            found[billing.slug] += (Appearance(item, billing),)
    return found


def speaker_view(
    who: Profile, workshop_slug: str, appearances: tuple[Appearance, ...], mount: str
) -> SpeakerView:
    photo = reverse(f"{mount}:speaker-photo", args=[workshop_slug, who.slug])
    return SpeakerView(
        name=who.name,
        honorific=who.honorific,
        name_native=who.name_native,
        is_organisation=who.is_organisation,
        initials=initials(who.name),
        photo_url=photo if who.photo else "",
        url=who.url,
        post=Text("") if who.is_organisation and who.post.plain == who.name else who.post,
        organisation=organisation_of(who),
        biography=prose(who.biography),
        appearances=appearances,
    )


def organisation_of(who: Profile) -> Text:
    """The organisation, unless the name or the post already says it, in full or in short."""
    name, short = who.organisation, who.organisation_short
    if not name:
        return name
    said = bare(f"{who.name} {who.post.plain}")
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
