"""Which files the office can import. Upper packages add theirs where their admin is registered:

imports.add(ImportKind("roster", _("Roster"), _("One row a person."), roster, roster_template))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.http import Http404, HttpRequest
from django.utils.functional import Promise

from workshops.importers.pipeline import Importer
from workshops.models import Workshop


class MakeImporter(Protocol):
    def __call__(self, workshop: Workshop | None, request: HttpRequest) -> Importer: ...


@dataclass(frozen=True)
class ImportKind:
    """One kind of file: `makes_workshop` where it may also bring a workshop that is new.

    `template` gives an empty workbook, for a workshop or for any. `files` says which files are taken, where
    these are others than tables.
    """

    key: str
    title: str | Promise
    help: str | Promise
    importer: MakeImporter
    template: Callable[[Workshop | None], bytes]
    makes_workshop: bool = False
    files: str | Promise = ""


_kinds: dict[str, ImportKind] = {}


def add(kind: ImportKind) -> None:
    """Register a kind of file; adding one with the same key again replaces it."""
    _kinds[kind.key] = kind


def kinds() -> list[ImportKind]:
    return list(_kinds.values())


def kind_or_404(key: str) -> ImportKind:
    if key not in _kinds:
        raise Http404
    return _kinds[key]


def title_of(key: str) -> str:
    """What a kind of file is called, also one that is no longer registered."""
    return str(_kinds[key].title) if key in _kinds else key
