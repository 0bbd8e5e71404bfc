"""A release: the agenda as readers see it, frozen."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ReleaseQuerySet(models.QuerySet):
    def out(self, now: datetime) -> Self:
        """Those that readers may see: a scheduled one at its time, not before."""
        return self.filter(released_at__lte=now)

    def scheduled(self, now: datetime) -> Self:
        return self.filter(released_at__gt=now)

    def without_content(self) -> Self:
        """For lists: what is frozen in a release may be long."""
        return self.defer("content")


class Release(models.Model):
    """One release of a workshop's agenda. Never changed once it is out; the highest number is in force.

    `content` is what `freezing.freeze` gives, with a `sequence` for each session, and the sessions that
    are `gone`. `released_at` in the future: scheduled. `announced_at`: when those affected were thought of.
    """

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="releases", verbose_name=_("workshop")
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(editable=False)
    note = models.TextField(
        _("what is new"), blank=True, help_text=_("For readers, in a sentence or two.")
    )
    created_at = models.DateTimeField(_("made at"))
    released_at = models.DateTimeField(_("released at"))
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    rolled_back_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rolled back to"),
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of the agenda")
        verbose_name_plural = _("releases of the agenda")
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"], name="release_number_is_unique_in_workshop"
            ),
            models.CheckConstraint(
                condition=Q(released_at__gte=F("created_at")),
                name="release_comes_out_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return _("Release %(number)s") % {"number": self.number}
