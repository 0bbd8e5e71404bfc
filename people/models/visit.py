"""Who comes along on a site visit: sign-ups, places in vehicles, and who was counted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitSignUp(models.Model):
    """One participation that wishes to come on one visit.

    Whether it has a place is not stored: the first ones have, in the order of their numbers, as many as there
    are places; the others wait.
    """

    visit = models.ForeignKey(
        "workshops.SiteVisit", models.CASCADE, related_name="sign_ups", verbose_name=_("site visit")
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="visit_sign_ups",
        verbose_name=_("participation"),
    )
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("signed up at"))

    class Meta:
        verbose_name = _("sign-up for a visit")
        verbose_name_plural = _("sign-ups for visits")
        ordering = ["visit", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "participation"], name="person_signs_up_for_a_visit_once"
            ),
            models.UniqueConstraint(fields=["visit", "number"], name="sign_ups_have_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.participation} – {self.visit}"


class VehicleSeat(models.Model):
    """One participation in one vehicle of a visit."""

    visit = models.ForeignKey(
        "workshops.SiteVisit",
        models.CASCADE,
        related_name="vehicle_seats",
        verbose_name=_("site visit"),
    )
    transport = models.ForeignKey(
        "workshops.Transport",
        models.CASCADE,
        related_name="vehicle_seats",
        verbose_name=_("vehicle"),
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="vehicle_seats",
        verbose_name=_("participation"),
    )

    class Meta:
        verbose_name = _("place in a vehicle")
        verbose_name_plural = _("places in vehicles")
        ordering = ["transport", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "participation"], name="person_rides_in_one_vehicle_of_a_visit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} – {self.transport}"


class HeadCount(models.Model):
    """One participation that was counted aboard on one leg of a visit."""

    class Leg(models.TextChoices):
        OUT = "out", _("On the way out")
        BACK = "back", _("On the way back")

    visit = models.ForeignKey(
        "workshops.SiteVisit",
        models.CASCADE,
        related_name="head_counts",
        verbose_name=_("site visit"),
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="head_counts",
        verbose_name=_("participation"),
    )
    leg = models.CharField(_("leg"), max_length=4, choices=Leg)
    transport = models.ForeignKey(
        "workshops.Transport",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="head_counts",
        verbose_name=_("vehicle"),
    )
    at = models.DateTimeField(_("counted at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("count of a head")
        verbose_name_plural = _("counts of heads")
        ordering = ["visit", "leg", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "participation", "leg"], name="head_is_counted_once_a_leg"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.get_leg_display()}"
