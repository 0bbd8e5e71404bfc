"""Which letters the fonts of our papers have, and a text as those fonts can set it."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
JOINERS = "\u200c\u200d"  # between letters of Arabic script: seen by their effect
LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
LONGEST_WORD = 40
BREAK = "\u200b"
# Scripts from Thai onwards, Chinese too, are written without spaces and break by rules of their own.
ENDLESS = re.compile(rf"[^\s\u0e00-\uffff]{{{LONGEST_WORD + 1},}}")


def covers(text: str) -> bool:
    """Whether every letter of the text can be printed."""
    return all(ord(letter) in coverage() or letter.isspace() for letter in settable(text))


def printable(text: str) -> str:
    """The text as a paper prints it: nothing invisible in it, "?" for a letter that no font has.

    A word that is longer than any line may be broken.
    """
    kept = "".join(
        letter if ord(letter) in coverage() or letter.isspace() else "?"
        for letter in settable(text)
    )
    return ENDLESS.sub(breakable, kept)


def settable(text: str) -> str:
    """Composed letters, plain line ends, and none of what is not seen: controls, marks of direction."""
    lines = unicodedata.normalize("NFC", LINE_END.sub("\n", text))
    return "".join(
        " " if letter == "\t" else letter
        for letter in lines
        if letter in "\n\t" + JOINERS or not unicodedata.category(letter).startswith("C")
    )


def breakable(word: re.Match) -> str:
    letters = word[0]
    starts = range(0, len(letters), LONGEST_WORD)
    return BREAK.join(letters[start : start + LONGEST_WORD] for start in starts)


@cache
def coverage() -> frozenset[int]:
    """The code points that at least one of the fonts has."""
    return frozenset(
        point for path in sorted(FONTS.glob("*.ttf")) for point in points_of(path.read_bytes())
    )


def points_of(font: bytes) -> Iterator[int]:
    """The code points of one font, as its character map lists them (OpenType, `cmap`)."""
    table = table_of(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, table + 8 + 8 * index)
        (form,) = struct.unpack_from(">H", font, table + offset)
        yield from {4: segments, 12: groups}[form](font, table + offset)


def table_of(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == name:
            return offset
    raise ValueError(name)


def segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: runs of code points, each with a shift; a shift onto glyph 0 means "not there"."""
    (twice,) = struct.unpack_from(">H", font, at + 6)
    ends, starts = at + 14, at + 16 + twice
    for index in range(0, twice, 2):
        (last,), (first,) = (
            struct.unpack_from(">H", font, table + index) for table in (ends, starts)
        )
        (shift,) = struct.unpack_from(">H", font, starts + twice + index)
        where = starts + 2 * twice + index
        (hop,) = struct.unpack_from(">H", font, where)
        for point in range(first, min(last, 0xFFFE) + 1):
            if hop:
                (glyph,) = struct.unpack_from(">H", font, where + hop + 2 * (point - first))
            else:
                glyph = (point + shift) % 0x10000
            if glyph:
                yield point


def groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of code points in a row."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    for index in range(count):
        first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * index)
        yield from range(first, last + 1)
