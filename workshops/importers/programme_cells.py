"""What stands in a cell of a programme: one session or several, each with its title, people, hosts and places.

    On-site:                              a kind, alone on a line or before a title
    A dry port at work                    the title
    Speaker: Prof. LEI Jun, Dean          a label and what it labels; a person without one is known by the comma
    (Arranged by the Port Authority)
    Gate——Lunch——Customs hall             places in order

A blank line, a number, or a title after people begins the next session.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workshops.importers.programme_words import ONLINE, kind_in, labelled
from workshops.models import Session

BULLET = re.compile(r"^[•●▪‣*·–—-]\s+|^[•●▪‣·]")
NUMBERED = re.compile(r"^\(?\d{1,2}[.)、]\s*(?=\D)")
RULE = re.compile(r"^[-–—_=*\s]{3,}$")
ARRANGED = re.compile(
    r"^[(（]?\s*(?:arranged by|organi[sz]ed by|организатор[ы]?:?|организовано:?|由)\s*(.+?)(?:组织|安排)?\s*[)）]?$",
    re.IGNORECASE | re.DOTALL,
)
ROUTE = re.compile(r"\s*(?:——|—>|→|⟶|->|⇒)\s*|\s+—\s+")
LIST_KEYS = ("speakers", "moderators", "hosts", "stops", "welcome", "closing")
WORD_KEYS = ("arranged_by", "venue", "meeting_point", "title", "description")
COMPANY = re.compile(
    r"^(?:co\.?,?\s*)?(?:ltd|limited|inc|llc|jsc|plc|corp|gmbh)\b\.?", re.IGNORECASE
)
MOST_LINES = 200
SENTENCE = 150  # letters from which a line is no title
HONORIFIC = re.compile(
    r"^((?:H\.\s?E\.|Prof(?:essor)?\.?|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Проф(?:ессор)?\.?|Д-р|Г-н|Г-жа|Др\.)"
    r"(?:\s+Dr\.?)?)\s+(?=\S)",
    re.IGNORECASE,
)
HAN_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}[，,\s]")


@dataclass
class Talk:
    """One session as a cell has it. Lists are lines, as they stand."""

    kind: str = ""
    words: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    is_online: bool = False
    after_gap: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.lists)

    @property
    def is_told(self) -> bool:
        """Whether there is more than a title, so that another title would begin another session."""
        return any(key in self.lists for key in ("speakers", "moderators", "hosts", "stops")) or (
            "arranged_by" in self.words
        )

    def add(self, key: str, line: str) -> None:
        if key in LIST_KEYS:
            self.lists.setdefault(key, []).append(line)
        else:
            said = self.words.get(key)
            self.words[key] = f"{said}\n{line}" if said else line


@dataclass(frozen=True)
class Person:
    """Somebody as a programme names them."""

    name: str
    honorific: str = ""
    post: str = ""
    online: bool = False


def talks_in(text: str) -> list[Talk]:
    """The sessions of a cell; one of a kind alone has no title."""
    if text.count("\n") > MOST_LINES:
        return [Talk(words={"title": text})]  # no title is so long, and its column says so
    talks: list[Talk] = []
    talk, kind, gap = Talk(), "", False
    last = ""
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line or RULE.match(line):
            gap, last = True, ""
            continue
        told, rest = kind_before(line)
        if told:
            if not talk.is_empty or talk.kind:
                talks.append(talk)
                talk = Talk()
            kind = talk.kind = told
            gap, last = False, ""
            if not rest:
                continue
            line = rest
        if begins_another(talk, line, gap):
            talks.append(talk)
            talk = Talk(kind=kind)
            last = ""
        last = read_line(talk, line, last)
        gap = False
    if not talk.is_empty or talk.kind:
        talks.append(talk)
    return talks


def kind_before(line: str) -> tuple[str, str]:
    """ "Networking:" or "On-site: A dry port": the kind and the rest; ("", line) for no kind."""
    head, colon, rest = re.match(r"^([^:：]*)([:：]?)(.*)$", line, re.DOTALL).groups()
    kind = kind_in(head)
    if not kind or (not colon and kind not in (Session.Kind.OFF, Session.Kind.SITE_VISIT)):
        return "", line
    return kind, rest.strip()


def begins_another(talk: Talk, line: str, gap: bool) -> bool:
    """Whether a line is the title of the next session of the cell."""
    if talk.is_empty or BULLET.match(line) or labelled(line)[0] or arranged_in(line):
        return False
    if NUMBERED.match(line):
        return True
    if is_person(line) or is_sentence(line) or len(ROUTE.split(line)) > 1:
        return False
    return gap or (talk.is_told and "hosts" not in talk.lists)


def read_line(talk: Talk, line: str, last: str) -> str:
    """Put a line where it belongs; answers what a bullet under it would be more of."""
    if ONLINE.search(line) and "title" not in talk.words and key_of(talk, line) == "title":
        talk.is_online = True
        line = ONLINE.sub("", line)
    bullet = BULLET.match(line)
    line = BULLET.sub("", line).strip() if bullet else NUMBERED.sub("", line).strip()
    key, rest = labelled(line)
    if key:
        if rest:
            talk.add(key, rest)
        return key
    if bullet and last in LIST_KEYS:
        talk.add(last, line)
        return last
    if arranged := arranged_in(line):
        talk.add("arranged_by", arranged[1].strip().rstrip(")）"))
        return ""
    talk.add(key_of(talk, line), line)
    return last


def arranged_in(line: str) -> re.Match | None:
    return ARRANGED.match(line) if len(line) < 4 * SENTENCE else None


def key_of(talk: Talk, line: str) -> str:
    """What an unlabelled line is."""
    if "title" not in talk.words and (talk.is_empty or not is_person(line)):
        return "speakers" if HONORIFIC.match(line) and is_person(line) else "title"
    if len(ROUTE.split(line)) > 1:
        return "stops"
    if is_person(line):
        return "speakers"
    if talk.kind in (Session.Kind.SITE_VISIT, Session.Kind.TOUR) and not is_sentence(line):
        return "title" if talk.words.get("title", "").endswith((":", "：")) else "hosts"
    return "description"


def is_sentence(line: str) -> bool:
    return len(line) > SENTENCE or (
        line.rstrip().endswith((".", "。")) and " " in line.strip()[20:]
    )


def is_person(line: str) -> bool:
    """ "LEI Jun, Dean of Trade": two to five capitalised words and a comma; or an honorific."""
    bare = BULLET.sub("", line).strip()
    if HONORIFIC.match(bare) or (HAN_NAME.match(bare) and "，" in bare):
        return True
    name, comma, post = bare.partition(",")
    words = ONLINE.sub("", name).split()
    if not comma or not post.strip() or not 2 <= len(words) <= 5 or COMPANY.match(post.strip()):
        return False
    return all(re.match(r"^[^\W\d_a-zа-я]", word) or word in ("de", "van", "bin") for word in words)


def people_in(text: str) -> Iterator[Person]:
    """People, one a line or between semicolons: honorific, name, then the post after a comma."""
    for part in re.split(r"[\n;；]", text):
        person = person_in(BULLET.sub("", " ".join(part.split())).strip())
        if person.name:
            yield person


def person_in(line: str) -> Person:
    online = bool(ONLINE.search(line))
    line = ONLINE.sub("", line).strip()
    found = HONORIFIC.match(line)
    honorific = found[1].strip() if found else ""
    name, _comma, post = re.match(
        r"^([^,，]*)([,，]?)(.*)$", line[found.end() if found else 0 :], re.DOTALL
    ).groups()
    return Person(" ".join(name.split()), honorific, post.strip(), online)


def stops_in(text: str) -> tuple[str, ...]:
    """Places in order, one a line or with long dashes between."""
    parts = [
        part for line in re.split(r"[\n;；]", text) for part in ROUTE.split(" ".join(line.split()))
    ]
    return tuple(BULLET.sub("", part.strip()).strip() for part in parts if part.strip())
