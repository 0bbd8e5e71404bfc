"""What every page of the office has in common: languages, choices within a workshop, the way to the page.

Models with translated fields use the classes with Translation in their name, the others the plain ones.
"""

from collections.abc import Sequence

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.db.models import Case, Field, ForeignKey, IntegerField, ManyToManyField, Model, When
from django.forms import Field as FormField
from django.forms import Media
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import (
    TranslationAdmin,
    TranslationStackedInline,
    TranslationTabularInline,
)

from workshops import scope
from workshops.admin.conflicts import Careful
from workshops.admin.deleting import Deleting
from workshops.admin.facets import CountedTogether
from workshops.admin.fields import key_to, translations_of, without
from workshops.admin.filters import filtered_workshop
from workshops.admin.forms import OfficeForm, OfficeFormSet
from workshops.admin.history import Remembering
from workshops.admin.pages import page_of
from workshops.admin.viewed import Viewed
from workshops.autocomplete import OneOf, SeveralOf
from workshops.keys import key_named
from workshops.models import Workshop

LIST_SCRIPT = "admin/js/actions.js"  # counts the rows that are ticked
PRESERVED_FILTERS = "_changelist_filters"  # Django's name for the filters of the list one came from


class Choices:
    """Foreign keys offer what belongs to the workshop at hand; languages it does not use are left out."""

    form = OfficeForm

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> FormField | None:
        model = db_field.remote_field.model
        workshop = workshop_at_hand(request)
        limited = workshop is not None and scope.belongs_to_one(model)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneOf(
                db_field, self.admin_site, workshop=workshop.pk if limited else None
            )
        elif limited:
            kwargs["queryset"] = scope.within(model._default_manager.all(), workshop.pk)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and self.admin_site.is_registered(model):
            model_admin = self.admin_site.get_model_admin(model)
            field.label_from_instance = getattr(model_admin, "label_in_choices", str)
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs
    ) -> FormField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            workshop = workshop_at_hand(request)
            limited = workshop is not None and scope.belongs_to_one(db_field.remote_field.model)
            kwargs["widget"] = SeveralOf(
                db_field, self.admin_site, workshop=workshop.pk if limited else None
            )
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        model = db_field.remote_field.model
        if field is not None and self.admin_site.is_registered(model):
            model_admin = self.admin_site.get_model_admin(model)
            field.label_from_instance = getattr(model_admin, "label_in_choices", str)
        return field

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs
    ) -> FormField | None:
        """What stands elsewhere is not deleted from here, and a text begins with a few lines."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        if isinstance(getattr(field, "widget", None), AdminTextareaWidget):
            field.widget.attrs["rows"] = 5
        if isinstance(getattr(field, "widget", None), AdminSplitDateTime):
            day, clock = field.widget.widgets
            day.attrs["aria-label"] = _now("%(what)s: date") % {"what": field.label}
            clock.attrs["aria-label"] = _now("%(what)s: time") % {"what": field.label}
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        hidden = self.unused_languages(request, obj)
        return [
            (name, options | {"fields": self.lined_up(without(options["fields"], hidden))})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def lined_up(self, fields: list) -> list:
        """The languages of one text beside each other."""
        originals = {f.name: f.translated_field.name for f in translations_of(self.model)}
        lines: list = []
        for field in fields:
            last = lines[-1] if lines and isinstance(lines[-1], tuple) else ()
            original = originals.get(field) if isinstance(field, str) else None
            if original and last and originals.get(last[0]) == original:
                lines[-1] = (*last, field)
            else:
                lines.append((field,) if original else field)
        return lines

    def unused_languages(self, request: HttpRequest, obj: Model | None) -> set[str]:
        """Fields in languages that the workshop does not write in, and that hold no text."""
        workshop = workshop_at_hand(request)
        if workshop is None or scope.path_of(self.model) is None:
            return set()
        foreign = {
            field.name
            for field in translations_of(self.model)
            if field.language not in workshop.languages
        }
        return foreign - self.with_text(foreign, obj) if foreign else foreign

    def with_text(self, fields: set[str], obj: Model | None) -> set[str]:
        """Which of these fields hold a text in the row of a form, or in some row of an inline."""
        return {name for name in fields if obj is not None and getattr(obj, name)}


def scripts(request: HttpRequest, *paths: str) -> dict[str, Media]:
    """These scripts alone, where Django would load all of a form's; a pop-up needs them all."""
    return {} if IS_POPUP_VAR in request.GET else {"media": Media(js=paths)}


