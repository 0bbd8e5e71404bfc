"""One thing of one person: how far it is, by when, and what is noted; with a look at what was saved meanwhile."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import facets
from people.actions.refusals import FacetChanged, Refused
from people.models import Facet, Participation, User
from people.permissions import may_see_facet, may_set_facet
from people.travel.matrix import Words, cell_of
from workshops import dates
from workshops.models import Workshop

KEEP, THEIRS, YOURS = "keep", "theirs", "yours"


class FacetForm(forms.Form):
    """Asks for what a page sent, or for everything that the kind has."""

    status = forms.ChoiceField(label=_("Status"), choices=Facet.Status, widget=forms.RadioSelect)
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    diet = forms.ChoiceField(
        label=_("Diet"), required=False, choices=[("", _("Not said")), *Facet.Diet.choices]
    )
    detail = forms.CharField(
        label=_("Detail"),
        required=False,
        max_length=250,
        help_text=_("Private, for those who arrange it: a number, a date, what is missing."),
        widget=forms.TextInput({"size": 60, "autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def __init__(self, kind: str, *args, shows_detail: bool, data=None, **kwargs):
        super().__init__(data, *args, **kwargs)
        if kind != Facet.Kind.DIET:
            del self.fields["diet"]
        if not shows_detail:
            del self.fields["detail"]
        for name in ("due_on", "diet", "detail"):
            if data is not None and name not in data:
                self.fields.pop(name, None)

    def said(self) -> dict[str, object]:
        return dict(self.cleaned_data)


@dataclass(frozen=True)
class Clash:
    """One field that somebody changed meanwhile, as it is and as it was sent."""

    label: str
    theirs: str
    yours: str


def show(
    request: HttpRequest, workshop: Workshop, *, context: dict, pk: int, kind: str
) -> HttpResponse:
    row, facet = found(request.user, workshop, pk, kind)
    if request.method == "POST":
        return send(request, row, facet, context)
    return page(request, row, facet, context)


def found(user: User, workshop: Workshop, pk: int, kind: str) -> tuple[Participation, Facet]:
    """The person, and the facet or a new one. Who may not see it is told that there is no such page."""
    rows = workshop.participations.select_related("person", "workshop", "sending_country")
    row = get_object_or_404(rows, pk=pk)
    if kind not in Facet.Kind.values or not may_see_facet(user, kind):
        raise Http404
    facet = row.facets.select_related("updated_by").filter(kind=kind).first()
    return row, facet or Facet(participation=row, kind=kind)


def page(
    request: HttpRequest,
    row: Participation,
    facet: Facet,
    context: dict,
    *,
    form: FacetForm | None = None,
    revealed: bool = False,
) -> HttpResponse:
    is_private = facet.kind in Facet.SENSITIVE
    shows_detail = revealed or not is_private or not facet.detail
    form = form or FacetForm(
        facet.kind,
        shows_detail=shows_detail,
        initial={
            "status": facet.status,
            "due_on": facet.due_on,
            "diet": facet.diet,
            "detail": facet.detail,
            "seen": facet.mark if facet.pk else "",
        },
    )
    context |= {
        "title": facet.get_kind_display(),
        "row": row,
        "facet": facet,
        "form": form,
        "is_masked": not shows_detail,
        "revealed": revealed,
        "may_change": may_set_facet(request.user, facet.kind),
        "late": facet.is_overdue(row.workshop.today(timezone.now())),
    }
    return TemplateResponse(request, "admin/people/travel/cell.html", context)


def send(request: HttpRequest, row: Participation, facet: Facet, context: dict) -> HttpResponse:
    """Keep it, or ask where somebody else changed it meanwhile."""
    if not may_set_facet(request.user, facet.kind):
        raise PermissionDenied
    if request.POST.get(KEEP) == THEIRS:
        messages.info(request, _now("It stays as the other wrote it."))
        return back(row)
    form = FacetForm(facet.kind, shows_detail=True, data=request.POST)
    if not form.is_valid():
        return refused(request, row, facet, context, form)
    try:
        kept = facets.change(row, facet.kind, by=request.user, now=timezone.now(), **form.said())
    except FacetChanged as clash:
        return conflict(request, row, clash, form, context)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refused(request, row, facet, context, form)
    said = _now("%(what)s of %(name)s: %(status)s.") % {
        "what": kept.get_kind_display(),
        "name": row,
        "status": kept.get_status_display(),
    }
    if wants_json(request):
        return JsonResponse(answer(row, kept, said))
    messages.success(request, said)
    return back(row)


def wants_json(request: HttpRequest) -> bool:
    return not request.accepts("text/html")


def answer(row: Participation, facet: Facet, said: str) -> dict[str, str]:
    """What the board's script puts into the cell."""
    words = Words(row.workshop.today(timezone.now()))
    cell = cell_of(row, facet.kind, facet, True, words)
    return {"said": said, "css": cell.css, "text": cell.text, "due": cell.due, "mark": cell.mark,
            "status": cell.status}  # fmt: skip


def back(row: Participation) -> HttpResponse:
    board = reverse("admin:people_participation_travel", args=[row.workshop_id])
    return redirect(f"{board}#p{row.pk}")


def refused(
    request: HttpRequest, row: Participation, facet: Facet, context: dict, form: FacetForm
) -> HttpResponse:
    if wants_json(request):
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"said": said}, status=400)
    return page(request, row, facet, context, form=form)


def conflict(
    request: HttpRequest, row: Participation, clash: FacetChanged, form: FacetForm, context: dict
) -> HttpResponse:
    """Both, side by side; nothing is saved before one is chosen."""
    if wants_json(request):
        return JsonResponse({"said": str(clash)}, status=409)
    facet = clash.facet
    sent = [
        (name, value)
        for name in form.fields
        if name != "seen" and (value := request.POST.get(name)) is not None
    ]
    context |= {
        "title": _now("This was changed meanwhile"),
        "row": row,
        "facet": facet,
        "said": str(clash),
        "clashes": clashes(form, facet),
        "sent": sent,
        "seen": facet.mark if facet.pk else "",
        "unanswered": KEEP in request.POST,
    }
    return TemplateResponse(request, "admin/people/travel/conflict.html", context, status=409)


def clashes(form: FacetForm, facet: Facet) -> list[Clash]:
    """What differs; a private detail is not shown here, only that it differs."""
    found = []
    for name, value in form.said().items():
        if name == "seen" or getattr(facet, name) == value:
            continue
        theirs, yours = shown(form, name, getattr(facet, name)), shown(form, name, value)
        if name == "detail" and facet.kind in Facet.SENSITIVE:
            theirs, yours = _now("Kept private"), _now("Kept private")
        found.append(Clash(str(form.fields[name].label), theirs, yours))
    return found


def shown(form: FacetForm, name: str, value: object) -> str:
    if name == "due_on":
        return dates.day_year(value) if value else ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def reveal(request: HttpRequest, workshop: Workshop, *, context: dict, pk: int) -> HttpResponse:
    """Show what somebody keeps private, once, and keep that it was looked at."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row, facet = found(request.user, workshop, pk, Facet.Kind.DIET)
    facets.reveal(row, by=request.user, now=timezone.now())
    return page(request, row, facet, context, revealed=True)
