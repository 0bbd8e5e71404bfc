"""Working groups of participants."""

import uuid

from django.conf import settings
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
    sessions = models.ManyToManyField(
        "workshops.Session",
        blank=True,
        related_name="groups",
        verbose_name=_("its own sessions"),
        help_text=_("A session that is no group’s is for everybody."),
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
    is_fixed = models.BooleanField(
        _("stays"), default=False, help_text=_("Also when the groups are made again.")
    )

    class Meta:
        verbose_name = _("membership in a group")
        verbose_name_plural = _("memberships in groups")
        ordering = ["group", "id"]

    def __str__(self) -> str:
        return f"{self.participation} – {self.group}"


class GroupMaking(models.Model):
    """One making of a workshop's groups, with who was where before it, so that it can be undone.

    `before` and `after` hold, by the number of each group, the keys of its participations; those of
    `before` that stayed, whoever made the groups, stand in `fixed`.
    """

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="group_makings",
        verbose_name=_("workshop"),
    )
    at = models.DateTimeField(_("made at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    seed = models.PositiveIntegerField(_("seed"))
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    fixed = models.JSONField(_("stayed"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("making of groups")
        verbose_name_plural = _("makings of groups")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.at:%Y-%m-%d %H:%M}"
