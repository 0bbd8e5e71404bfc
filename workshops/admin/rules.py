"""Load and rules of a workshop: how full its programme is, what the rules find, and what is waived."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from workshops import rules
from workshops.actions import waivers
from workshops.admin.load_meter import meter_of, name_of
from workshops.admin.rules_forms import RulesForm, WaiverForm
from workshops.models import Waiver, Workshop
from workshops.rules import Mend, Review, Severity, Standing
from workshops.rules.review import chosen_by

Link = tuple[str, str]  # words and address
LINKED = 6  # sessions that a finding leads to, at most


@dataclass(frozen=True)
class Line:
    """One finding on the page: where to put it right, and where to waive it."""

    standing: Standing
    links: tuple[Link, ...]
    waive: str
    is_late: bool


@dataclass(frozen=True)
class RuleLines:
    """What one rule finds, under its name."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """The findings of one weight, rule by rule."""

    code: str
    title: str
    rules: tuple[RuleLines, ...]

    @property
    def count(self) -> int:
        return sum(len(rule.lines) for rule in self.rules)


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("", show),
        "waive/": ("_waive", waive),
        "unwaive/<int:waiver>/": ("_unwaive", unwaive),
        "set/": ("_set", set_rules),
    }
    return [
        path(
            f"<int:pk>/rules/{route}",
            model_admin.admin_site.admin_view(partial(view, model_admin=model_admin)),
            name=f"workshops_workshop_rules{name}",
        )
        for route, (name, view) in pages.items()
    ]


def show(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    workshop = workshop_of(request, pk, model_admin, may_look=True)
    review = rules.review(workshop)
    today = workshop.today(timezone.now())
    context = {
        **frame(request, workshop, model_admin, _now("Load and rules")),
        "meter": meter_of(review),
        "review": review,
        "sections": list(sections(workshop, review, today)),
        "waived": [line_of(workshop, review, one, today) for one in review.waived],
        "unjudged": [(name_of(one.rule), one.text) for one in review.unjudged],
        "may_change": model_admin.has_change_permission(request, workshop),
    }
    return TemplateResponse(request, "admin/workshops/rules/board.html", context)


def workshop_of(
    request: HttpRequest, pk: int, model_admin: admin.ModelAdmin, *, may_look: bool = False
) -> Workshop:
    """The workshop, for those who may look at it, or change it."""
    workshop = get_object_or_404(Workshop, pk=pk)
    may = model_admin.has_view_permission if may_look else model_admin.has_change_permission
    if not may(request, workshop):
        raise PermissionDenied
    return workshop


def frame(
    request: HttpRequest, workshop: Workshop, model_admin: admin.ModelAdmin, title: str
) -> dict:
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "workshop": workshop,
        "media": "",
    }


def sections(workshop: Workshop, review: Review, today: date) -> Iterator[Section]:
    for severity in Severity:
        found = [line_of(workshop, review, one, today) for one in review.of(severity)]
        if found:
            yield Section(severity.value, str(severity.label), tuple(by_rule(found)))


def by_rule(lines: Iterable[Line]) -> Iterator[RuleLines]:
    """In the order of the rules, each rule's in their own."""
    order = {rule.code: rule.order for rule in rules.rules()}
    ordered = sorted(lines, key=lambda line: order[line.standing.finding.rule])
    for code, found in groupby(ordered, key=lambda line: line.standing.finding.rule):
        yield RuleLines(name_of(code), tuple(found))


def line_of(workshop: Workshop, review: Review, standing: Standing, today: date) -> Line:
    finding = standing.finding
    titles = {slot.id: slot.title for slot in review.programme.slots}
    links = [
        (titles[key], reverse("admin:workshops_session_change", args=[key]))
        for key in finding.sessions[:LINKED]
        if key in titles
    ]
    if finding.mend is not None:
        links.append(link_to(finding.mend))
    query = urlencode({"rule": finding.rule, "key": finding.key})
    return Line(
        standing=standing,
        links=tuple(links),
        waive=f"{reverse('admin:workshops_workshop_rules_waive', args=[workshop.pk])}?{query}",
        is_late=finding.due is not None and finding.due <= today <= workshop.ends_on,
    )


