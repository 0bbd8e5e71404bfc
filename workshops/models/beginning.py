"""Workshops that somebody is about to begin."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Beginning(models.Model):
    """A workshop that somebody is about to begin: what was said in each step so far.

    Its owner can leave it and come back. Done, it names the workshop that came of it.
    """

    class Source(models.TextChoices):
        NOTHING = "nothing", _("From nothing")
        PATTERN = "pattern", _("From the recommended pattern")
        PAST = "past", _("From a workshop there is")

    token = models.UUIDField(default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="beginnings",
        verbose_name=_("owner"),
    )
    source = models.CharField(
        _("how it begins"), max_length=8, choices=Source, default=Source.NOTHING
    )
    past = models.ForeignKey(
        "workshops.Workshop",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("copied from"),
    )
    said = models.JSONField(
        _("what was said"), default=dict, help_text=_("For each step, what its form was given.")
    )
    begun_at = models.DateTimeField(_("begun"))
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("workshop"),
    )
    is_done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("beginning of a workshop")
        verbose_name_plural = _("beginnings of workshops")
        ordering = ["-begun_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "token"], name="workshop_is_begun_once")
        ]

    def __str__(self) -> str:
        titles = self.said.get("what", {})
        given = [texts[0] for name, texts in titles.items() if name.startswith("title_") and texts]
        return next(filter(None, given), "") or str(self.get_source_display())
