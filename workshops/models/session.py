"""The agenda's items, with who hosts them."""

import uuid
from decimal import Decimal
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    NIGHT = "night", _("Night")
    DAYTIME = "daytime", _("Daytime")


class PartWindow(models.Model):
    """When a part of the day is: to order, to say "now", and where a format wants a start.

    A workshop without rows uses `agenda.USUAL_WINDOWS`.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="part_windows")
    part_of_day = models.CharField(_("part of day"), max_length=10, choices=PartOfDay)
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("window of a part of the day")
        verbose_name_plural = _("windows of the parts of the day")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "part_of_day"], name="part_of_day_has_one_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_part_of_day_display()} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class SessionQuerySet(models.QuerySet):
    def listed(self) -> Self:
        """Those that stand in the agenda; what was given without being listed is left out."""
        return self.filter(is_added=False)

    def added(self) -> Self:
        """Those that took place and never stood in the agenda."""
        return self.filter(is_added=True)

    def delivered(self) -> Self:
        """Those that took place, as far as anybody knows: neither cancelled nor marked as not held."""
        return self.exclude(status=Session.Status.CANCELLED).exclude(
            happened=Session.Happened.NOT_HELD
        )

    def unmarked(self) -> Self:
        """Sessions of the agenda of which nobody has said what happened."""
        return (
            self.listed()
            .filter(happened="", status=Session.Status.PLANNED)
            .exclude(kind__in=[Session.Kind.OFF, Session.Kind.BREAK])
        )


class Session(models.Model):
    """One item of the agenda, or something that took place and never stood there (`is_added`).

    What is added may have neither a date nor a part of the day, where nobody knows them.
    """

    class Kind(models.TextChoices):
        CEREMONY = "ceremony", _("Ceremony")
        LECTURE = "lecture", _("Lecture")
        SITE_VISIT = "site_visit", _("Site visit")
        NETWORKING = "networking", _("Networking")
        TOUR = "tour", _("Tour")
        GROUP_WORK = "group_work", _("Group work")
        DISCUSSION = "discussion", _("Discussion")
        BREAK = "break", _("Break")
        OFF = "off", _("Day off")

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CANCELLED = "cancelled", _("Cancelled")

    class Method(models.TextChoices):
        PRESENTATION = "presentation", _("Presentation")
        CASE_STUDY = "case_study", _("Case study")
        EXERCISE = "exercise", _("Exercise")
        DISCUSSION = "discussion", _("Discussion")
        VISIT = "visit", _("Visit")

    class Happened(models.TextChoices):
        AS_PLANNED = "as_planned", _("As planned")
        CHANGED = "changed", _("Otherwise than planned")
        NOT_HELD = "not_held", _("Not held")

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="sessions", verbose_name=_("workshop")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"))
    slug = models.SlugField(_("address"), max_length=60)
    date = models.DateField(_("date"), null=True)
    part_of_day = models.CharField(_("part of day"), max_length=10, choices=PartOfDay)
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Among the sessions of the same half-day.")
    )
    starts_at = models.TimeField(_("starts"), null=True, blank=True)
    ends_at = models.TimeField(
        _("ends"), null=True, blank=True, help_text=_("Earlier than the start: after midnight.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LECTURE)
    title = models.CharField(_("title"), max_length=250, blank=True)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PLANNED,
        help_text=_("A cancelled session stays in the agenda, marked as cancelled."),
    )
    method = models.CharField(
        _("method"),
        max_length=12,
        choices=Method,
        blank=True,
        help_text=_("What participants do: for the share of practical sessions."),
    )
    questions_minutes = models.PositiveSmallIntegerField(
        _("minutes for questions"), null=True, blank=True
    )
    languages = models.JSONField(
        _("languages spoken"),
        default=list,
        blank=True,
        help_text=_("As language codes. Empty: the workshop’s working languages."),
    )
    interpretation = models.BooleanField(_("interpreters booked"), default=False)
    on_site = models.BooleanField(_("on site"), default=False, help_text=_("At a host’s premises."))
    delivery = models.CharField(
        _("delivery"), max_length=10, choices=Delivery, default=Delivery.IN_PERSON
    )
    venue = models.ForeignKey(
        "workshops.Venue",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("venue"),
    )
    component = models.ForeignKey(
        "workshops.Component",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("component"),
    )
    track = models.ForeignKey(
        "workshops.Track",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("track"),
    )
    arranged_by = models.CharField(
        _("arranged by"),
        max_length=400,
        blank=True,
        help_text=_("In words, where a list of organisations would not do."),
    )
    hours = models.DecimalField(
        _("nominal hours"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_(
            "Empty: an equal share of its half-day, which counts 4 hours, or 8 for a whole day."
        ),
    )
    happened = models.CharField(
        _("what happened"), max_length=10, choices=Happened, blank=True, editable=False
    )
    is_added = models.BooleanField(
        _("added"),
        default=False,
        editable=False,
        help_text=_("It took place and never stood in the agenda."),
    )
    began_at = models.TimeField(_("began"), null=True, blank=True, editable=False)
    ended_at = models.TimeField(_("ended"), null=True, blank=True, editable=False)
    happened_note = models.TextField(_("note on what happened"), blank=True, editable=False)
    organisations = models.ManyToManyField(
        "workshops.Organisation", through="SessionOrganisation", related_name="sessions"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["date", "position", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "slug"], name="session_address_is_unique_in_workshop"
            ),
            models.UniqueConstraint(
                fields=["workshop", "number"], name="session_number_is_unique_in_workshop"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(starts_at__isnull=False),
                name="session_with_an_end_has_a_start",
            ),
            models.CheckConstraint(
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=Decimal(0)),
                name="session_hours_are_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(is_added=True)
                | (models.Q(date__isnull=False) & ~models.Q(part_of_day="")),
                name="session_of_the_agenda_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "date"], name="session_by_day")]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("public:session", args=[self.workshop.slug, self.slug])


class SessionOrganisation(models.Model):
    """An organisation that hosts or arranges a session, with its name as the source prints it."""

    class Role(models.TextChoices):
        HOST = "host", _("Host")
        ARRANGER = "arranger", _("Arranged by")

    session = models.ForeignKey(Session, models.CASCADE, related_name="session_organisations")
    organisation = models.ForeignKey(
        "workshops.Organisation",
        models.PROTECT,
        related_name="session_roles",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.HOST)
    printed_name = models.CharField(
        _("name as printed"), max_length=250, blank=True, help_text=_("Where it differs.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("host or arranger")
        verbose_name_plural = _("hosts and arrangers")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organisation", "role"],
                name="organisation_serves_a_session_once",
            )
        ]

    def __str__(self) -> str:
        return self.printed_name or str(self.organisation)
