"""What the forms of the planning board ask."""

from collections.abc import Iterator
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import dates
from workshops.models import PartOfDay, Session, Workshop
from workshops.planning.places import Place, Times

HALF_A_DAY = 12 * 60


def days_of(workshop: Workshop) -> Iterator[tuple[str, str]]:
    span = (workshop.ends_on - workshop.starts_on).days + 1
    for day in (workshop.starts_on + timedelta(n) for n in range(span)):
        yield day.isoformat(), dates.day(day)


def clock_field(label: str, **options) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"size": 6, "placeholder": "09:00"})
    return forms.TimeField(label=label, required=False, widget=widget, **options)


class PlaceForm(forms.Form):
    """A day and a part of it."""

    day = forms.ChoiceField(label=_("Day"))
    part_of_day = forms.ChoiceField(label=_("Part of day"), choices=PartOfDay.choices)

    def __init__(self, workshop: Workshop, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["day"].choices = list(days_of(workshop))

    @property
    def place(self) -> Place:
        said = self.cleaned_data
        order = said.get("order")
        return Place(
            date.fromisoformat(said["day"]),
            said["part_of_day"],
            order - 1 if order else None,
            self.times(),
        )

    def times(self) -> Times | None:
        """The times that were given, or None where those of before go along."""
        return None


class TimedForm(PlaceForm):
    """A place with clock times."""

    starts_at = clock_field(_("Starts"))
    ends_at = clock_field(_("Ends"))

    def clean(self) -> dict:
        said = super().clean()
        if said.get("ends_at") and not said.get("starts_at"):
            self.add_error("starts_at", _now("Give the start, too."))
        return said

    def times(self) -> Times | None:
        return self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")


class AddForm(TimedForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=250,
        required=False,
        help_text=_("It may be left open for now."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    field_order = ["title", "kind", "day", "part_of_day", "starts_at", "ends_at"]


class MoveForm(TimedForm):
    """Where to. Times that were left as they are go along to another part of the day."""

    order = forms.IntegerField(
        label=_("Place in the order"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("1 is the first; empty is the last. Sessions with a time stand by the clock."),
    )
    field_order = ["day", "part_of_day", "order", "starts_at", "ends_at"]

    def __init__(self, workshop: Workshop, session: Session, *args, **kwargs):
        super().__init__(workshop, *args, **kwargs)
        self.session = session

    def times(self) -> Times | None:
        said = super().times()
        was = (self.session.starts_at, self.session.ends_at)
        return None if said == was or "starts_at" not in self.data else said


class SplitForm(forms.Form):
    at = clock_field(
        _("The first part ends at"), help_text=_("Empty: in the middle, if times are known.")
    )
    pause = forms.IntegerField(
        label=_("Minutes between them"), min_value=0, max_value=HALF_A_DAY, initial=15
    )


class ShiftForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=-HALF_A_DAY,
        max_value=HALF_A_DAY,
        help_text=_("Later by so many; with a minus, earlier."),
    )


class SwapForm(forms.Form):
    other = forms.ChoiceField(label=_("With"))

    def __init__(self, workshop: Workshop, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = list(days_of(workshop))
