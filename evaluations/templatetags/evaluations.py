"""Figures of results as words: the formats that Table E-1 and the report share."""

from django import template
from django.utils.translation import gettext as _

from evaluations.charts import count_text, share_text
from evaluations.results import ItemResult
from evaluations.suppression import Reason
from evaluations.tallies import Bounds, Tally, percent

register = template.Library()


@register.filter
def reason(why: Reason) -> str:
    """Why figures are withheld, in a sentence."""
    sentences = {
        Reason.TOO_FEW: _("Withheld: fewer than five people."),
        Reason.REMAINDER: _("Withheld: the rest would be fewer than five people."),
    }
    return sentences[why]


@register.filter
def counts(tally: Tally) -> str:
    """All counts in the order of the answers."""
    return " · ".join(count_text(cell.count) for cell in tally.cells)


@register.filter
def left_out(tally: Tally) -> int:
    """Who would rather not say, and who left it out."""
    return tally.rather_not_say + tally.missing


@register.filter
def favourable_share(item: ItemResult) -> str:
    return share_text(item.summary.favourable, item.tally.n)


@register.filter
def bounds(value: Bounds) -> str:
    """From – to, of all invited."""
    low, high = percent(value.low, value.of), percent(value.high, value.of)
    if low is None:
        words = {"low": value.low, "high": value.high, "of": value.of}
        return _("%(low)s–%(high)s of %(of)s") % words
    return _("%(low)s–%(high)s%%") % {"low": low, "high": high}
