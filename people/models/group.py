"""Working groups of participants."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def logo_name(row: "Group", filename: str) -> str:
    return f"people/groups/{uuid.uuid4().hex}.{filename.rpartition('.')[2].lower()[:5]}"


class Group(models.Model):
    """A group that works together in one workshop and reports at its end."""

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="groups", verbose_name=_("workshop")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    slogan = models.CharField(_("slogan"), max_length=250, blank=True)
    summary = models.TextField(_("what it presented"), blank=True)
    logo = models.ImageField(_("logo"), upload_to=logo_name, max_length=200, blank=True)
    presentation = models.FileField(
        _("presentation"), upload_to=logo_name, max_length=200, blank=True
    )
    presentation_filename = models.CharField(max_length=150, blank=True, editable=False)
    members = models.ManyToManyField(
        "people.Participation", through="GroupMembership", related_name="groups"
    )

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"], name="group_number_is_unique_in_workshop"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)


class GroupMembership(models.Model):
    """One participation in one group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    participation = models.OneToOneField(
        "people.Participation", models.CASCADE, related_name="group_membership"
    )

    class Meta:
        verbose_name = _("membership in a group")
        verbose_name_plural = _("memberships in groups")
        ordering = ["group", "id"]

    def __str__(self) -> str:
        return f"{self.participation} – {self.group}"
