"""Who speaks: a billing in one workshop, and its place on sessions."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import check_zone


class SpeakerQuerySet(models.QuerySet):
    def planned(self) -> Self:
        """Without those whom nobody planned: who spoke unlisted, or stood in for somebody."""
        unplanned = SpeakerRole.objects.filter(speaker=OuterRef("pk"))
        unlisted = unplanned.filter(session__is_added=True)
        return self.exclude(Exists(unlisted)).exclude(
            Exists(unplanned.filter(presence=SpeakerRole.Presence.STOOD_IN))
        )


class Speaker(models.Model):
    """A billing in one workshop: name, post and organisation as at the event. Not an identity:
    the person behind it, if there is one, is linked from `people`. A body can be billed too."""

    class Kind(models.TextChoices):
        ACADEMIC = "academic", _("University or research")
        POLICYMAKER = "policymaker", _("Government")
        INDUSTRY = "industry", _("Industry")
        ORGANISER = "organiser", _("Organisers and partners")
        OTHER = "other", _("Other")

    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, related_name="speakers", verbose_name=_("workshop")
    )
    slug = models.SlugField(_("address"), max_length=60)
    name = models.CharField(_("name"), max_length=150, help_text=_("As the public reads it."))
    name_native = models.CharField(_("name in native script"), max_length=150, blank=True)
    sort_name = models.CharField(
        _("sorted under"), max_length=150, blank=True, help_text=_("Family name first.")
    )
    honorific = models.CharField(_("honorific"), max_length=20, blank=True)
    is_organisation = models.BooleanField(_("is an organisation"), default=False)
    post = models.CharField(_("post at the event"), max_length=400, blank=True)
    organisation = models.ForeignKey(
        "workshops.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("organisation"),
    )
    kind = models.CharField(
        _("speaks for"),
        max_length=12,
        choices=Kind,
        blank=True,
        help_text=_("For the mix of speakers."),
    )
    zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        validators=[check_zone],
        help_text=_("Of somebody who speaks from elsewhere, as Europe/Paris."),
    )
    biography = models.TextField(_("biography"), blank=True)
    photo = models.ImageField(_("photo"), upload_to="speakers/", blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["sort_name", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "slug"], name="speaker_address_is_unique_in_workshop"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:speaker", args=[self.workshop.slug, self.slug])


class SpeakerRoleQuerySet(models.QuerySet):
    def planned(self) -> Self:
        """Who was to speak; who stood in for somebody is left out."""
        return self.exclude(presence=SpeakerRole.Presence.STOOD_IN)

    def delivered(self) -> Self:
        """Who spoke, as far as anybody knows, on sessions that took place."""
        return (
            self.exclude(presence=SpeakerRole.Presence.ABSENT)
            .exclude(session__status="cancelled")
            .exclude(session__happened="not_held")
        )


class SpeakerRole(models.Model):
    """A speaker on a session: in what role, and as the source prints the billing there."""

    class Role(models.TextChoices):
        WELCOME = "welcome", _("Welcome remarks")
        SPEAKER = "speaker", _("Speaker")
        MODERATOR = "moderator", _("Moderator")
        CLOSING = "closing", _("Closing remarks")

    class Presence(models.TextChoices):
        CAME = "came", _("Spoke")
        ABSENT = "absent", _("Did not speak")
        STOOD_IN = "stood_in", _("Stood in")

    session = models.ForeignKey(
        "workshops.Session", models.CASCADE, related_name="speaker_roles", verbose_name=_("session")
    )
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="roles", verbose_name=_("speaker")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SPEAKER)
    online = models.BooleanField(_("online"), default=False)
    printed_name = models.CharField(
        _("name as printed"), max_length=150, blank=True, help_text=_("Where it differs.")
    )
    printed_post = models.CharField(
        _("post as printed"), max_length=400, blank=True, help_text=_("Where it differs.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    presence = models.CharField(
        _("whether they spoke"), max_length=10, choices=Presence, blank=True, editable=False
    )

    objects = SpeakerRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker on a session")
        verbose_name_plural = _("speakers on sessions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "speaker", "role"], name="speaker_has_a_role_on_a_session_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.get_role_display()}"
