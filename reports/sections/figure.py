"""A number that can be traced."""

from dataclasses import dataclass
from decimal import Decimal

from reports.words import number


@dataclass(frozen=True)
class Figure:
    """A number, what it is, which rows it counts, and where those rows are listed."""

    value: int | Decimal
    label: str
    how: str
    url: str = ""

    @property
    def shown(self) -> str:
        return number(self.value)
