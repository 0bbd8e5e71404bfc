"""The form: a questionnaire, its sections, questions, rows and choices."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionnaireQuerySet(models.QuerySet):
    def taking_answers(self, now: datetime) -> Self:
        """Open, and not past their hour of closing."""
        return self.filter(status=Questionnaire.Status.OPEN).filter(
            Q(closes_at__isnull=True) | Q(closes_at__gt=now)
        )

    def due_to_close(self, now: datetime) -> Self:
        return self.filter(status=Questionnaire.Status.OPEN, closes_at__lte=now)

    def closed(self) -> Self:
        return self.filter(status=Questionnaire.Status.CLOSED)


class Questionnaire(models.Model):
    """One form put to one workshop's participants. Open, it is a sealed ballot box."""

    class Instrument(models.TextChoices):
        PULSE = "pulse", _("Session pulse")
        MIDCOURSE = "midcourse", _("Mid-course check")
        CLOSING = "closing", _("Closing form")
        FOLLOWUP = "followup", _("Follow-up")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", pgettext_lazy("state of a questionnaire", "Open")
        CLOSED = "closed", _("Closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="questionnaires",
        verbose_name=_("workshop"),
    )
    slug = models.SlugField(_("address"), max_length=60)
    instrument = models.CharField(
        _("instrument"), max_length=10, choices=Instrument, default=Instrument.CLOSING
    )
    title = models.CharField(_("title"), max_length=150)
    introduction = models.TextField(_("introduction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=12)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)
    version = models.PositiveSmallIntegerField(_("version of the form"), default=1)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    public_key = models.BinaryField(_("public key"), null=True, blank=True)
    invited_at_opening = models.PositiveIntegerField(
        _("invited at opening"), null=True, blank=True, editable=False
    )
    invited_count = models.PositiveIntegerField(
        _("invited"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The denominator, frozen at closing: with those who were invited later."),
    )
    is_published = models.BooleanField(
        _("results may be published"),
        default=False,
        help_text=_("Annex E of the report shows them."),
    )

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["workshop", "opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "slug"], name="questionnaire_address_is_unique_in_workshop"
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(public_key__isnull=False),
                name="open_questionnaire_has_a_key",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_at__isnull=False, public_key__isnull=True),
                name="closed_questionnaire_has_no_key",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(status="closed"),
                name="published_questionnaire_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_locked(self) -> bool:
        """Whether the form may no longer be edited: people answer, or have answered, this version."""
        return self.status != self.Status.DRAFT

    def takes_answers(self, now: datetime) -> bool:
        """Whether an answer given now would be accepted."""
        return self.status == self.Status.OPEN and (self.closes_at is None or now < self.closes_at)


class Section(models.Model):
    """One page of a questionnaire."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    code = models.CharField(_("letter"), max_length=4)
    title = models.CharField(_("title"), max_length=150)
    introduction = models.TextField(_("introduction"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "code"], name="section_code_is_unique_in_questionnaire"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Question(models.Model):
    """One question; never required. Its code is what answers and results refer to."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("Notice, no answer")
        SCALE = "scale", _("Scale")
        BALANCE = "balance", _("Too little – about right – too much")
        PAIR = "pair", _("Before and now")
        SINGLE = "single", _("One of several")
        MULTIPLE = "multiple", _("Several of several")
        PICK = "pick", _("Up to so many")
        NPS = "nps", _("0 to 10")
        TAGS = "tags", _("Topics, with own additions")
        TEXT = "text", _("Text")
        CONSENT = "consent", _("May comments be quoted")

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    code = models.CharField(_("code"), max_length=8)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    scale = models.CharField(
        _("scale"), max_length=2, blank=True, help_text=_("A code of evaluations.scales.")
    )
    text = models.CharField(_("question"), max_length=400)
    help = models.TextField(_("help"), blank=True)
    core = models.BooleanField(_("in the short form"), default=False)
    crosses = models.BooleanField(_("results may be split by it"), default=False)
    max_choices = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    repeat = models.CharField(
        _("one row for each"),
        max_length=12,
        blank=True,
        help_text=_("objectives, tracks, sessions or streams"),
    )
    is_asked = models.BooleanField(
        _("is asked"),
        default=True,
        editable=False,
        help_text="Settled at opening: a question that splits results is left out for small groups.",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code"], name="question_code_is_unique_in_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Row(models.Model):
    """One of several things that a question asks about alike: an objective, a strand, a kind of talk."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="rows")
    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("label"), max_length=250)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"], name="row_code_is_unique_in_question"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Choice(models.Model):
    """An answer to choose. Its code is stored, its label translated."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("label"), max_length=250)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"], name="choice_code_is_unique_in_question"
            )
        ]

    def __str__(self) -> str:
        return self.label
