"""Pages of the planning board about one session and about one day: what can be done with them."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _now

from workshops import dates
from workshops.actions import planning, planning_days
from workshops.admin import planning as board
from workshops.admin.planning_forms import MoveForm, PlaceForm, ShiftForm, SplitForm, SwapForm
from workshops.keys import key_named
from workshops.models import Session, Workshop
from workshops.planning import warnings
from workshops.planning.board import board_of
from workshops.planning.places import index_of
from workshops.planning.refusals import (
    AlreadyThere,
    ChangedMeanwhile,
    PlanningRefused,
    SessionGone,
)
from workshops.planning.seen import Seen, seen_named, seen_of

NEEDS = {  # what one has to be allowed to do with sessions
    "move": "change",
    "split": "add",
    "copy": "add",
    "cancel": "change",
    "restore": "change",
    "delete": "delete",
}


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("planning", board.show),
        "add/": ("planning_add", board.add),
        "day/<int:number>/": ("planning_day", day),
        "<int:session>/": ("planning_session", one),
    }
    return board.routes(model_admin, pages)


def one(request: HttpRequest, workshop: Workshop, *, context: dict, session: int) -> HttpResponse:
    """One session, and everything that can be done with it from the board."""
    row = workshop.sessions.filter(pk=session, is_added=False).first()
    if row is None and request.method == "POST":
        gone = _now("The session was deleted meanwhile; nothing was changed.")
        return board.answer(request, workshop, refused=gone)
    if row is None:
        raise Http404
    if request.method == "POST":
        return act(request, workshop, row, context)
    return page(request, row, context, forms_for(workshop, row))


def forms_for(workshop: Workshop, row: Session) -> dict[str, forms.Form]:
    here = {"day": row.date.isoformat(), "part_of_day": row.part_of_day}
    times = {"starts_at": row.starts_at, "ends_at": row.ends_at, "order": index_of(row) + 1}
    return {
        "move": MoveForm(workshop, row, initial=here | times, auto_id="move-%s"),
        "split": SplitForm(auto_id="split-%s"),
        "copy": PlaceForm(workshop, initial=here, auto_id="copy-%s"),
    }


def page(
    request: HttpRequest,
    row: Session,
    context: dict,
    asked: dict[str, forms.Form],
    *,
    refusal: PlanningRefused | None = None,
    wanted: str = "",
) -> HttpResponse:
    context |= {
        "title": str(row),
        "session": row,
        "now": seen_of(row),
        "form_url": board.form_of(row),
        "forms": asked,
        "refusal": refusal,
        "is_conflict": isinstance(refusal, ChangedMeanwhile),
        "wanted": wanted,
        "warnings": warnings.of(row.workshop).sessions.get(row.pk, []),
        "billings": row.speaker_roles.select_related("speaker"),
    }
    status = 409 if refusal else 200
    return TemplateResponse(
        request, "admin/workshops/session/planning_session.html", context, status=status
    )


def act(request: HttpRequest, workshop: Workshop, row: Session, context: dict) -> HttpResponse:
    """Do what a button said; where that is refused, show the session as it is with what was typed."""
    do = request.POST.get("do", "")
    if do not in NEEDS:
        return redirect(board.address(workshop, row))
    if not context[f"may_{NEEDS[do]}"]:
        raise PermissionDenied
    asked = forms_for(workshop, row)
    form = bound(do, request, workshop, row)
    if form is not None:
        asked[do] = form
        if not form.is_valid():
            return page(request, row, context, asked)
    seen = seen_named(request.POST.get("seen", ""))
    try:
        said, at = ACTS[do](row, form, seen=seen, by=request.user, now=timezone.now())
    except SessionGone as refusal:
        return board.answer(request, workshop, refused=str(refusal))
    except PlanningRefused as refusal:
        if not request.accepts("text/html") or isinstance(refusal, AlreadyThere):
            return board.answer(request, workshop, refused=str(refusal), at=row)
        row.refresh_from_db()
        wanted = wanted_of(form, seen)
        return page(request, row, context, asked, refusal=refusal, wanted=wanted)
    return board.answer(request, workshop, done=said, at=at)


def bound(do: str, request: HttpRequest, workshop: Workshop, row: Session) -> forms.Form | None:
    """The form that a button belongs to, with what was typed."""
    if do == "move":
        return MoveForm(workshop, row, request.POST, auto_id="move-%s")
    if do == "split":
        return SplitForm(request.POST, auto_id="split-%s")
    if do == "copy":
        return PlaceForm(workshop, request.POST, auto_id="copy-%s")
    return None


def wanted_of(form: forms.Form | None, seen: Seen | None) -> str:
    """In words where the session was to go, for whoever has to decide again."""
    if not isinstance(form, PlaceForm):
        return ""
    place = form.place
    starts, ends = place.times or (None, None)
    return Seen(place.date, place.part_of_day, starts, ends, "", "").place


def move(row: Session, form: MoveForm, *, seen: Seen | None, **doing) -> tuple[str, Session]:
    planning.move(row, form.place, seen=seen, **doing)
    row.refresh_from_db()
    said = _now("“%(title)s” stands on %(place)s now.")
    return said % {"title": row, "place": seen_of(row).place}, row


def split(row: Session, form: SplitForm, *, seen: Seen | None, **doing) -> tuple[str, Session]:
    said = form.cleaned_data
    made = planning.split(row, at=said["at"], pause=said["pause"], seen=seen, **doing)
    return board.linked(_now("“%(title)s” was split in two.") % {"title": row}, made), made


def copy(row: Session, form: PlaceForm, *, seen: Seen | None, **doing) -> tuple[str, Session]:
    place = form.place
    is_here = (place.date, place.part_of_day) == (row.date, row.part_of_day)
    made = planning.duplicate(row, None if is_here else place, seen=seen, **doing)
    return board.linked(_now("“%(title)s” was duplicated.") % {"title": row}, made), made


def cancel(row: Session, form: None, *, seen: Seen | None, **doing) -> tuple[str, Session]:
    planning.cancel(row, seen=seen, **doing)
    return _now("“%(title)s” is cancelled.") % {"title": row}, row


def restore(row: Session, form: None, *, seen: Seen | None, **doing) -> tuple[str, Session]:
    planning.restore(row, seen=seen, **doing)
    return _now("“%(title)s” is planned again.") % {"title": row}, row


def delete(row: Session, form: None, *, seen: Seen | None, **doing) -> tuple[str, None]:
    planning.delete(row, seen=seen, **doing)
    return _now("“%(title)s” is in the trash; it can be undone here.") % {"title": row}, None


ACTS: dict[str, Callable[..., tuple[str, Session | None]]] = {
    "move": move,
    "split": split,
    "copy": copy,
    "cancel": cancel,
    "restore": restore,
    "delete": delete,
}


def day(request: HttpRequest, workshop: Workshop, *, context: dict, number: int) -> HttpResponse:
    """One day: its times earlier or later, or its place changed with another's."""
    if not context["may_change"]:
        raise PermissionDenied
    span = (workshop.ends_on - workshop.starts_on).days + 1
    if not 1 <= number <= span:
        raise Http404
    at = workshop.starts_on + timedelta(number - 1)
    refusal = None
    shift, swap = ShiftForm(auto_id="shift-%s"), SwapForm(workshop, auto_id="swap-%s")
    if request.method == "POST":
        do = request.POST.get("do")
        shift = ShiftForm(request.POST, auto_id="shift-%s") if do == "shift" else shift
        swap = SwapForm(workshop, request.POST, auto_id="swap-%s") if do == "swap" else swap
        try:
            if said := act_on_day(request, workshop, at, shift, swap):
                messages.success(request, said)
                return redirect(f"{board.address(workshop)}#d{at:%Y%m%d}")
        except PlanningRefused as refused:
            refusal = refused
    return day_page(request, workshop, at, context, shift=shift, swap=swap, refusal=refusal)


