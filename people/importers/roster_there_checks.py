"""What a roster may not do to those who are there: move them, rename them by chance, take their seat."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from people import names
from people.importers.roster_known import Known, country_of
from people.importers.roster_plan import Line
from people.models import HOLDING, Participation, Person, Role, State
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record


def of_another_row(line: Line, known: Known) -> Iterator[Finding]:
    """A reference, a workshop or an address that belongs to somebody else than the row says."""
    record, place = line.record, line.place
    if record.get("workshop") and record["workshop"] != known.workshop.slug:
        yield record.finding(
            _("This row is of another workshop."), column="Workshop", value=record["workshop"]
        )
    if not record.get("reference"):
        return
    if record["reference"] not in known.by_reference:
        yield record.finding(
            _("Nobody in this workshop has that reference."),
            column="Reference",
            value=record["reference"],
            hint=_("Empty it to add somebody."),
        )
        return
    if "role" in record.present and record.get("role") not in (None, place.role):
        yield record.finding(
            _("The role of somebody who is there stays."),
            column="Role",
            value=record["role"],
            hint=_("Empty the reference to add the same person in another role."),
        )
    theirs = known.people.by_email.get((record.get("email") or "").casefold())
    if record.get("email") and theirs is not None and theirs.pk != line.person.pk:
        yield record.finding(
            _("The e-mail address is %(name)s’s.") % {"name": theirs},
            column="E-mail",
            value=record["email"],
        )


def taken_over(line: Line, known: Known) -> Iterator[Finding]:
    """Two people behind one address: an office's mailbox, more often than a new name."""
    record = line.record
    if line.person.pk is None or record.get("reference") or shares_a_word(record, line.person):
        return
    yield record.finding(
        _("The e-mail address is %(name)s’s, who would be given this name.")
        % {"name": line.person.display_name},
        column="Name",
        value=record["display_name"],
        hint=_("Give each person an own address, or change the name on the person’s page first."),
        level=Level.ERROR if line.person.pk in known.places else Level.WARNING,
    )


def shares_a_word(record: Record, person: Person) -> bool:
    """Whether a row calls a person by at least one of the names that the person is known by."""
    keys = ("display_name", "given_names", "family_name", "native_name")
    written = " ".join(record.get(key) or "" for key in keys)
    there = " ".join(getattr(person, key) for key in keys)
    return bool(set(names.fold(written).split()) & set(names.fold(there).split()))


def kept_as_it_is(line: Line, known: Known) -> Iterator[Finding]:
    """What an import does not touch: a state, and what somebody is put forward under or sits on."""
    place, record = line.place, line.record
    if place is None:
        return
    if "state" in record.present and record.get("state") not in (None, place.state):
        yield record.finding(
            _("The state that is there is kept: an import moves nobody."),
            column="State",
            value=record["state"],
            hint=_("Change it on the roster’s page."),
            level=Level.WARNING,
        )
    if place.role == Role.PARTICIPANT:
        stays = moved_with_seat if place.state in HOLDING else moved_with_allocation
        yield from stays(line, place, known)


def moved_with_seat(line: Line, place: Participation, known: Known) -> Iterator[Finding]:
    """Who holds a seat stays with its stream and its country."""
    record = line.record
    stream = known.streams.get(record.get("stream") or "")
    columns = (
        ("stream", "Stream", stream and stream.pk, place.stream_id),
        ("sending_country", "Sending country", country_of(record), place.sending_country_id),
    )
    for key, column, after, before in columns:
        if key in record.present and after not in (None, before):
            yield record.finding(
                _("Who holds a seat stays with its stream and country."),
                column=column,
                value=str(record[key]),
                hint=_("Withdraw or replace the person first."),
            )


def moved_with_allocation(line: Line, place: Participation, known: Known) -> Iterator[Finding]:
    """Who is put forward under an allocation, or stands in a reserve, stays with its stream and country."""
    record, allocation = line.record, known.allocation_of(place)
    stream = known.streams.get(record.get("stream") or "")
    tied = allocation is not None or place.state == State.RESERVE
    if tied and stream is not None and stream.pk != place.stream_id:
        yield record.finding(
            _("The stream stays: an allocation or a place in the reserve hangs on it."),
            column="Stream",
            value=record["stream"],
        )
    country = record.get("sending_country")
    of_country = allocation.country_id if allocation else None
    if country is not None and of_country not in (None, country.code):
        yield record.finding(
            _("The sending country stays: the allocation is another country’s."),
            column="Sending country",
            value=country.name_en,
        )
