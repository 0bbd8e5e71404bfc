"""One nominee: typed in, saved as often as one likes, submitted; read when it has gone on."""

from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people import windows
from people.actions import nominations
from people.actions.refusals import Incomplete, Refused
from people.dossiers import EDITABLE, FILES, dossier_of, values_of
from people.earlier import earlier_nominees
from people.forms.nominee import NomineeForm
from people.models import Allocation, Participation, State, call_of
from people.stages import STAGES
from people.views.doors import (
    allocation_or_404,
    desk_page,
    nominee_or_404,
    render_desk,
    wants_json,
)
from people.views.papers import paper


@desk_page
def new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody new. The form carries a token, so that sent ten times it is still one nominee."""
    allocation = allocation_or_404(request, uuid)
    if request.method == "POST":
        key = key_of(allocation, request.POST.get("token", ""))
        row = rows_of(allocation).filter(uuid=key).first()
        return take(request, allocation, key, row)
    if not windows.may_nominate(allocation, timezone.now()):
        return redirect("desk:allocation", allocation.uuid)
    earlier = earlier_nominees(allocation, request.focal_point)
    again = next((row for row in earlier if str(row.uuid) == request.GET.get("again")), None)
    initial = values_of(again) if again else {"language": request.focal_point.language}
    form = NomineeForm(
        initial={name: value for name, value in initial.items() if name not in FILES},
        call=call_of(allocation.stream.workshop),
    )
    return show(request, allocation, None, form, earlier=earlier, again=again)


@desk_page
def nominee(request: HttpRequest, uuid: UUID, nominee: UUID) -> HttpResponse:
    """The form while it can be changed; after that what was submitted, to read."""
    row = nominee_or_404(request, uuid, nominee)
    if request.method == "POST":
        return take(request, row.allocation, row.uuid, row)
    if row.state not in EDITABLE or not windows.may_complete(row, timezone.now()):
        return read(request, row)
    call = call_of(row.workshop)
    form = NomineeForm(initial=values_of(row), call=call, stored=dossier_of(row))
    return show(request, row.allocation, row, form)


@desk_page
@require_safe
def file(request: HttpRequest, uuid: UUID, nominee: UUID, kind: str) -> HttpResponse:
    """A paper of a nominee, to the focal point who handed it in."""
    row = nominee_or_404(request, uuid, nominee)
    if kind in FILES:
        dossier = dossier_of(row)
        return paper(getattr(dossier, kind), getattr(dossier, FILES[kind]))
    if kind == "endorsement" and row.endorsement:
        return paper(row.endorsement.document, row.endorsement.filename)
    raise Http404


def key_of(allocation: Allocation, token: str) -> UUID:
    """The identifier that a form's token stands for, in this allocation and no other."""
    return uuid5(allocation.uuid, token)


def rows_of(allocation: Allocation):
    return allocation.participations.select_related("person__nationality", "dossier", "workshop")


def take(
    request: HttpRequest, allocation: Allocation, key: UUID, row: Participation | None
) -> HttpResponse:
    """Save what is valid; submit where that was pressed. What is wrong is shown with all that was typed."""
    call = call_of(allocation.stream.workshop)
    stored = dossier_of(row) if row else None
    form = NomineeForm(request.POST, request.FILES, call=call, stored=stored)
    form.is_valid()
    pressed = request.POST.get("go", "save")
    saved = save(request, allocation, key, form) if form.has_a_name else None
    if saved and pressed == "submit" and not form.errors:
        submit(request, saved, form)
    if wants_json(request):
        return JsonResponse(told(allocation, saved, form))
    if form.errors:
        form.keep(dossier_of(saved) if saved else stored)
        return show(request, allocation, saved or row, form, was_saved=saved is not None)
    return onwards(request, saved, pressed)


def save(
    request: HttpRequest, allocation: Allocation, key: UUID, form: NomineeForm
) -> Participation | None:
    try:
        return nominations.save_draft(
            allocation, key=key, said=form.said(), by=request.focal_point, now=timezone.now()
        )
    except Refused as why:
        show_why(form, why)
        return None


def submit(request: HttpRequest, row: Participation, form: NomineeForm) -> None:
    try:
        nominations.submit(row, by=request.focal_point, now=timezone.now())
    except Refused as why:
        show_why(form, why)


def show_why(form: NomineeForm, why: Refused) -> None:
    """Beside the fields that are meant, or above them all."""
    missing = why.missing if isinstance(why, Incomplete) else {None: str(why)}
    for name, sentence in missing.items():
        if name is None or not form.has_error(name):
            form.add_error(name, sentence)


def told(allocation: Allocation, saved: Participation | None, form: NomineeForm) -> dict:
    """For the script that saves as one types: whether, and where the nominee is from now on."""
    address = reverse("desk:nominee", args=[allocation.uuid, saved.uuid]) if saved else ""
    return {"saved": saved is not None, "errors": form.errors, "address": address}


def onwards(request: HttpRequest, row: Participation, pressed: str) -> HttpResponse:
    """Where the button that was pressed leads."""
    language = request.POST.get("to_language")
    if language in dict(settings.LANGUAGES):
        address = reverse("desk:nominee", args=[row.allocation.uuid, row.uuid])
        return HttpResponseRedirect(translate_url(address, language))
    said = {"name": row.person.display_name}
    if pressed == "submit":
        row.refresh_from_db(fields=["state"])
        if row.state == State.ENDORSED:
            messages.success(request, _("%(name)s is submitted; the endorsement holds.") % said)
        else:
            messages.success(
                request, _("%(name)s is submitted. The endorsement comes next.") % said
            )
    else:
        messages.success(request, _("%(name)s is saved.") % said)
    return redirect("desk:allocation", row.allocation.uuid)


def show(
    request: HttpRequest,
    allocation: Allocation,
    row: Participation | None,
    form: NomineeForm,
    **context: object,
) -> HttpResponse:
    return render_desk(
        request,
        allocation,
        "people/desk/nominee.html",
        nominee=row,
        form=form,
        token=request.POST.get("token") or uuid4(),
        is_draft=row is None or row.state in (State.DRAFT, State.RETURNED),
        returned=returned_with(row) if row else "",
        **context,
    )


def returned_with(row: Participation) -> str:
    """What the organisers asked for when they returned the nomination, in their words."""
    if row.state != State.RETURNED:
        return ""
    return row.changes.filter(to_state=State.RETURNED).order_by("at", "pk").last().reason


def read(request: HttpRequest, row: Participation) -> HttpResponse:
    form = NomineeForm(initial=values_of(row), call=call_of(row.workshop), stored=dossier_of(row))
    facts = [(form.fields[name].label, said) for name, said in form.in_words()]
    return render_desk(
        request,
        row.allocation,
        "people/desk/nominee_read.html",
        nominee=row,
        facts=facts,
        files=form.stored,
        stage=STAGES[row.state],
    )
