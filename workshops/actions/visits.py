"""What is done with a site visit: its real times are noted, and it is used again elsewhere."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import turns
from workshops.content import columns
from workshops.models import Session, SessionOrganisation, SiteVisit, Stop

ACTUAL = ("arrived_at", "left_at")
STOP_FIELDS = (
    *columns("name", "description"), "kind", "position", "organisation", "arrives_at", "leaves_at",
)  # fmt: skip
VISIT_FIELDS = (*columns("activities", "to_bring", "meeting_point"), "meets_at", "host_contact")


class VisitActRefused(Exception):
    """It is not possible; the message says why."""


class NotedAlready(VisitActRefused):
    """Somebody noted that time before."""


class TimesChanged(VisitActRefused):
    """Somebody changed the times since the page was shown."""


class IsVisitAlready(VisitActRefused):
    """The session is a visit, with stops of its own."""


@transaction.atomic
def note(stop: Stop, name: str, *, now: datetime) -> time:
    """Write down that people arrived at a stop, or left it, now; on the workshop's clock.

    `name` is one of `ACTUAL`. Raises NotedAlready: a second press does not move a time.
    """
    locked = under_lock(stop)
    noted = getattr(locked, name)
    if noted is not None:
        raise NotedAlready(
            _("%(time)s was noted before. Correct it under “Times”, if it is wrong.")
            % {"time": f"{noted:%H:%M}"}
        )
    clock = now.astimezone(locked.visit.session.workshop.tzinfo).time()
    setattr(locked, name, clock.replace(second=0, microsecond=0))
    locked.save(update_fields=[name])
    return getattr(locked, name)


@transaction.atomic
def correct(
    stop: Stop, times: Mapping[str, time | None], *, seen: Mapping[str, time | None]
) -> bool:
    """Put other actual times, or none; False where nothing is to change.

    `seen` is what stood there when the page was made. Raises TimesChanged where that is not so any more.
    """
    locked = under_lock(stop)
    wanted = {name: value for name, value in times.items() if value != seen.get(name)}
    for name in wanted:
        if getattr(locked, name) not in (seen.get(name), wanted[name]):
            raise TimesChanged(
                _("Somebody changed the times of “%(stop)s” meanwhile: look at them again.")
                % {"stop": locked}
            )
    changed = [name for name, value in wanted.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, wanted[name])
    if changed:
        locked.save(update_fields=changed)
    return bool(changed)


def under_lock(stop: Stop) -> Stop:
    turns.take(stop)
    return Stop.objects.select_related("visit__session__workshop").get(pk=stop.pk)


@transaction.atomic
def use_again(visit: SiteVisit, *, session: Session) -> SiteVisit:
    """Copy a visit with its stops and hosts to another session; what happened there stays behind.

    Vehicles, actual times and people are of one day and are not copied. Hosts only come along where the
    session names none. Raises IsVisitAlready.
    """
    turns.take(session)
    if SiteVisit.objects.filter(session=session).exists():
        raise IsVisitAlready(_("“%(session)s” is a visit already.") % {"session": session})
    new = SiteVisit.objects.create(session=session, **values_of(visit, VISIT_FIELDS))
    for stop in visit.stops.all():
        Stop.objects.create(visit=new, **values_of(stop, STOP_FIELDS))
    if not session.session_organisations.exists():
        for host in visit.session.session_organisations.all():
            names = ("organisation", "role", "printed_name", "position")
            SessionOrganisation.objects.create(session=session, **values_of(host, names))
    if session.kind == Session.Kind.LECTURE:
        session.kind, session.on_site = Session.Kind.SITE_VISIT, True
        session.save(update_fields=["kind", "on_site"])
    return new


def values_of(row: SiteVisit | Stop | SessionOrganisation, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}
