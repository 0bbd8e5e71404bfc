"""What there is to say about a file: findings with their place, equal ones of many rows as one."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to say about a file. `rows` are row numbers as the person sees them; () is the whole sheet."""

    message: str
    hint: str = ""
    level: Level = Level.ERROR
    sheet: str = ""
    rows: tuple[int, ...] = ()
    column: str = ""
    value: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == Level.ERROR


def merged(findings: list[Finding]) -> tuple[Finding, ...]:
    """Equal faults of many rows as one finding that lists the rows; errors first, in the file's order."""
    together: dict[Finding, list[int]] = {}
    for finding in findings:
        together.setdefault(replace(finding, rows=()), []).extend(finding.rows)
    lines = [replace(key, rows=tuple(sorted(set(rows)))) for key, rows in together.items()]
    return tuple(sorted(lines, key=lambda f: f.level != Level.ERROR))


def shown(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= 80 else f"{text[:77]}…"
