"""What changed between two releases of an agenda.

difference = compare(old.content, new.content)     what differs, in no language
tell(difference)                                   the same in words, words marked
"""

from workshops.changes.comparing import Change, Difference, Edit, compare
from workshops.changes.telling import Line, Told, counts, tell
from workshops.changes.values import add_extra

__all__ = ["Change", "Difference", "Edit", "Line", "Told", "add_extra", "compare", "counts", "tell"]
