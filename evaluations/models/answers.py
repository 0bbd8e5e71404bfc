"""What was said, once the box has been opened: no names, no times, no order."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Response(models.Model):
    """One submission, after closing. Its random id says nothing about who or when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        "evaluations.Questionnaire", models.CASCADE, related_name="responses"
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """One value: a scale's number, a choice's code, or `na` for does not apply and `pns` for rather not say.

    Several choices are several answers. `row` is the row's code or blank; a before/now pair uses the
    moments `before` and `now`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey("evaluations.Question", models.CASCADE, related_name="answers")
    row = models.CharField(max_length=40, blank=True)
    moment = models.CharField(max_length=6, blank=True)
    value = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "row", "moment", "value"],
                name="answer_is_counted_once",
            )
        ]
        indexes = [models.Index(fields=["question", "row", "value"], name="answer_by_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"


class Theme(models.Model):
    """A subject that comments are counted under."""

    questionnaire = models.ForeignKey(
        "evaluations.Questionnaire", models.CASCADE, related_name="themes"
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "name"], name="theme_is_listed_once")
        ]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """A written answer. Kept apart from the response's other answers, and shown only after review."""

    class Review(models.TextChoices):
        WAITING = "waiting", _("Not reviewed")
        SHOWN = "shown", _("May be shown")
        PRIVATE = "private", _("Kept private")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(
        "evaluations.Question", models.CASCADE, related_name="comments", verbose_name=_("question")
    )
    text = models.TextField(_("text"))
    may_quote = models.BooleanField(_("may be quoted"), default=False)
    review = models.CharField(_("review"), max_length=8, choices=Review, default=Review.WAITING)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="comments", verbose_name=_("themes")
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.id}"[
            :8
        ]  # not the text, which the office's log would keep after it is redacted

    @property
    def is_quotable(self) -> bool:
        """Whether its author agreed and a reviewer has let it pass."""
        return self.may_quote and self.review == self.Review.SHOWN
