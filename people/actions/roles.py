"""Roles without a seat: who teaches, helps, interprets, or comes as a guest of honour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people import billed, names
from people.actions import arrivals, states
from people.actions.actors import Actor
from people.actions.refusals import AlreadyThere, NoSeat, SeveralAlike
from people.models import LIVE, WITHOUT_A_SEAT, Participation, Person, Role, State
from workshops import turns
from workshops.content import columns
from workshops.models import Organisation, Speaker, Workshop

STEPS = (State.SELECTED, State.ACCEPTED, State.ARRIVED, State.COMPLETED)


@dataclass(frozen=True)
class AtTheEvent:
    """What is said of somebody's role: `posts` by column, as post_en; the billing, if there is one."""

    posts: Mapping[str, str] = field(default_factory=dict)
    organisation: Organisation | None = None
    unit: str = ""
    speaker: Speaker | None = None


@transaction.atomic
def add(
    workshop: Workshop,
    person: Person,
    role: str,
    *,
    by: Actor,
    now: datetime,
    state: str = State.ACCEPTED,
    said: AtTheEvent | None = None,
) -> Participation:
    """Give somebody a role, next to whatever else they are there; a person not saved yet is.

    The row goes through every state up to `state`. Raises NoSeat for participants, who need one,
    AlreadyThere for who has that role, and NotYet for who would have completed before the last day.
    """
    if role not in WITHOUT_A_SEAT:
        raise NoSeat(_("A participant needs a seat: nominate or import the person."))
    turns.take(workshop)
    check_new(workshop, person, role)
    said = said or AtTheEvent()
    keep(person)
    row = Participation.objects.create(
        workshop=workshop,
        person=person,
        role=role,
        channel=Participation.Channel.INVITATION,
        organisation=said.organisation,
        unit=said.unit,
        speaker=said.speaker,
        **said.posts,
    )
    states.begin(row, by=by, now=now, reason=_("Added"))
    go_on_to(row, state, by=by, now=now)
    return row


@transaction.atomic
def list_speaker(speaker: Speaker, *, by: Actor, now: datetime) -> Participation:
    """Whoever is billed becomes a resource person, there as far as the workshop is.

    A resource person of that name who is there already is tied to the billing. Raises SeveralAlike where
    nothing says which of the people of that name it is.
    """
    workshop = speaker.workshop
    turns.take(workshop)
    person = person_behind(speaker)
    row = (
        person.pk
        and workshop.participations.filter(person=person, role=Role.RESOURCE_PERSON).first()
    )
    if not row:
        state = standing(workshop, now)
        return add(
            workshop, person, Role.RESOURCE_PERSON, by=by, now=now, state=state, said=as_billed(speaker)
        )  # fmt: skip
    if row.speaker_id not in (None, speaker.pk):
        raise AlreadyThere(
            _("%(name)s is a resource person under another billing.") % {"name": person}
        )
    row.speaker = speaker
    row.save(update_fields=["speaker"])
    if row.state not in LIVE:
        go_on_to(row, standing(workshop, now), by=by, now=now)
    return row


def go_on_to(row: Participation, state: str, *, by: Actor, now: datetime) -> None:
    """Through every state on the way; who withdrew, declined or did not come goes on from there."""
    steps = list(STEPS[: STEPS.index(State(state)) + 1])
    if row.state == State.NO_SHOW:
        steps = [step for step in steps if step not in (State.SELECTED, State.ACCEPTED)]
    for step in steps:
        if step == State.ARRIVED:
            states.change(row, step, by=by, now=now, on=first_day(row, now))
        elif step == State.COMPLETED:
            arrivals.complete(row, by=by, now=now)
        else:
            states.change(row, step, by=by, now=now)


def check_new(workshop: Workshop, person: Person, role: str) -> None:
    there = person.pk and workshop.participations.filter(person=person, role=role).first()
    if there:
        raise AlreadyThere(
            _("%(name)s has this role here: %(role)s, %(state)s.")
            % {"name": person, "role": Role(role).label, "state": there.get_state_display()}
        )


def keep(person: Person) -> None:
    """Save somebody new, found and sorted under all their names."""
    if person.pk is None:
        person.sort_name = person.sort_name or names.sort_name_for(person)
        person.searchable = names.searchable_for(person)
        person.save()


def person_behind(speaker: Speaker) -> Person:
    """The one of that name in the workshop; somebody new where nobody is known under it.

    Raises SeveralAlike where a person has to decide.
    """
    alike = billed.people_called(speaker.name, speaker.name_native)
    here = [
        one for one in alike if one.participations.filter(workshop=speaker.workshop_id).exists()
    ]
    if len(here) == 1:
        return here[0]
    if alike:
        raise SeveralAlike(
            _("Somebody called %(name)s is known: say whether it is the same person.")
            % {"name": speaker.name}
        )
    return Person(
        display_name=speaker.name,
        native_name=speaker.name_native,
        sort_name=speaker.sort_name,
        honorific=speaker.honorific,
    )


def as_billed(speaker: Speaker) -> AtTheEvent:
    return AtTheEvent(
        posts={column: getattr(speaker, column) for column in columns("post")},
        organisation=speaker.organisation,
        speaker=speaker,
    )


def standing(workshop: Workshop, now: datetime) -> State:
    """How far somebody is whose session was held."""
    return State.COMPLETED if workshop.ends_on < workshop.today(now) else State.ARRIVED


def first_day(row: Participation, now: datetime) -> date:
    """From when somebody was there: the day of their first session, else the first day; not after today."""
    held = billed.appearances([row]).get(row.pk, ())
    known = [one.session.date for one in held if one.session.date]
    return min(known[0] if known else row.workshop.starts_on, row.workshop.today(now))
