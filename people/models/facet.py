"""What has to be ready before and while somebody is there; never a state."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FacetQuerySet(models.QuerySet):
    def open(self) -> Self:
        """What still has to be done."""
        return self.filter(status__in=Facet.OPEN)


class Facet(models.Model):
    """One thing that one participation needs, with its own status and due date."""

    class Kind(models.TextChoices):
        ENDORSEMENT = "endorsement", _("Endorsement")
        LANGUAGE = "language", _("Language evidence")
        INVITATION = "invitation", _("Invitation letter")
        VISA = "visa", _("Visa")
        TICKET = "ticket", _("Ticket")
        INSURANCE = "insurance", _("Insurance")
        ROOM = "room", _("Room")
        PER_DIEM = "per_diem", _("Per diem")
        DIET = "diet", _("Diet")
        ARRIVAL = "arrival", _("Expected arrival")

    class Status(models.TextChoices):
        TO_DO = "to_do", _("To do")
        ASKED = "asked", _("Under way")
        DONE = "done", _("Done")
        NOT_NEEDED = "not_needed", _("Not needed")
        REFUSED = "refused", _("Refused")

    class Diet(models.TextChoices):
        ANY = "any", _("No wish")
        HALAL = "halal", _("Halal")
        VEGETARIAN = "vegetarian", _("Vegetarian")
        VEGAN = "vegan", _("Vegan")
        KOSHER = "kosher", _("Kosher")
        NO_PORK = "no_pork", _("No pork")
        NO_BEEF = "no_beef", _("No beef")
        ALLERGY = "allergy", _("Allergy")
        OTHER = "other", _("Other")

    OPEN = (Status.TO_DO, Status.ASKED, Status.REFUSED)
    SENSITIVE = (Kind.DIET,)

    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="facets",
        verbose_name=_("participation"),
    )
    kind = models.CharField(_("what"), max_length=11, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.TO_DO)
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    diet = models.CharField(_("diet"), max_length=10, choices=Diet, blank=True)
    detail = models.CharField(
        _("detail"), max_length=250, blank=True, help_text=_("Private, for those who arrange it.")
    )
    updated_at = models.DateTimeField(_("changed"), null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = FacetQuerySet.as_manager()

    class Meta:
        verbose_name = _("facet")
        verbose_name_plural = _("facets")
        ordering = ["participation", "kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "kind"], name="facet_stands_once"),
            models.CheckConstraint(
                condition=Q(kind="diet") | Q(diet=""), name="only_a_diet_has_a_diet"
            ),
        ]
        indexes = [models.Index(fields=["kind", "status", "due_on"], name="facet_by_due_date")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()}"


class VisaRule(models.Model):
    """Whether nationals of a country need a visa for a host country, and how many days it takes."""

    host = models.ForeignKey(
        "workshops.Country", models.CASCADE, related_name="+", verbose_name=_("host country")
    )
    nationality = models.ForeignKey(
        "workshops.Country", models.CASCADE, related_name="+", verbose_name=_("nationality")
    )
    needed = models.BooleanField(_("a visa is needed"), default=True)
    lead_days = models.PositiveSmallIntegerField(_("days that it takes"), default=21)
    source = models.CharField(
        _("where this comes from"), max_length=200, blank=True, help_text=_("With its date.")
    )

    class Meta:
        verbose_name = _("visa rule")
        verbose_name_plural = _("visa rules")
        ordering = ["host", "nationality", "id"]
        constraints = [
            models.UniqueConstraint(fields=["host", "nationality"], name="visa_rule_is_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.nationality} → {self.host}"


class Attendance(models.Model):
    """One participation that was there on one day of the workshop."""

    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="attendances",
        verbose_name=_("participation"),
    )
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "day"], name="attendance_is_counted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.day:%Y-%m-%d}"