def link_to(mend: Mend) -> Link:
    """Where what is no session's can be put right."""
    words = {
        "workshop": _now("Planned hours"),
        "speaker": _now("The speaker"),
        "traveltime": _now("Ways between venues"),
    }
    page, args = ("change", [mend.pk]) if mend.pk else ("changelist", [])
    return words[mend.model], reverse(f"admin:workshops_{mend.model}_{page}", args=args)


def waive(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Ask for the reason, then let a finding stand."""
    workshop = workshop_of(request, pk, model_admin)
    asked = request.POST if request.method == "POST" else request.GET
    standing = rules.review(workshop).find(asked.get("rule", ""), asked.get("key", ""))
    if standing is None:
        messages.error(request, _now("The rule does not find this any more."))
        return redirect("admin:workshops_workshop_rules", pk)
    form = (
        WaiverForm(request.POST) if request.method == "POST" else WaiverForm(initial=of(standing))
    )
    if form.is_valid():
        try:
            waivers.waive(workshop, **form.cleaned_data, by=request.user, now=timezone.now())
        except waivers.WaiverRefused as refusal:
            form.add_error(None, str(refusal))
            form.data = answered(request, seen=str(standing.finding.weight))
        else:
            messages.success(request, _now("Waived: %(text)s") % {"text": standing.finding.text})
            return redirect("admin:workshops_workshop_rules", pk)
    context = {
        **frame(request, workshop, model_admin, _now("Let this stand?")),
        "form": form,
        "standing": standing,
        "rule": name_of(standing.finding.rule),
    }
    return TemplateResponse(request, "admin/workshops/rules/waive.html", context)


def answered(request: HttpRequest, *, seen: str) -> QueryDict:
    """What was sent, for a page that shows how things stand by now."""
    data = request.POST.copy()
    data["seen"] = seen
    return data


def of(standing: Standing) -> dict:
    finding = standing.finding
    reason = standing.waiver.reason if standing.waiver else ""
    return {
        "rule": finding.rule,
        "key": finding.key,
        "seen": str(finding.weight),
        "reason": reason,
    }


def unwaive(
    request: HttpRequest, pk: int, waiver: int, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """Ask, then take a waiver back."""
    workshop = workshop_of(request, pk, model_admin)
    found = get_object_or_404(
        Waiver.objects.select_related("by", "workshop"), pk=waiver, workshop=pk
    )
    if request.method == "POST":
        waivers.unwaive(found, by=request.user)
        messages.success(request, _now("No longer waived: %(text)s") % {"text": found.text})
        return redirect("admin:workshops_workshop_rules", pk)
    context = {
        **frame(request, workshop, model_admin, _now("Take this waiver back?")),
        "waiver": found,
        "rule": name_of(found.rule),
        "is_idle": found in rules.review(workshop).idle,
    }
    return TemplateResponse(request, "admin/workshops/rules/unwaive.html", context)


def set_rules(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Which rules look at this workshop, and by which limits."""
    workshop = workshop_of(request, pk, model_admin)
    chosen = chosen_by([workshop])[workshop.pk]
    form = RulesForm(request.POST or None, chosen=chosen)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            changed = waivers.set_rules(workshop, form.wanted, seen=seen, by=request.user)
        except waivers.RulesChanged as refusal:
            form.add_error(None, str(refusal))
            form.data = answered(request, seen=chosen.mark)
        else:
            said = _now("Rules changed.") if changed else _now("Nothing was changed.")
            messages.success(request, said)
            return redirect("admin:workshops_workshop_rules", pk)
    context = {**frame(request, workshop, model_admin, _now("Set the rules")), "form": form}
    return TemplateResponse(request, "admin/workshops/rules/set.html", context)
