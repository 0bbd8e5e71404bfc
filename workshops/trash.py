"""What may be deleted, what goes with it, and how it comes back where its place is taken.

Upper packages add theirs in `AppConfig.ready()`:

    trash.refuse_when(Questionnaire, was_opened)         rows that stand in the way of a deletion
    trash.take_along(Person, participations_of)          rows that go too, though nothing makes them
    trash.never_copy(Response, Answer)                   rows that no trash may hold
    trash.bring_back_as("seat_has_one_holder", Remedy(Participation, …))   where its place is taken
    trash.on_return(Message, not_to_be_sent)             what a row becomes when it is back
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:  # apps register before any model is loaded
    from django.db.models import Model

Values = dict[str, Any]  # the columns of one row
KEPT_DAYS = 30


class WayBlocked(Exception):
    """What would make a deletion possible was refused itself; the message says why."""


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be deleted; `way` does what makes it possible, where the person wishes so.

    It raises WayBlocked.
    """

    sentence: str
    way_label: str = ""
    way: Callable[[AbstractBaseUser, datetime], None] | None = None


@dataclass(frozen=True)
class Remedy:
    """How a row of a model comes back although it no longer fits as it was.

    `mend` changes its values, and gives further rows to keep with it. `possible` says whether there is
    such a way for these values at all. `code` is its own among all remedies.
    """

    model: type["Model"]
    code: str
    label: str
    mend: Callable[[Values, AbstractBaseUser, datetime], Iterable["Model"]]
    possible: Callable[[Values], bool] = lambda values: True


Check = Callable[[Sequence["Model"], "Model"], Iterable[Refusal]]
_checks: dict[type, list[Check]] = defaultdict(list)
_company: dict[type, list[Callable[["Model"], Iterable["Model"]]]] = defaultdict(list)
_secret: set[type] = set()
_remedies: dict[str, list[Remedy]] = defaultdict(list)
_returns: dict[type, Callable[[Values], None]] = {}


def refuse_when(model: type["Model"], check: Check) -> None:
    """Ask `check` about the rows of this model that a deletion would take, and the row it began with."""
    _checks[model].append(check)


def take_along(model: type["Model"], company: Callable[["Model"], Iterable["Model"]]) -> None:
    """Delete these rows with a row of the model, and before the database would refuse."""
    _company[model].append(company)


def never_copy(*models: type["Model"]) -> None:
    """Keep rows of these models out of the trash: a deletion that would take one is refused.

    Where one is deleted by itself, it is gone.
    """
    _secret.update(models)


def bring_back_as(rule: str, *remedies: Remedy) -> None:
    """Offer remedies where a row may not come back because of this constraint, or unique “model.field”."""
    _remedies[rule].extend(remedies)


def on_return(model: type["Model"], change: Callable[[Values], None]) -> None:
    """Change the values of a row of this model before it is put back."""
    _returns[model] = change


def refusals(rows: dict[type, Sequence["Model"]], root: "Model") -> list[Refusal]:
    """Why these rows cannot be deleted, beginning with `root`."""
    return [
        refusal
        for model, those in rows.items()
        for check in _checks.get(model, ())
        if those
        for refusal in check(those, root)
    ]


def company_of(row: "Model") -> list[list["Model"]]:
    """What goes with a row, in lists of one kind each."""
    return [list(company(row)) for company in _company.get(type(row), ())]


def is_secret(model: type["Model"]) -> bool:
    return model in _secret


def remedies_for(rule: str, values: Values) -> list[Remedy]:
    return [remedy for remedy in _remedies.get(rule, ()) if remedy.possible(values)]


def remedy_called(code: str, model: type["Model"]) -> Remedy | None:
    """The remedy of that code for rows of that model."""
    every = (remedy for remedies in _remedies.values() for remedy in remedies)
    return next((each for each in every if each.code == code and each.model is model), None)


def returned(model: type["Model"], values: Values) -> Values:
    """The values of a row as it is put back."""
    if model in _returns:
        _returns[model](values)
    return values
