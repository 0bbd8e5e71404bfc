"""A Person in one workshop: as participant on a seat, or in another role without one."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.access import FocalPoint
from people.models.roles import CAME, HOLDING, IN_GROUPS, LIVE, Role, State, in_words


class ParticipationQuerySet(models.QuerySet):
    def participants(self) -> Self:
        return self.filter(role=Role.PARTICIPANT)

    def holding_a_seat(self) -> Self:
        return self.participants().filter(state__in=HOLDING)

    def of(self, focal_point: FocalPoint) -> Self:
        """Those put forward under the focal point's own allocations, and nobody else."""
        return self.participants().filter(allocation__focal_points=focal_point)

    def in_reserve(self) -> Self:
        """The reserve in its order."""
        return self.filter(state=State.RESERVE).order_by("stream", "reserve_rank")

    def to_group(self) -> Self:
        """Participants who have a place in a working group: coming, there, or there to the end."""
        return self.participants().filter(state__in=IN_GROUPS)

    def who_came(self) -> Self:
        """Those who ever arrived; for roles without a seat, those who were there."""
        return self.filter(state__in=CAME)

    def listed_publicly(self) -> Self:
        """The public roster: who ever arrived and agreed to be listed, nobody else."""
        return self.who_came().filter(public_list=True)


class Participation(models.Model):
    """One Person in one workshop, with the post held at that event. A nomination is its early phase."""

    class Channel(models.TextChoices):
        NOMINATION = "nomination", _("Nomination")
        INVITATION = "invitation", _("Invitation")
        HISTORICAL = "historical", _("Historical record")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(
        "workshops.Workshop",
        models.CASCADE,
        related_name="participations",
        verbose_name=_("workshop"),
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PARTICIPANT)
    state = models.CharField(_("state"), max_length=14, choices=State, default=State.DRAFT)
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel, default=Channel.NOMINATION
    )
    stream = models.ForeignKey(
        "people.Stream",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("stream"),
    )
    seat = models.ForeignKey(
        "people.Seat",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("seat"),
    )
    allocation = models.ForeignKey(
        "people.Allocation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("allocation"),
        help_text=_("That the person is put forward under."),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, help_text=_("The order that the focal point gives.")
    )
    reserve_rank = models.PositiveSmallIntegerField(
        _("place in the reserve"), null=True, blank=True
    )
    endorsement = models.ForeignKey(
        "people.Endorsement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("endorsement"),
    )
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("endorsement waived by"),
    )
    waiver_reason = models.CharField(_("why without an endorsement"), max_length=250, blank=True)
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    consented_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("in place of"),
    )
    sending_country = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent",
        verbose_name=_("sending country"),
    )
    duty_station = models.ForeignKey(
        "workshops.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("duty station"),
    )
    post = models.CharField(
        _("post at the event"),
        max_length=400,
        blank=True,
        help_text=_("With department and organisation, as lists print it."),
    )
    organisation = models.ForeignKey(
        "workshops.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    unit = models.CharField(
        _("unit"),
        max_length=120,
        blank=True,
        help_text=_("The heading that staff are listed under."),
    )
    speaker = models.ForeignKey(
        "workshops.Speaker",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("billed as speaker"),
    )
    list_number = models.PositiveSmallIntegerField(_("number in the list"), null=True, blank=True)
    printed_name = models.CharField(_("name as printed"), max_length=150, blank=True)
    printed_post = models.CharField(_("post as printed"), max_length=400, blank=True)
    printed_country = models.CharField(_("country as printed"), max_length=100, blank=True)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    arrived_on = models.DateField(_("arrived on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    directory = models.BooleanField(_("in the participants’ directory"), default=False)
    public_list = models.BooleanField(
        _("in the public list"),
        default=False,
        help_text=_("The person agreed to be named publicly."),
    )
    photo_consent = models.BooleanField(_("may be shown on photos"), default=False)
    certificate_waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certificate allowed by"),
    )
    certificate_waiver = models.CharField(
        _("why a certificate all the same"), max_length=250, blank=True
    )
    private_note = models.TextField(_("private note"), blank=True)
    public_note = models.CharField(_("public note"), max_length=250, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["list_number", "person__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(state__in=HOLDING), name="seat_has_one_holder"
            ),
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(role=Role.PARTICIPANT, state__in=LIVE),
                name="person_is_a_live_participant_once",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.PARTICIPANT) | ~Q(state__in=HOLDING) | Q(seat__isnull=False),
                name="participant_holds_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PARTICIPANT) | Q(seat__isnull=True),
                name="only_participants_hold_seats",
            ),
            models.UniqueConstraint(
                fields=["stream", "reserve_rank"],
                condition=Q(state=State.RESERVE),
                name="reserve_order_is_unique",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RESERVE) | Q(reserve_rank__isnull=False),
                name="reserve_has_an_order",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=models.F("id")),
                name="nobody_replaces_themselves",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.PARTICIPANT)
                | ~Q(state__in=HOLDING)
                | ~Q(channel="nomination")
                | Q(endorsement__isnull=False)
                | ~Q(waiver_reason=""),
                name="selection_needs_an_endorsement",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(arrived_on__isnull=True)
                | Q(left_on__gte=models.F("arrived_on")),
                name="participant_leaves_after_arriving",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "role", "state"], name="participation_by_role")]
        permissions = [
            ("select_participant", _("May select and see dossiers and notes")),
            ("see_travel", _("May see travel papers")),
            ("see_sensitive", _("May see diets and other sensitive details")),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_state_display(self) -> str:
        return in_words(self.state, self.role)
