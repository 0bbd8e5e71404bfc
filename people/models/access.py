"""Who may come in without an account: focal points, and links that lead to one's own pages."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import check_zone


class FocalPointQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)


class FocalPoint(models.Model):
    """Somebody in a ministry or body who nominates for one or more allocations of one workshop."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="focal_points",
        verbose_name=_("workshop"),
    )
    allocations = models.ManyToManyField(
        "people.Allocation", related_name="focal_points", verbose_name=_("allocations")
    )
    name = models.CharField(_("name"), max_length=150)
    honorific = models.CharField(_("honorific"), max_length=20, blank=True)
    organisation = models.CharField(_("ministry or body"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        validators=[check_zone],
        help_text=_("Deadlines are shown in it beside the workshop’s own."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    handed_over_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="took_over_from",
        verbose_name=_("handed over to"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["workshop", "name", "id"]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip()


class AccessLinkQuerySet(models.QuerySet):
    def in_force(self, now: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class AccessLink(models.Model):
    """A link that lets one focal point, or one person in one workshop, come in. See `people.access`.

    The token is made of the row and the site's secret and is stored nowhere.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    focal_point = models.ForeignKey(
        FocalPoint,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("focal point"),
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("participation"),
    )
    created_at = models.DateTimeField(_("made"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("good until"))
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_point__isnull=False, participation__isnull=True)
                | Q(focal_point__isnull=True, participation__isnull=False),
                name="link_is_for_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.focal_point or self.participation)


class CalendarLink(models.Model):
    """An address at which somebody's own calendar of a workshop is followed, until it is ended.

    Programs and the services behind them know it, so it signs nobody in. See `people.calendars`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="calendar_links",
        verbose_name=_("participation"),
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    created_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(ended_at__isnull=True),
                name="calendar_has_one_address",
            )
        ]

    def __str__(self) -> str:
        return str(self.participation)
