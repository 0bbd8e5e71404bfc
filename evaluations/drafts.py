"""Answers not yet sent: ciphertext under a key that only the answering browser's cookie holds.

A draft has no tie to an invitation, a fixed size and no time finer than a day. It is not deleted when the
answers are sent, which would tie it to the sender: the browser forgets the key, and `sweep` takes the rest.
"""

from datetime import date, timedelta

from django.views.decorators.debug import sensitive_variables

from evaluations import envelopes
from evaluations.models import Draft

Answers = dict[str, str | list[str]]


def locator_of(key: bytes) -> str:
    """Where the draft lies; says nothing about the key."""
    return envelopes.derive(key, b"locator").hex()


@sensitive_variables()
def read(key: bytes, *, locked: bool = False) -> Answers:
    """The draft under this key, or nothing; `locked` until the transaction that changes it ends."""
    drafts = Draft.objects.select_for_update() if locked else Draft.objects.all()
    draft = drafts.filter(locator=locator_of(key)).first()
    if draft is None:
        return {}
    try:
        return envelopes.unlock(draft.ciphertext, key)
    except envelopes.Unreadable:
        return {}


@sensitive_variables()
def write(key: bytes, answers: Answers, *, today: date) -> None:
    """Save the draft under this key."""
    Draft.objects.update_or_create(
        locator=locator_of(key),
        defaults={"ciphertext": envelopes.lock(answers, key), "day": today},
    )


def delete(key: bytes) -> None:
    Draft.objects.filter(locator=locator_of(key)).delete()


def sweep(*, today: date, days: int) -> int:
    """Delete drafts untouched for `days` days; how many there were."""
    deleted, _by_model = Draft.objects.filter(day__lt=today - timedelta(days=days)).delete()
    return deleted
