"""Confirmation of nominations: how it reads, for the file of a ministry."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from people.models import Allocation, State
from reports.papers import letterhead
from reports.papers.nominations import Nominations, Nominee, nominations_of
from reports.words import filled
from workshops import dates
from workshops.content import Text
from workshops.glyphs import covers
from workshops.typeset import Paper, typeset

Line = tuple[str | Text, ...]


@dataclass(frozen=True)
class Row:
    """A nominee as printed, cell by cell. A name whose script none of our fonts has is left out."""

    rank: str
    name: str
    native_name: str
    below_name: tuple[str, ...]
    post: tuple[str | Text, ...]
    state: tuple[str, ...]
    is_out: bool


@dataclass(frozen=True)
class Confirmation:
    """The paper, in words. A fact is a word and its value; a value may be of several pieces."""

    institute: str
    heading: str
    workshop: Text
    when_and_where: Line
    notice: str
    facts: tuple[tuple[str, str | Line], ...]
    nominees_heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    below_rows: tuple[str, ...]
    next_heading: str
    next_steps: tuple[str, ...]
    contact_heading: str
    contact: tuple[str | Text, ...]
    reference: str


def confirmation(allocation: Allocation, *, now: datetime) -> bytes:
    """The PDF, in the active language. Raises TypesettingFailed."""
    return typeset(paper_of(nominations_of(allocation, now=now)))


def paper_of(facts: Nominations) -> Paper:
    heading = _("Confirmation of nominations")
    return letterhead(
        template="confirmation",
        language=get_language(),
        title=f"{heading} – {facts.sender.plain}, {facts.title.plain}",
        head=(settings.INSTITUTE_NAME, facts.title),
        made_at=facts.as_of,
        content=in_words(facts, heading),
    )


def in_words(facts: Nominations, heading: str) -> Confirmation:
    return Confirmation(
        institute=settings.INSTITUTE_NAME,
        heading=heading,
        workshop=facts.title,
        when_and_where=when_and_where(facts),
        notice=_("Sample data: people and organisations are invented.") if facts.is_sample else "",
        facts=tuple(fact_lines(facts)),
        nominees_heading=_("Nominees"),
        columns=(_("Rank"), _("Name"), _("Post and organisation"), _("State and endorsement")),
        rows=tuple(row_of(nominee, facts) for nominee in facts.nominees),
        below_rows=tuple(below_rows(facts)),
        next_heading=_("What happens next"),
        next_steps=tuple(next_steps(facts)),
        contact_heading=_("Contact"),
        contact=contact(facts),
        reference=_("Reference %(reference)s") % {"reference": facts.reference},
    )


def when_and_where(facts: Nominations) -> Line:
    """20 May – 2 June 2024, Almaty, Kazakhstan."""
    when = dates.date_range(facts.starts_on, facts.ends_on)
    if facts.city and facts.country:
        return pieces(
            pgettext("dates and place", "%(dates)s, %(city)s, %(country)s"),
            dates=when, city=facts.city, country=facts.country,
        )  # fmt: skip
    place = facts.city or facts.country
    return (when, " · ", place) if place else (when,)


def pieces(sentence: str, **places: str | Text) -> Line:
    """A sentence with its places filled, as texts that know their language."""
    return tuple(Text(run.text, run.lang) for run in filled(sentence, **places))


def fact_lines(facts: Nominations) -> Iterator[tuple[str, str | Text]]:
    yield _("Sending country or body"), facts.sender
    yield _("Stream"), facts.stream
    if facts.fund:
        yield _("Fund"), facts.fund
    yield _("Seats"), seats(facts)
    if facts.package:
        yield _("What is paid for"), facts.package
    yield _("Reference"), facts.reference
    yield _("As of"), dates.moment(facts.as_of, facts.zone)


def seats(facts: Nominations) -> str:
    offered = ngettext("%(n)s seat", "%(n)s seats", facts.seats) % {"n": facts.seats}
    most = ngettext(
        "up to %(n)s nominee", "up to %(n)s nominees", facts.most_nominees
    ) % {"n": facts.most_nominees}  # fmt: skip
    return pgettext("seats and nominees", "%(seats)s, %(nominees)s") % {
        "seats": offered,
        "nominees": most,
    }


def row_of(nominee: Nominee, facts: Nominations) -> Row:
    return Row(
        rank="" if nominee.is_out or nominee.rank is None else str(nominee.rank),
        name=nominee.name,
        native_name=nominee.native_name if covers(nominee.native_name) else "",
        below_name=tuple(below_name(nominee)),
        post=post_and_organisation(nominee),
        state=(state_in_words(nominee, facts.zone), *endorsement(nominee), *succession(nominee)),
        is_out=nominee.is_out,
    )


def below_name(nominee: Nominee) -> Iterator[str]:
    """The parts of the name, as they stand in travel papers."""
    if nominee.given_names:
        yield _("Given names: %(names)s") % {"names": nominee.given_names}
    if nominee.family_name:
        yield _("Family name: %(name)s") % {"name": nominee.family_name}


def post_and_organisation(nominee: Nominee) -> Line:
    """The post, and the organisation where the post does not name it already."""
    if nominee.organisation.plain in nominee.post.plain:
        return (nominee.post,) if nominee.post else ()
    return tuple(each for each in (nominee.post, nominee.organisation) if each)


def state_in_words(nominee: Nominee, zone: str) -> str:
    if nominee.state == State.SELECTED and nominee.answer_by:
        return _("Offered a seat, to be answered by %(when)s") % {
            "when": dates.moment(nominee.answer_by, zone)
        }
    return str(STATES[State(nominee.state)])


STATES = {
    State.DRAFT: gettext_lazy("Not sent yet"),
    State.SUBMITTED: gettext_lazy("Received"),
    State.ENDORSED: gettext_lazy("Received and endorsed"),
    State.UNDER_REVIEW: gettext_lazy("Under review"),
    State.RETURNED: gettext_lazy("Returned to you for completion"),
    State.RESERVE: gettext_lazy("In the reserve"),
    State.NOT_SELECTED: gettext_lazy("Not selected"),
    State.INELIGIBLE: gettext_lazy("Not eligible"),
    State.RELEASED: gettext_lazy("Released from the reserve"),
    State.SELECTED: gettext_lazy("Offered a seat"),
    State.DECLINED: gettext_lazy("Declined the seat"),
    State.EXPIRED: gettext_lazy("The offer ran out unanswered"),
    State.ACCEPTED: gettext_lazy("Accepted the seat"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.REPLACED: gettext_lazy("Replaced"),
    State.ARRIVED: gettext_lazy("Has arrived"),
    State.COMPLETED: gettext_lazy("Took part to the end"),
    State.LEFT_EARLY: gettext_lazy("Took part and left early"),
    State.NO_SHOW: gettext_lazy("Did not come"),
}


def endorsement(nominee: Nominee) -> Iterator[str]:
    if nominee.endorsed_on:
        yield _("Endorsed by %(authority)s, %(day)s") % {
            "authority": nominee.endorsed_by,
            "day": dates.day_year(nominee.endorsed_on),
        }
    elif nominee.endorsement_waived:
        yield _("No endorsement is needed")
    elif not nominee.is_out:
        yield _("Not endorsed yet")


def succession(nominee: Nominee) -> Iterator[str]:
    if nominee.in_place_of:
        yield _("In place of %(name)s") % {"name": nominee.in_place_of}
    if nominee.replaced_by:
        yield _("%(name)s comes instead") % {"name": nominee.replaced_by}


def below_rows(facts: Nominations) -> Iterator[str]:
    if not facts.nominees:
        yield _("Nobody has been put forward yet.")
    if facts.unsent:
        yield ngettext(
            "%(n)s draft is not listed: it has not been sent.",
            "%(n)s drafts are not listed: they have not been sent.",
            facts.unsent,
        ) % {"n": facts.unsent}


def next_steps(facts: Nominations) -> Iterator[str]:
    """What is still to do, by whom and until when; the past is not told."""
    if facts.deadline and facts.as_of < facts.deadline:
        yield _("Nominations can be sent and changed until %(when)s.") % {
            "when": dates.moment(facts.deadline, facts.zone)
        }
    elif facts.deadline:
        yield _("Nominations closed at %(when)s.") % {
            "when": dates.moment(facts.deadline, facts.zone)
        }
    yield from to_complete(facts)
    yield from to_decide(facts)
    if facts.replacement_cutoff and facts.as_of < facts.replacement_cutoff:
        yield _(
            "Should somebody be unable to come, name another person until %(when)s. "
            "The seat stays with you."
        ) % {"when": dates.moment(facts.replacement_cutoff, facts.zone)}


def to_complete(facts: Nominations) -> Iterator[str]:
    waiting = sum(
        nominee.endorsed_on is None and not nominee.endorsement_waived
        for nominee in facts.nominees
        if nominee.state in (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED)
    )
    if waiting:
        yield ngettext(
            "%(n)s nominee still needs an endorsement: its authority, date and document.",
            "%(n)s nominees still need an endorsement: its authority, date and document.",
            waiting,
        ) % {"n": waiting}
    returned = facts.in_state(State.RETURNED)
    if returned:
        yield ngettext(
            "%(n)s nomination was returned to you: complete it and send it again.",
            "%(n)s nominations were returned to you: complete them and send them again.",
            returned,
        ) % {"n": returned}


def to_decide(facts: Nominations) -> Iterator[str]:
    if facts.in_state(State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW):
        yield ngettext(
            "The organisers select. Each person selected receives an offer and has %(n)s day to answer it.",
            "The organisers select. Each person selected receives an offer and has %(n)s days to answer it.",
            facts.answer_days,
        ) % {"n": facts.answer_days}
    if facts.in_state(State.SELECTED):
        yield _("Those who were offered a seat answer over their own link.")
    if facts.in_state(State.RESERVE):
        yield _("Those in the reserve are asked when a seat becomes free.")


def contact(facts: Nominations) -> tuple[str | Text, ...]:
    """Whom to ask: the workshop's contact, else the institute."""
    asked = facts.contact
    lines = (
        asked.name or settings.INSTITUTE_NAME,
        asked.email or settings.INSTITUTE_EMAIL,
        asked.phone,
        settings.INSTITUTE_URL,
    )
    return tuple(line for line in lines if line)
