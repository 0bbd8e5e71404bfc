"""Where readers see a row: its public page, or the preview of a draft."""

from functools import singledispatch

from django.db.models import Model
from django.urls import reverse

from workshops.models import Material, Photo, Session, SiteVisit, Speaker, Workshop


@singledispatch
def page_of(row: Model) -> str | None:
    """The address of the page that shows this row, or None where there is none."""
    return None


@page_of.register
def _(row: Workshop) -> str:
    return page("workshop", row)


@page_of.register
def _(row: Session) -> str | None:
    """What was added stands on no page of the agenda."""
    return None if row.is_added else page("session", row.workshop, row.slug)


@page_of.register
def _(row: SiteVisit) -> str:
    return page_of(row.session)


@page_of.register
def _(row: Speaker) -> str:
    return page("speaker", row.workshop, row.slug)


@page_of.register
def _(row: Material) -> str:
    open_to_all = row.audience == Material.Audience.PUBLIC
    return row.url or page("material", row.workshop, row.uuid, open_to_all=open_to_all)


@page_of.register
def _(row: Photo) -> str:
    return page("photo", row.workshop, row.uuid, open_to_all=row.is_public)


def page(name: str, workshop: Workshop, *args, open_to_all: bool = True) -> str:
    """The address of a page of a workshop: public if the public sees it, else the organisers' preview."""
    mount = "public" if workshop.is_public and open_to_all else "preview"
    return reverse(f"{mount}:{name}", args=[workshop.slug, *args])
