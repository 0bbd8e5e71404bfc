"""The releases of an agenda as an Atom feed (RFC 4287): what is new, and when it came out."""

from collections.abc import Sequence
from itertools import zip_longest
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from workshops.content import html_lang, text_of
from workshops.exporters.feed import absolute
from workshops.exporters.plain import line, lines
from workshops.models import Release, Workshop


def releases_atom(workshop: Workshop, releases: Sequence[Release], *, mount: str) -> bytes:
    """An entry for each release that readers may see, the latest first, leading to what changed in it.

    Identifiers are made of random ones.
    """
    page = absolute(reverse(f"{mount}:releases", args=[workshop.slug]))
    language = translation.get_language() or "en"
    title = _("Agenda of %(title)s") % {"title": line(text_of(workshop, "title"))}
    feed = Atom1Feed(
        title=title,
        link=page,
        description=None,
        language=html_lang(language),
        author_name=line(settings.INSTITUTE_NAME),
        feed_url=absolute(reverse(f"{mount}:releases-atom", args=[workshop.slug])),
        feed_guid=urn(uuid5(workshop.uuid, f"releases/{language}")),
    )
    for release, before in zip_longest(releases, releases[1:]):
        pair = [workshop.slug, before.number, release.number] if before else []
        feed.add_item(
            title=line(str(release)),
            link=absolute(reverse(f"{mount}:changes", args=pair)) if pair else page,
            description=escape(lines(text_of(release, "note")) or words_for(release)),  # it is HTML
            unique_id=urn(release.uuid),
            pubdate=release.released_at,
            updateddate=release.released_at,
        )
    return feed.writeString("utf-8").encode()


def words_for(release: Release) -> str:
    """What there is to say of a release without a note."""
    if release.number == 1:
        return _("The agenda is out.")
    if release.rolled_back_to_id:
        return _("An earlier release is in force again.")
    return _("The agenda has changed.")


def urn(uuid: UUID) -> str:
    return f"urn:uuid:{uuid}"
