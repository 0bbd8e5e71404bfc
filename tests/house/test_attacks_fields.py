"""A9: whoever posts more than a form asks for changes nothing by it.

Every post is sent twice, as the page would send it and with every field of every model beside, and taken
back each time. Both have to do the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Field, FileField, Model, QuerySet
from django.test import Client
from django.utils import timezone

from people.models import Allocation, Participation, State
from tests.factories import make_dossier, make_nominee
from tests.house.addresses import Address, addresses
from tests.house.canaries import models
from tests.house.private_world import World, make_world
from tests.house.test_addresses import came_in, came_in_by
from tests.people.desk import filled
from workshops.models import SiteVisit

pytestmark = pytest.mark.django_db
CHANGING = {  # what the site makes by itself is new each time
    datetime, UUID,
}  # fmt: skip
Change = tuple[str, object, str, object]


def hostile_fields() -> dict[str, object]:
    """Each field of each model with a value that it could take."""
    values: dict[str, object] = {}
    for model in models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            values.setdefault(field.name, hostile(field))
            values.setdefault(f"{field.name}_id", values[field.name])
    return values


def hostile(field: Field) -> object:
    if field.is_relation:
        return (
            QuerySet(field.related_model).order_by("-pk").values_list("pk", flat=True).first() or 1
        )
    if field.choices:
        return list(field.choices)[-1][0]
    kinds = {"BooleanField": "on", "DateField": "2031-05-06", "DateTimeField": "2031-05-06 07:08"}
    kinds |= {"EmailField": "mallory@example.org", "UUIDField": str(UUID(int=7))}
    is_number = "Integer" in field.get_internal_type() or "Auto" in field.get_internal_type()
    return kinds.get(field.get_internal_type(), "7" if is_number else "Mallory")


def snapshot() -> dict[tuple[str, object], dict[str, object]]:
    """Every row of every model, but for what keeps a history."""
    found = {}
    for model in models():
        name = model._meta.model_name
        if not name.startswith("historical"):
            for row in QuerySet(model):
                found[name, row.pk] = held(row)
    return found


def held(row: Model) -> dict[str, object]:
    """The values of a row; where it leads to another, the model and key of that."""
    values = {field.attname: field.value_from_object(row) for field in row._meta.fields}
    for field in row._meta.fields:
        if field.is_relation and values[field.attname] is not None:
            values[field.attname] = (field.related_model._meta.model_name, values[field.attname])
    return values


def changes(client: Client, path: str, form: dict) -> tuple[int, set[Change]]:
    """What a post does, as status and changed values; taken back."""
    before, cookies = snapshot(), client.cookies.copy()
    with transaction.atomic():
        answer = client.post(path, fresh(form))
        answer.close()
        after = snapshot()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code, set(told_apart(before, after))


def fresh(form: dict) -> dict:
    """The same form with files that nobody has read."""
    for value in form.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    return form


def told_apart(before: dict, after: dict) -> Iterator[Change]:
    """Each value that changed; what is new has no key yet, nor has what leads to it."""
    for (model, pk), values in after.items():
        was = before.get((model, pk), {})
        for name, value in values.items():
            if value != was.get(name):
                yield (model, pk if was else "new", name, plain(name, value, before))
    for gone in set(before) - set(after):
        yield (*gone, "", "gone")


def plain(name: str, value: object, before: dict) -> object:
    if (
        type(value) in CHANGING
        or isinstance(value, FileFieldValue)
        or name in ("id", "key", "body")
    ):
        return "…"
    if isinstance(value, tuple) and value not in before:
        return "new"
    return str(value)


FileFieldValue = FileField.attr_class


@dataclass(frozen=True)
class Desk:
    """What a ministry and a nominee may post, and where."""

    world: World
    draft: Participation
    ministry: Client
    nominee: Client

    def posts(self) -> Iterator[tuple[Client, str, str, dict]]:
        for address in addresses():
            if address.name in FORMS:
                client = self.ministry if address.name.startswith("desk:") else self.nominee
                for go in BUTTONS.get(address.name, [{}]):
                    yield client, address.name, self.path(address), self.form() | go

    def path(self, address: Address) -> str:
        path = self.world.everything.path(address)
        of_draft = address.name in ("desk:nominee", "desk:withdraw")
        known = str(self.world.nominees[0].uuid)
        return path.replace(known, str(self.draft.uuid)) if of_draft else path

    def form(self) -> dict:
        """What the forms of both ask for."""
        endorsed = self.world.mine.participations.get(state=State.ENDORSED)
        return filled(token=str(UUID(int=9))) | {
            "authority": "The Minister",
            "dated": timezone.localdate().isoformat(),
            "nominees": str(self.draft.uuid),
            "into": str(endorsed.uuid),
            "reason": "Ill",
            "public_list": "yes",
            "diet": "halal",
            "diet_detail": "",
            "expected_on": "",
            "visit": str(
                SiteVisit.objects.get(session__workshop=self.world.mine.stream.workshop).pk
            ),
        }


FORMS = {
    address.name
    for address in addresses()
    if address.name.startswith(("desk:", "place:"))
    and not address.name.endswith((":sign-out", ":nowhere"))
}
BUTTONS = {
    "desk:hand-over": [{"go": "hand-over", "name": "Ada Lake", "post": "Head", "honorific": "Ms"}],
    "desk:nominee": [{"go": "save"}, {"go": "submit"}],
    "desk:new-nominee": [{"go": "save"}, {"go": "submit"}],
    "desk:replace-by-new": [{"go": "replace"}],
}
CHANGE_SOMETHING = {
    "desk:hand-over", "desk:nominee", "desk:new-nominee", "desk:replace", "desk:replace-by-new",
    "desk:withdraw", "place:calendar", "place:consents", "place:details",
}  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    world = make_world()
    mine: Allocation = world.mine
    draft = make_nominee(allocation=mine, name="Draft", state=State.DRAFT, endorsed=False)
    endorsed = make_nominee(allocation=mine, name="Endorsed", state=State.ENDORSED)
    for row in (draft, endorsed):
        make_dossier(participation=row)
    return Desk(
        world, draft, came_in(world.everything), came_in_by(world.nominees[0].links.first())
    )


def test_a_post_of_more_than_was_asked_does_no_more(desk):
    changed = set()
    for client, name, path, form in desk.posts():
        more = hostile_fields() | form
        asked, did = changes(client, path, form), changes(client, path, more)
        assert (name, did) == (name, asked)
        if asked[1]:
            changed.add(name)
    assert changed >= CHANGE_SOMETHING
