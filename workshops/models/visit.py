"""Site visits: their places in order, and what takes people there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteVisit(models.Model):
    """What makes a session a visit: who receives us, what participants do there, who comes along.

    Its times are clock times of the workshop's zone, as everywhere on the agenda.
    """

    session = models.OneToOneField(
        "workshops.Session", models.CASCADE, related_name="visit", verbose_name=_("session")
    )
    activities = models.TextField(_("what participants do there"), blank=True)
    to_bring = models.CharField(
        _("what to bring and wear"),
        max_length=300,
        blank=True,
        help_text=_("A passport for the gate, closed shoes, a jacket for the cold store."),
    )
    meeting_point = models.CharField(_("meeting point"), max_length=200, blank=True)
    meets_at = models.TimeField(_("meeting time"), null=True, blank=True)
    host_contact = models.CharField(
        _("who receives us"),
        max_length=250,
        blank=True,
        help_text=_("Name, post and phone at the host’s. For the office alone."),
    )
    needs_sign_up = models.BooleanField(
        _("with sign-up"),
        default=False,
        help_text=_("Participants sign up on their own page. Without it the whole group comes."),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: as many as wish to come.")
    )
    sign_up_until = models.DateTimeField(_("sign up until"), null=True, blank=True)

    class Meta:
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits")
        ordering = ["session__date", "session__position", "id"]

    def __str__(self) -> str:
        return str(self.session)


class Stop(models.Model):
    """One place of a site visit."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("Firm")
        INSTITUTION = "institution", _("Institution")
        MARKET = "market", _("Market")
        MUSEUM = "museum", _("Museum")
        MEAL = "meal", _("Meal")
        OTHER = "other", _("Other place")

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FIRM)
    organisation = models.ForeignKey(
        "workshops.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stops",
        verbose_name=_("organisation"),
    )
    description = models.TextField(_("description"), blank=True)
    arrives_at = models.TimeField(_("planned arrival"), null=True, blank=True)
    leaves_at = models.TimeField(_("planned departure"), null=True, blank=True)
    arrived_at = models.TimeField(_("actual arrival"), null=True, blank=True)
    left_at = models.TimeField(_("actual departure"), null=True, blank=True)

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "position"], name="stops_have_an_order")
        ]

    def __str__(self) -> str:
        return self.name


class Transport(models.Model):
    """One vehicle of a site visit, or one ride in it."""

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="transports")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(
        _("vehicle"), max_length=80, help_text=_("As it stands on its windscreen: Bus 1.")
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), help_text=_("For passengers; without the driver’s and the guide’s.")
    )
    meeting_point = models.CharField(
        _("meeting point"), max_length=200, blank=True, help_text=_("Where it differs.")
    )
    leaves_at = models.TimeField(_("leaves"), null=True, blank=True)
    returns_at = models.TimeField(_("is back"), null=True, blank=True)
    guide = models.CharField(
        _("guide"), max_length=120, blank=True, help_text=_("For the office alone.")
    )
    guide_phone = models.CharField(
        _("guide’s phone"), max_length=40, blank=True, help_text=_("For the office alone.")
    )
    driver = models.CharField(
        _("driver"),
        max_length=160,
        blank=True,
        help_text=_("Name and phone. For the office alone."),
    )
    plate = models.CharField(
        _("number plate"), max_length=40, blank=True, help_text=_("For the office alone.")
    )

    class Meta:
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="vehicle_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.label
