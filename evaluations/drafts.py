"""Answers not yet sent: ciphertext under a key that only the answering browser's cookie holds.

A draft has no tie to an invitation, a fixed size and no time finer than a day. It is not deleted when the
answers are sent, which would tie it to the sender: the browser forgets the key, and `sweep` takes the rest.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from evaluations import envelopes
from evaluations.models import Draft

Answers = dict[str, str | list[str]]


def locator_of(key: bytes) -> str:
    """Where the draft lies; says nothing about the key."""
    return envelopes.derive(key, b"locator").hex()


@sensitive_variables()
def read(key: bytes) -> Answers:
    """The draft under this key, or nothing."""
    return opened(Draft.objects.filter(locator=locator_of(key)).first(), key)


@sensitive_variables()
def write(key: bytes, answers: Answers, *, today: date) -> None:
    """Save the draft under this key."""
    Draft.objects.update_or_create(
        locator=locator_of(key),
        defaults={"ciphertext": envelopes.lock(answers, key), "day": today},
    )


@sensitive_variables()
@transaction.atomic
def change(key: bytes, merge: Callable[[Answers], Answers], *, today: date) -> None:
    """Change the draft as it is now: of two requests at one moment neither undoes the other.

    A draft that is not there cannot be locked, so an empty one is put there first.
    """
    empty = Draft(locator=locator_of(key), ciphertext=envelopes.lock({}, key), day=today)
    held = Draft.objects.select_for_update().filter(locator=empty.locator)
    if not held.exists():
        Draft.objects.bulk_create([empty], ignore_conflicts=True)
    write(key, merge(opened(held.first(), key)), today=today)


@sensitive_variables()
def opened(draft: Draft | None, key: bytes) -> Answers:
    """What a draft says; nothing where it is not ours."""
    try:
        return envelopes.unlock(draft.ciphertext, key) if draft else {}
    except envelopes.Unreadable:
        return {}


def delete(key: bytes) -> None:
    Draft.objects.filter(locator=locator_of(key)).delete()


def sweep(*, today: date, days: int) -> int:
    """Delete drafts untouched for `days` days; how many there were."""
    deleted, _by_model = Draft.objects.filter(day__lt=today - timedelta(days=days)).delete()
    return deleted
