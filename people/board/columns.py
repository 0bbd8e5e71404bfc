"""What each number of the seat board means: which people it counts, or which seats.

A column's `of` is asked both when the number is counted and when the list behind it is shown, so the
two cannot differ. Seats are called as on the public board (`people.seats`): a held one is taken by
somebody who is selected or has accepted, an arrived one by somebody who came.
"""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import (
    CAME,
    Facet,
    Participation,
    Seat,
    State,
)
from workshops.keys import key_named

LEFT = (State.WITHDRAWN, State.DECLINED, State.EXPIRED, State.REPLACED, State.NO_SHOW)
OPEN = (State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW, State.RETURNED)
COMING = (State.SELECTED, State.ACCEPTED)

HAS_HOLDER = Exists(Participation.objects.holding_a_seat().filter(seat=OuterRef("pk")))
VISA_IS_OPEN = Exists(
    Facet.objects.open().filter(kind=Facet.Kind.VISA, participation=OuterRef("pk"))
)
PUT_FORWARD = Q(channel=Participation.Channel.NOMINATION) & ~Q(state=State.DRAFT)


@dataclass(frozen=True)
class Column:
    """One number of the board. `of` picks people, or seats where `is_of_seats`."""

    code: str
    label: str | Promise
    meaning: str | Promise
    of: Q
    is_of_seats: bool = False


COLUMNS = (
    Column(
        "seats",
        pgettext_lazy("column of the seat board", "Seats"),
        _(
            "Seats that count: planned, offered or lost. Returned, reallocated and cancelled ones do not."
        ),
        Q(state__in=Seat.IN_FORCE),
        is_of_seats=True,
    ),
    Column(
        "free",
        pgettext_lazy("column of the seat board", "Free"),
        _("Of these, planned or offered and held by nobody."),
        Q(state__in=(Seat.State.PLANNED, Seat.State.OFFERED)) & ~HAS_HOLDER,
        is_of_seats=True,
    ),
    Column(
        "nominated",
        pgettext_lazy("column of the seat board", "Nominated"),
        _("People put forward, whatever became of them since. Drafts do not count."),
        PUT_FORWARD,
    ),
    Column(
        "endorsed",
        pgettext_lazy("column of the seat board", "Endorsed"),
        _("Of those nominated, whom an authority endorsed. A waiver is no endorsement."),
        PUT_FORWARD & Q(endorsement__isnull=False),
    ),
    Column(
        "reserve",
        pgettext_lazy("column of the seat board", "Reserve"),
        _("People who wait in the reserve now."),
        Q(state=State.RESERVE),
    ),
    Column(
        "offered",
        pgettext_lazy("column of the seat board", "Offer open"),
        _("People who are selected and have not answered. Their seat is held."),
        Q(state=State.SELECTED),
    ),
    Column(
        "accepted",
        pgettext_lazy("column of the seat board", "Accepted"),
        _("People who have accepted and have not arrived yet."),
        Q(state=State.ACCEPTED),
    ),
    Column(
        "visa",
        pgettext_lazy("column of the seat board", "Visa pending"),
        _("Of those selected or accepted, whose visa is to do, under way or refused."),
        Q(state__in=COMING) & VISA_IS_OPEN,
    ),
    Column(
        "arrived",
        pgettext_lazy("column of the seat board", "Arrived"),
        _("People who ever arrived, those who left early or are back home included."),
        Q(state__in=CAME),
    ),
    Column(
        "withdrawn",
        pgettext_lazy("column of the seat board", "Withdrawn"),
        _(
            "People who withdrew, declined, let an offer expire, were replaced or did not come. "
            "Their seat is free, somebody else’s, or lost."
        ),
        Q(state__in=LEFT),
    ),
    Column(
        "lost",
        pgettext_lazy("column of the seat board", "Lost"),
        _("Seats left empty by a no-show, as long as nobody else has them."),
        Q(state=Seat.State.LOST) & ~HAS_HOLDER,
        is_of_seats=True,
    ),
)
BY_CODE = {column.code: column for column in COLUMNS}
OF_PEOPLE = tuple(column for column in COLUMNS if not column.is_of_seats)


def placed_people(rows: QuerySet) -> QuerySet:
    """Participants with where the board counts them: `line_stream`, `line_country`, `line_body`, `line_fund`.

    That is the allocation of their seat, else the one they were put forward under, else their own
    stream and sending country, without a fund.
    """
    return rows.participants().annotate(
        line_stream=Coalesce("seat__allocation__stream", "allocation__stream", "stream"),
        line_country=where("country", F("sending_country")),
        line_body=where("body", Value("")),
        line_fund=where("fund", None),
    )


def where(field: str, otherwise: object) -> Case:
    return Case(
        When(seat__isnull=False, then=F(f"seat__allocation__{field}")),
        When(allocation__isnull=False, then=F(f"allocation__{field}")),
        default=otherwise,
    )


def placed_seats(rows: QuerySet) -> QuerySet:
    """Seats with the same columns."""
    return rows.annotate(
        line_stream=F("allocation__stream"),
        line_country=F("allocation__country"),
        line_body=F("allocation__body"),
        line_fund=F("allocation__fund"),
    )


def placed(rows: QuerySet) -> QuerySet:
    return placed_seats(rows) if rows.model is Seat else placed_people(rows)


@dataclass(frozen=True)
class LineKey:
    """A country or body within a stream; None for what people without an allocation do not say."""

    stream: int | None
    country: str | None = None
    body: str = ""

    def __str__(self) -> str:
        """As it stands in an address: `4/KAZ`, `4/=The Secretariat`, `0/`."""
        return f"{self.stream or 0}/{'=' + self.body if self.body else self.country or ''}"

    @property
    def of(self) -> Q:
        """Whom and what the line counts, on placed rows."""
        return Q(
            **{"line_stream": self.stream} if self.stream else {"line_stream__isnull": True},
            **{"line_country": self.country} if self.country else {"line_country__isnull": True},
            line_body=self.body,
        )


def line_named(written: str) -> Q | None:
    """What `?line=` names: a line, or `4` for all lines of a stream; None where it names nothing."""
    stream, separator, recipient = written.partition("/")
    key = key_named(stream)
    if key is None:
        return None
    if not separator:
        return Q(line_stream=key) if key else Q(line_stream__isnull=True)
    if recipient.startswith("="):
        return LineKey(key or None, body=recipient[1:]).of
    return LineKey(key or None, country=recipient or None).of


def fund_named(written: str) -> Q | None:
    """What `?fund=` names: a fund by its key, or `none` for what no fund is said to pay."""
    if written == "none":
        return Q(line_fund__isnull=True)
    key = key_named(written)
    return Q(line_fund=key) if key is not None else None
