"""How the summary reads."""

from django.utils.translation import gettext as _

from reports.compose.pieces import bullets, figure_list, paragraph, under
from reports.document import Heading, Part, runs
from reports.sections.summary import Summary
from reports.words import sentences


def summary_part(summary: Summary) -> Part:
    return Part(
        anchor="summary",
        label="1",
        title=_("Summary"),
        new_page=True,
        blocks=(
            paragraph(sentences(summary.sentences), role="lead"),
            Heading(3, runs(_("In figures")), "figures"),
            figure_list(summary.figures.listed),
            *under(_("Purpose"), "purpose", summary.purpose),
            *under(_("Approach"), "approach", summary.approach),
            *under(_("Intended outcomes"), "outcomes", bullets(summary.outcomes)),
        ),
    )
