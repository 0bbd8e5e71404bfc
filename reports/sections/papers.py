"""Annexes B and C: the materials and pictures that everybody may see."""

from dataclasses import dataclass

from django.urls import reverse

from workshops.content import Text, text_of
from workshops.models import Material, Workshop


@dataclass(frozen=True)
class Paper:
    """One public file or link."""

    title: Text
    kind: str
    session: Text
    url: str


@dataclass(frozen=True)
class AnnexB:
    """Public materials; `platform` is where participants find the rest."""

    papers: tuple[Paper, ...]
    platform: str


@dataclass(frozen=True)
class Picture:
    """One public photo in words."""

    caption: Text
    credit: str


@dataclass(frozen=True)
class AnnexC:
    """Public photos and recordings."""

    pictures: tuple[Picture, ...]
    recordings: tuple[Paper, ...]
    platform: str


def annexes_b_and_c(workshop: Workshop, *, mount: str = "public") -> tuple[AnnexB, AnnexC]:
    """Both annexes in two queries: recordings stand with the photos."""
    rows = (
        workshop.materials.filter(audience=Material.Audience.PUBLIC)
        .select_related("session")
        .order_by("position", "id")
    )
    papers = [(row.kind, paper_of(row, workshop, mount)) for row in rows]
    recording = Material.Kind.RECORDING
    return (
        AnnexB(
            papers=tuple(paper for kind, paper in papers if kind != recording),
            platform=workshop.platform_url,
        ),
        AnnexC(
            pictures=tuple(
                Picture(text_of(photo, "caption") or text_of(photo, "alt"), photo.credit)
                for photo in workshop.photos.filter(is_public=True).order_by("position", "id")
            ),
            recordings=tuple(paper for kind, paper in papers if kind == recording),
            platform=workshop.platform_url,
        ),
    )


def paper_of(row: Material, workshop: Workshop, mount: str) -> Paper:
    return Paper(
        title=text_of(row, "title"),
        kind=row.get_kind_display(),
        session=text_of(row.session, "title") if row.session else Text(""),
        url=row.url or reverse(f"{mount}:material", args=[workshop.slug, row.uuid]),
    )
