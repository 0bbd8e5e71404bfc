"""Annexes A and D of the real sample hold exactly what the published report prints.

The facts were typed from that report, not read from the files that our loader reads.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from reports.checks import Finding, findings_of
from reports.models import Report
from reports.samples.seed import load_seed
from reports.sections import Sections, sections_of
from reports.sections.people import Listed
from tests.facts import digital_economy_2024 as facts
from tests.reports.make import NOW
from workshops.items import Item

pytestmark = pytest.mark.django_db
PAGE = "/en/workshops/digital-economy-2024/report/"
STREAMS = {"CAREC": "CAREC", "ASEAN–China": "ASEAN"}
HEADINGS = {"site_visit": facts.ONSITE, "networking": facts.NETWORKING}
ICE_BREAKING = "Ice-breaking"  # networking by its nature; the report prints no heading over it


@dataclass(frozen=True)
class Loaded:
    """The sample as a report: its sections, its findings, and the text of its page."""

    sections: Sections
    findings: tuple[Finding, ...]
    text: str


class Words(HTMLParser):
    """The text of one element of a page, single-spaced."""

    def __init__(self, element: str):
        super().__init__()
        self.element, self.inside, self.words = element, False, []

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == self.element

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != self.element

    def handle_data(self, data):
        if self.inside:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def text_of(page: str) -> str:
    words = Words("article")
    words.feed(page)
    return straight(words.text)


def straight(text: str) -> str:
    """Our table of countries sets apostrophes; the report types them straight."""
    return text.replace("’", "'")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Loaded:
    """Loaded once for this module, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        workshop = load_seed(now=NOW)
        report = Report.objects.get(workshop=workshop)
        response = Client().get(PAGE)
        assert response.status_code == 200
        yield Loaded(sections_of(report), findings_of(workshop), text_of(response.content.decode()))
        transaction.set_rollback(True)


def assert_in_order(strings: list[str], text: str) -> None:
    """Every string stands in the text, each after the one before."""
    place = 0
    for string in strings:
        found = text.find(string, place)
        assert found >= 0, f"{string!r} does not follow {text[max(0, place - 80) : place]!r}"
        place = found + len(string)


def part_of(text: str, first: str, last: str) -> str:
    """The text of a part, between its title and that of the next."""
    return text[text.index(first) : text.index(last)]


def heading_of(item: Item) -> str:
    return "" if item.title.plain == ICE_BREAKING else HEADINGS.get(item.kind, "")


def as_listed(person: Listed) -> facts.Listed:
    return facts.Listed(*person.as_printed)


def test_days(loaded):
    days = [(day.number, day.date, day.is_off) for day in loaded.sections.annex_a.days]
    assert days == [(day.number, day.date, day.off) for day in facts.DAYS]


def test_sessions_in_their_order_with_title_and_heading(loaded):
    workshop = loaded.sections.annex_a.agenda.workshop
    sessions = [
        (workshop.day_number(item.date), item.part_of_day, item.title.plain, heading_of(item))
        for item in loaded.sections.annex_a.sessions
    ]
    assert sessions == [(s.day, s.part, s.title, s.heading) for s in facts.SESSIONS]


def test_sessions_online(loaded):
    online = [item.is_online for item in loaded.sections.annex_a.sessions]
    assert online == [s.online for s in facts.SESSIONS]


def test_hosts_as_printed(loaded):
    hosts = [
        tuple(host.as_printed for host in item.hosts) for item in loaded.sections.annex_a.sessions
    ]
    assert hosts == [s.hosts for s in facts.SESSIONS]


def test_arrangers_as_printed(loaded):
    arranged = [item.arranged_by.plain for item in loaded.sections.annex_a.sessions]
    assert arranged == [s.arranged_by for s in facts.SESSIONS]


def test_stops_of_tours_as_printed(loaded):
    """Where a visit's only places are its hosts', the report prints them once, as hosts."""
    stops = [
        () if item.hosts else tuple(stop.name.plain for stop in item.stops)
        for item in loaded.sections.annex_a.sessions
    ]
    assert stops == [s.stops for s in facts.SESSIONS]


def test_speakers_as_printed_with_post_and_role(loaded):
    billings = [
        [(*billing.as_printed, billing.role, billing.online) for billing in item.billings]
        for item in loaded.sections.annex_a.sessions
    ]
    assert billings == [
        [(b.name, b.post, b.role, b.online) for b in s.billings] for s in facts.SESSIONS
    ]


def test_participants_as_printed(loaded):
    people = [
        (STREAMS[stream.name.plain], roll.code, straight(roll.as_printed), *person.as_printed)
        for stream in loaded.sections.annex_d.streams
        for roll in stream.rolls
        for person in roll.people
    ]
    assert people == [
        (p.stream, p.iso3, p.country, p.number, p.honorific, p.name, p.printed_post)
        for p in facts.PARTICIPANTS
    ]


def test_resource_persons_as_printed(loaded):
    listed = tuple(as_listed(person) for person in loaded.sections.annex_d.resource_persons)
    assert listed == facts.RESOURCE_PERSONS


