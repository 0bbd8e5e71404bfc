"""What upper packages add to a release's sessions, in words; see `freezing.add` for what they add.

extras.add("groups", label=_("Groups"), words=group_names)
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Extra:
    """How one of them is called, and its value in words."""

    label: str | Promise
    words: Callable[[Any], str]


_extras: dict[str, Extra] = {}


def add(name: str, *, label: str | Promise, words: Callable[[Any], str]) -> None:
    """Register how `session["extras"][name]` is told; `words` also takes None, for a change from nothing."""
    _extras[name] = Extra(label, words)


def of(name: str) -> Extra | None:
    return _extras.get(name)


def in_words(extras: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What there is of a session, as label and words in the active language."""
    for name, extra in _extras.items():
        if extras.get(name):
            yield str(extra.label), extra.words(extras[name])
