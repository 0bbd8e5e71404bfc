"""Seats by country: streams, funds, allocations and the seats themselves."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people.models.access import FocalPoint
from people.models.roles import HOLDING


class Stream(models.Model):
    """The list a participant joins through; a name, not a fact about the country."""

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="streams", verbose_name=_("workshop")
    )
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    bloc = models.ForeignKey(
        "people.Bloc",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="streams",
        verbose_name=_("bloc"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "code"], name="stream_code_is_unique_in_workshop"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Fund(models.Model):
    """The money that pays for seats; it may be for one country only."""

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="funds", verbose_name=_("workshop")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=150)
    only_country = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for"),
        help_text=_("The sending country that its seats are tied to."),
    )

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "code"], name="fund_code_is_unique_in_workshop"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AllocationQuerySet(models.QuerySet):
    def of(self, focal_point: FocalPoint) -> Self:
        """The focal point's own, and nobody else's."""
        return self.filter(focal_points=focal_point)


class Allocation(models.Model):
    """Seats offered to one sending country or body, from one fund, in one stream."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stream = models.ForeignKey(
        Stream, models.CASCADE, related_name="allocations", verbose_name=_("stream")
    )
    country = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("sending country"),
    )
    body = models.CharField(_("or body"), max_length=150, blank=True)
    fund = models.ForeignKey(
        Fund,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("fund"),
    )
    package = models.TextField(
        _("what is paid for"), blank=True, help_text=_("Shown to the focal point.")
    )
    nominees_per_seat = models.PositiveSmallIntegerField(
        _("nominees for each seat"),
        default=2,
        help_text=_("How many may be put forward at most, for each seat."),
    )
    nomination_deadline = models.DateTimeField(_("nominations until"), null=True, blank=True)
    replacement_cutoff = models.DateTimeField(_("replacements until"), null=True, blank=True)
    source_note = models.CharField(_("where the number comes from"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["stream", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                "stream",
                Coalesce("country", Value("")),
                "body",
                Coalesce("fund", Value(0)),  # two rows without a fund are alike
                name="allocation_is_made_once",
            ),
            models.CheckConstraint(
                condition=Q(country__isnull=False, body="")
                | (Q(country__isnull=True) & ~Q(body="")),
                name="allocation_is_to_a_country_or_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country or self.body}"


class FundShare(models.Model):
    """How many seats of an allocation a fund pays for, where nobody says which of them."""

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="fund_shares", verbose_name=_("allocation")
    )
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="shares", verbose_name=_("fund"))
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name = _("fund’s share of an allocation")
        verbose_name_plural = _("funds’ shares of allocations")
        ordering = ["allocation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "fund"], name="fund_shares_an_allocation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund}: {self.seats}"


class SeatQuerySet(models.QuerySet):
    def held(self) -> Self:
        """Seats that somebody holds."""
        return self.filter(participations__state__in=HOLDING)

    def free(self) -> Self:
        """Seats in force that nobody holds; a lost one can be used after all."""
        return self.in_force().exclude(
            pk__in=Seat.objects.filter(participations__state__in=HOLDING).values("pk")
        )

    def in_force(self) -> Self:
        """Seats that count: neither returned, nor reallocated, nor cancelled."""
        return self.filter(state__in=Seat.IN_FORCE)


class Seat(models.Model):
    """One place. Whether it is nominated, held, occupied or used follows from its participations."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OFFERED = "offered", _("Offered")
        RETURNED = "returned", _("Returned")
        REALLOCATED = "reallocated", _("Reallocated")
        CANCELLED = "cancelled", _("Cancelled")
        LOST = "lost", _("Lost")

    IN_FORCE = (State.PLANNED, State.OFFERED, State.LOST)
    TO_TAKE = (State.OFFERED, State.LOST)  # a lost one is used after all

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="seats", verbose_name=_("allocation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OFFERED)

    moved_to = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("became"),
        help_text=_("The seat of another allocation that a reallocated one became."),
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["allocation", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "number"], name="seat_number_is_unique_in_allocation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation} {self.number}"


class SeatChange(models.Model):
    """One change of a seat's state: append-only, with who, when and a private reason."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="changes", verbose_name=_("seat"))
    from_state = models.CharField(_("from"), max_length=12, choices=Seat.State, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=Seat.State)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of a seat")
        verbose_name_plural = _("changes of seats")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
