"""Who is in which working group, read once: what the board shows and what the maker is given."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people import grouping
from people.grouping import Member, TraitMix, Variety
from people.models import IN_GROUPS, Group, GroupMaking, GroupMembership, Participation
from workshops.models import Workshop

NAMES = {
    "country": gettext_lazy("Country"),
    "stream": gettext_lazy("Stream"),
    "sector": gettext_lazy("Sector"),
    "gender": gettext_lazy("Gender"),
    "organisation": gettext_lazy("Organisation"),
}


@dataclass(frozen=True)
class Card:
    """One person on the board. `was` is the group as shown, which a move has to begin from; 0 for none."""

    key: int
    name: str
    native_name: str
    country: str
    stream: str
    sector: str
    state: str
    is_fixed: bool
    was: int


@dataclass(frozen=True)
class Column:
    """A group with its people, those who are no longer there apart, and how varied it is."""

    key: int
    number: int
    name: str
    slogan: str
    has_logo: bool
    has_presentation: bool
    cards: tuple[Card, ...]
    gone: tuple[Card, ...]
    varieties: tuple["Said", ...]

    @property
    def title(self) -> str:
        said = _("Group %(number)s") % {"number": self.number}
        return f"{said}: {self.name}" if self.name else said


@dataclass(frozen=True)
class Said:
    """A figure in words, with the share of a small bar that it fills, in percent."""

    name: str
    words: str
    percent: int


@dataclass(frozen=True)
class Board:
    """All groups of a workshop. `mark` is what a making has to begin from."""

    columns: tuple[Column, ...]
    without: tuple[Card, ...]
    mixes: tuple[Said, ...]
    mark: str
    making: GroupMaking | None

    @property
    def grouped(self) -> int:
        return sum(len(column.cards) for column in self.columns)

    @property
    def people(self) -> int:
        return self.grouped + len(self.without)

    @property
    def gone(self) -> int:
        return sum(len(column.gone) for column in self.columns)


def board(workshop: Workshop) -> Board:
    """The board in four queries, however many people and groups there are."""
    rows = rows_of(workshop)
    groups = list(workshop.groups.all())
    members: dict[int, list[Participation]] = {group.pk: [] for group in groups}
    for row in rows:
        if group_of(row) is not None and row.state in IN_GROUPS:
            members[group_of(row)].append(row)
    mixed = [[member_of(row) for row in people] for people in members.values()]
    return Board(
        columns=tuple(
            column(group, [row for row in rows if group_of(row) == group.pk], mixed)
            for group in groups
        ),
        without=tuple(card(row) for row in rows if group_of(row) is None),
        mixes=tuple(map(said_of_mix, known(grouping.mixes(mixed)))),
        mark=mark_of(workshop),
        making=last_making(workshop),
    )


def rows_of(workshop: Workshop) -> list[Participation]:
    """Everybody who has a place in a group, and everybody who stands in one."""
    return list(
        workshop.participations.filter(
            Q(group_membership__isnull=False)
            | Q(pk__in=workshop.participations.to_group().values("pk"))
        )
        .select_related(
            "person", "sending_country", "stream", "dossier", "organisation", "group_membership"
        )
        .order_by("person__sort_name", "person__display_name", "pk")
    )


def group_of(row: Participation) -> int | None:
    membership = getattr(row, "group_membership", None)
    return membership.group_id if membership else None


def member_of(row: Participation, fixed: int | None = None) -> Member:
    """What is known of somebody for mixing."""
    dossier = getattr(row, "dossier", None)
    body = (dossier.organisation if dossier else "") or str(row.organisation or "")
    return Member(
        key=row.pk,
        traits=(
            row.sending_country_id or "",
            str(row.stream_id or ""),
            dossier.sector if dossier else "",
            row.person.gender,
            " ".join(body.casefold().split()),
        ),
        fixed=fixed,
    )


def column(group: Group, rows: Sequence[Participation], mixed: list[list[Member]]) -> Column:
    there = [row for row in rows if row.state in IN_GROUPS]
    varied = grouping.varieties([member_of(row) for row in there], mixed)
    return Column(
        key=group.pk,
        number=group.number,
        name=group.name,
        slogan=group.slogan,
        has_logo=bool(group.logo),
        has_presentation=bool(group.presentation),
        cards=tuple(map(card, there)),
        gone=tuple(card(row) for row in rows if row.state not in IN_GROUPS),
        varieties=tuple(map(said_of_variety, varied)),
    )


def card(row: Participation) -> Card:
    dossier = getattr(row, "dossier", None)
    membership = getattr(row, "group_membership", None)
    return Card(
        key=row.pk,
        name=row.person.display_name,
        native_name=row.person.native_name,
        country=str(row.sending_country or ""),
        stream=str(row.stream or ""),
        sector=dossier.get_sector_display() if dossier else "",
        state=row.get_state_display(),
        is_fixed=bool(membership and membership.is_fixed),
        was=membership.group_id if membership else 0,
    )


def known(mixes: Iterable[TraitMix]) -> list[TraitMix]:
    """Those of which anything is known."""
    return [mix for mix in mixes if mix.met]


def said_of_mix(mix: TraitMix) -> Said:
    if mix.pairs == 0:
        words = _("no two together")
    elif mix.is_best:
        words = _("as mixed as can be")
    else:
        more = mix.pairs - mix.least
        words = ngettext(
            "%(count)s pair more than need be", "%(count)s pairs more than need be", more
        ) % {"count": more}
    return Said(str(NAMES[mix.trait]), words, mix.percent)


def said_of_variety(variety: Variety) -> Said:
    words = _("%(there)s of %(most)s") % {"there": variety.there, "most": variety.most}
    return Said(str(NAMES[variety.trait]), words, variety.percent)


def mark_of(workshop: Workshop) -> str:
    """Changes as soon as anybody stands elsewhere or is kept: what two organisers compare by."""
    rows = GroupMembership.objects.filter(group__workshop=workshop).order_by("participation")
    said = repr(list(rows.values_list("participation", "group", "is_fixed")))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def last_making(workshop: Workshop) -> GroupMaking | None:
    """The last making, unless it was undone."""
    last = workshop.group_makings.order_by("-at", "-id").select_related("by").first()
    return last if last and last.undone_at is None else None


def moved_since(making: GroupMaking) -> int:
    """How many people stand elsewhere than the making left them."""
    left = {key: int(number) for number, keys in making.after.items() for key in keys}
    rows = GroupMembership.objects.filter(group__workshop=making.workshop_id)
    now = dict(rows.values_list("participation", "group__number"))
    return sum(left.get(key) != now.get(key) for key in left.keys() | now.keys())
