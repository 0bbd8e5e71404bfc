"""When things happen in a sample: moments counted from its days, and the move of everything to other days."""

from datetime import datetime, time, timedelta

from people.models import (
    AccessLink,
    Allocation,
    Attendance,
    CalendarLink,
    Dossier,
    Endorsement,
    Facet,
    FacetSetting,
    FocalPoint,
    GateDecision,
    Group,
    GroupMaking,
    HeadCount,
    Message,
    Participation,
    Reveal,
    SeatChange,
    SelectorNote,
    StateChange,
    VisitSignUp,
)
from workshops.history import kept_of
from workshops.models import SiteVisit, Workshop

# How a row leads to its workshop, and what of it moves.
DATED = (
    (Allocation, "stream__workshop", ("nomination_deadline", "replacement_cutoff")),
    (Participation, "workshop",
        ("expected_on", "arrived_on", "left_on", "offered_at", "answer_by", "reminded_at", "consented_at"),
    ),
    (kept_of(Participation), "workshop", ("history_date",)),
    (kept_of(FocalPoint), "workshop", ("history_date",)),
    (kept_of(Group), "workshop", ("history_date",)),
    (StateChange, "participation__workshop", ("at",)),
    (SeatChange, "seat__allocation__stream__workshop", ("at",)),
    (Facet, "participation__workshop", ("due_on", "done_on", "updated_at")),
    (FacetSetting, "workshop", ("at", "undone_at")),
    (Reveal, "participation__workshop", ("at",)),
    (Endorsement, "allocation__stream__workshop", ("dated", "at")),
    (Dossier, "participation__workshop", ("updated_at",)),
    (GateDecision, "participation__workshop", ("at",)),
    (SelectorNote, "participation__workshop", ("at",)),
    (AccessLink, "focal_point__workshop", ("created_at", "expires_at", "last_used_at")),
    (AccessLink, "participation__workshop", ("created_at", "expires_at", "last_used_at")),
    (CalendarLink, "participation__workshop", ("created_at", "ended_at")),
    (GroupMaking, "workshop", ("at",)),
    (HeadCount, "visit__session__workshop", ("at",)),
    (SiteVisit, "session__workshop", ("sign_up_until",)),
    (VisitSignUp, "visit__session__workshop", ("at",)),
    (Message, "workshop", ("created_at", "due_at", "sent_at")),
)  # fmt: skip


def moment(workshop: Workshop, day: int, hour: int = 10) -> datetime:
    """The hour on that day of the workshop, in its zone; day 1 is the first, 0 the one before it."""
    on = workshop.starts_on + timedelta(days=day - 1)
    return datetime.combine(on, time(hour), workshop.tzinfo)


def move(workshop: Workshop, by: timedelta) -> None:
    """Everything dated that the sheets do not say goes with the workshop's days."""
    if not by:
        return
    for model, way, fields in DATED:
        rows = list(model.objects.filter(**{way: workshop}))
        for row in rows:
            for field in fields:
                value = getattr(row, field)
                setattr(row, field, value + by if value else value)
        model.objects.bulk_update(rows, fields)
    move_attendance(workshop, by)


def move_attendance(workshop: Workshop, by: timedelta) -> None:
    """Made anew: moved one by one, two rows would stand on one day for a moment."""
    rows = list(Attendance.objects.filter(participation__workshop=workshop))
    Attendance.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk, row.day, row.at = None, row.day + by, row.at + by
    Attendance.objects.bulk_create(rows)
