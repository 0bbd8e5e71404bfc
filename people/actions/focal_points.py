"""Who nominates for a country or body: inviting, renewing, ending, and handing over to a colleague."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from people import access, letters
from people.actions.actors import Actor, user_of
from people.actions.refusals import AccessEnded
from people.deadlines import on_both_clocks
from people.models import AccessLink, FocalPoint, Message, Participation, Seat
from workshops import dates, turns

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3  # fresh links that may be asked for
LEAST_LEFT = timedelta(days=14)  # what a link must be good for to be mailed once more


@transaction.atomic
def invite(focal_point: FocalPoint, *, by: Actor, now: datetime) -> Message:
    """Write the invitation, which carries a link. One that still waits to be sent is not written again.

    Raises AccessEnded.
    """
    row = locked(focal_point)
    if not row.is_active:
        raise AccessEnded(_("%(name)s may not sign in any more.") % {"name": row})
    waiting = row.messages.filter(kind="invitation", status=Message.Status.WAITING).first()
    if waiting:
        return waiting
    link = lasting_link(row, now) or access.make_link(row, by=user_of(by), now=now)
    before = row.messages.filter(kind="invitation").count()
    return letters.send(
        "invitation",
        to=row,
        key=f"invitation-{row.pk}-{before}",
        now=now,
        link=link,
        facts=lambda: facts_of(row, link),
    )


def lasting_link(focal_point: FocalPoint, now: datetime) -> AccessLink | None:
    return focal_point.links.in_force(now).filter(expires_at__gt=now + LEAST_LEFT).first()


def facts_of(focal_point: FocalPoint, link: AccessLink) -> dict[str, str | int]:
    """Whom one nominates for, on how many seats, until when."""
    rows = list(focal_point.allocations.select_related("country").order_by("position", "pk"))
    deadlines = [row.nomination_deadline for row in rows if row.nomination_deadline]
    zone = focal_point.workshop.zone
    return {
        "senders": ", ".join(dict.fromkeys(str(row) for row in rows)),
        "seats": Seat.objects.in_force().filter(allocation__in=rows).count(),
        "deadline": on_both_clocks(min(deadlines), zone, focal_point.zone) if deadlines else "",
        "good_until": good_until(link),
    }


def good_until(link: AccessLink) -> str:
    target = link.focal_point or link.participation
    return dates.day_year(link.expires_at.astimezone(target.workshop.tzinfo).date())


@transaction.atomic
def renew(focal_point: FocalPoint, *, by: Actor, now: datetime) -> AccessLink:
    """End the links there are, and mail a new one. Raises AccessEnded."""
    row = locked(focal_point)
    if not row.is_active:
        raise AccessEnded(_("%(name)s may not sign in any more.") % {"name": row})
    access.revoke_all(row, now=now)
    return mail_new_link(row, by=by, now=now)


@transaction.atomic
def end(focal_point: FocalPoint, *, by: Actor, now: datetime) -> None:
    """Let a focal point in no more; who is in is out at the next request. Its nominations stay."""
    row = locked(focal_point)
    row.is_active = False
    row.save(update_fields=["is_active"])
    access.revoke_all(row, now=now)
    row.messages.filter(status=Message.Status.WAITING).update(status=Message.Status.CANCELLED)


@transaction.atomic
def send_again(link: AccessLink, *, now: datetime) -> None:
    """Mail a fresh link to the address on record, if its owner may come in and has not asked too often.

    Whatever comes of it, nobody who asks is told.
    """
    target = locked(link.focal_point or link.participation)
    asked = target.messages.filter(kind="new_link", created_at__gt=now - AN_HOUR)
    if may_come_in(link, target) and asked.count() < MOST_AN_HOUR:
        mail_new_link(target, by=None, now=now)


def may_come_in(link: AccessLink, target: FocalPoint | Participation) -> bool:
    """A focal point until it is ended; a person unless the link was taken back."""
    if isinstance(target, FocalPoint):
        return target.is_active
    return link.revoked_at is None


def mail_new_link(target: FocalPoint | Participation, *, by: Actor, now: datetime) -> AccessLink:
    link = access.make_link(target, by=user_of(by), now=now)
    letters.send(
        "new_link",
        to=target,
        key=f"new-link-{link.uuid}",
        now=now,
        link=link,
        facts=lambda: {"good_until": good_until(link)},
    )
    return link


@transaction.atomic
def hand_over(
    focal_point: FocalPoint,
    *,
    name: str,
    email: str,
    now: datetime,
    honorific: str = "",
    post: str = "",
) -> FocalPoint:
    """A colleague takes over all allocations and is invited; who hands over is let in no more.

    Raises AccessEnded where that has happened already.
    """
    row = locked(focal_point)
    if not row.is_active:
        raise AccessEnded(_("You have handed over already."))
    colleague = FocalPoint.objects.create(
        workshop=row.workshop,
        name=name,
        honorific=honorific,
        post=post,
        email=email,
        organisation=row.organisation,
        language=row.language,
        zone=row.zone,
    )
    colleague.allocations.set(row.allocations.all())
    row.handed_over_to = colleague
    row.save(update_fields=["handed_over_to"])
    end(row, by=row, now=now)
    invite(colleague, by=row, now=now)
    return colleague


def locked(target: FocalPoint | Participation) -> FocalPoint | Participation:
    """The row as it is now, kept from others until this transaction ends."""
    turns.take(target)
    rows = type(target).objects.select_related("workshop")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=target.pk)
