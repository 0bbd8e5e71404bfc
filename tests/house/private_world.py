"""A workshop with one of everything private, twice: of one ministry and of another; a word in each text.

A word says what it was wherever it turns up: `world.words` has the field and whose it was.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.db.models import EmailField, Field, FileField, JSONField, Model, QuerySet
from django.utils import timezone

from people import access, names
from people.models import (
    AccessLink,
    Allocation,
    Facet,
    FocalPoint,
    GateDecision,
    MergedRecord,
    Participation,
    Person,
    SeatChange,
    SelectorNote,
    State,
    StateChange,
    User,
)
from tests.factories import (
    make_access_link,
    make_allocation,
    make_call,
    make_dossier,
    make_facet,
    make_focal_point,
    make_group,
    make_message,
    make_nominee,
    make_organiser,
    make_person,
    make_visa_rule,
)
from tests.house.canaries import SEEN, label, models, texts_of
from tests.house.everything import Everything, make_everything
from workshops.actions import trash
from workshops.models import ImportRun, SavedView, Waiver

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
OFFICE, LISTED = "the office", "the public list"
OWNERS = ("participation", "focal_point", "allocation", "seat", "person")  # fields that lead to one


@dataclass
class World:
    """`words`: for each word its field and whose it is, by the code of a country."""

    everything: Everything
    organiser: User
    theirs: Allocation
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    serial: count = field(default_factory=lambda: count(1))

    @property
    def mine(self) -> Allocation:
        return self.everything.allocation

    @property
    def nominees(self) -> tuple[Participation, Participation]:
        return self.everything.nominee, self.theirs.participations.get()

    def word(self, of: str, whose: str) -> str:
        """A new word of five digits between letters."""
        number, digits = next(self.serial), ""
        for _place in range(5):
            number, rest = divmod(number, len(DIGITS))
            digits = DIGITS[rest] + digits
        self.words[f"zq{digits}q"] = (of, whose)
        return f"zq{digits}q"


def make_world() -> World:
    everything = make_everything(
        starts_on=timezone.localdate() + timedelta(days=40), contact_email="office@example.org"
    )
    organiser = make_organiser("keeper", email="keeper@example.org")
    world = World(everything, organiser, make_theirs(everything.allocation))
    for row in world.nominees:
        make_private(row, by=organiser)
    make_office(world)
    for model in models():
        for row in QuerySet(model):
            fill(world, row)
    for person in Person.objects.all():
        names.refresh(person)
    for link in AccessLink.objects.all():
        world.words[access.token_of(link)] = ("accesslink.token", whose(link))
    trash.throw_away(Person.objects.get(participations=None), by=organiser, now=timezone.now())
    everything.workshop.refresh_from_db()
    return world


def make_theirs(mine: Allocation) -> Allocation:
    """Another country's allocation of the same stream, with a focal point and a nominee on a seat."""
    theirs = make_allocation(
        stream=mine.stream,
        country="KAZ",
        nomination_deadline=mine.nomination_deadline,
        replacement_cutoff=mine.replacement_cutoff,
    )
    nominee = make_nominee(allocation=theirs, state=State.ACCEPTED, seat=theirs.seats.first())
    make_dossier(participation=nominee)
    make_access_link(focal_point=make_focal_point(theirs))
    return theirs


def make_private(row: Participation, *, by: User) -> None:
    """All that can be said of a nominee."""
    now = timezone.now()
    StateChange.objects.create(
        participation=row, from_state="endorsed", to_state=row.state, at=now, actor=by
    )
    SeatChange.objects.create(seat=row.seat, to_state="offered", at=now, actor=by)
    SelectorNote.objects.create(participation=row, author=by, at=now)
    GateDecision.objects.create(
        participation=row, gate="language", passed=True, reason="…", by=by, at=now
    )
    for kind in Facet.Kind.values:
        make_facet(participation=row, kind=kind, status="asked", due_on=now.date())
    MergedRecord.objects.create(person=row.person, uuid=row.uuid, at=now, by=by)
    make_message(workshop=row.workshop, participation=row)
    make_group(workshop=row.workshop, number=row.workshop.groups.count() + 1, members=(row,))
    make_access_link(participation=row)
    QuerySet(Participation).filter(pk=row.pk).update(
        offered_at=now, answer_by=now + timedelta(days=3), consented_at=now, waived_by=by
    )


def make_office(world: World) -> None:
    workshop, now = world.everything.workshop, timezone.now()
    make_call(workshop=workshop)
    make_visa_rule(host="KAZ", nationality="UZB")
    make_message(workshop=workshop, focal_point=FocalPoint.objects.first())
    ImportRun.objects.create(workshop=workshop, kind="roster", by=world.organiser, at=now)
    SavedView.objects.create(owner=world.organiser, kind="people.participation", name="…")
    Waiver.objects.create(
        workshop=workshop, rule="evenings", key="count", reason="…", weight=1, at=now
    )
    make_person("Somebody to be deleted")


def fill(world: World, row: Model) -> None:
    """A word into each text of a row, past all forms."""
    values = {
        each.name: written(each, row, world.word(label(each), whose(row)))
        for each in texts_of(type(row))
        if label(each) in SEEN
    }
    if values:
        QuerySet(type(row)).filter(pk=row.pk).update(**values)


def written(of: Field, row: Model, word: str) -> object:
    """The word as a field of that kind takes it."""
    if isinstance(of, FileField):
        file = getattr(row, of.name)
        file.save(f"{of.name}.pdf", ContentFile(b"%PDF-1.7\n" + word.encode()), save=False)
        return file.name
    if isinstance(of, EmailField):
        return f"{word}@example.org"
    if isinstance(row, ImportRun) and of.name == "journal":
        changed = ["people.person", row.pk, {"phone": [word, word]}]
        return {"new": [], "changed": [changed], "removed": []}
    if isinstance(of, JSONField):
        return {"email": word}
    return f"q={word}" if of.name == "query" else word


def whose(row: Model) -> str:
    """The country whose nominee or focal point a row is about, or where else it belongs."""
    if isinstance(row, Person):
        row = row.participations.first() or row
    if isinstance(row, FocalPoint):
        row = row.allocations.first()
    if isinstance(row, Allocation):
        return row.country_id and row.country.code
    if isinstance(row, Participation) and row.public_list:
        return LISTED
    for name in OWNERS:
        if owner := getattr(row, name, None):
            return whose(owner)
    return OFFICE
