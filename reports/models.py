"""The state of a workshop's report. What it says is computed from the data; see `sections/`."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.viewers import Viewer


class ReportQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Final ones made public, of workshops that are public themselves."""
        return self.filter(status=Report.Status.FINAL, is_public=True).exclude(
            workshop__status=Workshop.Status.DRAFT
        )

    def visible_to(self, viewer: Viewer) -> Self:
        """Public ones for everybody; drafts too for organisers."""
        return self if viewer.is_organiser else self.public()


class Report(models.Model):
    """The Workshop Report of one workshop: draft or final; a final one may be public."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FINAL = "final", _("Final")

    workshop = models.OneToOneField(
        "workshops.Workshop", models.CASCADE, related_name="report", verbose_name=_("workshop")
    )
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.DRAFT)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Only a final report can be public.")
    )
    foreword = models.TextField(
        _("foreword"), blank=True, help_text=_("Markdown, before the summary.")
    )
    finalised_at = models.DateTimeField(_("final since"), null=True, blank=True)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made final by"),
    )
    override_note = models.TextField(
        _("why it is final with findings open"),
        blank=True,
        help_text=_("Readers of the report see this."),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(status="final"), name="public_report_is_final"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop}"

    @property
    def is_final(self) -> bool:
        return self.status == self.Status.FINAL
