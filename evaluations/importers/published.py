"""What a report published of an evaluation, from a sheet: one finding a row."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluations.models import PublishedFinding
from workshops.content import columns
from workshops.importers import cells
from workshops.importers.changes import Changes, drop_rest, put
from workshops.importers.columns import translated
from workshops.importers.findings import Finding
from workshops.importers.sheets import Column, Record, Records, Sheet, duplicates, fold
from workshops.models import Workshop

TEXTS = columns("heading", "text")


class PublishedImporter:
    """Makes a workshop's published findings those of the file, in its order."""

    def __init__(self, workshop: Workshop):
        self.workshop = workshop
        self.sheets = (
            Sheet(
                "findings",
                "Findings",
                (
                    Column("kind", "Kind", cells.choice(PublishedFinding.Kind), required=True),
                    *translated("heading", "Heading", longest=80),
                    *translated("text", "Text", longest=400, required=True),
                    Column("place", "Place", cells.text(80)),
                    Column("order", "Order", cells.whole(9_999)),
                ),
                required=True,
            ),
        )

    def check(self, records: Records) -> Iterator[Finding]:
        for second, first in duplicates(records["findings"], identity):
            yield second.finding(
                _("The same stands in row %(row)s.") % {"row": first.row},
                column="Text",
                value=second["text_en"],
                hint=_("Remove one of the two."),
            )

    def write(self, records: Records, changes: Changes) -> None:
        rows = sorted(records["findings"], key=lambda r: (r.get("order") or 0, r.row))
        kept = [
            put(
                PublishedFinding,
                changes,
                by={
                    "workshop": self.workshop,
                    "kind": record["kind"],
                    "text_en": record["text_en"],
                    "place": record["place"],
                },
                position=position,
                **{key: value for key, value in record.given(*TEXTS).items() if key != "text_en"},
            )
            for position, record in enumerate(rows, start=1)
        ]
        drop_rest(PublishedFinding.objects.filter(workshop=self.workshop), kept, changes)


def identity(record: Record) -> tuple | None:
    if not record.get("text_en"):
        return None
    return record.get("kind"), fold(record["text_en"]), record.get("place")