def test_staff_as_printed(loaded):
    staff = {
        roll.as_printed: tuple(as_listed(person) for person in roll.people)
        for roll in loaded.sections.annex_d.units
    }
    assert list(staff.items()) == list(facts.STAFF.items())


def test_nobody_else_is_listed(loaded):
    annex = loaded.sections.annex_d
    assert (annex.guests, annex.interpreters, annex.withheld) == ((), (), 0)


def test_seats_of_each_country_and_what_its_fund_pays(loaded):
    typed = {}
    for row in facts.ALLOCATIONS:
        seats, funded, derived = typed.get((row.stream, row.iso3), (0, 0, False))
        funded += row.seats if row.fund else 0
        typed[row.stream, row.iso3] = (seats + row.seats, funded, derived or row.derived)
    shown = [
        (
            STREAMS[stream.name.plain],
            line.count.allocated,
            sum(share.seats for share in line.shares),
            line.note.startswith(("Derived", "Inferred")),
        )
        for stream in loaded.sections.content.seats
        for line in stream.lines
    ]
    assert shown == [(stream, *numbers) for (stream, _iso3), numbers in typed.items()]


def test_every_seat_was_used_and_nominations_are_unknown(loaded):
    streams = loaded.sections.content.seats
    assert [(s.count.allocated, s.count.used, s.nominated) for s in streams] == [
        (20, 20, None),
        (17, 17, None),
    ]


def test_cohort_of_each_stream_and_of_both(loaded):
    figures = loaded.sections.summary.figures
    assert [(c.people.value, c.countries.value) for c in figures.cohorts] == [(20, 10), (17, 7)]
    assert (figures.people.value, figures.countries.value) == (37, 17)


def test_load(loaded):
    load = loaded.sections.content.load
    assert (load.hours.value, load.days.value) == (facts.LOAD.hours, facts.LOAD.programme_days)
    assert load.hours_a_day.shown == str(facts.LOAD.hours_per_day)
    assert load.evenings.value == len(facts.LOAD.night_days)
    assert load.evenings_running.value == len(facts.LOAD.longest_run_of_nights)


def test_planned_hours(loaded):
    content = loaded.sections.content
    assert tuple(line.hours for line in content.components) == facts.COMPONENT_HOURS
    assert content.planned_hours.value == facts.LOAD.hours
    assert len(content.tracks) == len(facts.TRACKS)


def test_corrections_are_those_of_the_report(loaded):
    shown = {(line.printed, line.corrected) for line in loaded.sections.annex_a.corrections}
    assert shown == {(c.printed, c.corrected) for c in facts.CORRECTIONS}


def test_findings_are_those_of_the_report(loaded):
    found = {finding.code: (finding.names, finding.blocks) for finding in loaded.findings}
    assert found == {
        "speakers": (("Cai Yuezhou", "Dorothea Lazaro"), True),
    }


def test_page_prints_annex_a_in_order(loaded):
    text = part_of(loaded.text, "Annex A Agenda", "Annex B Materials")
    printed = []
    for session in facts.SESSIONS:
        printed += [session.title, *session.hosts]
        printed += [words for b in session.billings for words in (b.name, b.post)]
        printed += [*session.stops, session.arranged_by]
    assert_in_order(printed, text)


def test_page_prints_annex_d_in_order(loaded):
    text = part_of(loaded.text, "Annex D Participants", "Annex E Evaluation")
    printed, country = [], ""
    for person in facts.PARTICIPANTS:
        printed += [person.country] if person.country != country else []
        printed += [str(person.number), person.honorific, person.name, person.printed_post]
        country = person.country
    printed += [words for row in facts.RESOURCE_PERSONS for words in words_of(row)]
    for unit, rows in facts.STAFF.items():
        printed += [unit, *(words for row in rows for words in words_of(row))]
    assert_in_order(printed, text)


def words_of(row: facts.Listed) -> list[str]:
    return [str(row.number), row.honorific, row.name, row.post]


def test_the_lecture_that_was_never_listed_is_added_without_a_day(loaded):
    annex = loaded.sections.annex_a
    (one,) = annex.differences
    name, title = facts.SPOKE_OUTSIDE_THE_AGENDA
    assert (one.session, one.date, one.is_added) == (title.replace("'", "’"), "", True)
    assert [speaker.casefold() for speaker in one.speakers] == [name.casefold()]
    assert one.session not in [item.title for item in annex.agenda.items]
    assert annex.agenda == annex.delivered
    assert annex.unmarked == len(annex.sessions)


def test_page_tells_of_the_lecture_that_was_never_listed(loaded):
    annex = part_of(loaded.text, "Annex A Agenda", "Annex B Materials")
    text = annex[annex.index("Planned and delivered") :]
    assert_in_order(
        [facts.SPOKE_OUTSIDE_THE_AGENDA[1], "not known", "not listed", "added"],
        text,
    )
    assert "nobody has said what happened; they count as planned." in text
