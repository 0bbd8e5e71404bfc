"""Who is due: whom the dashboard counts, and whom the selection board shows for it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Participation, State
from workshops.models import Workshop

SOON = timedelta(days=3)


class Due(models.TextChoices):
    ANSWER = "answer", _("Offer ends within three days")
    ENDORSEMENT = "endorsement", _("Endorsement overdue")

    def rows(self, rows: QuerySet[Participation], now: datetime) -> QuerySet[Participation]:
        """Those of these who are due now."""
        return rows.participants().filter(OF[self](now))

    def keys(self, workshop: Workshop, now: datetime) -> set[int]:
        return set(self.rows(workshop.participations.all(), now).values_list("pk", flat=True))


def answer(now: datetime) -> Q:
    """Offers that nobody has answered, with three days left or fewer."""
    return Q(state=State.SELECTED, answer_by__gt=now, answer_by__lte=now + SOON) & ~Q(
        channel=Participation.Channel.HISTORICAL
    )


def endorsement(now: datetime) -> Q:
    """Nominees whom nobody has endorsed although nominations are closed, and nobody waived it."""
    return Q(
        channel=Participation.Channel.NOMINATION,
        state__in=(State.SUBMITTED, State.UNDER_REVIEW),
        endorsement__isnull=True,
        waiver_reason="",
        allocation__nomination_deadline__lt=now,
    )


OF = {Due.ANSWER: answer, Due.ENDORSEMENT: endorsement}
