"""What is said of a nominee so that selectors can choose, and what the selectors say."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency or regulator")
    CENTRAL_BANK = "central_bank", _("Central bank")
    LOCAL = "local", _("Local government")
    STATE_FIRM = "state_firm", _("State-owned enterprise")
    BUSINESS = "business", _("Business")
    ACADEMIA = "academia", _("University or research")
    INTERNATIONAL = "international", _("International organisation")
    CIVIL_SOCIETY = "civil_society", _("Civil society")


class Level(models.TextChoices):
    """Of a language, by the Common European Framework of Reference."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


def private_name(folder: str, filename: str) -> str:
    """Under a random name: what a person calls a file may say who it is about."""
    ending = filename.rpartition(".")[2].lower()[:5]
    return f"people/{folder}/{uuid.uuid4().hex}.{ending}"


def cv_name(row: "Dossier", filename: str) -> str:
    return private_name("cv", filename)


def evidence_name(row: "Dossier", filename: str) -> str:
    return private_name("language", filename)


def letter_name(row: "Endorsement", filename: str) -> str:
    return private_name("endorsements", filename)


class Dossier(models.Model):
    """What a focal point says of one nominee. For selectors, and for the focal point's own eyes."""

    class Evidence(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        DEGREE = "degree", _("Degree taken in the language")
        WORK = "work", _("Works in the language")
        INTERVIEW = "interview", _("Call with the organisers")
        STATED = "stated", _("Stated by the ministry")

    participation = models.OneToOneField(
        "people.Participation",
        models.CASCADE,
        related_name="dossier",
        verbose_name=_("nominee"),
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=14, choices=Sector, blank=True)
    years_in_post = models.PositiveSmallIntegerField(_("years in post"), null=True, blank=True)
    expertise = models.TextField(_("field of work"), max_length=2000, blank=True)
    motivation = models.TextField(_("which sessions concern the work"), max_length=2000, blank=True)
    language_level = models.CharField(
        _("level in the working language"), max_length=2, choices=Level, blank=True
    )
    language_evidence = models.CharField(_("shown by"), max_length=12, choices=Evidence, blank=True)
    language_document = models.FileField(
        _("evidence"), upload_to=evidence_name, max_length=200, blank=True
    )
    cv = models.FileField(_("curriculum vitae"), upload_to=cv_name, max_length=200, blank=True)
    cv_filename = models.CharField(max_length=150, blank=True, editable=False)
    language_filename = models.CharField(max_length=150, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["participation", "id"]

    def __str__(self) -> str:
        return str(self.participation)


class Endorsement(models.Model):
    """An authority's word for one or more nominees of one allocation, with its date and document."""

    allocation = models.ForeignKey(
        "people.Allocation",
        models.PROTECT,
        related_name="endorsements",
        verbose_name=_("allocation"),
    )
    authority = models.CharField(
        _("authority"), max_length=200, help_text=_("Who endorses: name, post and office.")
    )
    dated = models.DateField(_("dated"))
    document = models.FileField(_("document"), upload_to=letter_name, max_length=200, blank=True)
    filename = models.CharField(max_length=150, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    made_for = models.ForeignKey(
        "people.FocalPoint",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("entered by the focal point"),
    )
    at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["-dated", "-id"]

    def __str__(self) -> str:
        return f"{self.authority}, {self.dated:%Y-%m-%d}"


class SelectorNote(models.Model):
    """What one selector notes on a nominee. Selectors alone see it."""

    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="selector_notes",
        verbose_name=_("nominee"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("note"), max_length=4000)

    class Meta:
        verbose_name = _("selector’s note")
        verbose_name_plural = _("selectors’ notes")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Gate(models.TextChoices):
    """What a nominee has to pass before being selected."""

    LANGUAGE = "language", _("Language")
    ELIGIBILITY = "eligibility", _("Eligibility")
    ATTENDANCE = "attendance", _("Prior attendance")


class GateDecision(models.Model):
    """A selector's word on one gate for one nominee, over what the dossier says."""

    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="gate_decisions",
        verbose_name=_("nominee"),
    )
    gate = models.CharField(_("criterion"), max_length=12, choices=Gate)
    passed = models.BooleanField(_("passed"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision on a criterion")
        verbose_name_plural = _("decisions on criteria")
        ordering = ["participation", "gate", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "gate"], name="gate_is_decided_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="gate_is_decided_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.get_gate_display()}"
