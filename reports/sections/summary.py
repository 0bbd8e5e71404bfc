"""The summary: sentences made from the data, and the figures they rest on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import words
from reports.document import Block, Runs, runs
from reports.prose import blocks_of
from reports.sections.agenda import AnnexA
from reports.sections.cover import Cover
from reports.sections.figure import Figure
from reports.sections.load import Load
from reports.sections.people import AnnexD, StreamRoll
from reports.words import filled, listed, number
from workshops.content import Text, text_of
from workshops.models import OrganisationRole, Workshop

Role = OrganisationRole.Role


@dataclass(frozen=True)
class Cohort:
    """The participants of one stream and the countries that sent them."""

    stream: Text
    people: Figure
    countries: Figure


@dataclass(frozen=True)
class Figures:
    """The numbers of the summary; all participants are those of all streams together."""

    cohorts: tuple[Cohort, ...]
    people: Figure
    countries: Figure
    sessions: Figure
    visits: Figure
    places: Figure
    speakers: Figure
    load: Load

    @property
    def listed(self) -> tuple[Figure, ...]:
        """Those a reader sees first; the load has a place of its own."""
        by_stream = tuple(cohort.people for cohort in self.cohorts)
        return (
            self.people,
            *(by_stream if len(by_stream) > 1 else ()),
            self.countries,
            self.load.days,
            self.sessions,
            self.visits,
            self.places,
            self.speakers,
        )


@dataclass(frozen=True)
class Summary:
    """What happened in a few sentences, then why it was held."""

    sentences: tuple[Runs, ...]
    figures: Figures
    purpose: tuple[Block, ...]
    approach: tuple[Block, ...]
    outcomes: tuple[Text, ...]


def summary(
    workshop: Workshop, cover: Cover, agenda: AnnexA, people: AnnexD, load: Load, *, mount: str
) -> Summary:
    """The summary in the active language. Every number in it is one of its figures."""
    figures = figures_of(workshop, agenda, people, load, mount)
    sentences = (
        held(cover),
        organised(cover),
        backed(cover),
        attended(figures),
        taught(figures),
        visited(figures),
        lasted(figures),
    )
    return Summary(
        sentences=tuple(sentence for sentence in sentences if sentence),
        figures=figures,
        purpose=blocks_of(workshop, "purpose"),
        approach=blocks_of(workshop, "approach"),
        outcomes=tuple(
            text_of(row, "text") for row in workshop.outcomes.order_by("position", "id")
        ),
    )


def figures_of(
    workshop: Workshop, agenda: AnnexA, people: AnnexD, load: Load, mount: str
) -> Figures:
    def page(name: str) -> str:
        return reverse(f"{mount}:{name}", args=[workshop.slug])

    return Figures(
        cohorts=tuple(cohort_of(stream, page("participants")) for stream in people.streams),
        people=Figure(
            len(people.participants),
            _("Participants, all streams"),
            _("Everybody in Annex D who arrived on a seat, named or not."),
            page("participants"),
        ),
        countries=Figure(
            people.countries,
            _("Sending countries, all streams"),
            _("Countries that Annex D lists participants under, each counted once."),
            page("participants"),
        ),
        sessions=Figure(
            len(agenda.sessions),
            _("Sessions"),
            _("Items of Annex A that were held, breaks and days off left out."),
            page("agenda"),
        ),
        visits=Figure(
            len(agenda.visits),
            _("Visits and tours"),
            _("Sessions of Annex A held at a host’s or leading to places."),
            page("visits"),
        ),
        places=Figure(
            agenda.places,
            _("Places visited"),
            _("Stops of those visits, meals left out."),
            page("visits"),
        ),
        speakers=Figure(
            len(agenda.people_billed),
            _("Speakers and moderators"),
            _("People who stand on a session of Annex A in any role, each counted once."),
            page("speakers"),
        ),
        load=load,
    )


def cohort_of(stream: StreamRoll, url: str) -> Cohort:
    return Cohort(
        stream=stream.name,
        people=Figure(
            len(stream.people),
            _("Participants, %(stream)s") % {"stream": stream_name(stream.name).plain},
            _("Everybody in Annex D under this stream."),
            url,
        ),
        countries=Figure(
            stream.countries,
            _("Sending countries, %(stream)s") % {"stream": stream_name(stream.name).plain},
            _("Countries of this stream in Annex D."),
            url,
        ),
    )


def stream_name(name: Text) -> Text:
    """The stream, or that there is none."""
    return name or Text(_("in no stream"))


def held(cover: Cover) -> Runs:
    """What was held, how, where and when."""
    sentences = {
        ("in_person", True): _("%(title)s was held in person in %(place)s, %(dates)s."),
        ("in_person", False): _("%(title)s was held in person, %(dates)s."),
        ("hybrid", True): _("%(title)s was held in %(place)s and online, %(dates)s."),
        ("hybrid", False): _("%(title)s was held in person and online, %(dates)s."),
    }
    online = _("%(title)s was held online, %(dates)s.")
    return filled(
        sentences.get((cover.format, bool(cover.place)), online),
        title=cover.title,
        place=cover.place,
        dates=cover.dates,
    )


def organised(cover: Cover) -> Runs:
    """Who held it; nothing where nobody is named."""
    organisers, partners = cover.names(Role.ORGANISER), cover.names(Role.CO_ORGANISER)
    if organisers and partners:
        return filled(
            _("It was organised by %(organisers)s together with %(partners)s."),
            organisers=listed(organisers),
            partners=listed(partners),
        )
    if organisers or partners:
        return filled(_("It was organised by %(names)s."), names=listed(organisers or partners))
    return ()


def backed(cover: Cover) -> Runs:
    """Who paid and who helped; nothing where nobody is named."""
    funders, supporters = cover.names(Role.FUNDER), cover.names(Role.SUPPORTER)
    if funders and supporters:
        return filled(
            _("It was funded by %(funders)s and supported by %(supporters)s."),
            funders=listed(funders),
            supporters=few_or_how_many(supporters),
        )
    if funders:
        return filled(_("It was funded by %(names)s."), names=listed(funders))
    if supporters:
        return filled(_("It was supported by %(names)s."), names=few_or_how_many(supporters))
    return ()


def few_or_how_many(names: tuple[Text, ...]) -> Runs:
    """Up to three by name; the list of more stands in part 2."""
    if len(names) <= 3:
        return listed(names)
    return runs(words.organisations(len(names)))


def attended(figures: Figures) -> Runs:
    """How many from how many countries in which streams."""
    total = {
        "people": words.participants(figures.people.value),
        "countries": words.from_countries(figures.countries.value),
    }
    if len(figures.cohorts) == 1 and figures.cohorts[0].stream:
        return filled(
            _("%(people)s from %(countries)s took part, all in the stream %(stream)s."),
            stream=figures.cohorts[0].stream,
            **total,
        )
    if not figures.people.value:
        return ()
    return filled(
        _("%(people)s from %(countries)s took part: %(streams)s."),
        streams=listed([in_stream(cohort) for cohort in figures.cohorts]),
        **total,
    )


def in_stream(cohort: Cohort) -> Runs:
    places = {
        "people": number(cohort.people.value),
        "countries": words.from_countries(cohort.countries.value),
    }
    if not cohort.stream:
        return filled(_("%(people)s from %(countries)s in no stream"), **places)
    return filled(
        _("%(people)s from %(countries)s in the stream %(stream)s"), stream=cohort.stream, **places
    )


def taught(figures: Figures) -> Runs:
    """Sessions, days and how many speak."""
    if not figures.sessions.value:
        return ()
    return filled(
        ngettext(
            "The agenda has %(sessions)s on %(days)s; %(n)s person speaks in them.",
            "The agenda has %(sessions)s on %(days)s; %(n)s people speak in them.",
            figures.speakers.value,
        ),
        sessions=words.sessions(figures.sessions.value),
        days=words.on_days(figures.load.days.value),
        n=number(figures.speakers.value),
    )


def visited(figures: Figures) -> Runs:
    """Visits, and the places they led to; nothing where there were none."""
    if not figures.visits.value:
        return ()
    visits = ngettext("%(n)s visit or tour", "%(n)s visits and tours", figures.visits.value) % {
        "n": number(figures.visits.value)
    }
    if not figures.places.value:
        return filled(_("There were %(visits)s."), visits=visits)
    return filled(
        ngettext(
            "%(visits)s led to %(n)s place.",
            "%(visits)s led to %(n)s places.",
            figures.places.value,
        ),
        visits=visits,
        n=number(figures.places.value),
    )


def lasted(figures: Figures) -> Runs:
    """Nominal hours and evenings, as facts."""
    load = figures.load
    if not load.hours.value:
        return ()
    return filled(
        ngettext(
            "By nominal hours this is %(hours)s, %(a_day)s on a programme day, "
            "with a programme on %(n)s evening.",
            "By nominal hours this is %(hours)s, %(a_day)s on a programme day, "
            "with a programme on %(n)s evenings.",
            load.evenings.value,
        ),
        hours=words.hours(load.hours.value),
        a_day=number(load.hours_a_day.value),
        n=number(load.evenings.value),
    )
