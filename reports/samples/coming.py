"""The invented workshop, `sample-coming`: ten weeks ahead, with nominations open, late, and decided."""

from datetime import date, datetime, timedelta

from django.db import transaction

from people.history import told_of
from people.importers.allocations import AllocationsImporter
from people.models import Allocation, Call
from reports.samples import FOLDER, load, ministries, nominees, papers
from reports.samples.office import sample_office
from reports.samples.steps import Story, tell
from reports.samples.times import moment, move
from workshops.content import columns
from workshops.importers.agenda import AgendaImporter
from workshops.models import Workshop

SLUG = "sample-coming"
FILES = FOLDER / "coming"
DAYS_AHEAD = 68  # and on to the next Monday
CLOSES, CLOSED = 14, -3  # days from today: most have two weeks left, two countries let theirs pass
SILENT_AND_LATE = ("GEO", "PAK")
SILENT = (*SILENT_AND_LATE, "TKM")
ELIGIBILITY = (
    "Officials who own a form that traders fill in, at least two years in post, able to follow "
    "lectures in English or Russian.",
    "负责某一类贸易表格、任职满两年、能听懂英语或俄语讲座的官员。",
    "Сотрудники, которые отвечают за форму для участников торговли, не менее двух лет на посту, "
    "способные слушать лекции на английском или русском.",
)
PACKAGE = (
    "Return flight, room and meals, insurance. The visa fee is the ministry’s.",
    "往返机票、食宿和保险。签证费由派出部门承担。",
    "Перелёт туда и обратно, проживание и питание, страховка. Визовый сбор оплачивает министерство.",
)


def load_coming(*, now: datetime, refresh: bool) -> Workshop:
    """Load the sample, or move it ahead of today where `refresh`. Otherwise a second time changes nothing."""
    before = Workshop.objects.filter(slug=SLUG).first()
    starts_on = before.starts_on if before and not refresh else first_day(now)
    load(
        AgendaImporter(slug=SLUG, starts_on=starts_on, publish=True, is_sample=True),
        FILES / "agenda.xlsx",
    )
    workshop = Workshop.objects.get(slug=SLUG)
    load(AllocationsImporter(workshop), FILES / "allocations.xlsx")
    if before:
        move(workshop, starts_on - before.starts_on)
    else:
        open_nominations(workshop, now)
    return workshop


def first_day(now: datetime) -> date:
    """A Monday some ten weeks ahead."""
    soonest = now.date() + timedelta(days=DAYS_AHEAD)
    return soonest + timedelta(days=-soonest.weekday() % 7)


@transaction.atomic
def open_nominations(workshop: Workshop, now: datetime) -> None:
    """The call, its deadlines, focal points with their links, and nominees wherever they have come to."""
    office = sample_office()
    Call.objects.create(workshop=workshop, capacity=34, **in_columns("eligibility", ELIGIBILITY))
    with told_of(office, now - timedelta(days=31)):
        set_terms(workshop, now)
    papers.enter_rules(workshop, now)
    invited = ministries.invite(workshop, by=office, now=now - timedelta(days=30), silent=SILENT)
    for one in nominees.read(FILES / "nominees.csv"):
        allocation = Allocation.objects.select_related("stream__workshop", "country", "fund").get(
            stream__workshop=workshop, country=one.country, fund__code=one.fund
        )
        story = Story(allocation, invited[one.country], office, now - timedelta(hours=5))
        tell(one, story)
    papers.prepare(workshop, office=office, now=now)


def set_terms(workshop: Workshop, now: datetime) -> None:
    """Until when, and what is paid for."""
    today = workshop.day_number(workshop.today(now))
    terms = {
        "replacement_cutoff": moment(workshop, -13, hour=18),
        **in_columns("package", PACKAGE),
    }
    for allocation in Allocation.objects.filter(stream__workshop=workshop):
        days = CLOSED if allocation.country_id in SILENT_AND_LATE else CLOSES
        terms["nomination_deadline"] = moment(workshop, today + days, hour=18)
        for name, value in terms.items():
            setattr(allocation, name, value)
        allocation.save(update_fields=list(terms))


def in_columns(field: str, words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(columns(field), words, strict=True))
