"""How Annex E reads."""

from django.utils.translation import gettext as _

from reports.compose.pieces import paragraph
from reports.document import Part
from reports.sections.evaluation import AnnexE


def evaluation_part(annex: AnnexE) -> Part:
    return Part("annex-e", _("Annex E"), _("Evaluation"), (paragraph("…"),), new_page=True)
