"""One nominee in full, with what selectors decide and note; and a few beside each other."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import selection
from people.admin.selection_acts import ACTS
from people.models import Gate, Participation
from people.selection.board import nominees
from people.selection.facts import compared, facts
from workshops.handouts import is_there
from workshops.keys import key_named
from workshops.models import Workshop

FILES = {
    "cv": ("dossier", "cv", "cv_filename"),
    "language": ("dossier", "language_document", "language_filename"),
    "endorsement": ("endorsement", "document", "filename"),
}
MOST_COMPARED = 4


class GateForm(forms.Form):
    """A selector's word on one criterion."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("passed", _("Passed")), ("failed", _("Failed"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, gate: Gate, *args, **kwargs):
        super().__init__(*args, prefix=gate, **kwargs)
        self.gate = gate


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Selectors alone see it."),
    )


def nominee(request: HttpRequest, workshop: Workshop, *, pk: int, context: dict) -> HttpResponse:
    """A nominee's dossier and criteria; notes and decisions are posted here, each under its name."""
    row = row_or_404(workshop, pk)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked.startswith("undecide-"):
        return undecide(request, row, asked.removeprefix("undecide-"))
    note_form = NoteForm(request.POST if asked == "note" else None)
    if asked == "note" and note_form.is_valid():
        text = note_form.cleaned_data["text"]
        selection.note(row, text, by=request.user, now=timezone.now())
        return back(request, row, _now("Note kept."))
    gate_forms = [
        GateForm(gate, request.POST if asked == f"gate-{gate}" else None) for gate in Gate
    ]
    for form in gate_forms:
        if form.is_bound and form.is_valid():
            decide(request, row, form)
            return back(request, row, _now("Decision kept."))
    return page(request, row, context, note_form, gate_forms)


def row_or_404(workshop: Workshop, pk: int) -> Participation:
    rows = workshop.participations.participants().select_related("person", "dossier", "endorsement")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def decide(request: HttpRequest, row: Participation, form: GateForm) -> None:
    selection.decide_gate(
        row,
        form.gate,
        passed=form.cleaned_data["verdict"] == "passed",
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=timezone.now(),
    )


def undecide(request: HttpRequest, row: Participation, gate: str) -> HttpResponse:
    if gate not in Gate.values:
        raise Http404
    selection.undecide_gate(row, Gate(gate))
    return back(request, row, _now("The dossier counts again."))


def back(request: HttpRequest, row: Participation, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("admin:people_participation_selection_nominee", row.workshop_id, row.pk)


def page(
    request: HttpRequest,
    row: Participation,
    context: dict,
    note_form: NoteForm,
    gate_forms: list[GateForm],
) -> HttpResponse:
    shown = next(iter(nominees(context["workshop"], [row.pk])), None)
    if shown is None:
        raise Http404
    forms_of = {form.gate: form for form in gate_forms}
    context |= {
        "title": shown.name,
        "row": row,
        "nominee": shown,
        "facts": facts(shown),
        "files": [kind for kind in FILES if file_of(row, kind)],
        "gates": [(checked, forms_of[checked.gate]) for checked in shown.gates],
        "form": next((form for form in (note_form, *gate_forms) if form.errors), None),
        "note_form": note_form,
        "notes": row.selector_notes.select_related("author"),
        "changes": row.changes.select_related("actor", "acted_for").order_by("-at", "-pk"),
        "acts": [act for act in ACTS.values() if act.is_for(row)],
    }
    return TemplateResponse(request, "admin/people/selection/nominee.html", context)


def compare(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Two to four nominees beside each other; an address with others leads back to the board."""
    keys = [key for raw in request.GET.getlist("row") if (key := key_named(raw)) is not None]
    shown = nominees(workshop, keys[:MOST_COMPARED])
    if len(shown) < 2:
        return redirect("admin:people_participation_selection", workshop.pk)
    context |= {
        "title": _now("Nominees compared"),
        "nominees": shown,
        "comparisons": compared(shown),
        "acts": ACTS.values(),
    }
    return TemplateResponse(request, "admin/people/selection/compare.html", context)


def file_of(row: Participation, kind: str) -> tuple | None:
    """The file and the name that it came under, if it is there."""
    related, field, name = FILES[kind]
    holder = getattr(row, related, None)
    kept = getattr(holder, field, None)
    return (kept, getattr(holder, name)) if kept and is_there(kept) else None


def file(
    request: HttpRequest, workshop: Workshop, *, pk: int, kind: str, context: dict
) -> HttpResponse:
    """A curriculum vitae, what shows the language, an endorsement: to download, never to be shown here."""
    found = file_of(row_or_404(workshop, pk), kind) if kind in FILES else None
    if found is None:
        raise Http404
    kept, name = found
    return FileResponse(
        kept.open("rb"),
        as_attachment=True,
        filename=name or f"{kind}.{kept.name.rpartition('.')[2]}",
        content_type="application/octet-stream",
    )
