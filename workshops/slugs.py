"""Addresses: ASCII, at most 60 characters, made once from the English title, never alike."""

from collections.abc import Container

from django.utils.text import slugify

LONGEST = 60


def free_slug(title: str, *, taken: Container[str], otherwise: str) -> str:
    """A slug for `title` that is not in `taken`; `otherwise` stands in where the title gives none.

    Cut at a word; a second one alike gets -2.
    """
    base = cut(slugify(title) or slugify(otherwise))
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{cut(base, LONGEST - len(str(count)) - 1)}-{count}"
    return candidate


def cut(slug: str, longest: int = LONGEST) -> str:
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rsplit("-", 1)[0][:longest].strip("-")
