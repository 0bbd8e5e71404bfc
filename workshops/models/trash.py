"""What was deleted in the office, until it is brought back or gone for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrashedItem(models.Model):
    """One deletion: a row, and everything that went with it. See `workshops.snapshots` for what `snapshot` holds.

    What belonged to a workshop goes into the trash with it.
    """

    kind = models.CharField(_("kind"), max_length=80, help_text=_("As a model is called."))
    key = models.CharField(max_length=64, editable=False)
    label = models.CharField(_("what"), max_length=250)
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("workshop"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deleted by"),
    )
    at = models.DateTimeField(_("deleted at"))
    snapshot = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("deleted item")
        verbose_name_plural = _("trash")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "key"], name="trash_by_row")]

    def __str__(self) -> str:
        return self.label
