"""Which Person a nomination is of, and writing what a focal point says of one.

Whoever is typed is somebody new, but for one case: the same name and e-mail address were nominated before
by the same country or body, or by this focal point. So nobody learns from us that a person is known
elsewhere; selectors find and merge duplicates. And a person who stands in other rows too is never
renamed from here: another name or address makes it somebody else.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from modeltranslation.utils import build_localized_fieldname

from people import names
from people.actions.actors import Actor
from people.dossiers import FILES, OF_DOSSIER, OF_PERSON, dossier_of
from people.models import Allocation, Dossier, FocalPoint, Participation, Person
from workshops.content import columns, text_of

Said = Mapping[str, object]


def person_for(allocation: Allocation, row: Participation | None, said: Said, by: Actor) -> Person:
    """The Person, with what was said of them, saved."""
    before = row.person if row else None
    wanted = described(before, said)
    person = known_before(allocation, wanted, by) or before
    if person is None or not may_change(person, row, wanted):
        person = wanted
    for name in OF_PERSON:
        if name in said:
            setattr(person, name, said[name])
    person.display_name = person.display_name or full_name(person)
    person.sort_name = names.sort_name_for(person)
    person.searchable = names.searchable_for(person)
    person.save()
    return person


def described(before: Person | None, said: Said) -> Person:
    """The person as it would be, not saved: for looking it up."""
    values = {name: getattr(before, name) for name in OF_PERSON} if before else {}
    values |= {name: said[name] for name in OF_PERSON if name in said}
    return Person(**values)


def known_before(allocation: Allocation, wanted: Person, by: Actor) -> Person | None:
    """Somebody of that name and address whom the same country, body or focal point nominated."""
    if not wanted.email:
        return None
    sender = Q(participations__allocation__country=allocation.country_id)
    if allocation.country_id is None:
        sender = Q(participations__allocation__body=allocation.body)
    if isinstance(by, FocalPoint):
        sender |= Q(participations__allocation__focal_points__email__iexact=by.email)
    nominated = Q(participations__channel=Participation.Channel.NOMINATION)
    found = Person.objects.filter(sender & nominated, email__iexact=wanted.email)
    return next((one for one in found.order_by("pk") if same_name(one, wanted)), None)


def same_name(one: Person, other: Person) -> bool:
    return folded_name(one) == folded_name(other)


def folded_name(person: Person) -> str:
    return names.fold(full_name(person))


def full_name(person: Person) -> str:
    written = f"{person.given_names} {person.family_name}".strip()
    return written or person.display_name


def may_change(person: Person, row: Participation | None, wanted: Person) -> bool:
    """Whether only this row would notice, or name and address stay."""
    others = person.participations.exclude(pk=row.pk if row else None)
    stays = same_name(person, wanted) and person.email.lower() == wanted.email.lower()
    return stays or not others.exists()


def forget_if_alone(person: Person, kept: Person) -> None:
    """Delete a person whom nothing refers to any more, once another has its place."""
    if person.pk != kept.pk and not person.participations.exists():
        person.delete()


def write_post(row: Participation, post: str) -> None:
    """Into the language in which it is shown; in a new row, into the reader's."""
    if post:
        shown = text_of(row, "post").lang
        setattr(row, build_localized_fieldname("post", shown) if shown else "post", post)
    else:
        for column in columns("post"):
            setattr(row, column, "")
    row.save(update_fields=columns("post"))


def write_dossier(row: Participation, said: Said, now: datetime) -> Dossier:
    """What is said of the nominee. A file replaces the one before; False takes it away."""
    dossier = dossier_of(row)
    for name in OF_DOSSIER:
        if name in said:
            setattr(dossier, name, said[name])
    for name, own_name in FILES.items():
        if said.get(name) is not None:
            replace_file(dossier, name, own_name, said[name])
    dossier.updated_at = now
    dossier.save()
    row.dossier = dossier
    return dossier


def replace_file(dossier: Dossier, name: str, own_name: str, given: object) -> None:
    drop_later(getattr(dossier, name))
    is_file = isinstance(given, UploadedFile)
    setattr(dossier, name, given if is_file else "")
    setattr(dossier, own_name, given.name[:150] if is_file else "")


def drop_later(file: FieldFile) -> None:
    """Delete a file once what no longer names it is written for good."""
    if file:
        storage, stored = file.storage, file.name
        transaction.on_commit(lambda: storage.delete(stored))
