"""What has to be ready before and while somebody is there; never a state."""

import hashlib
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.roles import TO_COME, State


class FacetQuerySet(models.QuerySet):
    def open(self) -> Self:
        """What still has to be done."""
        return self.filter(status__in=Facet.OPEN)

    def that_count(self) -> Self:
        """Of people who are to come, and what those who are there still need; of nobody who left."""
        is_to_come = Q(participation__state__in=TO_COME)
        is_there = Q(participation__state=State.ARRIVED, kind__in=Facet.WHILE_THERE)
        return self.filter(is_to_come | is_there)

    def overdue(self, today: date) -> Self:
        """Open, and due before today."""
        return self.open().that_count().filter(due_on__lt=today)


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
    WHILE_THERE = (Kind.INSURANCE, Kind.ROOM, Kind.PER_DIEM, Kind.DIET)

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

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def counts_for(self, state: str) -> bool:
        """Whether it still matters for somebody in that state; see `FacetQuerySet.that_count`."""
        return state in TO_COME or (state == State.ARRIVED and self.kind in self.WHILE_THERE)

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    @property
    def mark(self) -> str:
        """Changes whenever somebody changes the facet: what a page was opened with."""
        held = (
            self.status,
            self.due_on,
            self.done_on,
            self.updated_at and self.updated_at.timestamp(),
        )
        return hashlib.sha256(repr(held).encode()).hexdigest()[:8]


class FacetSetting(models.Model):
    """One act that set one kind of facet for many people at once; kept so that it can be undone.

    `before` and `after`: what each facet held, by the key of its participation; None where there was none.
    """

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="facet_settings",
        verbose_name=_("workshop"),
    )
    kind = models.CharField(_("what"), max_length=11, choices=Facet.Kind)
    status = models.CharField(_("set to"), max_length=10, choices=Facet.Status)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("setting of facets")
        verbose_name_plural = _("settings of facets")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()} ({len(self.after)})"


class Reveal(models.Model):
    """Somebody of the office looked at what one person keeps private; append-only."""

    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="reveals",
        verbose_name=_("whose"),
    )
    kind = models.CharField(_("what"), max_length=11, choices=Facet.Kind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("look at a private detail")
        verbose_name_plural = _("looks at private details")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.participation}: {self.get_kind_display()}"


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
        _("where this comes from"),
        max_length=200,
        blank=True,
        help_text=_("The embassy’s page, a note verbale, a call: so that somebody can ask again."),
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    is_sample = models.BooleanField(
        _("invented"),
        default=False,
        help_text=_("Holds for sample workshops alone."),
    )

    class Meta:
        verbose_name = _("visa rule")
        verbose_name_plural = _("visa rules")
        ordering = ["host", "nationality", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "nationality", "is_sample"], name="visa_rule_is_said_once"
            )
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
