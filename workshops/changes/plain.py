"""Changes as JSON, for programs and for the phone page: values as in the release, words beside them.

    {"workshop": slug, "from": {"number", "released_at"}, "to": {…}, "count": 3, "changes": [
      {"subject": "session", "key": uuid, "kinds": ["moved"], "title": "…", "url": "…", "when": "…",
       "fields": [{"name": "when", "label": "When", "language": "", "before": "…", "after": "…",
                   "marks": [["kept" | "gone" | "new", "…"]]}],
       "values": {"when": {"before": {…}, "after": {…}}}}]}

`before` and `after` of a field are words in the language of the address, those under `values` are as the
release holds them, in every language. A change that is "added" or "removed" has neither. Where a file
of ours lies is told to nobody.
"""

from collections.abc import Iterable
from typing import Any

from workshops.changes.comparing import Change, Difference
from workshops.changes.telling import Line, Told
from workshops.models import Release, Workshop

FILES = {"photo"}


def as_json(
    workshop: Workshop,
    before: Release,
    after: Release,
    difference: Difference,
    told: Iterable[Told],
) -> dict[str, Any]:
    changes = [
        change_as_json(change, words) for change, words in zip(difference, told, strict=True)
    ]
    return {
        "workshop": workshop.slug,
        "from": release_as_json(before),
        "to": release_as_json(after),
        "count": len(changes),
        "changes": changes,
    }


def release_as_json(release: Release) -> dict[str, Any]:
    return {"number": release.number, "released_at": release.released_at.isoformat()}


def change_as_json(change: Change, told: Told) -> dict[str, Any]:
    return {
        "subject": told.subject,
        "key": told.key,
        "kinds": list(told.kinds),
        "title": told.title.plain,
        "url": told.url,
        "when": told.when,
        "fields": [line_as_json(line) for line in told.lines],
        "values": {
            edit.name: {"before": edit.before, "after": edit.after}
            for edit in change.edits
            if edit.name not in FILES
        },
    }


def line_as_json(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "label": line.label,
        "language": line.language,
        "before": line.before.plain,
        "after": line.after.plain,
        "marks": [[mark.kind, mark.text] for mark in line.marks],
    }
