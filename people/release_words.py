"""What changed for somebody, in the words of a letter: one change a paragraph, its fields a line each."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import changes
from workshops.changes import Change, Difference, Line, Told
from workshops.models import Release, Workshop

LONG = 160  # characters; what is longer is read on the page


class Words:
    """A difference in one language, told once for all who read it."""

    def __init__(self, difference: Difference, language: str):
        self.difference, self.language = difference, language

    @cached_property
    def told(self) -> dict[int, Told]:
        with translation.override(self.language):
            found = changes.tell(self.difference)
        return {id(change): said for change, said in zip(self.difference, found, strict=True)}

    def of(self, theirs: Iterable[Change]) -> str:
        """These changes, in the active language, which is that of these words."""
        return "\n\n".join(paragraph(self.told[id(change)]) for change in theirs)


def paragraph(told: Told) -> str:
    head = _("%(kind)s: %(title)s") % {"kind": told.kind_label, "title": told.title.plain}
    lines = [line_of(line) for line in told.lines]
    if told.when and not any(line.name == "when" for line in told.lines):
        lines = [told.when, *lines]
    return "\n".join([head, *(f"  {line}" for line in lines)])


def line_of(line: Line) -> str:
    before, after = line.before.plain, line.after.plain
    if max(len(before), len(after)) > LONG or "\n" in before + after:
        return _("%(field)s: changed") % {"field": line.label}
    said = {"field": line.label, "before": before, "after": after}
    if not before:
        return _("%(field)s: %(after)s") % said
    if not after:
        return _("%(field)s: no longer %(before)s") % said
    return _("%(field)s: %(after)s (was: %(before)s)") % said


def page_of(workshop: Workshop, since: Release, release: Release) -> str:
    """Where all changes stand in the active language; "" while the public may not read it."""
    if not workshop.is_public:
        return ""
    parts = [workshop.slug, since.number, release.number]
    return settings.SITE_URL + reverse("public:changes", args=parts)


def how_many(count: int) -> str:
    return ngettext("%(count)s change concerns you.", "%(count)s changes concern you.", count) % {
        "count": count
    }
