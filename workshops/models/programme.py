"""The series or project that workshops belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """A series or project: who implements it, on what budget, towards what."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    description = models.TextField(_("description"), blank=True)
    implementing_agency = models.ForeignKey(
        "workshops.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("implementing agency"),
    )
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217, as USD")
    )
    outcomes = models.TextField(_("outcomes"), blank=True)
    publications = models.TextField(_("publications"), blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gte=0),
                name="programme_budget_is_not_negative",
            )
        ]

    def __str__(self) -> str:
        return self.name
