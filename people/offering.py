"""What is offered to a country or body, in words, and who is sought."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from people.models import Allocation, Call, Sector
from workshops.content import Text, prose_of, text_of
from workshops.languages import language_name
from workshops.models import Workshop


@dataclass(frozen=True)
class Offer:
    """What is offered to a country or body, and who is sought."""

    package: Text
    paid_by: tuple[str, ...]
    profile: SafeString
    eligibility: Text
    language: str
    sectors: tuple[str, ...]


def sender_of(allocation: Allocation) -> Text:
    return text_of(allocation.country, "name") if allocation.country else Text(allocation.body)


def offer_of(allocation: Allocation, call: Call) -> Offer:
    workshop = allocation.stream.workshop
    return Offer(
        package=text_of(allocation, "package"),
        paid_by=tuple(paid_by(allocation)),
        profile=prose_of(workshop, "participants_sought"),
        eligibility=text_of(call, "eligibility"),
        language=language_sought(workshop, call),
        sectors=tuple(str(Sector(code).label) for code in call.sectors if code in Sector.values),
    )


def paid_by(allocation: Allocation) -> Iterator[str]:
    """Who pays, for how many seats, and for whom alone."""
    fund = allocation.fund
    if fund and fund.only_country:
        yield _(
            "The seats are paid for by %(fund)s, which is for nominees of %(country)s only."
        ) % {
            "fund": text_of(fund, "name").plain,
            "country": text_of(fund.only_country, "name").plain,
        }
    elif fund:
        yield _("The seats are paid for by %(fund)s.") % {"fund": text_of(fund, "name").plain}
    for share in allocation.fund_shares.select_related("fund"):
        yield ngettext(
            "%(n)s seat is paid for by %(fund)s.",
            "%(n)s seats are paid for by %(fund)s.",
            share.seats,
        ) % {"n": share.seats, "fund": text_of(share.fund, "name").plain}


def language_sought(workshop: Workshop, call: Call) -> str:
    """English, level B2 or better."""
    spoken = pgettext("list separator", ", ").join(
        language_name(code) for code in workshop.working_languages
    )
    if not call.language_level:
        return spoken
    return _("%(languages)s, level %(level)s or better") % {
        "languages": spoken,
        "level": call.language_level,
    }
