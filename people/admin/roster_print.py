"""The roster on paper: the people that the list shows, in chosen columns, by country, by name or by number."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.admin.roster_list import begin_with_a_workshop
from people.exporters.roster import MAY, RELATED, VALUES, facet_in
from people.models import Facet, Participation, Person, User
from people.papers import Part, PeopleList, cells, people_list
from people.permissions import may_see_travel
from workshops import dates, files
from workshops.admin.queries import kept_query
from workshops.content import text_of
from workshops.models import Workshop
from workshops.tables import Cell
from workshops.typeset import TypesettingFailed

COLUMNS, ORDER = "show", "by"


@dataclass(frozen=True)
class PrintedColumn:
    """One column on paper, and who may have it. One without a value is left blank, to be written on."""

    key: str
    title: str | Promise
    value: Callable[[Participation], object] | None
    is_usual: bool = False
    may: Callable[[User], bool] | None = None

    @property
    def width(self) -> int:
        """Its share of a page; 0 for as much as it needs."""
        return {"list_number": 0, "post": 3, "signature": 3}.get(self.key, 2)

    def of(self, row: Participation) -> object:
        return self.value(row) if self.value else ""


def exported(key: str, title: str | Promise, **said) -> PrintedColumn:
    """As it is exported, and for the same people."""
    return PrintedColumn(key, title, VALUES[key], may=MAY.get(key), **said)


def of_person(name: str) -> str | Promise:
    return Person._meta.get_field(name).verbose_name


def of_place(name: str) -> str | Promise:
    return Participation._meta.get_field(name).verbose_name


def family_first(row: Participation) -> str:
    person = row.person
    if person.family_name and person.given_names:
        return f"{person.family_name}, {person.given_names}"
    return person.display_name


def room_of(row: Participation) -> Cell:
    facet = facet_in(row, Facet.Kind.ROOM)
    return facet.detail if facet else ""


PRINTED = (
    exported("list_number", _("No."), is_usual=True),
    PrintedColumn("name", _("family name, given names"), family_first, is_usual=True),
    exported("display_name", _("name on the badge"), is_usual=True),
    exported("native_name", of_person("native_name")),
    exported("sending_country", of_place("sending_country"), is_usual=True),
    PrintedColumn("post", of_place("post"), lambda row: text_of(row, "post"), is_usual=True),
    exported("organisation", of_place("organisation")),
    exported("unit", of_place("unit")),
    exported("role", of_place("role")),
    exported("state", of_place("state")),
    exported("arrived_on", of_place("arrived_on")),
    exported("email", of_person("email")),
    exported("phone", of_person("phone")),
    PrintedColumn("room", _("room"), room_of, may=may_see_travel),
    PrintedColumn("signature", _("signature"), None, is_usual=True),
)
ORDERS = {"name": _("By name"), "country": _("By country"), "list": _("As the list numbers them")}


class PrintForm(forms.Form):
    """Which columns, in what order; what is private for those who may see it."""

    show = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple, required=False
    )
    by = forms.ChoiceField(label=_("Order"), widget=forms.RadioSelect, choices=ORDERS.items())

    def __init__(self, columns: Sequence[PrintedColumn], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(one.key, capfirst(str(one.title))) for one in columns]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))
    return [path("print/", view, name="people_participation_print")]


def page(request: HttpRequest, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """What the list shows under the same filters and search, with nothing around it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    offered = [one for one in PRINTED if one.may is None or one.may(request.user)]
    form, columns, by = asked_for(request, offered)
    listed = as_listed(request, model_admin)
    workshop = begin_with_a_workshop(listed, timezone.now())
    rows = model_admin.get_changelist_instance(listed).queryset
    people = list(rows.select_related(*RELATED).prefetch_related("facets"))
    sorted_out = tuple(parts(people, columns, by))
    if request.GET.get("format") == "pdf":
        try:
            return as_pdf(workshop, columns, sorted_out, len(people))
        except TypesettingFailed as failure:
            messages.error(request, str(failure))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("List of people"),
        "opts": model_admin.opts,
        "workshop": workshop,
        "form": form,
        "columns": columns,
        "parts": sorted_out,
        "count": len(people),
        "today": timezone.localdate(),
        "list_query": listed.GET.urlencode(),
        "keeps": [(key, value) for key, values in listed.GET.lists() for value in values],
    }
    return TemplateResponse(request, "admin/people/participation/print.html", context)


def asked_for(
    request: HttpRequest, offered: Sequence[PrintedColumn]
) -> tuple[PrintForm, list[PrintedColumn], str]:
    """The form as it stands, and what it asks for; the usual columns where it asks for none."""
    usual = [one.key for one in offered if one.is_usual]
    wanted = set(request.GET.getlist(COLUMNS)) or set(usual)
    columns = [one for one in offered if one.key in wanted]
    by = request.GET.get(ORDER)
    by = by if by in ORDERS else "name"
    form = PrintForm(offered, initial={COLUMNS: [one.key for one in columns], ORDER: by})
    return form, columns, by


def as_listed(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpRequest:
    """The request as the list would get it: without the keys of this page."""
    listed = copy(request)
    listed.GET = QueryDict(kept_query(model_admin, request, request.GET))
    return listed


def parts(
    people: Sequence[Participation], columns: Sequence[PrintedColumn], by: str
) -> Iterator[Part]:
    def rows(some: Sequence[Participation]) -> tuple[tuple[object, ...], ...]:
        return tuple(tuple(column.of(row) for column in columns) for row in some)

    if by == "country":
        ordered = sorted(
            people, key=lambda row: (country_of(row) == "", country_of(row), name(row))
        )
        for country, some in groupby(ordered, key=country_of):
            yield Part(country or _now("No country"), rows(list(some)))
    elif by == "name":
        yield Part("", rows(sorted(people, key=name)))
    else:
        yield Part("", rows(people))


def as_pdf(
    workshop: Workshop | None,
    columns: Sequence[PrintedColumn],
    sorted_out: Sequence[Part],
    count: int,
) -> HttpResponse:
    """The same list as a file. Raises TypesettingFailed."""
    now = timezone.now()
    said = ngettext(
        "%(count)s person · as of %(day)s", "%(count)s people · as of %(day)s", count
    ) % {"count": count, "day": dates.day_year(timezone.localdate(now))}
    content = PeopleList(
        heading=_now("List of people"),
        workshop=text_of(workshop, "title") if workshop else _now("All workshops"),
        as_of=said,
        columns=tuple(capfirst(str(column.title)) for column in columns),
        widths=tuple(column.width for column in columns),
        parts=tuple(Part(part.title, tuple(map(cells, part.rows))) for part in sorted_out),
        to_sign=any(column.value is None for column in columns),
        reference=said,
    )
    name = f"{workshop.slug}-people" if workshop else "people"
    return files.download(people_list(content, now=now), f"{name}.pdf", "application/pdf")


def country_of(row: Participation) -> str:
    return str(row.sending_country or "")


def name(row: Participation) -> tuple:
    return (row.person.sort_name or row.person.display_name).casefold(), row.pk
