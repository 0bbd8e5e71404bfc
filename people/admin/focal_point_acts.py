"""What is done to the access of focal points, one or many, and what is said before and after."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import focal_points


@dataclass(frozen=True)
class Act:
    """Something done to focal points, with what is said before. `asks` takes the count."""

    code: str
    label: Promise
    asks: Callable[[int], str]
    effect: Promise
    do: Callable
    said: Callable[[int], str]


ACTS = {
    act.code: act
    for act in (
        Act(
            "invite",
            _("Send the invitation"),
            lambda n: ngettext(
                "This sends %(n)s invitation, to the address beside the name:",
                "This sends %(n)s invitations, each to the address beside the name:",
                n,
            ),
            _(
                "Each invitation carries a personal link. Who was invited before gets the same link once "
                "more, unless it ends soon."
            ),
            focal_points.invite,
            lambda n: ngettext(
                "%(n)s invitation is on its way.", "%(n)s invitations are on their way.", n
            ),
        ),
        Act(
            "renew",
            _("Renew the link"),
            lambda n: ngettext(
                "This makes %(n)s new link and mails it:",
                "This makes %(n)s new links and mails each to its owner:",
                n,
            ),
            _("The links before end at once; who is signed in by one has to open the new one."),
            focal_points.renew,
            lambda n: ngettext(
                "%(n)s new link is on its way.", "%(n)s new links are on their way.", n
            ),
        ),
        Act(
            "end",
            _("End access"),
            lambda n: ngettext(
                "This ends the access of %(n)s person:", "This ends the access of %(n)s people:", n
            ),
            _("They are signed out and cannot come back. Their nominations stay as they are."),
            focal_points.end,
            lambda n: ngettext(
                "%(n)s person is let in no more.", "%(n)s people are let in no more.", n
            ),
        ),
    )
}
