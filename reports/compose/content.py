"""How content and participants read."""

from collections import Counter

from django.utils.translation import gettext as _

from reports.compose.pieces import (
    bullets,
    figure_list,
    named,
    paragraph,
    under,
    with_post,
)
from reports.document import Block, Column, Note, Part, Row, RowGroup, Runs, Table, runs
from reports.sections import Sections
from reports.sections.content import Content, Expert
from reports.sections.cover import Role
from reports.sections.people import AnnexD
from reports.sections.seats import AllocationLine, SeatCount, StreamSeats
from reports.words import filled, listed, number
from workshops.items import Billing


def content_part(sections: Sections) -> Part:
    """What was taught, by whom and to whom."""
    content = sections.content
    return Part(
        anchor="content-and-participants",
        label="2",
        title=_("Content and participants"),
        blocks=(
            *under(_("Components"), "components", components(content)),
            *under(_("Curriculum"), "curriculum", bullets(content.tracks)),
            *under(_("Load"), "load", load(content)),
            *under(_("Languages"), "languages", languages(content)),
            *under(_("Welcome remarks"), "welcome", bullets(map(remark, content.welcome))),
            *under(_("Moderators"), "moderators", bullets(map(remark, content.moderators))),
            *under(_("Expert team"), "experts", bullets(map(expert, content.experts))),
            *under(_("Closing remarks"), "closing", bullets(map(remark, content.closing))),
            *under(_("Supporters"), "supporters", bullets(sections.cover.names(Role.SUPPORTER))),
            *under(_("Participants and seats"), "seats", seats(sections)),
            *under(_("Reservations"), "reservations", reservations(sections)),
        ),
    )


def components(content: Content) -> tuple[Block, ...]:
    """Planned hours by component, and their sum."""
    if not content.components:
        return ()
    return (
        Table(
            caption=runs(_("Hours planned for each component.")),
            anchor="table-components",
            columns=(Column(_("Component"), heads_row=True), Column(_("Hours"), numeric=True)),
            groups=(
                RowGroup(
                    tuple(
                        Row((runs(line.name), runs(number(line.hours))))
                        for line in content.components
                    )
                ),
            ),
            total=Row((runs(_("All components")), runs(content.planned_hours.shown)), total=True),
        ),
    )


def load(content: Content) -> tuple[Block, ...]:
    """Facts alone; what is too much, the reader decides."""
    return (figure_list(content.load.figures),) if content.load.hours.value else ()


def languages(content: Content) -> tuple[Block, ...]:
    if not content.languages:
        return ()
    sentence = (
        _("Working languages: %(languages)s, with simultaneous interpretation.")
        if content.interpretation
        else _("Working languages: %(languages)s.")
    )
    return (paragraph(filled(sentence, languages=listed(content.languages))),)


def remark(one: Billing) -> Runs:
    """Who gave remarks, as we keep the name; Annex A has it as printed."""
    return with_post(named(one.honorific, one.name), one.post)


def expert(one: Expert) -> Runs:
    """Name and post, and whether the agenda lacks the session."""
    shown = with_post(named(one.honorific, one.name), one.post)
    if one.on_agenda:
        return shown
    return runs(shown, " ", runs(_("(not on the agenda of Annex A)"), style="quiet"))


def seats(sections: Sections) -> tuple[Block, ...]:
    """The table of allocations, with a total for each stream."""
    streams = tuple(stream for stream in sections.content.seats if stream.lines)
    if not streams:
        return ()
    return (
        *(paragraph(stream_words(stream, sections.annex_d)) for stream in streams),
        allocations(streams),
        paragraph(_("Used: somebody came on the seat. The names are in Annex D."), role="quiet"),
    )


def stream_words(stream: StreamSeats, people: AnnexD) -> Runs:
    """Allocated, nominated and used are three numbers, said apart."""
    sentence = (
        _(
            "%(stream)s: %(allocated)s seats allocated, %(used)s used; nominations are not on record."
        )
        if stream.nominated is None
        else _(
            "%(stream)s: %(allocated)s seats allocated, %(nominated)s people nominated, %(used)s seats used."
        )
    )
    return filled(
        sentence,
        stream=runs(stream.name, style="strong"),
        allocated=number(stream.count.allocated),
        nominated=number(stream.nominated or 0),
        used=number(stream.count.used),
    )


def allocations(streams: tuple[StreamSeats, ...]) -> Table:
    total = sum((stream.count for stream in streams), SeatCount())
    several = len(streams) > 1
    return Table(
        caption=runs(_("Seats by stream, sending country and fund.")),
        anchor="table-seats",
        columns=(
            Column(_("Country"), heads_row=True),
            Column(_("Fund")),
            Column(_("Allocated"), numeric=True),
            Column(_("Used"), numeric=True),
            Column(_("Lost"), numeric=True),
            Column(_("Returned"), numeric=True),
            Column(_("Note")),
        ),
        groups=tuple(stream_rows(stream) for stream in streams),
        total=count_row(runs(_("All streams")), (), total, "", total=True) if several else None,
    )


def stream_rows(stream: StreamSeats) -> RowGroup:
    """The allocations of a stream and their total; what holds for most stands in the heading."""
    common = common_note(stream.lines)
    total = filled(_("%(stream)s, total"), stream=stream.name)
    return RowGroup(
        rows=(
            *(allocation_row(line, common) for line in stream.lines),
            count_row(total, (), stream.count, "", total=True),
        ),
        heading=runs(stream.name, *([" ", runs(common, style="quiet")] if common else [])),
    )


def common_note(lines: tuple[AllocationLine, ...]) -> str:
    """The note that most allocations share; nothing where no two do."""
    note, times = Counter(line.note for line in lines).most_common(1)[0]
    return note if times > 1 else ""


def allocation_row(line: AllocationLine, common: str) -> Row:
    note = line.note if line.note != common else ""
    return count_row(runs(line.country), funds(line), line.count, note)


def funds(line: AllocationLine) -> Runs:
    """The fund of all these seats, or how many of them each fund pays for."""
    shares = [
        filled(_("%(fund)s: %(seats)s"), fund=share.fund, seats=number(share.seats))
        for share in line.shares
    ]
    return runs(line.fund) or listed(shares)


def count_row(name: Runs, fund: Runs, count: SeatCount, note: str, *, total: bool = False) -> Row:
    numbers = (count.allocated, count.used, count.lost, count.returned)
    return Row((name, fund, *(runs(number(each)) for each in numbers), runs(note)), total)


def reservations(sections: Sections) -> tuple[Block, ...]:
    """What the figures leave open, in the words of who made the report final all the same."""
    return (Note(sections.override_note),) if sections.override_note else ()
