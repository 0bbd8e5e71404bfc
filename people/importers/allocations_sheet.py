"""The sheets of an allocations workbook: what an organiser fills in, column by column."""

from datetime import tzinfo

from people.importers.words import column, label_for
from workshops.countries import Gazetteer
from workshops.importers import cells, times
from workshops.importers.columns import country, translated
from workshops.importers.sheets import Column, Sheet


def allocations_sheets(known: Gazetteer, zone: tzinfo) -> tuple[Sheet, ...]:
    """One row an allocation, and what they refer to; clock times are those of `zone`."""
    stream = column("stream", "Stream", cells.text(30), required=True)
    place = country(known)
    return (
        Sheet(
            "allocations",
            "Allocations",
            (
                stream,
                column("country", "Country", place),
                column("body", "Body", cells.text(150)),
                column("fund", "Fund", cells.text(40)),
                column("seats", "Seats", cells.number, required=True),
                column("nominees_per_seat", "Nominees for each seat", cells.between(1, 20)),
                column("nomination_deadline", "Nominations until", times.moment(zone)),
                column("replacement_cutoff", "Replacements until", times.moment(zone)),
                *translated("package", "What is paid for", longest=32767, label=label_for),
                column("source_note", "Where the number comes from", cells.text(200)),
                column("position", "Position", cells.whole(32767)),
            ),
            required=True,
            named_by=("stream", "country", "body", "fund"),
        ),
        Sheet(
            "streams",
            "Streams",
            (
                Column("code", "Code", cells.code(30), required=True),
                *translated("name", "Name", longest=120, required=True),
                Column("bloc", "Bloc", cells.text(20)),
            ),
            named_by=("code",),
        ),
        Sheet(
            "funds",
            "Funds",
            (
                Column("code", "Code", cells.code(40), required=True),
                *translated("name", "Name", longest=150, required=True),
                Column("only_country", "Only for", place),
            ),
            named_by=("code",),
        ),
        Sheet(
            "shares",
            "Fund shares",
            (
                stream,
                column("country", "Country", place, required=True),
                Column("fund", "Fund", cells.text(40), required=True),
                column("seats", "Seats", cells.number, required=True),
            ),
            named_by=("stream", "country", "fund"),
        ),
    )
