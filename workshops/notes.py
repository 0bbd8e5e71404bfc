"""The information note as a page."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from workshops.content import Text, prose_of, text_of
from workshops.models import InformationSection, Workshop


@dataclass(frozen=True)
class Note:
    """One heading of the information note. `anchor` is its id on the page."""

    anchor: str
    title: Text
    text: SafeString


def notes(workshop: Workshop) -> tuple[Note, ...]:
    """The sections that say something, in the organisers' order."""
    found = (note(section) for section in workshop.information.all())
    return tuple(one for one in found if one.text)


def note(section: InformationSection) -> Note:
    return Note(
        anchor=f"{section.topic}-{section.pk}",
        title=text_of(section, "title") or Text(str(section.get_topic_display())),
        text=prose_of(section, "text"),
    )
