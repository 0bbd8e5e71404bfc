"""What came of an attempt, whichever path it took: done, or refused in which words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.contrib.messages import constants, get_messages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.forms.utils import ErrorDict
from django.http import HttpResponse

from people.actions.refusals import Refused
from people.models import Participation, Seat
from people.promises import PROMISES
from workshops.importers.findings import Level
from workshops.importers.pipeline import Result

SQLITE_UNIQUE = "UNIQUE constraint failed: "


@dataclass(frozen=True)
class Outcome:
    """`refused` holds the sentences that a person reads, or the name of a constraint."""

    refused: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return not self.refused


def of_call(call: Callable[[], object]) -> Outcome:
    """Of a function of the product, or of a write past all of them."""
    try:
        with transaction.atomic():
            call()
    except Refused as refusal:
        return Outcome((str(refusal),))
    except ProtectedError as held:
        return Outcome((f"needed by {', '.join(sorted(map(str, held.protected_objects)))}",))
    except IntegrityError as broken:
        return Outcome((promise_in(broken),))
    return Outcome()


def of_answer(answer: HttpResponse) -> Outcome:
    """Of a page: errors beside its fields, and messages that are errors."""
    assert answer.status_code in (200, 302, 409), answer.status_code
    told = [m for m in get_messages(answer.wsgi_request) if m.level >= constants.ERROR]
    return Outcome((*errors_in(answer), *map(str, told)))


def errors_in(answer: HttpResponse) -> Iterator[str]:
    context = answer.context or {}
    for name in ("form", "adminform"):
        form = context.get(name)
        errors: ErrorDict = getattr(getattr(form, "form", form), "errors", None) or {}
        for sentences in errors.values():
            yield from map(str, sentences)


def of_import(result: Result) -> Outcome:
    """Of an import: what its findings say. One that is refused has written nothing."""
    errors = [finding for finding in result.findings if finding.level == Level.ERROR]
    assert bool(errors) != result.written
    return Outcome(tuple(f"{finding.message} {finding.hint}".strip() for finding in errors))


def of_command(*arguments: str) -> Outcome:
    """Of a management command: the sentences of its errors, without "error:" and the place in the file."""
    told = StringIO()
    try:
        call_command(*arguments, stdout=StringIO(), stderr=told)
    except CommandError:
        return Outcome(tuple(line.split(": ", 2)[2] for line in told.getvalue().splitlines()))
    return Outcome()


def promise_in(broken: IntegrityError) -> str:
    """The name of the constraint that was broken; SQLite names the columns of a unique one."""
    told = str(broken)
    if told.startswith(SQLITE_UNIQUE):
        return BY_COLUMNS.get(told.removeprefix(SQLITE_UNIQUE), told)
    names = {c.name for model in PROMISING for c in model._meta.constraints} | EXTRA.keys()
    found = [name for name in names if name in told]
    return EXTRA.get(found[0], found[0]) if found else told


def columns_of(model: type[models.Model], constraint: models.UniqueConstraint) -> str:
    table = model._meta.db_table
    return ", ".join(f"{table}.{model._meta.get_field(name).column}" for name in constraint.fields)


PROMISING = (Participation, Seat)
REPLACED_ONCE = "nobody_is_replaced_twice"  # our word for the unique column `replaces`
EXTRA = {promise.name: promise.name for promise in PROMISES}
EXTRA["people_participation_replaces_id"] = REPLACED_ONCE  # as PostgreSQL calls it
BY_COLUMNS = {
    columns_of(model, constraint): constraint.name
    for model in PROMISING
    for constraint in model._meta.constraints
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields
} | {"people_participation.replaces_id": REPLACED_ONCE}
