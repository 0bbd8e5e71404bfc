"""A workshop and what describes it."""

import uuid
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.viewers import Viewer


def check_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(
            _("“%(zone)s” is not a zone of the IANA table, as Asia/Shanghai is."),
            params={"zone": value},
        )


def check_languages(value: list) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if not isinstance(value, list) or not value or not set(value) <= set(known):
        raise ValidationError(
            _("Give one or more of: %(known)s."), params={"known": ", ".join(known)}
        )


def english_only() -> list[str]:
    return ["en"]


class WorkshopQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.exclude(status=Workshop.Status.DRAFT)

    def visible_to(self, viewer: Viewer) -> Self:
        """Published ones for everybody; drafts too for organisers."""
        return self if viewer.is_organiser else self.published()

    def running(self, today: date) -> Self:
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def coming(self, today: date) -> Self:
        return self.filter(starts_on__gt=today)

    def past(self, today: date) -> Self:
        return self.filter(ends_on__lt=today)


class Workshop(models.Model):
    """One dated event of any kind, in person, online or hybrid."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    class Kind(models.TextChoices):
        COURSE = "course", _("Training course")
        WORKSHOP = "workshop", _("Workshop")
        SEMINAR = "seminar", _("Seminar")
        FORUM = "forum", _("Forum")
        MEETING = "meeting", _("Meeting")

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        "workshops.Programme",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("programme"),
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        help_text=_("Part of every link to this workshop; it does not change afterwards."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORKSHOP)
    format = models.CharField(_("format"), max_length=10, choices=Format, default=Format.IN_PERSON)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="UTC",
        validators=[check_zone],
        help_text=_("From the IANA table, as Asia/Shanghai. All times of the agenda are in it."),
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("host country"),
    )
    venues = models.ManyToManyField(
        "workshops.Venue", blank=True, related_name="workshops", verbose_name=_("venues")
    )
    languages = models.JSONField(
        _("content languages"),
        default=english_only,
        validators=[check_languages],
        help_text=_("The languages that titles and texts are written in."),
    )
    working_languages = models.JSONField(
        _("working languages"),
        default=english_only,
        help_text=_("What is spoken in the room, as language codes."),
    )
    interpretation = models.BooleanField(_("simultaneous interpretation"), default=False)
    summary = models.TextField(_("in one paragraph"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    approach = models.TextField(_("approach"), blank=True)
    participants_sought = models.TextField(_("participants sought"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact’s e-mail"), blank=True)
    contact_phone = models.CharField(_("contact’s phone"), max_length=50, blank=True)
    platform_url = models.URLField(_("online platform"), blank=True)
    is_sample = models.BooleanField(
        _("sample data"),
        default=False,
        help_text=_("Every page says that people and answers are invented."),
    )
    source = models.TextField(
        _("source and licence"),
        blank=True,
        help_text=_("Shown at the foot of every page of this workshop. Markdown."),
    )

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="workshop_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("public:workshop", args=[self.slug])

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_public(self) -> bool:
        return self.status != self.Status.DRAFT

    def today(self, now: datetime) -> date:
        """The workshop's own date; a day lasts until 04:00, so late receptions stay on theirs."""
        return (now.astimezone(self.tzinfo) - timedelta(hours=4)).date()

    def day_number(self, day: date) -> int:
        """1 on the first day."""
        return (day - self.starts_on).days + 1


class JointTitle(models.Model):
    """One of several titles that a jointly held workshop carries."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="joint_titles")
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("joint title")
        verbose_name_plural = _("joint titles")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Outcome(models.Model):
    """Something the workshop sets out to achieve; evaluations ask how far it was reached."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="outcomes")
    text = models.TextField(_("outcome"))
    short = models.CharField(
        _("in a few words"), max_length=120, blank=True, help_text=_("How an evaluation names it.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("intended outcome")
        verbose_name_plural = _("intended outcomes")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.short or self.text[:80]


class Component(models.Model):
    """A part of the programme with the hours planned for it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="components")
    name = models.CharField(_("name"), max_length=200)
    planned_hours = models.DecimalField(_("planned hours"), max_digits=5, decimal_places=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned_hours__gte=0), name="component_hours_are_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    """A strand of the curriculum that sessions belong to."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
