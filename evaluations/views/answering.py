"""Answering, section by section, with a draft that only this browser can read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from evaluations import overview, passes
from evaluations.forms import SectionForm
from evaluations.respondents import Respondent
from evaluations.structure import Page
from evaluations.views.doors import (
    answering_page,
    page_or_404,
    private,
    to,
    typed,
    wants_json,
)
from workshops.models import Workshop
from workshops.views.pages import mount_of, render_page, workshop_or_404

ANOTHER_LINK = _(
    "This page was opened under another personal link, or a long time ago. Nothing was saved yet. If these "
    "are your answers, press the button again."
)


@answering_page
def answer(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Where one is: the sections, what is answered, what happens to it."""
    sections = overview.sections(who.structure, who.answers())
    return show(request, who, "evaluations/answer.html", sections=sections)


@answering_page
@sensitive_variables()
def section(request: HttpRequest, who: Respondent, code: str) -> HttpResponse:
    """One section: shown from the draft, saved to the draft."""
    page = page_or_404(who, code)
    if request.method != "POST":
        return show_section(request, who, page, SectionForm(page, initial=who.answers()))
    if not who.held.marked(request.POST.get("mark", "")):
        as_typed = SectionForm(page, initial=typed(request, page))
        return show_section(request, who, page, as_typed, notice=ANOTHER_LINK, status=409)
    form = SectionForm(page, request.POST)
    valid = form.is_valid()
    who.save(form.merged_into, who.questionnaire.workshop.today(timezone.now()))
    if wants_json(request):
        return JsonResponse({"saved": valid, "errors": form.errors})
    if not valid:
        return show_section(request, who, page, form)
    return onwards(request, who, page)


def onwards(request: HttpRequest, who: Respondent, page: Page) -> HttpResponse:
    """Where the button that was pressed leads."""
    workshop = who.questionnaire.workshop
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        return HttpResponseRedirect(translate_url(request.get_full_path(), language))
    pressed = request.POST.get("go", "continue")
    if pressed == "save":
        return to(request, workshop, "answer")
    if "change" in request.GET:
        return to(request, workshop, "answer-check")
    beside = who.structure.before(page) if pressed == "back" else who.structure.after(page)
    if beside:
        return to(request, workshop, "answer-section", beside.section.code)
    return to(request, workshop, "answer" if pressed == "back" else "answer-check")


@answering_page
def check(request: HttpRequest, who: Respondent) -> HttpResponse:
    """All answers before they are sent, each with a way back to it."""
    sections = overview.sections(who.structure, who.answers())
    return show(request, who, "evaluations/check.html", sections=sections)


@answering_page
def submit(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Send. Any number of identical posts has one effect."""
    if request.method != "POST" or not who.held.marked(request.POST.get("mark", "")):
        return to(request, who.questionnaire.workshop, "answer-check")
    who.send(timezone.now())
    response = to(request, who.questionnaire.workshop, "thanks")
    passes.take_back(response, mount_of(request))
    return response


@answering_page
def delete(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Ask, then delete the draft and make this browser forget the link."""
    if request.method != "POST" or not who.held.marked(request.POST.get("mark", "")):
        return show(request, who, "evaluations/delete.html")
    who.delete()
    response = to(request, who.questionnaire.workshop, "evaluation", query="?deleted=1")
    passes.take_back(response, mount_of(request))
    return response


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Reached by a redirect, so it can be reloaded and sends nothing."""
    workshop: Workshop = workshop_or_404(request, slug)
    again = "again" in request.GET
    return private(render_page(request, workshop, "evaluations/thanks.html", again=again))


def show_section(
    request: HttpRequest,
    who: Respondent,
    page: Page,
    form: SectionForm,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    response = show(request, who, "evaluations/section.html", page=page, form=form, notice=notice)
    response.status_code = status
    return response


def show(request: HttpRequest, who: Respondent, template: str, **context) -> HttpResponse:
    return render_page(
        request,
        who.questionnaire.workshop,
        template,
        questionnaire=who.questionnaire,
        structure=who.structure,
        mark=who.held.mark,
        is_trial=who.is_trial,
        **context,
    )
