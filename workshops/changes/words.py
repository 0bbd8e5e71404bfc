"""Which words of a text are new and which are gone; of Chinese, which characters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Han and kana stand alone, since nothing separates words; other letters and digits make words with
# their combining marks; white space is kept; whatever remains is a sign of its own.
ALONE = "\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{ALONE}]|(?:(?![{ALONE}])\w[\u0300-\u036f]*)+|\s+|.", re.DOTALL)
MOST = 40_000  # pairs of tokens to look at; past it the middle counts as rewritten

KEPT, GONE, NEW = "kept", "gone", "new"


@dataclass(frozen=True)
class Mark:
    """A stretch of text: kept, gone or new."""

    kind: str
    text: str


def marked(before: str, after: str) -> tuple[Mark, ...]:
    """Both texts in one: without what is new it is `before`, without what is gone it is `after`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    middle = between(old[head : len(old) - tail], new[head : len(new) - tail])
    return joined([(KEPT, old[:head]), *middle, (KEPT, old[len(old) - tail :])])


def marked_items(pairs: Sequence[tuple[str, str]], separator: str) -> tuple[Mark, ...]:
    """A list whose items are shown as (before, after), "" where one is not there."""
    marks: list[tuple[str, list[str]]] = []
    for before, after in pairs:
        if marks:
            marks.append((KEPT, [separator]))
        marks += [(mark.kind, [mark.text]) for mark in marked(before, after)]
    return joined(marks)


def between(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    """What happened between the parts that are the same at both ends."""
    if not old or not new or len(old) * len(new) > MOST:
        return [(GONE, old), (NEW, new)]
    found = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for code, from_old, to_old, from_new, to_new in codes:
        if code == "equal":
            found.append((KEPT, old[from_old:to_old]))
        else:
            found += [(GONE, old[from_old:to_old]), (NEW, new[from_new:to_new])]
    return quieter(found)


def quieter(found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """White space alone between two changed words belongs to the change."""
    runs: list[tuple[list[str], list[str]]] = []  # gone and new, of stretches that changed
    calm: list[tuple[str, list[str]]] = []
    for place, (kind, tokens) in enumerate(found):
        bare = kind == KEPT and not "".join(tokens).strip()
        if kind == KEPT and not (bare and runs and place + 1 < len(found)):
            calm += [*flat(runs), (KEPT, tokens)]
            runs = []
        else:
            runs.append((tokens if kind != NEW else [], tokens if kind != GONE else []))
    return calm + flat(runs)


def flat(runs: list[tuple[list[str], list[str]]]) -> list[tuple[str, list[str]]]:
    gone = [token for old, _new in runs for token in old]
    new = [token for _old, now in runs for token in now]
    return [(GONE, gone), (NEW, new)]


def shared(one: list[str], other: list[str]) -> int:
    """How many tokens both begin with."""
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def joined(found: list[tuple[str, list[str]]]) -> tuple[Mark, ...]:
    """Neighbours of a kind as one, without empty ones."""
    marks: list[Mark] = []
    for kind, tokens in found:
        text = "".join(tokens)
        if marks and marks[-1].kind == kind:
            marks[-1] = Mark(kind, marks[-1].text + text)
        elif text:
            marks.append(Mark(kind, text))
    return tuple(marks)
