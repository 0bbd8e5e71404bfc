"""How Annexes B and C read: materials, photos and recordings."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.compose.pieces import bullets, paragraph
from reports.document import Block, Part, Runs, runs
from reports.sections.papers import AnnexB, AnnexC, Paper, Picture
from reports.words import filled


def materials_part(annex: AnnexB) -> Part:
    return Part(
        anchor="annex-b",
        label=_("Annex B"),
        title=_("Materials"),
        blocks=(
            *(
                bullets(map(paper, annex.papers))
                or (paragraph(_("No materials have been made public.")),)
            ),
            *platform(annex.platform),
        ),
        new_page=True,
    )


def photos_part(annex: AnnexC) -> Part:
    lines = (*map(picture, annex.pictures), *map(paper, annex.recordings))
    return Part(
        anchor="annex-c",
        label=_("Annex C"),
        title=_("Photos and recordings"),
        blocks=(
            bullets(lines) or (paragraph(_("No photos or recordings have been made public.")),)
        ),
    )


def paper(one: Paper) -> Runs:
    """A file or link, its kind and the session it belongs to."""
    shown = filled(
        _("%(title)s (%(kind)s)"),
        title=runs(one.title, href=one.url),
        kind=one.kind,
    )
    if not one.session:
        return shown
    return filled(_("%(paper)s, from the session %(session)s"), paper=shown, session=one.session)


def picture(one: Picture) -> Runs:
    if not one.credit:
        return runs(one.caption)
    return filled(_("%(caption)s Photo: %(credit)s"), caption=one.caption, credit=one.credit)


def platform(url: str) -> Iterable[Block]:
    """Where participants find everything, if the workshop has such a place."""
    if not url:
        return ()
    return (paragraph(filled(_("Online platform: %(address)s"), address=runs(url, href=url))),)
