"""Files that came in and went out."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRunQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(undone_at__isnull=True)


class ImportRun(models.Model):
    """One file that was imported, with what it takes to take it back: see `importers.journal`."""

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="import_runs", verbose_name=_("workshop")
    )
    kind = models.SlugField(_("kind of file"), max_length=30)
    filename = models.CharField(_("file"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    counts = models.JSONField(_("rows"), default=dict)
    journal = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.filename or self.kind


class ColumnMapping(models.Model):
    """Which of an office's columns is which of ours, for one kind of file of one workshop."""

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="column_mappings",
        verbose_name=_("workshop"),
    )
    kind = models.SlugField(_("kind of file"), max_length=30)
    columns = models.JSONField(
        _("columns"), default=dict, help_text=_("By sheet: their heading, and our column or none.")
    )

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        ordering = ["workshop", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "kind"], name="columns_are_mapped_once_by_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workshop}: {self.kind}"


class ExportRun(models.Model):
    """One file that left the office: who took which columns of how many rows, when."""

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="export_runs",
        verbose_name=_("workshop"),
    )
    kind = models.SlugField(_("kind of file"), max_length=30)
    format = models.CharField(_("format"), max_length=10)
    columns = models.JSONField(_("columns"), default=list)
    private = models.BooleanField(_("with private columns"), default=False)
    rows = models.PositiveIntegerField(_("rows"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.rows}"
