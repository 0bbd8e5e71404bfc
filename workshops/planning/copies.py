"""A session once more: its texts, speakers, hosts and stops, under a number, slug and UUID of its own."""

from django.db.models import Model

from workshops import history
from workshops.models import Session, SiteVisit
from workshops.numbering import give_number_and_address

# What is said of one session alone, and what became of it: a copy begins without.
OWN = {
    "uuid", "number", "slug", "status",
    "happened", "happened_note", "is_added", "began_at", "ended_at", "presence",
    "arrived_at", "left_at", "sign_up_until",
}  # fmt: skip


def copy(session: Session, **changes: object) -> Session:
    """A saved copy of a session with all that it is made of, but for these columns."""
    made = again(session, **changes)
    give_number_and_address(made)
    made.save()
    for rows in (session.speaker_roles, session.session_organisations):
        for row in rows.all():
            again(row, session=made).save()
    visit = SiteVisit.objects.filter(session=session).first()
    if visit is not None:
        copied = again(visit, session=made)
        copied.save()
        for stop in visit.stops.all():
            again(stop, visit=copied).save()
    return made


def again(row: Model, **changes: object) -> Model:
    """An unsaved row with the same columns, but for its key, what is its own alone, and what is given."""
    repeated = {"id", *OWN, *history.originals_of(type(row))}
    values = {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields
        if each.name not in repeated and each.name not in changes
    }
    return type(row)(**values | changes)
