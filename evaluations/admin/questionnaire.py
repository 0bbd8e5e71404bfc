"""Questionnaires: what state they are in, how many have answered, and the steps from draft to results."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from evaluations import box
from evaluations.admin.form import SectionInline
from evaluations.admin.locking import LockedWithForm
from evaluations.charts import bar_chart, leaning_charts
from evaluations.models import Invitation, Questionnaire
from evaluations.refusals import Refused
from evaluations.results import results_of
from evaluations.structure import structure_of
from people.models import Participation
from workshops.admin.base import OfficeTranslationAdmin
from workshops.admin.pages import page, page_of
from workshops.keys import key_named

Status = Questionnaire.Status
STEPS = {
    Status.DRAFT: (("preview", _("Try the form")), ("open", _("Open…"))),
    Status.OPEN: (
        ("preview", _("Try the form")),
        ("links", _("Personal links…")),
        ("close", _("Close…")),
    ),
    Status.CLOSED: (("results", _("Results")), ("comments", _("Review comments"))),
}


@page_of.register
def _page_of_questionnaire(row: Questionnaire) -> str:
    return page("evaluation", row.workshop, open_to_all=row.status == Status.OPEN)


class NamedSplitDateTime(admin.widgets.AdminSplitDateTime):
    """The admin's date and time, whose words beside the boxes name them for screen readers too."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, label in zip(
            context["widget"]["subwidgets"], ("date_label", "time_label"), strict=True
        ):
            part["attrs"]["aria-label"] = context[label]
        return context


class OpenForm(forms.Form):
    """When a questionnaire that is opened now will close."""

    closes_at = forms.SplitDateTimeField(
        label=_("Closes"), required=False, widget=NamedSplitDateTime
    )


