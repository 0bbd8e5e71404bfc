"""Countries as the institution writes them, and the places where things happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.Model):
    """One country, territory or area that may send people; from the reviewed table in `data/`."""

    code = models.CharField(
        _("code"), max_length=3, primary_key=True, help_text=_("ISO 3166-1 alpha-3")
    )
    iso2 = models.CharField(_("two-letter code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)
    aliases = models.JSONField(
        _("other spellings"),
        default=list,
        blank=True,
        help_text=_("What people type in rosters; imports recognise these."),
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place where sessions are held or people stay."""

    class Kind(models.TextChoices):
        CAMPUS = "campus", _("Campus")
        CONFERENCE = "conference", _("Conference venue")
        HOTEL = "hotel", _("Hotel")
        ONLINE = "online", _("Online")
        OTHER = "other", _("Other place")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CAMPUS)
    address = models.CharField(_("address"), max_length=300, blank=True)
    address_local = models.CharField(
        _("address in local script"),
        max_length=300,
        blank=True,
        help_text=_("As a taxi driver reads it."),
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
