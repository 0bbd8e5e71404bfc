"""How Annex D reads: participants by stream and country, then those who worked there."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import words
from reports.compose.pieces import beside, named, paragraph, printed_as
from reports.document import Block, Column, Heading, Part, Row, RowGroup, Runs, Table, runs
from reports.sections.people import AnnexD, Listed, Roll, StreamRoll
from reports.words import filled, number
from workshops.content import Text


def people_part(annex: AnnexD) -> Part:
    """The lists, each as one table."""
    return Part(
        anchor="annex-d",
        label=_("Annex D"),
        title=_("Participants, resource persons and staff"),
        blocks=tuple(lists(annex)) or (paragraph(_("Nobody is listed yet.")),),
        new_page=True,
    )


def lists(annex: AnnexD) -> Iterable[Block]:
    lang = annex.source_lang
    if annex.withheld:
        yield paragraph(withheld_words(annex.withheld), role="quiet")
    for n, stream in enumerate(annex.streams, start=1):
        yield Heading(3, stream_heading(stream), f"stream-{n}")
        yield roll_table(stream_caption(stream), f"table-stream-{n}", stream.rolls, lang)
    for title, anchor, caption, people in (
        (_("Resource persons"), "resource-persons", resource_persons, annex.resource_persons),
        (_("Guests of honour"), "guests", guests, annex.guests),
        (_("Interpreters"), "interpreters", interpreters, annex.interpreters),
    ):
        if people:
            yield Heading(3, runs(title), anchor)
            yield list_table(caption(len(people)), f"table-{anchor}", people, lang)
    if annex.units:
        yield Heading(3, runs(_("Staff")), "staff")
        yield roll_table(runs(staff(annex.units)), "table-staff", annex.units, lang)


def resource_persons(count: int) -> str:
    return ngettext("%(n)s resource person", "%(n)s resource persons", count) % {"n": number(count)}


def guests(count: int) -> str:
    return ngettext("%(n)s guest of honour", "%(n)s guests of honour", count) % {"n": number(count)}


def interpreters(count: int) -> str:
    return ngettext("%(n)s interpreter", "%(n)s interpreters", count) % {"n": number(count)}


def staff(units: tuple[Roll, ...]) -> str:
    count = sum(len(unit.people) for unit in units)
    return ngettext("%(n)s member of staff, by unit", "%(n)s members of staff, by unit", count) % {
        "n": number(count)
    }


def withheld_words(count: int) -> str:
    return ngettext(
        "%(n)s participant is counted here without a name.",
        "%(n)s participants are counted here without their names.",
        count,
    ) % {"n": number(count)}


def stream_heading(stream: StreamRoll) -> Runs:
    return runs(stream.name) if stream.name else runs(_("In no stream"))


def stream_caption(stream: StreamRoll) -> Runs:
    """The total, which always says which stream it is of."""
    places = {
        "people": words.participants(len(stream.people)),
        "countries": words.from_countries(stream.countries),
    }
    if not stream.name:
        return filled(_("%(people)s from %(countries)s, in no stream"), **places)
    return filled(
        _("%(people)s from %(countries)s in the stream %(stream)s"), stream=stream.name, **places
    )


def roll_table(caption: Runs, anchor: str, rolls: tuple[Roll, ...], lang: str) -> Table:
    """People under their countries or units."""
    return table(
        caption,
        anchor,
        tuple(
            RowGroup(
                tuple(row(person, lang) for person in roll.people),
                beside(roll.heading, Text(roll.printed_heading, lang)),
            )
            for roll in rolls
        ),
    )


def list_table(caption: str, anchor: str, people: tuple[Listed, ...], lang: str) -> Table:
    return table(runs(caption), anchor, (RowGroup(tuple(row(one, lang) for one in people)),))


def table(caption: Runs, anchor: str, groups: tuple[RowGroup, ...]) -> Table:
    return Table(
        caption=caption,
        anchor=anchor,
        columns=(
            Column(_("No."), numeric=True),
            Column(_("Name"), heads_row=True),
            Column(_("Post at the event")),
        ),
        groups=groups,
    )


def row(person: Listed, lang: str) -> Row:
    """One person; nothing but the number where the name is withheld."""
    number_cell = runs(number(person.number)) if person.number else ()
    if person.withheld:
        return Row((number_cell, runs(_("One person, name withheld"), style="quiet"), ()))
    note = runs(" ", runs(person.note, style="quiet")) if person.note else ()
    return Row(
        (
            number_cell,
            named(person.honorific, person.name, Text(person.printed_name, lang)),
            runs(person.post, printed_as(person.post, Text(person.printed_post, lang)), note),
        )
    )
