"""The sealed ballot box: open it, invite to it, put an answer in, close it.

While it is open, an answer is one padded envelope sealed to the questionnaire's public key, written in the
same transaction as the mark that this invitation has answered: exactly once, and unreadable to everybody
who does not hold the private key. Closing opens the box in one step and destroys what could join an
answer to a person: envelopes, key, order, log. What is not covered is said on the form: an operator who
holds the key while the box is open.
"""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.views.decorators.debug import sensitive_variables

from evaluations import drafts, envelopes, keys, scrubbing
from evaluations.models import (
    Envelope,
    Invitation,
    Question,
    Questionnaire,
)
from evaluations.opening import Contents, pour_out
from evaluations.refusals import (
    AlreadyAnswered,
    AlreadyInvited,
    AlreadyOpened,
    EnvelopeDamaged,
    NobodyToInvite,
    NothingToAsk,
    NotInvitable,
    NotOpen,
    UnknownLink,
)
from evaluations.structure import structure_of
from people.models import Participation

logger = logging.getLogger(__name__)

ATTRIBUTE_MINIMUM = 8  # people in every group, or the question that splits by it is not asked
TOKEN_BYTES = 24  # 192 bits


@dataclass(frozen=True)
class Link:
    """A personal link, made just now: the only moment at which its token is known."""

    participation: Participation
    token: str


@dataclass(frozen=True)
class Closed:
    """What came out of the box."""

    responses: int
    damaged: int


def open_questionnaire(
    questionnaire: Questionnaire,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    closes_at: datetime | None = None,
) -> list[Link]:
    """Open the box and invite everybody who has arrived; their links, once.

    Raises AlreadyOpened, NothingToAsk, NobodyToInvite, FormTooLong.
    """
    with transaction.atomic():
        box = locked(questionnaire)
        if box.status != Questionnaire.Status.DRAFT:
            raise AlreadyOpened
        invited = list(who_may_answer(box, now))
        if not invited:
            raise NobodyToInvite
        leave_out_small_attributes(box, invited)
        check_form(box)
        box.public_key = bytes(keys.make(box.uuid).public_key)
        box.status = Questionnaire.Status.OPEN
        box.opened_at = now
        box.closes_at = closes_at or box.closes_at
        box.invited_at_opening = len(invited)
        box.save()
        links = [Link(participation, new_token()) for participation in invited]
        Invitation.objects.bulk_create(invitation_for(box, link) for link in links)
    logger.info("Questionnaire %s opened by %s.", box.uuid, by)
    questionnaire.refresh_from_db()
    return links


def invite(
    questionnaire: Questionnaire,
    participation: Participation,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
) -> Link:
    """Invite one who arrived after opening. Raises NotOpen, NotInvitable, AlreadyInvited."""
    with transaction.atomic():
        box = locked(questionnaire)
        if not box.takes_answers(now):
            raise NotOpen
        if not who_may_answer(box, now).filter(pk=participation.pk).exists():
            raise NotInvitable
        link = Link(participation, new_token())
        try:
            with transaction.atomic():
                invitation_for(box, link).save()
        except IntegrityError:
            raise AlreadyInvited from None
    return link


def renew_link(invitation: Invitation, *, by: AbstractBaseUser | None, now: datetime) -> Link:
    """A new link in place of a lost one, whether answered or not. Raises NotOpen."""
    if not invitation.questionnaire.takes_answers(now):
        raise NotOpen
    link = Link(invitation.participation, new_token())
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of(link.token))
    return link


def invitation_behind(token: str) -> Invitation:
    """Who holds this token. Raises UnknownLink."""
    known = Invitation.objects.select_related("questionnaire__workshop")
    invitation = known.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise UnknownLink
    return invitation


