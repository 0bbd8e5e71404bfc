"""The index of speakers: who, and on which page of the booklet."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.papers.booklet.days import titled
from workshops import billings, dates
from workshops.agenda import Agenda
from workshops.billings import Appearance, SpeakerView
from workshops.content import Text
from workshops.glyphs import covers


@dataclass(frozen=True)
class Place:
    """A session of a speaker: when, what, and the anchor of the day."""

    when: str
    title: Text
    anchor: str


@dataclass(frozen=True)
class IndexEntry:
    """A speaker with all sessions. A name whose script none of our fonts has is left out."""

    name: str
    native_name: str
    post: Text
    organisation: Text
    places: tuple[Place, ...]


def index_of(agenda: Agenda) -> tuple[IndexEntry, ...]:
    """The speakers that stand on the agenda, in the order of their names."""
    anchors = {item.id: day.anchor for day in agenda.days for item in day.items}
    return tuple(
        entry(speaker, anchors)
        for speaker in billings.speakers(agenda, mount="public")
        if speaker.appearances
    )


def entry(speaker: SpeakerView, anchors: dict[int, str]) -> IndexEntry:
    return IndexEntry(
        name=titled(speaker.honorific, speaker.name),
        native_name=speaker.name_native if covers(speaker.name_native) else "",
        post=speaker.post,
        organisation=speaker.organisation,
        places=tuple(place(each, anchors) for each in once(speaker.appearances)),
    )


def once(appearances: Iterable[Appearance]) -> Iterable[Appearance]:
    """Each session once, also of those who moderate what they speak on."""
    return {each.item.id: each for each in appearances}.values()


def place(appearance: Appearance, anchors: dict[int, str]) -> Place:
    item = appearance.item
    return Place(
        when=f"{dates.day(item.date)}, {item.time_range or item.part_label}",
        title=item.display_title,
        anchor=anchors[item.id],
    )
