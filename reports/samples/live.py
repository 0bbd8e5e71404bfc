"""The invented workshop, `sample-live`: in its second week today, with an open evaluation and results."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from evaluations.box import close_questionnaire, open_questionnaire, submit
from evaluations.importers.questionnaire import INSTRUMENTS, QuestionnaireImporter
from evaluations.models import Comment, Questionnaire
from evaluations.structure import structure_of
from people.actions import groups
from people.groups import mark_of
from people.history import told_of
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from reports.models import Report
from reports.samples import FOLDER, earlier, events, load, preparations, visits
from reports.samples.answers import invented_answers
from reports.samples.office import sample_office
from reports.samples.times import moment, move
from workshops.actions import publishing
from workshops.content import columns
from workshops.importers.agenda import AgendaImporter
from workshops.models import Workshop

SLUG = "sample-live"
FILES = FOLDER / "live"
DAYS_BEFORE_TODAY = 8  # so that today is the ninth day, with an evening to come
ANSWERED = 31
SEED = 20240520
GROUPS = (
    ("The Counters", "柜台组", "Окна"),
    ("Last Mile", "最后一公里", "Последняя миля"),
    ("Open Drawer", "打开的抽屉", "Открытый ящик"),
    ("Six Months", "六个月", "Шесть месяцев"),
)
SLOGANS = (
    ("Nobody waits twice.", "不让任何人等第二次。", "Никто не ждёт дважды."),
    ("To the end of the road.", "直到路的尽头。", "До конца дороги."),
    ("Data is for using.", "数据为用而生。", "Данные – чтобы ими пользоваться."),
    ("Begin with one desk.", "从一张办公桌开始。", "Начать с одного стола."),
)


def load_live(*, now: datetime, refresh: bool) -> Workshop:
    """Load the sample, or move it to today where `refresh`. Otherwise a second time changes nothing."""
    before = Workshop.objects.filter(slug=SLUG).first()
    starts_on = before.starts_on if before and not refresh else first_day(now)
    load(
        AgendaImporter(slug=SLUG, starts_on=starts_on, publish=before is not None, is_sample=True),
        FILES / "agenda.xlsx",
    )
    workshop = Workshop.objects.get(slug=SLUG)
    if before:
        move(workshop, starts_on - before.starts_on)
    else:
        visits.plan(workshop)
        with earlier.as_at_first(workshop):
            at = moment(workshop, earlier.FIRST)
            publishing.publish(workshop, by=sample_office(), now=at)
    load(AllocationsImporter(workshop), FILES / "allocations.xlsx")
    load(RosterImporter(workshop, now=now), FILES / "roster.xlsx")
    make_events(workshop, now)
    make_groups(workshop)
    if not before:
        earlier.release_again(workshop, office=sample_office())
    visits.come_along(workshop, office=sample_office(), now=now)
    make_results(workshop, now)
    make_open_evaluation(workshop, now, refresh)
    Report.objects.get_or_create(workshop=workshop)
    return workshop


def first_day(now: datetime) -> date:
    return now.date() - timedelta(days=DAYS_BEFORE_TODAY)


@transaction.atomic
def make_events(workshop: Workshop, now: datetime) -> None:
    """What people did before and during the workshop, and how far everything is; all of it or nothing."""
    if workshop.focal_points.exists():
        return
    office = sample_office()
    events.play(workshop, office=office, now=now)
    preparations.prepare(workshop, office=office)


def make_groups(workshop: Workshop) -> None:
    """Four mixed groups, with the names and slogans that they gave themselves."""
    if workshop.groups.exists():
        return
    seen, office = mark_of(workshop), sample_office()
    made_at = moment(workshop, 2)
    with told_of(office, made_at):
        groups.make(workshop, len(GROUPS), seed=SEED, seen=seen, by=office, now=made_at)
    for group, names, slogans in zip(workshop.groups.all(), GROUPS, SLOGANS, strict=True):
        for column, words in (by_language("name", names) | by_language("slogan", slogans)).items():
            setattr(group, column, words)
        with told_of(office, moment(workshop, 3)):
            group.save()


def by_language(field: str, words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(columns(field), words, strict=True))


def make_questionnaire(
    workshop: Workshop, slug: str, titles: tuple[str, str, str]
) -> Questionnaire:
    load(
        QuestionnaireImporter(workshop, slug=slug, instrument=Questionnaire.Instrument.CLOSING),
        INSTRUMENTS / "closing.csv",
    )
    questionnaire = workshop.questionnaires.get(slug=slug)
    for name, value in by_language("title", titles).items():
        setattr(questionnaire, name, value)
    questionnaire.save()
    return questionnaire


def make_open_evaluation(workshop: Workshop, now: datetime, refresh: bool) -> None:
    """The closing form, open until a week after the last day; nobody has answered."""
    questionnaire = workshop.questionnaires.filter(slug="closing").first()
    if questionnaire is None:
        titles = ("Closing evaluation", "结业评估", "Итоговая оценка")
        questionnaire = make_questionnaire(workshop, "closing", titles)
        open_questionnaire(questionnaire, by=None, now=now)
    elif not refresh:
        return
    closes = datetime.combine(
        workshop.ends_on + timedelta(days=7), datetime.max.time(), tzinfo=workshop.tzinfo
    )
    Questionnaire.objects.filter(pk=questionnaire.pk).update(
        closes_at=closes.replace(microsecond=0)
    )


def make_results(workshop: Workshop, now: datetime) -> None:
    """A rehearsal of the same form that 31 have answered, closed, its comments reviewed."""
    if workshop.questionnaires.filter(slug="rehearsal").exists():
        return
    titles = ("Rehearsal of the closing evaluation", "结业评估演练", "Репетиция итоговой оценки")
    questionnaire = make_questionnaire(workshop, "rehearsal", titles)
    links = open_questionnaire(questionnaire, by=None, now=now)
    structure, random = structure_of(questionnaire), Random(SEED)  # noqa: S311 - invented data
    for link in links[:ANSWERED]:
        submit(token=link.token, answers=invented_answers(structure, random), now=now)
    close_questionnaire(questionnaire, by=None, now=now)
    Questionnaire.objects.filter(pk=questionnaire.pk).update(is_published=True)
    review_comments(questionnaire)


def review_comments(questionnaire: Questionnaire) -> None:
    """Show each comment once, as a reviewer would who meets the same words again."""
    seen: Counter = Counter()
    for comment in Comment.objects.filter(question__section__questionnaire=questionnaire):
        seen[comment.text] += 1
        shown = Comment.Review.SHOWN if seen[comment.text] == 1 else Comment.Review.PRIVATE
        Comment.objects.filter(pk=comment.pk).update(review=shown)
