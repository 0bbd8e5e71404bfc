"""The table of paths: what a path is, how one is added, and which lead where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.models import State, User
from tests.factories import make_organiser
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from workshops.importers.findings import Level
from workshops.models import Workshop


@dataclass(frozen=True)
class Path:
    """One way. `to` are the states that it can lead to; `raw` ones go past the product's code.

    Where it `offers` a choice, its page does not even offer what is not possible.
    """

    name: str
    go: Callable[..., Outcome]
    to: frozenset[str]
    raw: bool = False
    offers: bool = False

    def __str__(self) -> str:
        return self.name

    def refusal(self, sentence: str, promise: str, *, not_offered: bool = False) -> tuple[str, ...]:
        """What an attempt along this path has to be told: the sentence, or past the code the promise.

        `not_offered`: a choice has no such thing.
        """
        if self.offers and not_offered:
            return (NO_CHOICE,)
        return (promise if self.raw else sentence,)


ALL = frozenset(State.values)
NO_CHOICE = "Select a valid choice. That choice is not one of the available choices."
ENTERING: list[Path] = []  # somebody who is there already comes into another state
COMING: list[Path] = []  # somebody comes into the workshop, in a state
REPLACING: list[Path] = []  # one comes in the place of another
RESIZING: list[Path] = []  # an allocation has another number of seats
LEAVING: list[Path] = []  # a seat leaves the workshop


def way(
    table: list[Path],
    name: str,
    *,
    to: Iterable[str] = ALL,
    raw: bool = False,
    offers: bool = False,
) -> Callable[[Callable], Callable]:
    """Add the function to a table of paths."""

    def add(go: Callable[..., Outcome]) -> Callable[..., Outcome]:
        table.append(Path(name, go, frozenset(to), raw, offers))
        return go

    return add


def entering(*states_wanted: str, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come into each of these states."""
    return those(ENTERING, states_wanted, raw)


def coming(*states_wanted: str, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come into the workshop in each of these states."""
    return those(COMING, states_wanted, raw)


def replacing_paths(*, raw: bool | None = None) -> list[Path]:
    """The paths by which somebody can come in the place of another."""
    return those(REPLACING, (), raw)


def those(table: list[Path], states_wanted: Iterable[str], raw: bool | None) -> list[Path]:
    return [path for path in table if path.to >= set(states_wanted) and raw in (None, path.raw)]


def organiser() -> User:
    return User.objects.filter(username="organiser").first() or make_organiser()


def office() -> Client:
    client = Client()
    client.force_login(organiser())
    return client


def on_import_page(workshop: Workshop, kind: str, content: bytes) -> Outcome:
    """Give a file to the page that checks it, then confirm what it would do."""
    client, page = office(), reverse("admin:workshops_import", args=[workshop.pk, kind])
    checked = client.post(page, {"file": SimpleUploadedFile("file.xlsx", content)})
    found = [one for one in checked.context["result"].findings if one.level == Level.ERROR]
    if found:
        return Outcome(tuple(f"{one.message} {one.hint}".strip() for one in found))
    sent = {"token": checked.context["upload"].token, "step": "import"}
    return outcome.of_answer(client.post(page, sent))
