"""What is known of a nominee, term by term: the same for one and for several beside each other."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.selection.board import Nominee


@dataclass(frozen=True)
class Fact:
    """One term with what is said; `lines` is empty where nothing is."""

    term: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """One term with what is said of each nominee, in their order."""

    term: str
    sayings: tuple[tuple[str, ...], ...]


def facts(one: Nominee) -> tuple[Fact, ...]:
    """In the same order, and as many, for everybody."""
    return (
        Fact(_("State"), lines(one.state_label, place(one), answer_by(one))),
        Fact(_("Post"), lines(one.post)),
        Fact(_("Organisation"), lines(one.organisation)),
        Fact(_("Sector"), lines(one.sector)),
        Fact(_("Sent by"), lines(one.country)),
        Fact(_("Rank given by the focal point"), lines(str(one.rank) if one.rank else "")),
        Fact(_("Working language"), lines(one.language)),
        Fact(_("Years in post"), lines(str(one.years) if one.years is not None else "")),
        Fact(_("Field of work"), lines(*one.expertise.splitlines())),
        Fact(_("Sessions that concern the work"), lines(*one.motivation.splitlines())),
        Fact(_("Endorsement"), lines(one.endorsement, waived(one))),
        Fact(_("Earlier workshops"), one.earlier),
    )


def compared(nominees: tuple[Nominee, ...]) -> tuple[Comparison, ...]:
    columns = [facts(one) for one in nominees]
    return tuple(
        Comparison(row[0].term, tuple(fact.lines for fact in row))
        for row in zip(*columns, strict=True)
    )


def lines(*said: str) -> tuple[str, ...]:
    return tuple(line for line in said if line and line.strip())


def place(one: Nominee) -> str:
    return _("Place %(place)s") % {"place": one.place} if one.place else ""


def answer_by(one: Nominee) -> str:
    return _("Answer by %(moment)s") % {"moment": one.answer_by} if one.answer_by else ""


def waived(one: Nominee) -> str:
    return _("Waived: %(reason)s") % {"reason": one.waiver} if one.waiver else ""
