"""Words that people typed, as a letter may carry them: no mail program makes a link of them.

Letters are plain text, but mail programs look for addresses in it. A person "named" `evil.example` would
else have a link in a letter of ours. So what might be taken for one gets a gap in it; nothing else changes.
"""

import re
import unicodedata

JOINERS = "\u200c\u200d"  # Persian and Indic names are written with them
BREAKS = [
    (re.compile(r":(?=/)"), ": "),  # https:…
    (re.compile(r"/(?=/)"), "/ "),  # https://evil.example, //evil.example
    (re.compile(r"(?<=\S)@(?=\S)"), "@ "),  # a@evil.example
    (re.compile(r"(?<=[\w\-])([.\u3002\uff0e\uff61])(?=[^\W\d_]{2})"), r"\1 "),  # evil.example
    (re.compile(r"(?i)\b(mailto|tel|sms|data|javascript|xmpp|skype|file):(?=\S)"), r"\1: "),
]
BRACES = str.maketrans("{}", "()")  # `{link}` stands for a personal link when a letter is sent


def inert(text: str) -> str:
    """One line of words without anything that could become a link, a header or a placeholder."""
    return " ".join(inert_lines(text).split())


def inert_lines(text: str) -> str:
    """The same for a text of several lines, which stay."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if is_shown(c))
    for pattern, broken in BREAKS:
        kept = pattern.sub(broken, kept)
    return kept.translate(BRACES).strip()


def is_shown(character: str) -> bool:
    """Whether a character is more than a control: no NUL, no reversal of direction, no hidden ones."""
    if character in "\n\t" or character in JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
