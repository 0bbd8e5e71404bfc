"""Raise, lower, offer, return, give on, cancel and bring back seats of one allocation.

Each is a page that says what will happen and asks how many and why, one call, and a word about the result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import seat_numbers, seats
from people.actions.refusals import SeatsRefused
from people.board import ORDER, dots_of
from people.board.gathering import seats_in
from people.models import Allocation, Participation, Seat
from people.permissions import may_manage_seats
from people.seats import all_in_words


class NumberForm(forms.Form):
    """How many seats, and why."""

    number = forms.IntegerField(label=_("How many seats"), min_value=1, max_value=seats.MOST_SEATS)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: it stands in the list of changes of these seats."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, allocation: Allocation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.allocation = allocation

    def asked(self) -> dict:
        """What is asked for beside who and when."""
        return {key: value for key, value in self.cleaned_data.items() if key != "number"}


class ResizeForm(NumberForm):
    """The new number of seats."""

    number = forms.IntegerField(
        label=_("Seats from now on"), min_value=0, max_value=seats.MOST_SEATS
    )
    planned = forms.BooleanField(
        label=_("New seats are planned only"),
        required=False,
        help_text=_("They count, and nobody can have them before they are offered."),
    )
    field_order = ["number", "planned", "reason"]


class ReasonForm(NumberForm):
    """For what takes a seat away: there is a reason."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class ReallocateForm(ReasonForm):
    """To which other allocation of the workshop."""

    to = forms.ModelChoiceField(Allocation.objects.none(), label=_("To"))
    field_order = ["number", "to", "reason"]

    def __init__(self, allocation: Allocation, *args, **kwargs):
        super().__init__(allocation, *args, **kwargs)
        others = Allocation.objects.filter(stream__workshop=allocation.stream.workshop_id)
        self.fields["to"].queryset = (
            others.exclude(pk=allocation.pk)
            .select_related("stream", "country", "fund")
            .order_by("stream__position", "stream", "position", "id")
        )
        self.fields["to"].label_from_instance = in_full


@dataclass(frozen=True)
class Move:
    """One thing to do with seats: what its button and page say, and what it does.

    `states` are those of the seats that it takes; without any it is not offered. `back` is the move that
    undoes it.
    """

    code: str
    label: str | Promise
    effect: str | Promise
    done: str | Promise
    act: Callable[..., object]
    states: tuple[str, ...] = ()
    form: type[NumberForm] = NumberForm
    back: str = ""


State = Seat.State
MOVES = (
    Move(
        "resize",
        _("Raise or lower"),
        _(
            "New seats come after the last one. A lower number takes away free seats from the end; "
            "nobody who sits there loses a seat."
        ),
        _("Seats of %(name)s: %(count)s."),
        seat_numbers.resize,
        form=ResizeForm,
        back="resize",
    ),
    Move(
        "offer",
        _("Offer planned seats"),
        _("Planned seats become offered: from then on somebody can be put forward for them."),
        _("Seats offered to %(name)s: %(count)s."),
        seat_numbers.offer,
        states=(State.PLANNED,),
    ),
    Move(
        "return",
        _("Return seats"),
        _(
            "The country or body gives free seats back. They no longer count, and can be given on to "
            "others or brought back."
        ),
        _("Seats returned by %(name)s: %(count)s."),
        seat_numbers.give_back,
        states=seat_numbers.UNUSED,
        form=ReasonForm,
        back="back",
    ),
    Move(
        "reallocate",
        _("Give to another"),
        _(
            "Free or returned seats become new seats of another country, body or fund of this workshop. "
            "The number of seats in all stays the same, unless they had been returned."
        ),
        _("Seats given from %(name)s to %(to)s: %(count)s."),
        seat_numbers.reallocate,
        states=seat_numbers.TO_MOVE,
        form=ReallocateForm,
        back="reallocate",
    ),
    Move(
        "cancel",
        _("Cancel seats"),
        _(
            "Free seats are taken out of the workshop. They no longer count and can be brought back."
        ),
        _("Seats of %(name)s cancelled: %(count)s."),
        seat_numbers.cancel,
        states=seat_numbers.UNUSED,
        form=ReasonForm,
        back="back",
    ),
    Move(
        "back",
        _("Bring seats back"),
        _("Returned and cancelled seats are offered again, as far as the workshop has places."),
        _("Seats offered to %(name)s again: %(count)s."),
        seat_numbers.bring_back,
        states=seats.GONE,
    ),
)
BY_CODE = {move.code: move for move in MOVES}


