"""The sealed ballot box, while a questionnaire is open: who may answer, and envelopes nobody can read."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """One person asked to answer: whether they have, never what or when. Holds a token's hash, not the token."""

    questionnaire = models.ForeignKey(
        "evaluations.Questionnaire",
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("questionnaire"),
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("participation"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    answered = models.BooleanField(_("has answered"), default=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["questionnaire", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "participation"], name="person_is_invited_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.participation)


class Envelope(models.Model):
    """One submission, padded and encrypted to the questionnaire's public key. Gone when it closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        "evaluations.Questionnaire", models.CASCADE, related_name="envelopes"
    )
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("sealed envelope")
        verbose_name_plural = _("sealed envelopes")

    def __str__(self) -> str:
        return "sealed"


class Draft(models.Model):
    """Answers not yet submitted, as ciphertext under a key that only the answering browser holds.

    No tie to an invitation. `day` is for sweeping; there is no finer time.
    """

    locator = models.CharField(max_length=64, primary_key=True, editable=False)
    ciphertext = models.BinaryField()
    day = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("encrypted draft")
        verbose_name_plural = _("encrypted drafts")

    def __str__(self) -> str:
        return "draft"
