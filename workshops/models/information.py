"""What participants need to know, and what was put right from a source."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InformationSection(models.Model):
    """One heading of the information note: visa, money, insurance, clothing."""

    class Topic(models.TextChoices):
        ARRIVAL = "arrival", _("Getting there")
        VISA = "visa", _("Visa")
        VENUE = "venue", _("Where it is held")
        STAY = "stay", _("Accommodation")
        MONEY = "money", _("Money and allowances")
        HEALTH = "health", _("Health and insurance")
        FOOD = "food", _("Food")
        LANGUAGE = "language", _("Language and interpretation")
        CLOTHING = "clothing", _("Weather and clothing")
        CONNECTION = "connection", _("Internet and phone")
        CONTACT = "contact", _("Contact and emergencies")
        OTHER = "other", _("Also good to know")

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="information", verbose_name=_("workshop")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=Topic, default=Topic.OTHER)
    title = models.CharField(
        _("title"), max_length=150, blank=True, help_text=_("Empty: the topic’s name.")
    )
    text = models.TextField(_("text"), help_text=_("Markdown."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section of the information note")
        verbose_name_plural = _("sections of the information note")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or str(self.get_topic_display())


class Correction(models.Model):
    """Something that a source misprints: kept as printed, shown corrected, and listed."""

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="corrections", verbose_name=_("workshop")
    )
    printed = models.CharField(_("as printed"), max_length=300)
    corrected = models.CharField(_("corrected"), max_length=300)
    place = models.CharField(_("where"), max_length=120, blank=True)
    evidence = models.CharField(_("how we know"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "printed", "place"], name="correction_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.printed} → {self.corrected}"
