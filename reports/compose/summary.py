"""How the summary reads."""

from django.utils.translation import gettext as _

from reports.compose.pieces import bullets, figure_list, paragraph, under
from reports.document import Heading, Part, Run, runs
from reports.sections.summary import Summary


def summary_part(summary: Summary) -> Part:
    return Part(
        anchor="summary",
        label="1",
        title=_("Summary"),
        new_page=True,
        blocks=(
            paragraph(running(summary), role="lead"),
            Heading(3, runs(_("In figures")), "figures"),
            figure_list(summary.figures.listed),
            *under(_("Purpose"), "purpose", summary.purpose),
            *under(_("Approach"), "approach", summary.approach),
            *under(_("Intended outcomes"), "outcomes", bullets(summary.outcomes)),
        ),
    )


def running(summary: Summary) -> list[Run]:
    """The sentences as one paragraph."""
    return [run for sentence in summary.sentences for run in (*sentence, Run(" "))][:-1]
