"""Texts as files of other people's programs can hold them: nothing in them that ends a line or a field."""

from workshops.tables import INVISIBLE

LINE_ENDS = dict.fromkeys(
    (0x85, 0x2028, 0x2029), "\n"
)  # what some readers take for the end of a line
NOT_IN_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
UNWANTED = INVISIBLE | NOT_IN_XML | LINE_ENDS


def lines(text: str) -> str:
    """Without control characters and marks that nobody sees; line ends as \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(UNWANTED).strip()


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(lines(text).split())
