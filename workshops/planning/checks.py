"""What every action of the board asks first: is it still as it was seen, and is there such a day."""

from datetime import date

from django.utils.translation import gettext as _

from workshops import dates, turns
from workshops.models import Session, Workshop
from workshops.planning.refusals import ChangedMeanwhile, OutsideWorkshop, SessionGone
from workshops.planning.seen import Seen, seen_of


def locked(session: Session, seen: Seen | None) -> Session:
    """The session as it is now, held until the end. Raises SessionGone, or ChangedMeanwhile if it is not as seen."""
    turns.take(session)
    rows = Session.objects.select_for_update(of=("self",)).select_related("workshop")
    found = rows.filter(pk=session.pk).first()
    if found is None:
        raise SessionGone(_("“%(title)s” was deleted meanwhile.") % {"title": session})
    if seen != seen_of(found):
        raise ChangedMeanwhile(found, seen)
    return found


def day_as_seen(workshop: Workshop, day: date, seen: dict[int, Seen]) -> list[Session]:
    """The sessions of a day, held until the end. Raises ChangedMeanwhile or SessionGone if they are not as seen."""
    turns.take(workshop)
    there = workshop.sessions.select_for_update().filter(date=day, is_added=False)
    rows = list(there.order_by("pk"))
    for row in rows:
        if seen.get(row.pk) != seen_of(row):
            raise ChangedMeanwhile(row, seen.get(row.pk))
    if {key for key, was in seen.items() if was.date == day} - {row.pk for row in rows}:
        raise SessionGone(
            _("A session of %(day)s was moved or deleted meanwhile.") % {"day": dates.day(day)}
        )
    return rows


def check_day(workshop: Workshop, day: date) -> None:
    """Raises OutsideWorkshop."""
    if workshop.starts_on <= day <= workshop.ends_on:
        return
    span = dates.date_range(workshop.starts_on, workshop.ends_on)
    raise OutsideWorkshop(
        _("%(day)s is no day of the workshop (%(dates)s).")
        % {"day": dates.day_year(day), "dates": span}
    )
