"""Invented nominees: who they are, and the steps by which each came to the state that it is in."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from people import gates, names
from people.actions import selection, states
from people.models import (
    Allocation,
    Dossier,
    Endorsement,
    FocalPoint,
    Participation,
    Person,
    State,
    User,
)
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
CALLED = "Spoke with the nominee by telephone for ten minutes, with ease."
BETWEEN_STEPS = timedelta(days=2)

S = State
PUT_FORWARD = (S.SUBMITTED, S.ENDORSED)
LOOKED_AT = (*PUT_FORWARD, S.UNDER_REVIEW)
STEPS = {
    S.DRAFT: (),
    S.SUBMITTED: (S.SUBMITTED,),
    S.ENDORSED: PUT_FORWARD,
    S.UNDER_REVIEW: LOOKED_AT,
    S.RETURNED: (S.SUBMITTED, S.RETURNED),
    S.WITHDRAWN: (*PUT_FORWARD, S.WITHDRAWN),
    S.INELIGIBLE: (*LOOKED_AT, S.INELIGIBLE),
    S.NOT_SELECTED: (*LOOKED_AT, S.NOT_SELECTED),
    S.RESERVE: (*LOOKED_AT, S.RESERVE),
    S.SELECTED: (*LOOKED_AT, S.SELECTED),
    S.ACCEPTED: (*LOOKED_AT, S.SELECTED, S.ACCEPTED),
    S.DECLINED: (*LOOKED_AT, S.SELECTED, S.DECLINED),
    S.EXPIRED: (*LOOKED_AT, S.SELECTED, S.EXPIRED),
}
REASONS = {
    S.RETURNED: "The level of the working language and what shows it are missing.",
    S.INELIGIBLE: "English at A2 does not carry five days of lectures.",
    S.NOT_SELECTED: "Good, but others work on customs forms every day.",
    S.WITHDRAWN: "Moved to another post.",
    S.DECLINED: "A national conference falls into the same week.",
}


@dataclass(frozen=True)
class Nominee:
    """One line of a list of nominees."""

    country: str
    given_names: str
    family_name: str
    role: str
    office: str
    reaches: str = S.DRAFT
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
    posts: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "posts", posts(self.role, self.office))


def posts(role: str, office: str) -> dict[str, str]:
    """Head of Division, Customs Service; in each language by its own rule."""
    (en, zh, ru), (of_en, of_zh, of_ru) = ROLES[role], OFFICES[office]
    said = (f"{en}, {of_en}", zh.format(of_zh), f"{ru}, {of_ru}")
    return dict(zip(columns("post"), said, strict=True))


def read(path: Path) -> Iterator[Nominee]:
    """The nominees of a file; an empty cell is as if it were not there."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said = {name: value for name, value in row.items() if value}
            for number in ("rank", "answer_in_days"):
                if number in said:
                    said[number] = int(said[number])
            yield Nominee(**said)


@dataclass(frozen=True)
class Story:
    """Whom a nomination concerns, and until when it has come to where it is."""

    allocation: Allocation
    focal_point: FocalPoint
    office: User
    until: datetime


def tell(one: Nominee, story: Story) -> Participation:
    """Put somebody forward and take the steps to where the line says, the last of them just before `until`."""
    steps = STEPS[State(one.reaches)]
    began = story.until - BETWEEN_STEPS * len(steps)
    row = put_forward(one, story, began)
    for number, state in enumerate(steps, start=1):
        take(row, state, one, story, began + BETWEEN_STEPS * number)
    return row


def put_forward(one: Nominee, story: Story, at: datetime) -> Participation:
    stream = story.allocation.stream
    row = Participation.objects.create(
        workshop=stream.workshop,
        stream=stream,
        allocation=story.allocation,
        sending_country=story.allocation.country,
        person=person(one),
        rank=one.rank,
        **one.posts,
    )
    Dossier.objects.create(
        participation=row,
        organisation=OFFICES[one.office][0],
        sector=one.sector,
        years_in_post=2 + len(one.family_name) % 9,
        expertise="Forms that traders fill in, and what becomes of them.",
        motivation="The sessions on the single window and on data that small firms can fill in.",
        language_level=one.level,
        language_evidence=one.evidence,
        updated_at=at,
    )
    states.begin(row, by=story.focal_point, now=at, reason="")
    return row


def person(one: Nominee) -> Person:
    made = Person(
        display_name=one.display_name or f"{one.given_names} {one.family_name}",
        given_names=one.given_names,
        family_name=one.family_name,
        native_name=one.native_name,
        honorific=one.honorific,
        gender=one.gender,
        nationality_id=one.country,
        email=f"sample.nominee.{one.country.lower()}.{one.fund}.{one.rank}@example.org",
    )
    made.sort_name = names.sort_name_for(made)
    made.save()
    names.refresh(made)
    return made


def take(row: Participation, state: str, one: Nominee, story: Story, at: datetime) -> None:
    """One step, by whoever takes it in life."""
    if state == S.ENDORSED:
        endorse(row, story, at)
    if state == S.SELECTED:
        clear(row, story, at)
    states.change(
        row,
        state,
        by=actor(state, row, story),
        now=at,
        reason=REASONS.get(State(state), ""),
        answer_by=answer_by(one, story) if state == S.SELECTED else None,
    )


def answer_by(one: Nominee, story: Story) -> datetime:
    """Six in the evening at the workshop's place; yesterday where nothing else is said."""
    zone = story.allocation.stream.workshop.tzinfo
    on = story.until.astimezone(zone) + timedelta(days=one.answer_in_days or -1)
    return on.replace(hour=18, minute=0, second=0, microsecond=0)


def actor(state: str, row: Participation, story: Story) -> User | FocalPoint | Participation | None:
    if state in (S.SUBMITTED, S.ENDORSED, S.WITHDRAWN):
        return story.focal_point
    if state in (S.ACCEPTED, S.DECLINED):
        return row
    return None if state == S.EXPIRED else story.office


def clear(row: Participation, story: Story, at: datetime) -> None:
    """A call with whom the ministry alone speaks for."""
    for standing in gates.open_gates(row):
        selection.decide_gate(
            row, standing.gate, passed=True, reason=CALLED, by=story.office, now=at
        )


def endorse(row: Participation, story: Story, at: datetime) -> None:
    """One letter for all nominees of an allocation."""
    letter, _new = Endorsement.objects.get_or_create(
        allocation=story.allocation,
        defaults={
            "authority": f"First Deputy, {story.focal_point.organisation}",
            "dated": at.date(),
            "made_for": story.focal_point,
            "at": at,
        },
    )
    Participation.objects.filter(pk=row.pk).update(endorsement=letter)
    row.endorsement = letter
