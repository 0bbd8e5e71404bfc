"""The cover."""

from django.utils.translation import gettext as _

from reports.compose.pieces import facts
from reports.document import Block, Runs, runs
from reports.sections.cover import Cover, Role
from reports.words import listed
from workshops import dates

NAMED = (Role.ORGANISER, Role.CO_ORGANISER, Role.FUNDER)  # supporters, often many, stand in part 2


def titles(cover: Cover) -> tuple[Runs, tuple[Runs, ...]]:
    """The title, and those joint titles that are other words."""
    others = [title for title in cover.joint_titles if title.plain != cover.title.plain]
    return runs(cover.title), tuple(runs(title) for title in others)


def front(cover: Cover) -> tuple[Block, ...]:
    """When, where and who, and how far the report is."""
    return facts(
        (_("Dates"), cover.dates),
        (_("Place"), cover.place),
        (_("Venues"), listed(cover.venues)),
        (_("Kind"), cover.kind),
        (_("Programme"), cover.programme),
        *((line.label, listed(line.names)) for line in cover.organisations if line.role in NAMED),
        (_("Report"), status(cover)),
    )


def status(cover: Cover) -> str:
    if not cover.is_final:
        return _("Draft")
    if cover.final_since is None or cover.source:  # a retold report has the date of its source
        return _("Final")
    return _("Final since %(date)s") % {
        "date": dates.date_range(cover.final_since, cover.final_since)
    }
