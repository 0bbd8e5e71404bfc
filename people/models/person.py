"""People, known once across workshops, and blocs of countries."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Bloc(models.Model):
    """A grouping of countries, as CAREC or ASEAN."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        ordering = ["code", "id"]

    def __str__(self) -> str:
        return self.name


class BlocMembershipQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Memberships in force on a day; an unknown beginning counts as long ago."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day)).filter(
            Q(until__isnull=True) | Q(until__gte=day)
        )


class BlocMembership(models.Model):
    """One country in one bloc, from a day to a day."""

    bloc = models.ForeignKey(
        Bloc, models.CASCADE, related_name="memberships", verbose_name=_("bloc")
    )
    country = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        related_name="bloc_memberships",
        verbose_name=_("country"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = BlocMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership in a bloc")
        verbose_name_plural = _("memberships in blocs")
        ordering = ["bloc", "country", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "country", "since"], name="membership_is_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(since__isnull=True)
                | Q(until__gte=models.F("since")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} – {self.bloc}"


class Person(models.Model):
    """A human being, once, across all workshops. Posts belong to participations, not here."""

    class Gender(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(
        _("name"), max_length=150, help_text=_("As on the badge and in lists.")
    )
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    native_name = models.CharField(_("name in native script"), max_length=150, blank=True)
    sort_name = models.CharField(_("sorted under"), max_length=150, blank=True)
    honorific = models.CharField(_("honorific"), max_length=20, blank=True)
    gender = models.CharField(
        _("gender"),
        max_length=10,
        choices=Gender,
        blank=True,
        help_text=_("Only as the person gives it."),
    )
    nationality = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nationals",
        verbose_name=_("nationality"),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("That messages are written in."),
    )
    searchable = models.TextField(
        editable=False, blank=True, help_text="Names, case-folded; see names.fold."
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "display_name", "id"]

    def __str__(self) -> str:
        return self.display_name


class MergedRecord(models.Model):
    """One record of a person that was merged into another: what it was called, and what moved."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="merged_records", verbose_name=_("merged into")
    )
    uuid = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150)
    left_behind = models.JSONField(
        _("what was left behind"), default=dict, help_text=_("Values that were not taken over.")
    )
    participations = models.JSONField(_("participations that moved"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
