"""How Annex A reads: day by day and part by part."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.compose.pieces import beside, billed, bullets, paragraph, under
from reports.document import (
    Block,
    Column,
    Definition,
    Definitions,
    Heading,
    Items,
    Part,
    Row,
    RowGroup,
    Runs,
    Table,
    Together,
    runs,
)
from reports.document import Item as Line
from reports.prose import from_markdown
from reports.sections.agenda import AnnexA
from reports.words import filled, joined, listed, number
from workshops import dates
from workshops.agenda import Day
from workshops.content import Text, html_lang
from workshops.happened.record import Difference
from workshops.items import Billing, Host, Item, Place
from workshops.models import SpeakerRole


def agenda_part(annex: AnnexA) -> Part:
    """The agenda, its days as headings."""
    return Part(
        anchor="annex-a",
        label=_("Annex A"),
        title=_("Agenda"),
        blocks=(
            *(Together(day_blocks(day, annex)) for day in annex.days),
            *([] if annex.days else [paragraph(_("There is no agenda yet."))]),
            *under(
                _("Planned and delivered"), "planned-and-delivered", tuple(delivered_blocks(annex))
            ),
        ),
        new_page=True,
    )


def delivered_blocks(annex: AnnexA) -> Iterator[Block]:
    """What was otherwise than planned, and of how many sessions nobody has said what happened."""
    if annex.differences:
        yield differences_table(annex.differences)
    if annex.unmarked:
        sentence = ngettext(
            "Of %(n)s session nobody has said what happened; it counts as planned.",
            "Of %(n)s sessions nobody has said what happened; they count as planned.",
            annex.unmarked,
        )
        yield paragraph(filled(sentence, n=number(annex.unmarked)), role="quiet")


def differences_table(differences: tuple[Difference, ...]) -> Table:
    return Table(
        caption=runs(_("What was delivered otherwise than planned.")),
        anchor="table-delivered",
        columns=(
            Column(_("Session"), heads_row=True),
            Column(_("Day")),
            Column(_("Planned")),
            Column(_("Delivered")),
            Column(_("Note")),
        ),
        groups=(RowGroup(tuple(map(difference_row, differences))),),
    )


def difference_row(one: Difference) -> Row:
    """A session; of one that was added also who spoke."""
    named = one.is_added and one.speakers
    session = (
        filled(_("%(session)s, with %(names)s"), session=one.session, names=listed(one.speakers))
        if named
        else runs(one.session)
    )
    day = one.date or _("not known")
    return Row((session, runs(day), runs(one.planned), runs(one.delivered), runs(one.note)))


def day_blocks(day: Day, annex: AnnexA) -> tuple[Block, ...]:
    """One day: its date, then its parts with their sessions, or that it is free."""
    heading = Heading(3, runs(day_title(day)), f"annex-a-day-{day.number}")
    if day.is_off:
        return (heading, paragraph(_("Day off"), role="quiet"))
    entries = tuple(
        Definition(
            runs(part.label),
            tuple(block for item in part.items for block in session_blocks(item, annex)),
        )
        for part in day.parts
    )
    return (heading, Definitions(entries, role="schedule"))


def day_title(day: Day) -> str:
    return pgettext("heading of a day", "Day %(number)s, %(date)s") % {
        "number": day.number,
        "date": dates.day_year(day.date),
    }


def session_blocks(item: Item, annex: AnnexA) -> tuple[Block, ...]:
    """One session: its title, its kind, its text, who hosts, who speaks, where it leads.

    The source's own words, which are in its language, stand beside ours.
    """
    lang = annex.source_lang
    return (
        Heading(4, runs(item.display_title, href=item.url), f"session-{item.slug}"),
        paragraph(marks(item, annex), role="quiet"),
        *prose(item.description),
        *([paragraph(hosts(item, lang))] if item.hosts else []),
        *bullets(speaker_line(billing, lang) for billing in item.billings),
        *([stops(item.stops)] if leads_further(item) else []),
        *prose(item.activities),
        *([paragraph(arranged(item, lang))] if item.arrangers or item.arranged_by else []),
    )


def marks(item: Item, annex: AnnexA) -> Runs:
    """The kind, the clock times where they are known, whether it was online, and what became of it."""
    words = [item.kind_label if item.title else "", item.time_range]
    words += [item.delivery_label] if item.is_online else []
    words += [annex.outcomes.get(item.id, "")]
    return joined([runs(word) for word in words if word], " · ")


def prose(text: Text) -> tuple[Block, ...]:
    return from_markdown(text.plain, lang=html_lang(text.lang))


def host(one: Host, lang: str) -> Runs:
    return beside(one.name, Text(one.printed_name, lang))


def hosts(item: Item, lang: str) -> Runs:
    return filled(_("Host: %(names)s"), names=listed([host(one, lang) for one in item.hosts]))


def arranged(item: Item, lang: str) -> Runs:
    """Who arranged it, in the source's words where there are any."""
    names = runs(item.arranged_by) or listed([host(one, lang) for one in item.arrangers])
    return filled(_("Arranged by %(names)s"), names=names)


def speaker_line(billing: Billing, lang: str) -> Runs:
    """One billing; the role is named unless it is the plain one."""
    shown = billed(billing, lang)
    if billing.role != SpeakerRole.Role.SPEAKER:
        shown = filled(_("%(role)s: %(speaker)s"), role=billing.role_label, speaker=shown)
    if billing.online:
        shown = runs(shown, " ", runs(_("(online)"), style="quiet"))
    return shown


def leads_further(item: Item) -> bool:
    """Whether a visit leads to any place that is not its host's own."""
    hosted = {words for host in item.hosts for words in (host.name.plain, host.printed_name)}
    return any(place.name.plain not in hosted for place in item.stops)


def stops(places: tuple[Place, ...]) -> Items:
    """The places of a visit in order."""
    return Items(tuple(Line(runs(place.name)) for place in places), ordered=True)


def corrections_part(annex: AnnexA) -> Part | None:
    """What the source misprints, as printed and corrected."""
    if not annex.corrections:
        return None
    rows = tuple(
        Row((runs(row.printed), runs(row.corrected), runs(row.place), runs(row.evidence)))
        for row in annex.corrections
    )
    return Part(
        anchor="corrections",
        label="",
        title=_("Corrections"),
        blocks=(
            Table(
                caption=runs(_("Words of the source that were put right.")),
                anchor="table-corrections",
                columns=(
                    Column(_("As printed"), heads_row=True),
                    Column(_("Corrected")),
                    Column(pgettext("place in the source", "Where")),
                    Column(_("How we know")),
                ),
                groups=(RowGroup(rows),),
            ),
        ),
        new_page=True,
    )
