"""What is to be sent: written in the transaction that it tells of, sent later, once, to one address."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SENDING_TAKES = timedelta(minutes=10)  # at most, with every patience


class MessageQuerySet(models.QuerySet):
    def waiting(self, now: datetime) -> Self:
        """What is to be sent now. Nothing of a sample, whose people are invented, ever is."""
        due = self.filter(status=Message.Status.WAITING, due_at__lte=now)
        return due.filter(workshop__is_sample=False)

    def drafts(self) -> Self:
        """Written, and not to be sent before somebody says so."""
        return self.filter(status=Message.Status.DRAFT)

    def unsure(self, now: datetime) -> Self:
        """Claimed, and nobody knows whether they went: the worker or the line died."""
        return self.filter(is_unsure(now))

    def in_trouble(self, now: datetime) -> Self:
        """What somebody has to look at: failed, or unsure."""
        return self.filter(Q(status=Message.Status.FAILED) | is_unsure(now))


def is_unsure(now: datetime) -> Q:
    claimed_long_ago = Q(claimed_at__lte=now - SENDING_TAKES)
    return Q(status=Message.Status.SENDING) & (~Q(last_error="") | claimed_long_ago)


class Message(models.Model):
    """One message to one recipient. `key` says what it is about, so that it is put here once.

    A draft waits for somebody to read and send it. One about a release tells what changed since `since`,
    the release that its reader knew. Where `link` is set, `{link}` in the body becomes the link's address
    as it is sent: no token is stored.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.SlugField(_("about"), max_length=40)
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="messages",
        verbose_name=_("workshop"),
    )
    participation = models.ForeignKey(
        "people.Participation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("participation"),
    )
    focal_point = models.ForeignKey(
        "people.FocalPoint",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("focal point"),
    )
    link = models.ForeignKey(
        "people.AccessLink",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("link"),
    )
    release = models.ForeignKey(
        "workshops.Release",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("release"),
    )
    since = models.ForeignKey(
        "workshops.Release",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changes since"),
    )
    to_name = models.CharField(_("to"), max_length=150, blank=True)
    to_address = models.EmailField(_("address"))
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("to be sent at"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last failure"), max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["status", "due_at"], name="message_by_due_time")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_address}"

    def is_unsure(self, now: datetime) -> bool:
        """Whether it was claimed and nobody knows if it went; see `MessageQuerySet.unsure`."""
        if self.status != self.Status.SENDING:
            return False
        return bool(self.last_error) or self.claimed_at <= now - SENDING_TAKES
