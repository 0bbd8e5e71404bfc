"""Acts about a seat that somebody leaves: withdrawing them, taking that back, naming another for the seat."""

from collections.abc import Iterator

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import replacing, states, succession
from people.admin.acts import Act, NeededReasonForm, ReasonForm, Way
from people.admin.selection_acts import OfferForm
from people.deadlines import on_both_clocks
from people.models import HOLDING, Participation, Role, Seat, State, User
from people.permissions import may_select


class WithdrawForm(NeededReasonForm):
    """Why, which stays in the office; and what may be said of it, which is nothing as a rule."""

    public_note = forms.CharField(
        label=_("Public note"),
        required=False,
        max_length=250,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("Empty as a rule. What stands here may be printed; the reason never is."),
    )


class ReplaceForm(OfferForm):
    """Who comes, until when to answer, and why."""

    into = forms.ModelChoiceField(
        Participation.objects.none(), label=_("Who comes"), empty_label=_("Choose a nominee")
    )
    field_order = ["into", "day", "clock", "reason"]

    def __init__(self, row: Participation, *args, **kwargs):
        super().__init__(*args, workshop=row.workshop, now=timezone.now(), **kwargs)
        self.row = row
        self.fields["into"].queryset = who_could_come(row)
        self.fields["into"].label_from_instance = in_full
        self.fields["reason"].help_text = _now(
            "Private: for the history of both. Needed where somebody of the reserve is passed over."
        )


def who_could_come(row: Participation) -> QuerySet[Participation]:
    """Nominees of the seat's country or body who could be selected, those of the reserve first."""
    if row.seat is None:
        return Participation.objects.none()
    own = row.seat.allocation
    theirs = Q(allocation=own.pk)
    if own.country_id:
        theirs |= Q(sending_country=own.country_id)
    able = [state for state, after in states.LEADS_TO.items() if State.SELECTED in after]
    rows = row.workshop.participations.participants().filter(theirs, state__in=able)
    return rows.exclude(pk=row.pk).select_related("person").order_by(
        "stream", "reserve_rank", "rank", "person__sort_name", "pk"
    )  # fmt: skip


def in_full(row: Participation) -> str:
    """Zarina Namunazoda: Reserve, place 2."""
    said = f"{row.person}: {row.get_state_display()}"
    if row.reserve_rank is None:
        return said
    return _now("%(said)s, place %(place)s") % {"said": said, "place": row.reserve_rank}


def withdraw(row: Participation, form: WithdrawForm, request: HttpRequest) -> None:
    asked = form.cleaned_data
    succession.withdraw(
        row,
        by=request.user,
        now=timezone.now(),
        reason=asked["reason"],
        public_note=asked["public_note"],
    )


def reinstate(row: Participation, form: ReasonForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    succession.reinstate(row, by=request.user, now=timezone.now(), reason=reason)


def replace(row: Participation, form: ReplaceForm, request: HttpRequest) -> None:
    into = form.cleaned_data["into"]
    replacing.replace(row, into, by=request.user, now=timezone.now(), **form.said())


# When


def may_withdraw(row: Participation) -> bool:
    """Drafts are the focal point's own."""
    return row.state != State.DRAFT and State.WITHDRAWN in states.next_states(row)


def was_withdrawn_today(row: Participation) -> bool:
    return states.withdrawn_today(row, timezone.now()) is not None


def can_be_replaced(row: Participation) -> bool:
    """Who holds a seat and has not come; or left one that can be taken, and was not replaced."""
    if row.role != Role.PARTICIPANT or row.seat_id is None:
        return False
    if row.state in replacing.LEAVES_AS:
        return True
    free = Seat.objects.free().filter(pk=row.seat_id, state__in=Seat.TO_TAKE)
    replaced = Participation.objects.filter(replaces=row)
    return row.state in replacing.LEFT and free.exists() and not replaced.exists()


# What will happen


def on_withdrawing(row: Participation) -> Iterator[str]:
    """What becomes of the seat, and who could follow."""
    if row.role != Role.PARTICIPANT:
        return
    if row.state not in HOLDING or row.seat is None:
        yield _now("No seat is concerned.")
        return
    yield _now("The seat %(seat)s is free again.") % {"seat": row.seat}
    waiting = [one for one in who_could_come(row) if one.state == State.RESERVE]
    if waiting:
        yield ngettext(
            "%(count)s person of the reserve could follow: %(name)s. You decide on the next page.",
            "%(count)s people of the reserve could follow, %(name)s first. You decide on the next page.",
            len(waiting),
        ) % {"count": len(waiting), "name": waiting[0].person}
    else:
        yield _now("Nobody waits in the reserve of %(country)s.") % {"country": row.seat.allocation}
    cutoff = row.seat.allocation.replacement_cutoff
    if cutoff and timezone.now() <= cutoff:
        moment = on_both_clocks(cutoff, row.workshop.zone)
        yield _now("The country can name somebody else until %(moment)s.") % {"moment": moment}
    yield _now("The person’s own link ends.")


def on_replacing(row: Participation) -> Iterator[str]:
    if row.state in replacing.LEAVES_AS:
        after = State(replacing.LEAVES_AS[State(row.state)]).label
        yield _now("%(name)s becomes “%(state)s”.") % {"name": row, "state": after}
    yield _now("The seat stays %(seat)s; the offer goes out by letter.") % {"seat": row.seat}
    if not who_could_come(row).exists():
        yield _now("Nobody else of this country or body is put forward yet.")


def after_withdrawing(row: Participation, user: User) -> list[Way]:
    ways = [
        Way(_now("Undo"), reverse("admin:people_participation_reinstate", args=[row.pk])),
    ]
    if may_select(user) and can_be_replaced(row):
        page = reverse("admin:people_participation_following", args=[row.workshop_id])
        ways.insert(0, Way(_now("Decide who follows"), f"{page}#seat-{row.seat_id}"))
    return ways


ACTS = (
    Act(
        "replace",
        _("Name another for the seat"),
        _("Somebody who is put forward already comes in this person’s place."),
        _("%(name)s is replaced."),
        replace,
        can_be_replaced,
        form=ReplaceForm,
        may=may_select,
        words=on_replacing,
    ),
    Act(
        "withdraw",
        _("Withdraw"),
        _("The person does not take part. The reason stays in the office."),
        _("%(name)s is withdrawn."),
        withdraw,
        may_withdraw,
        form=WithdrawForm,
        words=on_withdrawing,
        after=after_withdrawing,
    ),
    Act(
        "reinstate",
        _("Take the withdrawal back"),
        _(
            "Today’s withdrawal was a mistake: the person is what they were before, on the same seat if it "
            "is still free. Who waited in the reserve comes to its end."
        ),
        _("%(name)s: %(state)s."),
        reinstate,
        was_withdrawn_today,
    ),
)