def act_on_day(
    request: HttpRequest, workshop: Workshop, at: date, shift: ShiftForm, swap: SwapForm
) -> str:
    """Do what was sent, and say so; "" where a form has faults. Raises PlanningRefused."""
    doing = {"seen": all_seen(request), "by": request.user, "now": timezone.now()}
    if shift.is_bound and shift.is_valid():
        planning_days.shift(workshop, at, shift.cleaned_data["minutes"], **doing)
        return _now("All times of %(day)s were shifted.") % {"day": dates.day(at)}
    if swap.is_bound and swap.is_valid():
        other = date.fromisoformat(swap.cleaned_data["other"])
        planning_days.swap(workshop, at, other, **doing)
        words = {"day": dates.day(at), "other": dates.day(other)}
        return _now("%(day)s and %(other)s have changed places.") % words
    return ""


def all_seen(request: HttpRequest) -> dict[int, Seen]:
    """What the page showed of each session, by its key."""
    sent = (each.partition(":") for each in request.POST.getlist("seen"))
    found = {key_named(key): seen_named(was) for key, _colon, was in sent}
    return {key: was for key, was in found.items() if key is not None and was is not None}


def day_page(
    request: HttpRequest,
    workshop: Workshop,
    at: date,
    context: dict,
    *,
    shift: ShiftForm,
    swap: SwapForm,
    refusal: PlanningRefused | None,
) -> HttpResponse:
    shown = board_of(workshop)
    context |= {
        "title": dates.day_year(at),
        "row": next(row for row in shown.rows if row.date == at),
        "rows": shown.rows,
        "shift": shift,
        "swap": swap,
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return TemplateResponse(
        request, "admin/workshops/session/planning_day.html", context, status=status
    )
