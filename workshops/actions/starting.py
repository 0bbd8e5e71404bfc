"""Beginning a workshop: one draft comes of each beginning, however often somebody presses the button."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops import history, slugs
from workshops.models import Beginning, Session, SiteVisit, Workshop
from workshops.starting.copies import Copying, with_needs
from workshops.starting.pattern import Planned, Wishes, pattern

VISITS = (Session.Kind.SITE_VISIT, Session.Kind.TOUR)


class PastIsGone(Exception):
    """The workshop to copy from was deleted meanwhile; the message says what to do."""


@dataclass(frozen=True)
class Plan:
    """What a beginning comes to. `facts` are columns of the workshop; `copies` keys of copiers."""

    facts: Mapping[str, Any]
    days: int
    wishes: Wishes = field(default_factory=Wishes)
    copies: frozenset[str] = frozenset()

    @property
    def first(self) -> date:
        return self.facts["starts_on"]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)


@transaction.atomic
def make(
    beginning: Beginning, plan: Plan, *, by: AbstractBaseUser, now: datetime
) -> Workshop | None:
    """The draft that a beginning asks for; the one it became, or None if that was deleted, where it was
    made before. Raises PastIsGone."""
    row = Beginning.objects.select_for_update().get(pk=beginning.pk)
    if row.is_done:
        return row.workshop
    if row.source == Beginning.Source.PAST and row.past is None:
        raise PastIsGone(_("The workshop to copy from was deleted. Choose another way to begin."))
    workshop = draft(plan, row.past)
    LogEntry.objects.log_actions(by.pk, [workshop], ADDITION, _("Begun."), single_object=True)
    if row.source == Beginning.Source.PATTERN:
        put_pattern(workshop, pattern(plan.first, plan.days, plan.wishes))
    elif row.source == Beginning.Source.PAST:
        chosen = with_needs(plan.copies)
        Copying(past=row.past, new=workshop, chosen=chosen, by=by, now=now).run()
    row.workshop, row.is_done = workshop, True
    row.save(update_fields=["workshop", "is_done"])
    return workshop


def draft(plan: Plan, past: Workshop | None) -> Workshop:
    """The workshop itself. A copy of invented data stays marked as such."""
    workshop = Workshop(**plan.facts, ends_on=plan.last)
    if past is not None:
        workshop.programme, workshop.is_sample = past.programme, past.is_sample
    workshop.slug = slugs.free_slug(
        workshop.title_en or "",
        taken=set(Workshop.objects.values_list("slug", flat=True)),
        otherwise=f"workshop-{plan.first.year}",
    )
    workshop.save()
    return workshop


def put_pattern(workshop: Workshop, planned: tuple[Planned, ...]) -> None:
    """The pattern's sessions as rows of a workshop, titled in each of its languages."""
    taken: set[str] = set()
    rows = []
    for number, each in enumerate(planned, start=1):
        rows.append(session_of(each, workshop, number, taken))
        taken.add(rows[-1].slug)
    sessions = history.create_all(Session, rows)
    visits = [SiteVisit(session=row) for row in sessions if row.kind in VISITS]
    history.create_all(SiteVisit, visits)


def session_of(planned: Planned, workshop: Workshop, number: int, taken: set[str]) -> Session:
    return Session(
        workshop=workshop,
        number=number,
        slug=slugs.free_slug(english(planned), taken=taken, otherwise=f"session-{number}"),
        date=workshop.starts_on + timedelta(days=planned.day - 1),
        part_of_day=planned.part,
        position=planned.position,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        kind=planned.kind,
        method=planned.method,
        questions_minutes=planned.questions,
        on_site=planned.on_site,
        **titles_of(planned, workshop.languages),
    )


def titles_of(planned: Planned, languages: list[str]) -> dict[str, str]:
    """The title in each of these languages, by column."""
    titles = {}
    for code in languages if planned.title else ():
        with translation.override(code):
            titles[build_localized_fieldname("title", code)] = str(planned.title)
    return titles


def english(planned: Planned) -> str:
    with translation.override("en"):
        return str(planned.title)