@admin.register(Questionnaire)
class QuestionnaireAdmin(LockedWithForm, OfficeTranslationAdmin):
    menu_order = 70
    list_display = ["title", "workshop", "instrument", "status", "answered", "closes_at", "page"]
    list_filter = ["status", "instrument", "workshop"]
    list_select_related = ["workshop"]
    search_fields = ["title_en", "title_zh_hans", "title_ru", "slug"]
    ordering = ["-workshop__starts_on", "id"]
    autocomplete_fields = ["workshop"]
    fixed_fields = ("workshop", "slug")
    inlines = [SectionInline]
    readonly_fields = ["status", "answered", "steps", "opened_at", "closed_at", "version"]
    fieldsets = [
        (None, {"fields": ["workshop", "slug", "instrument", "status", "answered", "steps"]}),
        (_("Words"), {"fields": ["title", "introduction", "minutes"]}),
        (_("Time"), {"fields": ["closes_at", "opened_at", "closed_at"]}),
        (_("Results"), {"fields": ["is_published"]}),
    ]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counted = Count("invitations"), Count("invitations", filter=Q(invitations__answered=True))
        rows = super().get_queryset(request).select_related("workshop")
        return rows.annotate(invited=counted[0], have_answered=counted[1])

    @admin.display(description=_("answered"))
    def answered(self, row: Questionnaire) -> str:
        """How many, never who."""
        if row.pk is None or row.status == Status.DRAFT:
            return "–"
        counts = {"answered": row.have_answered, "invited": row.invited}
        return _now("%(answered)s of %(invited)s") % counts

    @admin.display(description=_("next steps"))
    def steps(self, row: Questionnaire) -> SafeString | str:
        """Where one goes from here."""
        if row.pk is None:
            return _now("Save it first, or import it from a file.")
        links = ((address_of(row, step), label) for step, label in STEPS[row.status])
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    # What may still be changed: nothing of an open form but its hour; of a closed one, its release.

    def has_change_permission(self, request: HttpRequest, obj: Questionnaire | None = None) -> bool:
        return super(LockedWithForm, self).has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Questionnaire | None = None) -> list:
        fixed = super().get_readonly_fields(request, obj)
        if obj is None or obj.status == Status.DRAFT:
            return [*fixed, "is_published"]
        changeable = {"closes_at"} if obj.status == Status.OPEN else {"is_published"}
        fields = [field.name for field in self.opts.fields if field.name not in changeable]
        return [*fixed, *(name for name in fields if name not in fixed)]

    def get_urls(self) -> list[URLPattern]:
        views = {
            "open": self.open_view,
            "links": self.links_view,
            "close": self.close_view,
            "results": self.results_view,
        }
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"evaluations_questionnaire_{name}",
            )
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def open_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what opening does; on POST do it and show the links, once."""
        questionnaire = self.changeable(request, object_id)
        posted = request.POST if request.method == "POST" else None
        form = OpenForm(posted, initial={"closes_at": questionnaire.closes_at})
        now = timezone.now()
        if form.is_valid():
            closes_at = form.cleaned_data["closes_at"]
            try:
                links = box.open_questionnaire(
                    questionnaire, by=request.user, now=now, closes_at=closes_at
                )
            except Refused as why:
                messages.error(request, str(why))
            else:
                return self.show_links(request, questionnaire, links)
        return self.show(
            request,
            questionnaire,
            "open",
            _now("Open the questionnaire"),
            form=form,
            invited=box.who_may_answer(questionnaire, now).count(),
            structure=structure_of(questionnaire),
            key_folder=settings.EVALUATION_KEY_DIR,
        )

    def links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who is invited, and new links; never who has answered."""
        questionnaire = self.changeable(request, object_id)
        if request.method == "POST":
            try:
                link = self.make_link(request, questionnaire)
            except Refused as why:
                messages.error(request, str(why))
            else:
                return self.show_links(request, questionnaire, [link])
        invited = questionnaire.invitations.select_related("participation__person")
        invited = invited.order_by("participation__person__sort_name", "id")
        others = box.who_may_answer(questionnaire, timezone.now()).exclude(
            invitations__questionnaire=questionnaire
        )
        return self.show(
            request,
            questionnaire,
            "links",
            _now("Personal links"),
            invited=[invitation.participation for invitation in invited],
            others=others,
        )

    def make_link(self, request: HttpRequest, questionnaire: Questionnaire) -> box.Link:
        participation = Participation.objects.filter(
            workshop=questionnaire.workshop, pk=key_named(request.POST.get("participation"))
        ).first()
        if participation is None:
            raise Http404
        who, now = {"by": request.user}, timezone.now()
        invitation = Invitation.objects.filter(
            questionnaire=questionnaire, participation=participation
        ).first()
        if invitation:
            return box.renew_link(invitation, now=now, **who)
        return box.invite(questionnaire, participation, now=now, **who)

    def show_links(
        self, request: HttpRequest, questionnaire: Questionnaire, links: list[box.Link]
    ) -> HttpResponse:
        addresses = [(link.participation, link_address(link.token)) for link in links]
        title = _now("Personal links: shown once")
        response = self.show(request, questionnaire, "new_links", title, links=addresses)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def close_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what closing does and that it cannot be undone; on POST do it."""
        questionnaire = self.changeable(request, object_id)
        if request.method == "POST":
            discard = request.POST.get("discard_damaged") == "yes"
            try:
                closed = box.close_questionnaire(
                    questionnaire, by=request.user, now=timezone.now(), discard_damaged=discard
                )
            except Refused as why:
                messages.error(request, str(why))
            else:
                done = _now("Closed. The box is open, the key is destroyed. Answers: %(count)s.")
                messages.success(request, done % {"count": closed.responses})
                return redirect(address_of(questionnaire, "results"))
        return self.show(request, questionnaire, "close", _now("Close the questionnaire"))

    def results_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The results, after closing only."""
        questionnaire = self.get_object(request, unquote(object_id))
        if questionnaire is None or questionnaire.status != Status.CLOSED:
            raise Http404
        if not self.has_view_permission(request, questionnaire):
            raise PermissionDenied
        results = results_of(questionnaire)
        drawn = [
            (section, leaning_charts(section), list(bars_of(section)))
            for section in results.sections
        ]
        return render(
            request,
            "evaluations/results.html",
            {
                "results": results,
                "drawn": drawn,
                "questionnaire": questionnaire,
                "office": reverse("admin:evaluations_questionnaire_change", args=[object_id]),
                "review": address_of(questionnaire, "comments"),
            },
        )

    def changeable(self, request: HttpRequest, object_id: str) -> Questionnaire:
        questionnaire = self.get_object(request, unquote(object_id))
        if questionnaire is None:
            raise Http404
        if not self.has_change_permission(request, questionnaire):
            raise PermissionDenied
        return questionnaire

    def show(
        self, request: HttpRequest, questionnaire: Questionnaire, page: str, title: str, **context
    ) -> HttpResponse:
        counts = self.get_queryset(request).get(pk=questionnaire.pk)
        frame = self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": str(questionnaire),
            "opts": self.opts,
            "questionnaire": questionnaire,
            "answered": self.answered(counts),
            "media": self.media,
        }
        return render(request, f"evaluations/admin/{page}.html", frame | context)


def bars_of(section):
    """The bar charts of what is not on a scale."""
    for block in section.blocks:
        for item in block.items:
            if block.scale is None and (chart := bar_chart(block, item)):
                yield chart


def address_of(questionnaire: Questionnaire, step: str) -> str:
    """Where a step is taken."""
    if step == "preview":
        return reverse("preview:evaluation", args=[questionnaire.workshop.slug])
    if step == "comments":
        listed = reverse("admin:evaluations_comment_changelist")
        return f"{listed}?questionnaire={questionnaire.pk}"
    return reverse(f"admin:evaluations_questionnaire_{step}", args=[questionnaire.pk])


def link_address(token: str) -> str:
    """A personal link, complete."""
    return settings.SITE_URL + reverse("personal-link", args=[token])
