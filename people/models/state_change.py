"""What became of a participation: each change of its state."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.participation import Participation
from people.models.roles import State


class ActedAs(models.TextChoices):
    OFFICE = "office", _("Office")
    FOCAL_POINT = "focal_point", _("Focal point")
    PERSON = "person", _("The person")
    SYSTEM = "system", _("By itself")


class StateChange(models.Model):
    """One change of a participation's state: append-only, with who, when and a private reason."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="changes", verbose_name=_("participation")
    )
    from_state = models.CharField(_("from"), max_length=14, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=14, choices=State)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    acted_as = models.CharField(
        _("acting as"), max_length=11, choices=ActedAs, default=ActedAs.OFFICE
    )
    acted_for = models.ForeignKey(
        "people.FocalPoint",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("focal point"),
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