@sensitive_variables()
def submit(*, token: str, answers: drafts.Answers, now: datetime) -> None:
    """Put one answer into the box, exactly once. Raises UnknownLink, NotOpen, AlreadyAnswered.

    The conditional update is the turnstile: of any number of identical submissions one passes. The
    questionnaire's row is locked against a closing that reads the box before this envelope is in.
    """
    with transaction.atomic():
        invitation = invitation_behind(token)
        box = locked(invitation.questionnaire)
        if not box.takes_answers(now):
            raise NotOpen
        waiting = Invitation.objects.filter(pk=invitation.pk, answered=False)
        if not waiting.update(answered=True):
            raise AlreadyAnswered
        Envelope.objects.create(
            questionnaire=box, sealed=envelopes.seal(answers, bytes(box.public_key))
        )


def close_questionnaire(
    questionnaire: Questionnaire,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    discard_damaged: bool = False,
) -> Closed:
    """Open the box in one step: decrypt, shuffle, keep the answers, destroy everything else.

    A second closing finds nothing to do but what a crash may have left undone. Raises NotOpen for
    a draft, KeyMissing, and EnvelopeDamaged unless `discard_damaged`.
    """
    with transaction.atomic():
        box = locked(questionnaire)
        if box.status == Questionnaire.Status.DRAFT:
            raise NotOpen
        if box.status == Questionnaire.Status.OPEN:
            closed = empty(box, now, discard_damaged)
        else:
            closed = Closed(box.responses.count(), 0)
        transaction.on_commit(partial(keys.destroy, box.uuid))
        transaction.on_commit(scrubbing.scrub_database)
    logger.info("Questionnaire %s closed by %s.", box.uuid, by)
    questionnaire.refresh_from_db()
    return closed


def destroy_spent_keys() -> int:
    """Destroy keys that a crash left behind after a closing; how many there were."""
    spent = Questionnaire.objects.closed().values_list("uuid", flat=True)
    left = [uuid for uuid in spent if keys.exists(uuid)]
    for uuid in left:
        keys.destroy(uuid)
    return len(left)


@sensitive_variables()
def empty(box: Questionnaire, now: datetime, discard_damaged: bool) -> Closed:
    key = keys.read(box.uuid, bytes(box.public_key))
    contents, damaged = [], 0
    for envelope in box.envelopes.iterator():
        try:
            contents.append(envelopes.unseal(envelope.sealed, key))
        except envelopes.Unreadable:
            damaged += 1
    if damaged and not discard_damaged:
        raise EnvelopeDamaged
    secrets.SystemRandom().shuffle(contents)
    pour_out(Contents(structure_of(box), tuple(contents)))
    box.envelopes.all().delete()
    box.status = Questionnaire.Status.CLOSED
    box.closed_at = now
    box.invited_count = box.invitations.count()
    box.public_key = None
    box.save()
    return Closed(len(contents), damaged)


def who_may_answer(questionnaire: Questionnaire, now: datetime) -> QuerySet[Participation]:
    """Participants with at least one day present."""
    today = questionnaire.workshop.today(now)
    came = questionnaire.workshop.participations.participants().who_came()
    return came.filter(Q(arrived_on__isnull=True) | Q(arrived_on__lte=today)).select_related(
        "person"
    )


def leave_out_small_attributes(box: Questionnaire, invited: list[Participation]) -> None:
    """A question that results may be split by is asked only where every group offered is large enough."""
    sizes: dict[int | None, int] = {}
    for participation in invited:
        sizes[participation.stream_id] = sizes.get(participation.stream_id, 0) + 1
    offered = list(box.workshop.streams.values_list("id", flat=True))
    large = len(offered) > 1 and all(sizes.get(i, 0) >= ATTRIBUTE_MINIMUM for i in offered)
    Question.objects.filter(section__questionnaire=box, crosses=True).update(is_asked=large)


def check_form(box: Questionnaire) -> None:
    structure = structure_of(box)
    if not structure.items:
        raise NothingToAsk
    envelopes.check_fits(structure)


def locked(questionnaire: Questionnaire) -> Questionnaire:
    """The row as it is now, held until the transaction ends. SQLite holds the whole database instead."""
    return Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)


def invitation_for(box: Questionnaire, link: Link) -> Invitation:
    return Invitation(
        questionnaire=box, participation=link.participation, token_hash=hash_of(link.token)
    )


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Tokens have 192 random bits, so a plain hash cannot be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()
