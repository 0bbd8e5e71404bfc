"""Acts about being there: arriving, each day, leaving early, not coming, completing, the certificate."""

from datetime import timedelta

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import arrivals, certificates, states
from people.admin.acts import Act, ActForm, NeededReasonForm, ReasonForm, Way
from people.admin.seat_choices import label_of, seats_for
from people.admin.seat_moves import in_full
from people.attendance import all_days, programme_days, standing
from people.models import CAME, Allocation, Participation, Role, Seat, State, call_of
from workshops import dates


class DayForm(ReasonForm):
    """On which day, and why."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}), help_text=_("Not after today.")
    )
    field_order = ["day", "reason"]

    def __init__(self, row: Participation, *args, **kwargs):
        today = row.workshop.today(timezone.now())
        kwargs["initial"] = {"day": min(today, row.workshop.ends_on)}
        super().__init__(row, *args, **kwargs)
        self.fields["day"].widget.attrs["max"] = today.isoformat()


class ArrivalForm(DayForm):
    """After a no-show a seat too, for the old one may be somebody else's."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("Seat"),
        required=False,
        empty_label=_("The one there was, or a free one of the allocation"),
    )
    field_order = ["day", "seat", "reason"]

    def __init__(self, row: Participation, *args, **kwargs):
        super().__init__(row, *args, **kwargs)
        if row.state != State.NO_SHOW or row.role != Role.PARTICIPANT:
            del self.fields["seat"]
        else:
            self.fields["seat"].queryset = seats_for(row)
            self.fields["seat"].label_from_instance = label_of


class LeavingForm(DayForm):
    """Why somebody leaves stays in the office."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class DaysForm(ActForm):
    """The days somebody was there, each with a box."""

    days = forms.MultipleChoiceField(
        label=_("There on"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, row: Participation, *args, **kwargs):
        there = set(row.attendances.values_list("day", flat=True))
        kwargs["initial"] = {"days": [day.isoformat() for day in there]}
        super().__init__(row, *args, **kwargs)
        today = row.workshop.today(timezone.now())
        planned = {*programme_days(row.workshop), *there}
        self.by_name = {
            day.isoformat(): day
            for day in all_days(row.workshop)
            if day <= today and (day in planned)
        }
        self.fields["days"].choices = [(name, dates.day(day)) for name, day in self.by_name.items()]


def arrive(row: Participation, form: ArrivalForm, request: HttpRequest) -> None:
    asked = form.cleaned_data
    arrivals.check_in(
        row,
        by=request.user,
        now=timezone.now(),
        on=asked["day"],
        seat=asked.get("seat"),
        reason=asked["reason"],
    )


def take_back(row: Participation, form: ReasonForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    arrivals.take_back(row, by=request.user, now=timezone.now(), reason=reason)


def set_days(row: Participation, form: DaysForm, request: HttpRequest) -> None:
    days = [form.by_name[name] for name in form.cleaned_data["days"]]
    arrivals.set_days(row, days, by=request.user, now=timezone.now())


def leave(row: Participation, form: LeavingForm, request: HttpRequest) -> None:
    asked = form.cleaned_data
    arrivals.leave_early(
        row, by=request.user, now=timezone.now(), on=asked["day"], reason=asked["reason"]
    )


def complete(row: Participation, form: ReasonForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    arrivals.complete(row, by=request.user, now=timezone.now(), reason=reason)


def miss(row: Participation, form: ReasonForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    states.change(row, State.NO_SHOW, by=request.user, now=timezone.now(), reason=reason)


def allow_certificate(row: Participation, form: NeededReasonForm, request: HttpRequest) -> None:
    certificates.waive(row, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])


def refuse_certificate(row: Participation, form: ReasonForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    certificates.take_back(row, by=request.user, now=timezone.now(), reason=reason)


def is_over(row: Participation) -> bool:
    return row.workshop.today(timezone.now()) >= row.workshop.ends_on


def arrived_today(row: Participation) -> bool:
    today = row.workshop.today(timezone.now())
    last = row.changes.order_by("at", "pk").last()
    return row.state == State.ARRIVED and bool(
        last and last.to_state == State.ARRIVED and row.workshop.today(last.at) == today
    )


def may_be_no_show(row: Participation) -> bool:
    patience = row.workshop.starts_on + timedelta(days=call_of(row.workshop).grace_days)
    return row.state == State.ACCEPTED and row.workshop.today(timezone.now()) >= patience


def ways_to_a_seat(row: Participation) -> list[Way]:
    """For somebody who comes after a no-show where no seat is left: where one could come from."""
    if row.state != State.NO_SHOW or row.role != Role.PARTICIPANT or seats_for(row).exists():
        return []
    own = row.seat.allocation if row.seat else row.allocation
    if own is None:
        return []
    raised = reverse("admin:people_allocation_resize", args=[own.pk])
    ways = [Way(_now("Raise %(name)s by a seat.") % {"name": in_full(own)}, raised)]
    free = Seat.objects.free().filter(allocation=OuterRef("pk"), state__in=Seat.TO_TAKE)
    others = Allocation.objects.filter(Exists(free), stream__workshop=row.workshop_id)
    for other in others.exclude(pk=own.pk).select_related("stream", "country", "fund"):
        page = reverse("admin:people_allocation_reallocate", args=[other.pk])
        ways.append(
            Way(
                _now("Take a free seat of %(other)s for %(name)s.")
                % {"other": in_full(other), "name": own},
                f"{page}?number=1&to={own.pk}",
            )
        )
    return ways


ACTS = (
    Act(
        "arrive",
        _("Arrived"),
        _(
            "The person is there from that day on and counted on it. After a no-show the seat is needed "
            "again; where somebody else has it by now, choose another."
        ),
        _("%(name)s has arrived."),
        arrive,
        lambda row: row.state in (State.ACCEPTED, State.NO_SHOW),
        form=ArrivalForm,
        ways=ways_to_a_seat,
    ),
    Act(
        "take_back",
        _("Take the arrival back"),
        _("Today’s arrival was entered by mistake: the person is expected again."),
        _("%(name)s is expected again."),
        take_back,
        arrived_today,
    ),
    Act(
        "days",
        _("Days of attendance"),
        _("On which days the person was there. They count for the certificate."),
        _("The days of %(name)s are kept."),
        set_days,
        lambda row: row.state in CAME,
        form=DaysForm,
    ),
    Act(
        "leave",
        _("Left early"),
        _("The person goes for good on that day. The seat counts as used."),
        _("%(name)s left early."),
        leave,
        lambda row: row.state == State.ARRIVED,
        form=LeavingForm,
    ),
    Act(
        "complete",
        _("Completed"),
        _("The person was there to the end."),
        _("%(name)s has completed."),
        complete,
        lambda row: row.state == State.ARRIVED and is_over(row),
    ),
    Act(
        "miss",
        _("Did not come"),
        _("The person is a no-show. The seat is lost, unless somebody from the reserve fills it."),
        _("%(name)s is a no-show."),
        miss,
        may_be_no_show,
    ),
    Act(
        "certificate",
        _("Allow a certificate"),
        _(
            "The person has not completed, or was there on too few days, and gets a certificate all the same."
        ),
        _("%(name)s gets a certificate."),
        allow_certificate,
        lambda row: row.state in CAME and not standing(row).may_have_certificate,
        form=NeededReasonForm,
    ),
    Act(
        "no_certificate",
        _("Take back the permission for a certificate"),
        _("The rule holds again: completed, and there on enough days."),
        _("The rule for certificates holds for %(name)s."),
        refuse_certificate,
        lambda row: bool(row.certificate_waiver),
    ),
)
