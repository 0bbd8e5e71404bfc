"""The acts on one participation, in the order of their buttons."""

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actions import seating
from people.admin import acts_leaving, acts_there
from people.admin.acts import Act, ActForm
from people.admin.seat_choices import label_of, seats_for
from people.models import HOLDING, Participation, Role, Seat
from people.permissions import may_manage_seats


class SeatForm(ActForm):
    """Which other seat."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats_for(self.row)
        self.fields["seat"].label_from_instance = label_of


def reseat(row: Participation, form: SeatForm, request: HttpRequest) -> None:
    seating.reseat(row, form.cleaned_data["seat"], by=request.user, now=timezone.now())


def holds(row: Participation) -> bool:
    return row.role == Role.PARTICIPANT and row.state in HOLDING


ACTS = (
    *acts_there.ACTS,
    Act(
        "seat",
        _("Move to another seat"),
        _(
            "The person keeps everything but the seat, which is free again; the new one may be paid otherwise."
        ),
        _("%(name)s has another seat."),
        reseat,
        holds,
        form=SeatForm,
        may=may_manage_seats,
    ),
    *acts_leaving.ACTS,
)
