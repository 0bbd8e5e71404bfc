"""Messages about a release: drafted for those concerned, read, then sent or thrown away.

A draft tells what changed since the release that its reader knew. Where a later release comes out before
it was sent, another takes its place that tells of both; where nothing is left to tell, none does. What was
sent or thrown away counts as known.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from people import letters
from people.affected import Affected, affected, circle_of
from people.models import Message, User
from people.release_words import Words, how_many, page_of
from workshops import changes, turns
from workshops.models import Release, Workshop
from workshops.release_checks import Reader

KIND = "release"
Status = Message.Status


def draft(*, release: Release, previous: Release | None, by: User | None, now: datetime) -> None:
    """Answers `events.release_published`. The first release is news to everybody, so no change to anybody."""
    workshop = release.workshop
    is_late = workshop.releases.out(now).filter(number__gt=release.number).exists()
    if previous is None or is_late:
        return
    waiting = Message.objects.drafts().filter(workshop=workshop, kind=KIND)
    known = dict(waiting.values_list("participation__person", "since"))
    waiting.delete()
    bases = {row.pk: row for row in workshop.releases.filter(pk__in={previous.pk, *known.values()})}
    circle = circle_of(workshop)
    people = {row.person_id for row in circle.rows}
    for base in bases.values():
        theirs = {pk for pk in people if known.get(pk, previous.pk) == base.pk}
        difference = changes.compare(base.content, release.content)
        found = [one for one in affected(circle, difference) if one.row.person_id in theirs]
        write(found, difference, since=base, release=release, now=now)


def write(
    found: Iterable[Affected],
    difference: changes.Difference,
    *,
    since: Release,
    release: Release,
    now: datetime,
) -> None:
    """One draft for each who has an address, in their language."""
    words: dict[str, Words] = {}
    drafts = []
    for one in found:
        to = letters.address_of(one.row)
        if to.email:
            said = words.setdefault(to.language, Words(difference, to.language))
            drafts.append(draft_to(to, one, said, since=since, release=release, now=now))
    Message.objects.bulk_create(drafts)


def draft_to(
    to: letters.Address,
    one: Affected,
    words: Words,
    *,
    since: Release,
    release: Release,
    now: datetime,
) -> Message:
    workshop = release.workshop
    letter = letters.write(
        KIND,
        workshop=workshop,
        to=to,
        facts=lambda: {
            "count": how_many(len(one.changes)),
            "changes": words.of(one.changes),
            "page": page_of(workshop, since, release),
        },
    )
    return Message(
        key=f"release-{release.pk}-{one.row.person_id}",
        kind=KIND,
        workshop=workshop,
        participation=one.row,
        release=release,
        since=since,
        to_name=to.name,
        to_address=to.email,
        language=to.language,
        subject=letter.subject[:250],
        body=letter.body,
        created_at=now,
        due_at=now,
        status=Status.DRAFT,
    )


def readers(workshop: Workshop, difference: changes.Difference) -> list[Reader]:
    """Who would get a draft of a release, for the page that asks before it."""
    if not difference.before:
        return []
    return [
        Reader(str(one.row.person), len(one.changes), has_address=bool(one.row.person.email))
        for one in affected(circle_of(workshop), difference)
    ]


@transaction.atomic
def send(workshop: Workshop, keys: Iterable[int], *, by: User, now: datetime) -> int:
    """Let drafts go out by the outbox, one by one; how many. What is no draft any more stays as it is."""
    turns.take(workshop)
    rows = Message.objects.drafts().filter(workshop=workshop, pk__in=list(keys))
    return rows.update(status=Status.WAITING, due_at=now)


@transaction.atomic
def discard(workshop: Workshop, keys: Iterable[int], *, by: User, now: datetime) -> int:
    """Throw drafts away; how many."""
    turns.take(workshop)
    return Message.objects.drafts().filter(workshop=workshop, pk__in=list(keys)).delete()[0]