class Office(Careful, Deleting, Viewed, Remembering, Choices):
    """A list and a form of the office.

    `fixed_fields` are chosen once, when a row is added.
    """

    save_on_top = True
    list_per_page = 100
    fixed_fields: tuple[str, ...] = ()

    def label_in_choices(self, row: Model) -> str:
        """How a row is called where it is one of several to choose from."""
        return str(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fixed = self.fixed_fields if obj is not None else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> list[type]:
        """A row not saved yet has nothing below it to show."""
        inlines = super().get_inlines(request, obj)
        if obj is not None:
            return inlines
        return [inline for inline in inlines if not issubclass(inline, ReadOnlyInline)]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url="", extra_context=None
    ) -> HttpResponse:
        request.workshop_at_hand = self.find_workshop(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def find_workshop(self, request: HttpRequest, object_id: str | None) -> Workshop | None:
        """The workshop of the row, or the one that the address of an empty form names."""
        if scope.path_of(self.model) is None:
            return None
        if object_id is not None:
            return scope.workshop_of(self.get_object(request, unquote(object_id)))
        named = key_named(named_workshop(request))
        return Workshop.objects.filter(pk=named).first() if named is not None else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        """An empty form begins in the workshop that the list was filtered by."""
        initial = super().get_changeform_initial_data(request)
        if scope.path_of(self.model) == "workshop" and named_workshop(request):
            initial.setdefault("workshop", named_workshop(request))
        return {name: value for name, value in initial.items() if self.can_begin_with(name, value)}

    def can_begin_with(self, name: str, value: object) -> bool:
        """Whether an address may fill this field of an empty form: related rows by their keys alone."""
        field = next((field for field in self.opts.get_fields() if field.name == name), None)
        if field is None or not field.is_relation:
            return field is not None
        keys = value if isinstance(value, list) else [value]
        return all(key_named(str(key)) is not None for key in keys)

    def get_list_display(self, request: HttpRequest) -> list:
        """Within one workshop its name need not stand in every row."""
        columns = list(super().get_list_display(request))
        if filtered_workshop(request):
            columns = [column for column in columns if column != "workshop"]
        return columns

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return CountedTogether

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        own = {"title": capfirst(self.opts.verbose_name_plural), **scripts(request, LIST_SCRIPT)}
        return super().changelist_view(request, own | (extra_context or {}))

    def render_delete_form(self, request: HttpRequest, context: dict) -> HttpResponse:
        page = super().render_delete_form(request, context)
        page.context_data |= scripts(request)
        return page

    def view_on_site(self, row: Model) -> str | None:
        return page_of(row)

    @admin.display(description=_("page"))
    def page(self, row: Model) -> SafeString | str:
        """A link to where readers see it, or to its preview."""
        url = page_of(row)
        return format_html('<a href="{}">{}</a>', url, _("Open")) if url else ""


class OfficeAdmin(Office, admin.ModelAdmin):
    """For models without translated fields."""


class OfficeTranslationAdmin(Office, TranslationAdmin):
    """For models with translated fields."""


class Inline(Choices):
    """Rows below another row."""

    formset = OfficeFormSet
    extra = 0
    view_on_site = False

    def with_text(self, fields: set[str], obj: Model | None) -> set[str]:
        if obj is None or obj.pk is None:
            return set()
        names = sorted(fields)
        key = self.fk_name or key_to(obj, self.model)
        rows = self.model._default_manager.filter(**{key: obj}).values_list(*names)
        return {names[place] for row in rows for place, text in enumerate(row) if text}


class OfficeTabularInline(Inline, admin.TabularInline):
    pass


class OfficeTranslationTabularInline(Inline, TranslationTabularInline):
    pass


class OfficeTranslationStackedInline(Inline, TranslationStackedInline):
    pass


class ReadOnlyInline:
    """Mixed into an inline that only shows."""

    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def workshop_at_hand(request: HttpRequest) -> Workshop | None:
    """The workshop that the form on this page is about, as far as one knows it."""
    return getattr(request, "workshop_at_hand", None)


def named_workshop(request: HttpRequest) -> str:
    """The primary key of the workshop that an address names: itself, or in the filters of its list."""
    filters = QueryDict(request.GET.get(PRESERVED_FILTERS, ""))
    return request.GET.get("workshop") or filters.get("workshop__id__exact") or ""


def place_among(field: str, order: Sequence[str]) -> Case:
    """Sorts by the place of a field's value in `order`; what is not in it comes last."""
    places = [When(**{field: value}, then=place) for place, value in enumerate(order)]
    return Case(*places, default=len(order), output_field=IntegerField())
