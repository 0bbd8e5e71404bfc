"""What an action of the board wrote, kept while it writes, and taken back as long as nobody wrote since."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation

from workshops.models import PlanningStep, Session, Workshop
from workshops.planning.places import Place, index_of, make_room
from workshops.snapshots import Gathering, plain

KEPT = 100  # steps of a workshop
ORDER = "order"  # beside the columns: how many sessions stood before it


@dataclass
class Recording:
    """One step while it is made."""

    workshop: Workshop
    kind: str
    before: dict[str, dict] = field(default_factory=dict)
    after: dict[str, dict] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    trashed: int | None = None

    def write(self, session: Session, **values: object) -> None:
        """Change columns of a session."""
        changed = {name: value for name, value in values.items() if getattr(session, name) != value}
        key = str(session.pk)
        self.before.setdefault(key, {}).update(columns_of(session, changed))
        for name, value in changed.items():
            setattr(session, name, value)
        self.after.setdefault(key, {}).update(columns_of(session, changed))
        if changed:
            session.save(update_fields=list(changed))

    def put(self, session: Session, place: Place) -> None:
        """Change where a session stands, and in what order."""
        self.before.setdefault(str(session.pk), {})[ORDER] = index_of(session)
        values = {"date": place.date, "part_of_day": place.part_of_day}
        if place.times is not None:
            values["starts_at"], values["ends_at"] = place.times
        self.write(session, **values)
        Session.objects.filter(pk=session.pk).update(position=make_room(session, place))

    def add(self, session: Session) -> None:
        """Remember a session that is new, with all that it is made of."""
        self.made[str(session.pk)] = print_of(session)

    def keep(self, label: object, *, by: AbstractBaseUser, now: datetime) -> PlanningStep:
        with translation.override("en"):
            label = str(label)[:250]
        step = PlanningStep.objects.create(
            workshop=self.workshop,
            kind=self.kind,
            label=label,
            by=by,
            at=now,
            before=self.before,
            after=self.after,
            made=self.made,
            trashed=self.trashed,
        )
        old = self.workshop.planning_steps.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        PlanningStep.objects.filter(pk__in=list(old)).delete()
        return step


def columns_of(session: Session, names: dict[str, object] | list[str]) -> dict:
    return {name: plain(getattr(session, name)) for name in names}


def values_in(columns: dict) -> dict[str, object]:
    """Columns as a step keeps them, as a session has them."""
    fields = {each.attname: each for each in Session._meta.concrete_fields}
    return {
        name: fields[name].to_python(value) for name, value in columns.items() if name in fields
    }


def is_as_left(session: Session, columns: dict) -> bool:
    """Whether nobody wrote these columns since the step did."""
    return all(getattr(session, name) == value for name, value in values_in(columns).items())


def put_back(session: Session, columns: dict) -> None:
    """Write what stood in these columns before, and give the session its place in the order."""
    values = values_in(columns)
    for name, value in values.items():
        setattr(session, name, value)
    session.save(update_fields=list(values))
    if ORDER in columns:
        place = Place(session.date, session.part_of_day, columns[ORDER])
        Session.objects.filter(pk=session.pk).update(position=make_room(session, place))


def print_of(session: Session) -> str:
    """What tells whether a session, or anything that would be deleted with it, is as it was; whatever its order."""
    whole = Gathering(session).snapshot()
    for table in whole["tables"]:
        for row in table["rows"]:
            if table["model"] == Session._meta.label_lower:
                row.pop("position")
    written = json.dumps(whole, sort_keys=True)
    return blake2b(written.encode(), digest_size=16).hexdigest()
