"""Letters: what is written to whom. Each kind is a template in `templates/letters`, with its subject.

A letter is written in its recipient's language. Whatever a person typed reaches it as inert words (see
`people.inert`), so that a letter holds no link but those that we put there: `{link}`, which becomes the
recipient's own as it is sent, and the addresses in `OURS`.

    letters.send(
        "offer", to=participation, key=f"offer-{participation.pk}", now=now, link=link,
        facts=lambda: {"answer_by": dates.moment(...)},
    )
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from people.actions import outbox
from people.inert import inert, inert_lines
from people.models import AccessLink, FocalPoint, Message, Participation
from workshops import dates
from workshops.content import text_of
from workshops.models import Workshop

Recipient = FocalPoint | Participation | Workshop
Facts = Mapping[str, str | int | bool]
OURS = ("contact_email", "page")  # set by the office or made by us; they may be links


@dataclass(frozen=True)
class Letter:
    """A letter as it stands, in one language."""

    subject: str
    body: str


@dataclass(frozen=True)
class Address:
    """Where a letter goes, and in what language."""

    name: str
    email: str
    language: str


def send(
    kind: str,
    *,
    to: Recipient,
    key: str,
    now: datetime,
    facts: Callable[[], Facts] | None = None,
    link: AccessLink | None = None,
    due_at: datetime | None = None,
    about: Participation | None = None,
) -> Message | None:
    """Put a letter into the outbox; the same key again puts nothing. None where there is no address.

    `facts` is asked in the recipient's language. A workshop as `to` is its contact at the organisers;
    `about` is the participation that a letter to somebody else is about.
    """
    workshop = to if isinstance(to, Workshop) else to.workshop
    address = address_of(to)
    if not address.email:
        return None
    letter = write(kind, workshop=workshop, to=address, facts=facts)
    return outbox.put(
        key=key,
        kind=kind,
        workshop=workshop,
        to_address=address.email,
        to_name=address.name,
        language=address.language,
        subject=letter.subject,
        body=letter.body,
        now=now,
        due_at=due_at,
        participation=about or (to if isinstance(to, Participation) else None),
        focal_point=to if isinstance(to, FocalPoint) else None,
        link=link,
    )


def address_of(to: Recipient) -> Address:
    if isinstance(to, FocalPoint):
        return Address(str(to), to.email, to.language)
    if isinstance(to, Participation):
        person = to.person
        return Address(
            f"{person.honorific} {person.display_name}".strip(), person.email, person.language
        )
    email = to.contact_email or settings.INSTITUTE_EMAIL
    return Address(to.contact_name or settings.INSTITUTE_NAME, email, to.languages[0])


def write(
    kind: str, *, workshop: Workshop, to: Address, facts: Callable[[], Facts] | None = None
) -> Letter:
    """The letter in the language of its recipient. Raises TypeError for facts that are no words."""
    with translation.override(to.language):
        said = frame_of(workshop, to) | {
            name: made_inert(name, value) for name, value in (facts() if facts else {}).items()
        }
        template = f"letters/{kind}.txt"
        subject = render_to_string(template, said | {"frame": "letters/_subject.txt"})
        body = render_to_string(template, said | {"frame": "letters/_body.txt"})
    return Letter(" ".join(subject.split()), tidy(body))


def frame_of(workshop: Workshop, to: Address) -> dict[str, str]:
    """What every letter may say of its workshop and of who writes it."""
    place = [workshop.city, text_of(workshop.country, "name") if workshop.country else ""]
    return {
        "to": inert(to.name),
        "workshop": inert(text_of(workshop, "title")),
        "dates": dates.date_range(workshop.starts_on, workshop.ends_on),
        "place": inert(", ".join(part for part in place if part)),
        "contact_name": inert(workshop.contact_name),
        "contact_email": workshop.contact_email,
        "institute": inert(settings.INSTITUTE_NAME),
    }


def made_inert(name: str, value: object) -> str | int | bool:
    if isinstance(value, bool | int) or (name in OURS and isinstance(value, str)):
        return value
    if not isinstance(value, str):
        raise TypeError(f"{name} of a letter is {type(value).__name__}, not words")
    return inert_lines(value) if "\n" in value else inert(value)


def tidy(body: str) -> str:
    """One empty line between paragraphs, none around them."""
    lines = "\n".join(line.rstrip() for line in body.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
