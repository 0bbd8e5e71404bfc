"""What selectors may do with those who are ticked: how each is called, what it asks, what it will do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from people.actions import selection, states
from people.admin import many
from people.admin.many import Outcome
from people.models import Participation, State, User, call_of
from workshops import dates
from workshops.models import Workshop

CLOSES_AT = time(18)
MOST_TRIED = 100  # rows that are tried out before one is asked


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: selectors and the history alone show it."),
    )

    def __init__(self, *args, workshop: Workshop, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop, self.now = workshop, now

    def said(self) -> dict[str, object]:
        """What the action is told."""
        return {"reason": self.cleaned_data["reason"]}


class NeededReasonForm(ReasonForm):
    """Why, which has to be said."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class MissingForm(NeededReasonForm):
    """What the focal point is to add."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _now("What is missing")
        self.fields["reason"].help_text = _now(
            "The focal point reads this as it stands, for each nominee ticked."
        )


class OfferForm(ReasonForm):
    """Until when to answer, on the workshop's clocks."""

    day = forms.DateField(label=_("Answer by"), widget=forms.DateInput({"type": "date"}))
    clock = forms.TimeField(label=_("at"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    field_order = ["day", "clock", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suggested = self.suggested()
        self.initial |= {"day": suggested.isoformat(), "clock": CLOSES_AT}
        self.fields["clock"].help_text = dates.zone_in_words(self.workshop.zone, suggested)
        self.fields["reason"].help_text = _now(
            "Needed where somebody of the reserve is passed over. Private."
        )

    def suggested(self) -> date:
        """So many days ahead, but before the workshop begins; on its eve and while it runs, tomorrow."""
        today = self.workshop.today(self.now)
        wished = today + timedelta(days=call_of(self.workshop).answer_days)
        if today > self.workshop.ends_on:
            return wished
        eve = self.workshop.starts_on - timedelta(days=1)
        return max(today + timedelta(days=1), min(wished, eve))

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and self.answer_by() <= self.now:
            self.add_error("day", _now("This is past."))
        return cleaned

    def answer_by(self) -> datetime:
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return datetime.combine(day, clock, self.workshop.tzinfo)

    def said(self) -> dict[str, object]:
        return super().said() | {"answer_by": self.answer_by()}


@dataclass(frozen=True)
class Act:
    """One thing to do. `effect` is said before, `done` after, each with the number.

    `to` is the state that it leads to; without one, it is for those who lack an endorsement.
    """

    code: str
    label: str
    effect: object
    done: object
    do: Callable
    form: type[ReasonForm] = ReasonForm
    takes_seats: bool = False
    to: State | None = None

    def is_for(self, row: Participation) -> bool:
        """Whether it can be done about somebody in that state."""
        if self.to is None:
            is_open = row.state in selection.UNDECIDED and row.endorsement_id is None
            return is_open and not row.waiver_reason
        return self.to in states.next_states(row)


ACTS = {
    act.code: act
    for act in (
        Act(
            "select",
            _("Select and offer a seat"),
            ngettext_lazy(
                "Offers a seat to %(count)s nominee, by letter with a personal link; the focal point is told.",
                "Offers a seat to %(count)s nominees, each by letter with a personal link; "
                "their focal points are told.",
                "count",
            ),
            ngettext_lazy("%(count)s seat offered.", "%(count)s seats offered.", "count"),
            selection.select,
            OfferForm,
            takes_seats=True,
            to=State.SELECTED,
        ),
        Act(
            "reserve",
            _("Put in the reserve"),
            ngettext_lazy(
                "Puts %(count)s nominee at the end of the reserve.",
                "Puts %(count)s nominees at the end of the reserve, in this order.",
                "count",
            ),
            ngettext_lazy(
                "%(count)s put in the reserve.", "%(count)s put in the reserve.", "count"
            ),
            selection.reserve,
            to=State.RESERVE,
        ),
        Act(
            "decline",
            _("Do not select"),
            ngettext_lazy(
                "Decides not to select %(count)s nominee. Nobody is written to.",
                "Decides not to select %(count)s nominees. Nobody is written to.",
                "count",
            ),
            ngettext_lazy("%(count)s not selected.", "%(count)s not selected.", "count"),
            selection.decline,
            to=State.NOT_SELECTED,
        ),
        Act(
            "rule_out",
            _("Rule out as ineligible"),
            ngettext_lazy(
                "Rules %(count)s nominee out, for the reason that you give.",
                "Rules %(count)s nominees out, all for the reason that you give.",
                "count",
            ),
            ngettext_lazy("%(count)s ruled out.", "%(count)s ruled out.", "count"),
            selection.rule_out,
            NeededReasonForm,
            to=State.INELIGIBLE,
        ),
        Act(
            "return",
            _("Return for completion"),
            ngettext_lazy(
                "Returns %(count)s nomination to its focal point, who reads what is missing.",
                "Returns %(count)s nominations to their focal points, who read what is missing.",
                "count",
            ),
            ngettext_lazy("%(count)s returned.", "%(count)s returned.", "count"),
            selection.return_for_completion,
            MissingForm,
            to=State.RETURNED,
        ),
        Act(
            "waive",
            _("Waive the endorsement"),
            ngettext_lazy(
                "Lets %(count)s nominee be selected without an endorsement, in your name.",
                "Lets %(count)s nominees be selected without an endorsement, in your name.",
                "count",
            ),
            ngettext_lazy(
                "%(count)s endorsement waived.", "%(count)s endorsements waived.", "count"
            ),
            selection.waive_endorsement,
            NeededReasonForm,
        ),
        Act(
            "reopen",
            _("Look at again"),
            ngettext_lazy(
                "Puts %(count)s nominee under review, whatever was decided before.",
                "Puts %(count)s nominees under review, whatever was decided before.",
                "count",
            ),
            ngettext_lazy("%(count)s under review.", "%(count)s under review.", "count"),
            selection.reopen,
            to=State.UNDER_REVIEW,
        ),
        Act(
            "release",
            _("Release from the reserve"),
            ngettext_lazy(
                "Releases %(count)s person from the reserve.",
                "Releases %(count)s people from the reserve.",
                "count",
            ),
            ngettext_lazy("%(count)s released.", "%(count)s released.", "count"),
            selection.release,
            to=State.RELEASED,
        ),
    )
}


def ordered(rows: Iterable[Participation]) -> list[Participation]:
    """The reserve first, in its order, then by the focal points' ranks."""
    return sorted(
        rows,
        key=lambda row: (
            row.state != State.RESERVE, row.reserve_rank or 0, row.rank is None, row.rank or 0, row.pk,
        ),
    )  # fmt: skip


def run(
    act: Act, rows: Sequence[Participation], *, by: User, now: datetime, **said: object
) -> list[Outcome[Participation]]:
    return many.each(rows, partial(act.do, by=by, now=now, **said))


def try_out(
    act: Act, rows: Sequence[Participation], *, by: User, now: datetime
) -> list[Outcome[Participation]]:
    """What would come of it; nothing is kept. Of very many at once, nothing is said beforehand."""
    if len(rows) > MOST_TRIED:
        return [Outcome(row) for row in rows]
    reason = "–" if issubclass(act.form, NeededReasonForm) else ""
    copies = list(Participation.objects.in_bulk([row.pk for row in rows]).values())
    by_key = {row.pk: row for row in copies}
    with transaction.atomic():
        tried = run(act, [by_key[row.pk] for row in rows], by=by, now=now, reason=reason)
        transaction.set_rollback(True)
    return [Outcome(row, one.refusal) for row, one in zip(rows, tried, strict=True)]


def said_in_all(act: Act, outcomes: Sequence[Outcome]) -> str:
    """2 seats offered. 1 refused."""
    done = len(many.done(outcomes))
    refused = len(outcomes) - done
    words = [act.done % {"count": done}] if done else []
    if refused:
        words.append(
            ngettext("%(count)s refused.", "%(count)s refused.", refused) % {"count": refused}
        )
    return " ".join(words)
