"""Papers, slides, recordings and pictures."""

import uuid
from typing import Self

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.viewers import Viewer

ALLOWED_FILES = [
    "pdf",
    "pptx",
    "docx",
    "xlsx",
    "odp",
    "odt",
    "ods",
    "png",
    "jpg",
    "jpeg",
    "webp",
    "txt",
    "csv",
    "mp3",
    "mp4",
]


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Public ones for everybody, participants' ones for participants, all for organisers."""
        if viewer.is_organiser:
            return self
        if viewer.is_participant:
            return self.filter(
                audience__in=[Material.Audience.PUBLIC, Material.Audience.PARTICIPANTS]
            )
        return self.filter(audience=Material.Audience.PUBLIC)


class Material(models.Model):
    """A file or link handed out with a workshop or one of its sessions."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("Slides")
        PAPER = "paper", _("Paper")
        RECORDING = "recording", _("Recording")
        LINK = "link", _("Link")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        PARTICIPANTS = "participants", _("Participants")
        ORGANISERS = "organisers", _("Organisers")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="materials", verbose_name=_("workshop")
    )
    session = models.ForeignKey(
        "workshops.Session",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("session"),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SLIDES)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("As a language code: en, zh-hans, ru."),
    )
    file = models.FileField(
        _("file"),
        upload_to="materials/",
        blank=True,
        validators=[FileExtensionValidator(ALLOWED_FILES)],
    )
    url = models.URLField(_("web address"), blank=True)
    audience = models.CharField(
        _("for"),
        max_length=12,
        choices=Audience,
        default=Audience.PARTICIPANTS,
        help_text=_("Who may open it. Only what is for everybody appears on public pages."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(url=""), name="material_has_a_file_or_a_link"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url or reverse("public:material", args=[self.workshop.slug, self.uuid])


class PhotoQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Public ones for everybody, all for organisers."""
        return self if viewer.is_organiser else self.filter(is_public=True)


class Photo(models.Model):
    """A picture of a workshop, with the words that make it usable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="photos", verbose_name=_("workshop")
    )
    session = models.ForeignKey(
        "workshops.Session",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("session"),
    )
    image = models.ImageField(_("picture"), upload_to="photos/")
    alt = models.CharField(
        _("what it shows"), max_length=250, help_text=_("For those who do not see it.")
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Those on it agreed to be shown.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.caption or self.alt