def possible(allocation: Allocation) -> list[Move]:
    """What can be done with the seats that there are."""
    there = set(allocation.seats.values_list("state", flat=True))
    return [move for move in MOVES if not move.states or there & set(move.states)]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    """One address for each: admin:people_allocation_resize and so on."""
    return [
        path(
            f"<int:pk>/{move.code}/",
            model_admin.admin_site.admin_view(partial(page, model_admin=model_admin, move=move)),
            name=f"people_allocation_{move.code}",
        )
        for move in MOVES
    ]


def page(
    request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin, move: Move
) -> HttpResponse:
    rows = Allocation.objects.select_related("stream__workshop", "country", "fund")
    allocation = get_object_or_404(rows, pk=pk)
    if not may_manage_seats(request.user):
        raise PermissionDenied
    form = move.form(
        allocation,
        request.POST if request.method == "POST" else None,
        initial=initial(request, allocation, move),
    )
    if request.method == "POST" and form.is_valid():
        try:
            make(move, allocation, form, request)
        except SeatsRefused as refusal:
            form.add_error("number", str(refusal))
        else:
            return redirect("admin:people_allocation_change", allocation.pk)
    workshop = allocation.stream.workshop_id
    states = sorted(seats_in([workshop])[allocation.pk], key=ORDER.index)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": move.label,
        "opts": model_admin.opts,
        "allocation": allocation,
        "move": move,
        "form": form,
        "dots": dots_of(states),
        "words": all_in_words(states, ORDER),
        "holders": holders_of(allocation),
    }
    return TemplateResponse(request, "admin/people/allocation/move.html", context)


def initial(request: HttpRequest, allocation: Allocation, move: Move) -> dict:
    """What an address proposes, as the way back after a move does; else what is there."""
    number = request.GET.get("number", "")
    there = allocation.seats.in_force().count() if move.code == "resize" else None
    return {
        "number": number if number.isascii() and number.isdecimal() else there,
        "to": request.GET.get("to"),
        "seen": seat_numbers.version_of(allocation),
    }


def make(move: Move, allocation: Allocation, form: NumberForm, request: HttpRequest) -> None:
    """Do it and say so, with the way back where there is one."""
    number, before = form.cleaned_data["number"], allocation.seats.in_force().count()
    move.act(allocation, number, by=request.user, now=timezone.now(), **form.asked())
    said = move.done % {
        "name": allocation,
        "count": number,
        "to": form.cleaned_data.get("to"),
    }
    if not move.back:
        messages.success(request, said)
        return
    back = way_back(move, allocation, form, before)
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, back, _now("Undo")))


def way_back(move: Move, allocation: Allocation, form: NumberForm, before: int) -> str:
    if move.code == "resize":
        return f"{address(move.back, allocation)}?number={before}"
    number = form.cleaned_data["number"]
    if move.code == "reallocate":
        target = form.cleaned_data["to"]
        return f"{address(move.back, target)}?number={number}&to={allocation.pk}"
    return f"{address(move.back, allocation)}?number={number}"


def address(code: str, allocation: Allocation) -> str:
    return reverse(f"admin:people_allocation_{code}", args=[allocation.pk])


def in_full(allocation: Allocation) -> str:
    """Mongolia · CAREC · Main fund."""
    parts = (allocation, allocation.stream, allocation.fund)
    return " · ".join(str(part) for part in parts if part)


def holders_of(allocation: Allocation) -> list[Participation]:
    rows = Participation.objects.holding_a_seat().filter(seat__allocation=allocation)
    return list(rows.select_related("person").order_by("person__sort_name", "id"))
