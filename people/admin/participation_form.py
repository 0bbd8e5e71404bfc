"""The form of a participation: what may be changed without a change of state, and what that asks."""

from django.utils.translation import gettext as _now

from people.actions.entering import check_country
from people.actions.refusals import StateRefused
from people.actions.seats import check_fund
from people.models import HOLDING, State
from workshops.admin.forms import OfficeForm


class ParticipationForm(OfficeForm):
    """Keeps what somebody's seat asks of them. The seat itself comes with a state, or by moving."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and "sending_country" in self.changed_data and self.holds():
            self.refuse_for_seat(cleaned)
        if not self.errors and cleaned.get("allocation"):
            self.follow_allocation(cleaned)
        return cleaned

    def holds(self) -> bool:
        return self.instance.seat_id is not None and self.instance.state in HOLDING

    def follow_allocation(self, cleaned: dict) -> None:
        """Whoever is put forward under an allocation is in its stream, and sent by its country."""
        allocation = cleaned["allocation"]
        if cleaned.get("stream") not in (None, allocation.stream):
            self.add_error("stream", _now("The allocation is in another stream."))
        cleaned["stream"] = self.instance.stream = allocation.stream
        country = cleaned.get("sending_country", self.instance.sending_country)
        if allocation.country and allocation.country != country:
            self.add_error(
                "allocation",
                _now("This allocation is to %(country)s.") % {"country": allocation.country},
            )

    def refuse_for_seat(self, cleaned: dict) -> None:
        """Whoever sits on a country's seat is sent by it, and its fund pays for them."""
        country = cleaned.get("sending_country", self.instance.sending_country)
        try:
            check_country(self.instance.seat.allocation, country, self.instance)
            check_fund(self.instance.seat.allocation, country, self.instance)
        except StateRefused as refusal:
            self.add_error("sending_country", str(refusal))

    def left_reserve(self) -> int | None:
        """The stream in whose reserve somebody waited who now belongs to another."""
        left = self.initial.get("stream")
        waits = self.instance.state == State.RESERVE
        return left if waits and left != self.instance.stream_id else None
