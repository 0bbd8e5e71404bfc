"""What a workshop asks of its programme, what it lets pass, and the ways between venues."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _


class RuleSetting(models.Model):
    """One rule of one workshop that is not as usual: off, or with limits of its own.

    `limits` holds the numbers that differ from the usual ones, by name. A rule without a row is as usual.
    """

    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="rule_settings",
        verbose_name=_("workshop"),
    )
    rule = models.CharField(_("rule"), max_length=40)
    is_on = models.BooleanField(_("on"), default=True)
    limits = models.JSONField(_("limits"), default=dict, blank=True)

    class Meta:
        verbose_name = _("setting of a rule")
        verbose_name_plural = _("settings of rules")
        ordering = ["rule", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "rule"], name="rule_is_set_once_in_a_workshop"
            )
        ]

    def __str__(self) -> str:
        return self.rule


class Waiver(models.Model):
    """One finding that organisers let stand, with the reason.

    `weight` and `text` are the finding's when it was waived: one that weighs more by now comes back, and
    one that is gone can still be told of.
    """

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="waivers", verbose_name=_("workshop")
    )
    rule = models.CharField(_("rule"), max_length=40)
    key = models.CharField(_("finding"), max_length=120)
    reason = models.TextField(_("reason"))
    weight = models.DecimalField(_("weight when waived"), max_digits=8, decimal_places=1)
    text = models.TextField(_("what was found"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("waived by"),
    )
    at = models.DateTimeField(_("waived at"))

    class Meta:
        verbose_name = _("waiver of a finding")
        verbose_name_plural = _("waivers of findings")
        ordering = ["rule", "key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "rule", "key"], name="finding_is_waived_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.text


class TravelTime(models.Model):
    """How many minutes the way between two venues takes, either way."""

    venue = models.ForeignKey(
        "workshops.Venue", models.CASCADE, related_name="+", verbose_name=_("venue")
    )
    other = models.ForeignKey(
        "workshops.Venue", models.CASCADE, related_name="+", verbose_name=_("other venue")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("way between venues")
        verbose_name_plural = _("ways between venues")
        ordering = ["venue__name", "other__name", "id"]
        constraints = [
            models.UniqueConstraint(
                Least("venue", "other"), Greatest("venue", "other"), name="way_is_known_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(venue=models.F("other")), name="way_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue} – {self.other}"
