"""How many came, by stream and by country: for the front page of a workshop."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from people.models import Stream
from workshops.content import Text, text_of
from workshops.models import Workshop
from workshops.panels import Panel
from workshops.viewers import Viewer


@dataclass(frozen=True)
class StreamCount:
    """How many came through one stream, and from how many countries."""

    name: Text
    count: int
    countries: int


@dataclass(frozen=True)
class Cohort:
    """Everybody who came, listed publicly or not: numbers name nobody."""

    count: int
    countries: int
    streams: tuple[StreamCount, ...]


def cohort(workshop: Workshop) -> Cohort:
    rows = (
        workshop.participations.participants().who_came().values_list("stream", "sending_country")
    )
    heads: Counter = Counter()
    countries: dict[int | None, set[str]] = defaultdict(set)
    for stream, country in rows:
        heads[stream] += 1
        if country:
            countries[stream].add(country)
    streams = Stream.objects.filter(pk__in=[pk for pk in heads if pk])
    return Cohort(
        count=heads.total(),
        countries=len(set().union(*countries.values())),
        streams=tuple(
            StreamCount(text_of(stream, "name"), heads[stream.pk], len(countries[stream.pk]))
            for stream in streams
        ),
    )


def panel(workshop: Workshop, viewer: Viewer) -> Panel | None:
    """The participants on a workshop's front page; nothing before anybody came."""
    figures = cohort(workshop)
    return Panel("people/_cohort.html", figures) if figures.count else None
