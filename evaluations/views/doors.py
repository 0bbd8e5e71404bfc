"""What the pages of answering have in common: private, without a session, and nothing typed is lost."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from evaluations import passes
from evaluations.forms import SectionForm
from evaluations.models import Questionnaire
from evaluations.refusals import AlreadyAnswered, Refused
from evaluations.respondents import Respondent, respondent
from evaluations.structure import Page, structure_of
from workshops.models import Workshop
from workshops.views.pages import PREVIEW, address, mount_of, render_page, workshop_or_404


def answering_page(view: Callable) -> Callable:
    """Give the view its respondent, or say why there is none; a filled form is shown again, not lost.

    Exempt from Django's CSRF check, which would answer an old page with "forbidden" and lose what was
    typed. What it protects against is kept out twice: the cookie that makes a post count is SameSite=Lax
    and so never sent with a form on another site, and every form carries a mark made of that cookie
    (`Pass.mark`), which no other site can know. The views check the mark and show the form again.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, **address_parts) -> HttpResponse:
        mount = mount_of(request)
        if mount == PREVIEW and not request.viewer.is_organiser:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        workshop = workshop_or_404(request, slug)
        try:
            who = respondent(passes.read(request, mount), workshop, timezone.now())
            response = view(request, who, **address_parts)
        except Refused as why:
            response = refused(request, workshop, why, **address_parts)
        return private(response)

    return page


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def refused(request: HttpRequest, workshop: Workshop, why: Refused, code: str = "") -> HttpResponse:
    """Say why an answer cannot be taken; with what was typed, where something was."""
    if wants_json(request):
        return JsonResponse({"saved": False, "message": str(why)}, status=409)
    if isinstance(why, AlreadyAnswered):
        return to(request, workshop, "thanks", query="?again=1")
    form = form_as_sent(request, workshop, code)
    context = {"why": why, "form": form, "mark": "", "form_title": ""}
    template = "evaluations/kept.html" if form else "evaluations/refused.html"
    response = render_page(request, workshop, template, **context)
    response.status_code = 403 if form is None else 409
    return response


def form_as_sent(request: HttpRequest, workshop: Workshop, code: str) -> SectionForm | None:
    """The section that was posted, filled as it was posted; whoever posted it."""
    if request.method != "POST" or not code:
        return None
    asked = workshop.questionnaires.exclude(status=Questionnaire.Status.DRAFT)
    questionnaire = asked.filter(slug=request.POST.get("questionnaire", "")).first()
    page = structure_of(questionnaire).page(code) if questionnaire else None
    return SectionForm(page, initial=typed(request, page)) if page else None


def typed(request: HttpRequest, page: Page) -> dict[str, str | list[str]]:
    """What a post holds for a page, unchecked."""
    return {
        item.key: request.POST.getlist(item.key) if item.is_many else request.POST.get(item.key, "")
        for item in page.items
        if item.key in request.POST
    }


def page_or_404(who: Respondent, code: str) -> Page:
    page = who.structure.page(code)
    if page is None:
        raise Http404
    return page


def to(
    request: HttpRequest, workshop: Workshop, name: str, *args, query: str = ""
) -> HttpResponseRedirect:
    """A redirect within this mount."""
    return HttpResponseRedirect(address(request, name, workshop.slug, *args) + query)


def wants_json(request: HttpRequest) -> bool:
    """Whether our own script asks, which saves as one types."""
    return request.headers.get("Accept", "") == "application/json"
