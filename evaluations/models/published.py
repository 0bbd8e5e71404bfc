"""What a report of an evaluation published, where the answers themselves are not ours to have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishedFinding(models.Model):
    """One point of an evaluation published elsewhere, retold in our words."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("What was valued")
        APPLICATION = "application", _("How it will be used at work")
        SUGGESTION = "suggestion", _("Suggestions")
        TOPIC = "topic", _("Topics asked for")
        RECOMMENDATION = "recommendation", _("Recommendations")

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="published_findings",
        verbose_name=_("workshop"),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    text = models.CharField(_("text"), max_length=400)
    place = models.CharField(_("where in the source"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("published finding")
        verbose_name_plural = _("published findings")
        ordering = ["kind", "position", "id"]

    def __str__(self) -> str:
        return self.text[:60]
