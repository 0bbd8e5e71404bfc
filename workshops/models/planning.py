"""What was done on the planning board, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanningStep(models.Model):
    """One action on a workshop's planning board: what its sessions were before it, and after it.

    `before` and `after`: by the key of a session, the columns that the action wrote. `made`: the sessions
    it added, each with a print of what they were made of. `trashed`: what it put into the trash.
    """

    class Kind(models.TextChoices):
        ADD = "add", _("Added")
        MOVE = "move", _("Moved")
        SPLIT = "split", _("Split")
        COPY = "copy", _("Duplicated")
        SHIFT = "shift", _("Times shifted")
        SWAP = "swap", _("Days swapped")
        CANCEL = "cancel", _("Cancelled")
        RESTORE = "restore", _("Planned again")
        DELETE = "delete", _("Deleted")

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="planning_steps",
        verbose_name=_("workshop"),
    )
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind)
    label = models.CharField(_("to what"), max_length=250)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    trashed = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("step of planning")
        verbose_name_plural = _("steps of planning")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"
