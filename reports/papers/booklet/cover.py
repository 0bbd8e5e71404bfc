"""The first page: what, when, where and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.papers.booklet.edition import Edition
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop
from workshops.overview import bodies_of, languages_of, place_of

Said = str | Text


@dataclass(frozen=True)
class Body:
    """The organisations in one role."""

    label: str
    names: tuple[Said, ...]


@dataclass(frozen=True)
class Cover:
    """The cover in words. `facts` are words and their values."""

    overline: str
    title: Text
    joint_titles: tuple[Text, ...]
    dates: str
    place: str
    edition: str
    facts: tuple[tuple[str, str], ...]
    bodies: tuple[Body, ...]
    notice: str


def cover_of(workshop: Workshop, edition: Edition) -> Cover:
    return Cover(
        overline=pgettext("a booklet", "Programme"),
        title=text_of(workshop, "title"),
        joint_titles=tuple(text_of(each, "title") for each in workshop.joint_titles.all()),
        dates=dates.date_range(workshop.starts_on, workshop.ends_on),
        place=place_of(workshop),
        edition=edition.reference,
        facts=tuple(facts_of(workshop)),
        bodies=tuple(
            Body(role.label, tuple(body.name for body in role.bodies))
            for role in bodies_of(workshop)
        ),
        notice=_("Sample data: people and organisations are invented.")
        if workshop.is_sample
        else "",
    )


def facts_of(workshop: Workshop) -> Iterator[tuple[str, str]]:
    yield _("Format"), f"{workshop.get_kind_display()} · {workshop.get_format_display()}"
    language = languages_of(workshop)
    if language:
        yield language.term, " · ".join(each for each in (language.text, language.note) if each)
