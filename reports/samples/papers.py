"""The papers of those who are to come to the coming sample: invented visa rules, and how far everything is."""

from datetime import datetime, timedelta

from people.actions import facets, own_facts, visa_rules
from people.models import Facet, Participation, State, User
from workshops.models import Country, Workshop

Kind, Status = Facet.Kind, Facet.Status
SOURCE = "Sample"
# Whether a visa is needed, and how many days it takes: one comes in time, one barely, one too late.
RULES = (("KAZ", False, 0), ("UZB", True, 30), ("MNG", True, 68), ("IDN", True, 90))


def enter_rules(workshop: Workshop, now: datetime) -> None:
    """Marked as invented, so that they hold for samples alone."""
    for code, needed, lead_days in RULES:
        visa_rules.write(
            workshop.country,
            [Country.objects.get(code=code)],
            needed=needed,
            lead_days=lead_days,
            source=SOURCE,
            as_of=now.date(),
            is_sample=True,
        )


def prepare(workshop: Workshop, *, office: User, now: datetime) -> None:
    """One is ready to travel, one waits for a visa and told of an allergy, the others have just been asked."""
    there = workshop.participations.filter(state=State.ACCEPTED).order_by("pk")
    rows = {row.sending_country_id: row for row in there.select_related("workshop", "person")}
    ready, waiting = rows["KAZ"], rows["UZB"]
    for kind in (Kind.TICKET, Kind.INSURANCE, Kind.ROOM):
        put(ready, kind, Status.DONE, office, now)
    put(waiting, Kind.VISA, Status.ASKED, office, now)
    own_facts.tell(waiting, now=now, diet=Facet.Diet.ALLERGY, diet_detail="Sample: peanuts")
    late = workshop.participations.get(state=State.SELECTED, sending_country="IDN")
    put(late, Kind.INVITATION, Status.TO_DO, office, now, due_on=(now - timedelta(days=2)).date())
    facets.set_many(
        workshop,
        Kind.INVITATION,
        (ready, waiting),
        seen={row.pk: row.facets.get(kind=Kind.INVITATION).mark for row in (ready, waiting)},
        status=Status.DONE,
        by=office,
        now=now,
    )


def put(
    row: Participation, kind: str, status: str, office: User, now: datetime, **values: object
) -> None:
    seen = row.facets.get(kind=kind).mark
    facets.change(row, kind, seen=seen, by=office, now=now, status=status, **values)
