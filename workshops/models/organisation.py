"""Organisations, and what each does for a workshop."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A ministry, university, firm or body, known once across workshops."""

    class Kind(models.TextChoices):
        INTERNATIONAL = "international", _("International organisation")
        GOVERNMENT = "government", _("Government body")
        UNIVERSITY = "university", _("University or institute")
        FIRM = "firm", _("Firm")
        ASSOCIATION = "association", _("Association")
        OTHER = "other", _("Other organisation")

    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.OTHER)
    country = models.ForeignKey(
        "workshops.Country", models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    url = models.URLField(_("web address"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class OrganisationRole(models.Model):
    """What one organisation does for one workshop."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        CO_ORGANISER = "co_organiser", _("Co-organiser")
        FUNDER = "funder", _("Funder")
        SUPPORTER = "supporter", _("Supporter")

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="organisation_roles",
        verbose_name=_("workshop"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="workshop_roles", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("organisation's role")
        verbose_name_plural = _("organisations' roles")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "organisation", "role"], name="organisation_has_a_role_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"
