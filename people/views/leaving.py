"""When a nominee cannot come: withdrawing, and naming another for the seat in one step."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people import windows
from people.actions import nominations, replacements
from people.actions.refusals import (
    Incomplete,
    NoSeat,
    NotEndorsed,
    NotNext,
    Refused,
    SeatTaken,
    StateRefused,
)
from people.desk import MAY_BE_REPLACED
from people.forms.desk import AuthorityForm, ReasonForm, ReplacementForm
from people.forms.nominee import NomineeForm
from people.models import Participation, State, call_of
from people.views.doors import desk_page, nominee_or_404, posted, render_desk
from people.views.nominees import key_of, show_why

COMES_NEXT = (State.ENDORSED, State.UNDER_REVIEW, State.RESERVE)


class Entry:
    """Somebody new for a seat: the nominee, the endorsement and the reason, on one page."""

    def __init__(self, request: HttpRequest, row: Participation):
        self.row, self.by, self.now = row, request.focal_point, timezone.now()
        self.token = request.POST.get("token") or str(uuid4())
        sent = posted(request)
        self.nominee = NomineeForm(
            *sent, call=call_of(row.workshop), initial={"language": self.by.language}
        )
        self.word = AuthorityForm(*sent, today=row.workshop.today(self.now))
        self.why = ReasonForm(sent[0])
        self.into: Participation | None = None

    def are_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.nominee, self.word, self.why)]
        return all(valid)  # each says what is wrong with it

    def entered(self) -> dict[str, object]:
        return {
            "key": key_of(self.row.allocation, self.token),
            "said": self.nominee.said(),
            "endorsing": self.word.endorsing(),
            "by": self.by,
            "now": self.now,
        }

    def replace(self) -> None:
        reason = self.why.cleaned_data["reason"]
        self.into = replacements.replace_by_new(self.row, reason=reason, **self.entered())

    def keep(self) -> None:
        self.into = replacements.keep_for_reserve(self.row, **self.entered())


@desk_page
def withdraw(request: HttpRequest, uuid: UUID, nominee: UUID) -> HttpResponse:
    """Ask, then take the nomination back."""
    row = nominee_or_404(request, uuid, nominee)
    form = ReasonForm(posted(request)[0], asked=row.state != State.DRAFT)
    if request.method == "POST" and form.is_valid():
        try:
            nominations.withdraw(
                row,
                by=request.focal_point,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("%(name)s is withdrawn.") % {"name": row})
            return redirect("desk:allocation", row.allocation.uuid)
    return render_desk(
        request,
        row.allocation,
        "people/desk/withdraw.html",
        form=form,
        nominee=row,
        holds=row.state in (State.SELECTED, State.ACCEPTED),
    )


@desk_page
def replace(request: HttpRequest, uuid: UUID, nominee: UUID) -> HttpResponse:
    """Who of the nominees takes the seat."""
    row = nominee_or_404(request, uuid, nominee)
    if back := too_late(request, row):
        return back
    candidates = list(
        row.allocation.participations.filter(state__in=COMES_NEXT)
        .exclude(pk=row.pk)
        .select_related("person")
        .order_by("reserve_rank", "rank", "pk")
    )
    form = ReplacementForm(posted(request)[0], candidates=candidates)
    if request.method == "POST" and form.is_valid():
        into = form.chosen()
        refusal = tried(
            lambda: replacements.replace(
                row,
                into,
                by=request.focal_point,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        )
        if refusal is None:
            return replaced(request, row=row, into=into)
        form.add_error(None, in_their_words(refusal))
    return render_desk(
        request,
        row.allocation,
        "people/desk/replace.html",
        form=form,
        nominee=row,
        candidates=candidates,
    )


@desk_page
def replace_by_new(request: HttpRequest, uuid: UUID, nominee: UUID) -> HttpResponse:
    """Somebody new for the seat: typed in, endorsed and put in its place with one button."""
    row = nominee_or_404(request, uuid, nominee)
    if back := too_late(request, row):
        return back
    forms = Entry(request, row)
    refusal = None
    if request.method == "POST" and forms.are_valid():
        keeps = request.POST.get("go") == "reserve"
        refusal = tried(forms.keep if keeps else forms.replace)
        if refusal is None:
            return (reserved if keeps else partial(replaced, row=row))(request, into=forms.into)
        explain(forms.nominee, refusal)
    return render_desk(
        request,
        row.allocation,
        "people/desk/replace_by_new.html",
        forms=forms,
        form=forms.nominee,
        nominee=row,
        may_keep=isinstance(refusal, StateRefused),
    )


def too_late(request: HttpRequest, row: Participation) -> HttpResponse | None:
    """Where nobody can be named any more: the way back, before anything is typed."""
    open_now = windows.may_replace(row.allocation, timezone.now())
    if request.method == "POST" or (row.state in MAY_BE_REPLACED and row.seat_id and open_now):
        return None
    messages.warning(request, _("Nobody can be named in place of %(name)s.") % {"name": row})
    return redirect("desk:allocation", row.allocation.uuid)


def tried(act: Callable[[], object]) -> Refused | None:
    """Do it; the refusal, if it is refused."""
    try:
        act()
    except Refused as why:
        return why
    return None


def in_their_words(why: Refused) -> str:
    """What a ministry may know of a refusal: nothing of criteria, nor of what a person does elsewhere."""
    if isinstance(why, NoSeat | SeatTaken):
        return _("The seat went to somebody else meanwhile. What you entered is kept.")
    if isinstance(why, NotNext | NotEndorsed) or not isinstance(why, StateRefused):
        return str(why)
    return _("The organisers have to look at this nominee before the seat can pass over.")


def explain(form: NomineeForm, why: Refused) -> None:
    if isinstance(why, Incomplete):
        show_why(form, why)
    else:
        form.add_error(None, in_their_words(why))


def replaced(request: HttpRequest, row: Participation, into: Participation) -> HttpResponse:
    said = {"out": row, "into": into}
    messages.success(request, _("%(into)s has the seat of %(out)s and receives an offer.") % said)
    return redirect("desk:allocation", row.allocation.uuid)


def reserved(request: HttpRequest, into: Participation) -> HttpResponse:
    messages.success(
        request,
        _("%(name)s is on your list, endorsed. The organisers see that you wish for the reserve.")
        % {"name": into},
    )
    return redirect("desk:allocation", into.allocation.uuid)
