"""Finds out in which encoding an office saved a text: Unicode, GB18030, Windows Cyrillic or Western.

Bytes of one often decode as nonsense of another, so a decoding counts only if it reads as words.
"""

import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

ENOUGH = 0.7  # share of the characters outside ASCII that must be likely ones
PUNCTUATION = set("–—‘’“”„«»…№§°·©•€ \u00a0")


class UnknownEncoding(Exception):
    """No encoding makes words of the bytes; the message says what to do."""


def decode(content: bytes) -> str:
    """The text of a file. Raises UnknownEncoding."""
    for encoding, reads in candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and reads(text):
            return text
    raise UnknownEncoding(
        _("The file’s characters cannot be read. Save it as CSV in UTF-8, or as .xlsx.")
    )


def candidates(content: bytes) -> Iterable[tuple[str, Callable[[str], bool]]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [("utf-16", always)]
    return [
        ("utf-8-sig", always),
        ("gb18030", reads_as_chinese),
        ("cp1251", reads_as_cyrillic),
        ("cp1252", reads_as_latin),
    ]


def always(text: str) -> bool:
    """UTF-8 and UTF-16 are strict enough to be believed."""
    return True


def reads_as_chinese(text: str) -> bool:
    """Mostly characters of everyday Chinese, with Cyrillic and Latin words as they come."""
    foreign = outside_ascii(text)
    common = [c for c in foreign if is_common_chinese(c) or is_cyrillic(c)]
    return share(common, foreign) >= ENOUGH


def reads_as_cyrillic(text: str) -> bool:
    """Mostly Cyrillic letters, in words of their own: Müller in the wrong encoding is Mьller."""
    foreign = outside_ascii(text)
    likely = [c for c in foreign if is_cyrillic(c) or c in PUNCTUATION]
    words = [word for word in re.findall(r"\w+", text) if any(map(is_cyrillic, word))]
    mixed = [word for word in words if re.search(r"[A-Za-z]", word)]
    return share(likely, foreign) >= ENOUGH and len(mixed) <= len(words) / 2


def reads_as_latin(text: str) -> bool:
    """Mostly accented letters, in words with plain ones."""
    foreign = outside_ascii(text)
    likely = [c for c in foreign if c.isalpha() or c in PUNCTUATION]
    words = [word for word in re.findall(r"\w+", text) if not word.isascii()]
    plain = [word for word in words if re.search(r"[A-Za-z]", word)]
    return share(likely, foreign) >= ENOUGH and len(plain) >= len(words) / 2


def outside_ascii(text: str) -> list[str]:
    return [c for c in text if ord(c) > 127]


def share(some: list[str], of: list[str]) -> float:
    return len(some) / len(of) if of else 1.0


def is_cyrillic(character: str) -> bool:
    return "Ѐ" <= character <= "ԯ"


def is_common_chinese(character: str) -> bool:
    """A character of GB 2312's first level, which everyday Chinese uses, or its punctuation."""
    if character in PUNCTUATION or "　" <= character <= "〿" or "！" <= character <= "～":
        return True
    try:
        pair = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7
