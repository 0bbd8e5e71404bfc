"""Materials and photos as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from workshops import pictures
from workshops.content import Text, text_of
from workshops.languages import language_name
from workshops.models import Material, Photo, Workshop

SMALL = 480


@dataclass(frozen=True)
class Handout:
    """A file to download or a link to follow; `size` is "" for links."""

    title: Text
    url: str
    is_link: bool
    kind: str
    language: str
    size: str


@dataclass(frozen=True)
class Picture:
    """A photo: small on the page, large behind the link. Sizes are those of the small one."""

    url: str
    small_url: str
    width: int
    height: int
    alt: str
    caption: Text
    credit: str


def handouts(
    workshop: Workshop, materials: Iterable[Material], *, mount: str
) -> tuple[Handout, ...]:
    """Those that lead somewhere: with a link, or with a file that is still there."""
    shown = (material for material in materials if material.url or is_there(material.file))
    return tuple(handout(workshop, material, mount) for material in shown)


def handout(workshop: Workshop, material: Material, mount: str) -> Handout:
    own = reverse(f"{mount}:material", args=[workshop.slug, material.uuid])
    return Handout(
        title=text_of(material, "title"),
        url=material.url or own,
        is_link=bool(material.url),
        kind=material.get_kind_display(),
        language=language_name(material.language) if material.language else "",
        size="" if material.url else filesizeformat(material.file.size),
    )


def photographs(workshop: Workshop, photos: Iterable[Photo], *, mount: str) -> tuple[Picture, ...]:
    """The photos whose file is still there and is a picture."""
    return tuple(
        picture
        for photo in photos
        if is_there(photo.image) and (picture := photograph(workshop, photo, mount))
    )


def photograph(workshop: Workshop, photo: Photo, mount: str) -> Picture | None:
    try:
        width, height = pictures.size_for_web(photo.image, longest=SMALL)
    except pictures.NotAPicture:
        return None
    return Picture(
        url=reverse(f"{mount}:photo", args=[workshop.slug, photo.uuid]),
        small_url=reverse(f"{mount}:photo-small", args=[workshop.slug, photo.uuid]),
        width=width,
        height=height,
        alt=text_of(photo, "alt").plain,
        caption=text_of(photo, "caption"),
        credit=photo.credit,
    )


def is_there(file: FieldFile) -> bool:
    return bool(file) and file.storage.exists(file.name)
