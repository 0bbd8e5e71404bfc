"""What a workshop asks of its nominees, and the periods that its seats run by."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.dossier import Level
from workshops.models import Workshop


def every_sector() -> list[str]:
    return []


class Call(models.Model):
    """The call for nominations of one workshop. A workshop without one has the defaults."""

    workshop = models.OneToOneField(
        "workshops.Workshop",
        models.CASCADE,
        related_name="call",
        verbose_name=_("workshop"),
    )
    capacity = models.PositiveSmallIntegerField(
        _("places in all"),
        null=True,
        blank=True,
        help_text=_("Seats never exceed it. Empty: no limit."),
    )
    eligibility = models.TextField(
        _("who may be nominated"), blank=True, help_text=_("Shown to focal points.")
    )
    language_level = models.CharField(
        _("level in the working language"),
        max_length=6,
        choices=Level,
        default=Level.B2,
        blank=True,
        help_text=_("Empty: not asked for."),
    )
    sectors = models.JSONField(
        _("sectors"),
        default=every_sector,
        blank=True,
        help_text=_("From where officials may come. None chosen: from anywhere."),
    )
    attended_within_years = models.PositiveSmallIntegerField(
        _("years since an earlier workshop"),
        default=2,
        help_text=_(
            "Who came to a workshop of the programme so recently is pointed out. 0: never."
        ),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer an offer"), default=7, help_text=_("Each offer may say otherwise.")
    )
    reminder_days = models.PositiveSmallIntegerField(_("days before that to remind"), default=2)
    lead_days = models.PositiveSmallIntegerField(
        _("days that a visa takes"),
        default=21,
        help_text=_("Where nothing is known of a nationality."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days to wait for somebody"),
        default=1,
        help_text=_("After the first day; only then may somebody be called a no-show."),
    )
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance for a certificate, in percent"),
        default=80,
        validators=[MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("call for nominations")
        verbose_name_plural = _("calls for nominations")
        ordering = ["workshop", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attendance_percent__lte=100),
                name="attendance_is_at_most_all",
            )
        ]

    def __str__(self) -> str:
        return str(self.workshop)


def call_of(workshop: Workshop) -> Call:
    """The workshop's call; one with the defaults, not saved, where there is none."""
    return Call.objects.filter(workshop=workshop).first() or Call(workshop=workshop)
