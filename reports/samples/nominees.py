"""Invented nominees: who they are, and what their focal point says of them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from people.models import State
from workshops.content import columns

ROLES = {
    "head": ("Head of Division", "{}处长", "Начальник отдела"),
    "deputy": ("Deputy Director", "{}副司长", "Заместитель директора"),
    "expert": ("Chief Expert", "{}首席专家", "Главный эксперт"),
    "specialist": ("Senior Specialist", "{}高级专员", "Ведущий специалист"),
    "analyst": ("Policy Analyst", "{}政策分析员", "Аналитик"),
}
OFFICES = {
    "customs": ("Customs Service", "海关署", "Таможенная служба"),
    "trade": ("Ministry of Trade", "贸易部", "Министерство торговли"),
    "digital": ("Ministry of Digital Development", "数字发展部", "Министерство цифрового развития"),
    "statistics": ("National Statistics Office", "国家统计局", "Национальное статистическое управление"),
    "border": ("Border Service", "边境服务局", "Пограничная служба"),
    "chamber": ("Chamber of Commerce", "商会", "Торговая палата"),
}  # fmt: skip


# What somebody of that office works on, and which sessions concern it.
WORK = {
    "customs": (
        "Declarations of small consignments, and what is asked twice in them.",
        "One window at the border; what inspection learns from risk.",
    ),
    "trade": (
        "Certificates of origin, from the form to the signature.",
        "Signatures that other countries accept, and the group work on one form.",
    ),
    "digital": (
        "The exchange of data between the registers of traders and of customs.",
        "Data that a small firm can fill in.",
    ),
    "statistics": (
        "Foreign trade statistics, drawn from declarations.",
        "The life of a trade document.",
    ),
    "border": ("Queues at the road crossings.", "The visit to a border post without a counter."),
    "chamber": (
        "Advises small exporters on papers that they would rather not fill in.",
        "The dry port, and the group work on one form.",
    ),
}


@dataclass(frozen=True)
class Nominee:
    """One line of a list of nominees."""

    country: str
    given_names: str
    family_name: str
    role: str
    office: str
    reaches: str = State.DRAFT
    fund: str = ""
    rank: int | None = None
    display_name: str = ""
    native_name: str = ""
    honorific: str = ""
    gender: str = ""
    sector: str = "ministry"
    level: str = "B2"
    evidence: str = "work"
    answer_in_days: int | None = None

    @property
    def organisation(self) -> str:
        return OFFICES[self.office][0]

    @property
    def work(self) -> tuple[str, str]:
        """What they work on, and which sessions concern it."""
        return WORK[self.office]

    @property
    def posts(self) -> dict[str, str]:
        """Head of Division, Customs Service; in each language by its own rule."""
        (en, zh, ru), (of_en, of_zh, of_ru) = ROLES[self.role], OFFICES[self.office]
        said = (f"{en}, {of_en}", zh.format(of_zh), f"{ru}, {of_ru}")
        return dict(zip(columns("post"), said, strict=True))

    @property
    def email(self) -> str:
        place = "-".join((self.country.lower(), self.fund, str(self.rank)))
        return f"sample.nominee.{place}@example.org"


def read(path: Path) -> Iterator[Nominee]:
    """The nominees of a file; an empty cell is as if it were not there."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said = {name: value for name, value in row.items() if value}
            for number in ("rank", "answer_in_days"):
                if number in said:
                    said[number] = int(said[number])
            yield Nominee(**said)
