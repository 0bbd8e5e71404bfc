"""What changed between two releases of an agenda.

difference = compare(old.content, new.content)     what differs, in no language
tell(difference)                                   the same in words, words marked
since(workshop, 3, now=now)                        what a reader of release 3 has to learn
"""

from workshops.changes.comparing import Change, Difference, Edit, compare
from workshops.changes.plain import as_json
from workshops.changes.since import Since, links, since
from workshops.changes.telling import KINDS, Line, Told, counts, tell

__all__ = [
    "KINDS",
    "Change",
    "Difference",
    "Edit",
    "Line",
    "Since",
    "Told",
    "as_json",
    "compare",
    "counts",
    "links",
    "since",
    "tell",
]
