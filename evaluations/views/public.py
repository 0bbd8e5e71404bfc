"""What anybody may read about a workshop's evaluation, and how an organiser tries a form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import passes
from evaluations.models import Questionnaire
from evaluations.structure import structure_of
from evaluations.views.doors import private, to
from workshops.models import Workshop
from workshops.views.pages import PREVIEW, mount_of, render_page, workshop_or_404, workshop_page


@workshop_page
def evaluation(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is asked and why, and who sees what. Reads no cookie, so that it can be cached."""
    now = timezone.now()
    shown = workshop.questionnaires.taking_answers(now)
    if mount_of(request) == PREVIEW:
        shown = workshop.questionnaires.all()
    structures = [structure_of(questionnaire) for questionnaire in shown]
    return render_page(
        request,
        workshop,
        "evaluations/evaluation.html",
        structures=structures,
        is_over=workshop.ends_on < workshop.today(now),
        deleted="deleted" in request.GET,
    )


@require_POST
def trial(request: HttpRequest, slug: str, questionnaire: str) -> HttpResponse:
    """Let an organiser walk through the form; nothing is ever sent."""
    if mount_of(request) != PREVIEW or not request.viewer.is_organiser:
        raise Http404
    workshop = workshop_or_404(request, slug)
    tried = get_object_or_404(Questionnaire, workshop=workshop, slug=questionnaire)
    response = to(request, workshop, "answer")
    passes.give(response, passes.trial_pass(tried.slug), PREVIEW)
    return private(response)
