"""Making working groups, and moving people between them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people import grouping, groups
from people.actions.actors import Actor, user_of
from people.actions.refusals import GroupsChanged, GroupsRefused, MovedMeanwhile, NotInGroups
from people.models import IN_GROUPS, Group, GroupMaking, GroupMembership, Participation
from workshops import turns
from workshops.content import columns
from workshops.models import Workshop

MOST_GROUPS = 60

Arrangement = dict[str, list[int]]  # keys of participations by the number of their group


@transaction.atomic
def make(
    workshop: Workshop, count: int, *, seed: int, seen: str, by: Actor, now: datetime
) -> GroupMaking:
    """Put everybody who has a place into `count` mixed groups; who is kept stays.

    Groups keep their names and what they presented; those too many go, unless they have any. `seen` is
    the mark of the board that was looked at. Raises GroupsChanged or GroupsRefused.
    """
    check_unchanged(lock(workshop), seen)
    rows = [row for row in groups.rows_of(workshop) if row.state in IN_GROUPS]
    check_count(count, len(rows))
    before = arrangement_of(workshop)
    used, surplus = groups_to_use(workshop, count)
    fixed = fixed_places(workshop, used)
    members = [groups.member_of(row, fixed.get(row.pk)) for row in rows]
    places = grouping.make(members, count, seed=seed)
    drop_bare(surplus)
    write(workshop, [(used[number], [members[place].key for place in group])
                     for number, group in enumerate(places)], set(fixed))  # fmt: skip
    return GroupMaking.objects.create(
        workshop=workshop,
        at=now,
        by=user_of(by),
        seed=seed,
        before=before,
        after=arrangement_of(workshop),
        fixed=sorted(fixed),
    )


@transaction.atomic
def undo(making: GroupMaking, *, seen: str, by: Actor, now: datetime) -> None:
    """Let everybody stand again where they stood before the last making, whatever was moved since.

    Raises GroupsChanged, or GroupsRefused where it is not the last one.
    """
    workshop = lock(making.workshop)
    check_unchanged(workshop, seen)
    if groups.last_making(workshop) != making:
        raise GroupsRefused(_("Only the last making can be undone, and only once."))
    there = {group.number: group for group in workshop.groups.all()}
    wanted = {int(number): keys for number, keys in making.before.items()}
    drop_bare([group for number, group in there.items() if number not in wanted])
    known = set(workshop.participations.values_list("pk", flat=True))
    arranged = []
    for number, keys in wanted.items():
        group = there.get(number) or Group.objects.create(workshop=workshop, number=number)
        arranged.append((group, [key for key in keys if key in known]))
    write(workshop, arranged, set(making.fixed))
    making.undone_at = now
    making.save(update_fields=["undone_at"])


@transaction.atomic
def move(participation: Participation, to: Group | None, *, seen: int | None) -> None:
    """Move one person to a group, or out of all. `seen` is the key of the group they were shown in.

    Raises MovedMeanwhile where they are elsewhere by now, or NotInGroups.
    """
    lock(participation.workshop)
    row = Participation.objects.select_related("person").get(pk=participation.pk)
    membership = GroupMembership.objects.filter(participation=row).select_related("group").first()
    check_where(row, membership, seen)
    if to is None:
        GroupMembership.objects.filter(participation=row).delete()
        return
    check_place(row, to)
    GroupMembership.objects.update_or_create(participation=row, defaults={"group": to})


@transaction.atomic
def keep(participation: Participation, is_fixed: bool, *, seen: int | None) -> None:
    """Say that a person stays in the present group when groups are made again, or no longer.

    Raises MovedMeanwhile or NotInGroups.
    """
    lock(participation.workshop)
    row = Participation.objects.select_related("person").get(pk=participation.pk)
    membership = GroupMembership.objects.filter(participation=row).select_related("group").first()
    check_where(row, membership, seen)
    if membership is None:
        raise NotInGroups(_("%(name)s is in no group.") % {"name": row})
    membership.is_fixed = is_fixed
    membership.save(update_fields=["is_fixed"])


@transaction.atomic
def place_late(workshop: Workshop) -> list[tuple[Participation, Group]]:
    """Put everybody without a group where they fit best, one by one. Raises GroupsRefused without groups."""
    lock(workshop)
    there = list(workshop.groups.all())
    if not there:
        raise GroupsRefused(_("There are no groups yet."))
    rows = groups.rows_of(workshop)
    present = [row for row in rows if row.state in IN_GROUPS]
    filled = [
        [groups.member_of(row) for row in present if groups.group_of(row) == group.pk]
        for group in there
    ]
    placed = []
    for row in (row for row in present if groups.group_of(row) is None):
        newcomer = groups.member_of(row)
        number = grouping.place_for(newcomer, filled)
        filled[number].append(newcomer)
        placed.append((row, there[number]))
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, participation=row) for row, group in placed
    )
    return placed


@transaction.atomic
def add(workshop: Workshop) -> Group:
    """One more group, empty, with the next number."""
    lock(workshop)
    return add_group(workshop)


@transaction.atomic
def remove_gone(workshop: Workshop) -> int:
    """Take those who are no longer there out of their groups; how many that were."""
    lock(workshop)
    gone = GroupMembership.objects.filter(group__workshop=workshop).exclude(
        participation__in=workshop.participations.to_group()
    )
    return gone.delete()[0]


def lock(workshop: Workshop) -> Workshop:
    """Whoever else changes the groups of this workshop waits until this transaction ends."""
    turns.take(workshop)
    return Workshop.objects.get(pk=workshop.pk)


def check_unchanged(workshop: Workshop, seen: str) -> None:
    if groups.mark_of(workshop) != seen:
        raise GroupsChanged(
            _("Somebody changed the groups meanwhile. Look at them, then do it again if need be.")
        )


def check_count(count: int, people: int) -> None:
    if people == 0:
        raise GroupsRefused(_("Nobody has accepted or arrived yet, so there is nobody to group."))
    most = min(people, MOST_GROUPS)
    if not 1 <= count <= most:
        raise GroupsRefused(
            ngettext(
                "There is %(people)s person: make between 1 and %(most)s groups.",
                "There are %(people)s people: make between 1 and %(most)s groups.",
                people,
            )
            % {"people": people, "most": most}
        )


def check_where(row: Participation, membership: GroupMembership | None, seen: int | None) -> None:
    if (membership.group_id if membership else None) == seen:
        return
    if membership is None:
        raise MovedMeanwhile(
            _("%(name)s is in no group any more: somebody moved them.") % {"name": row}
        )
    raise MovedMeanwhile(
        _("%(name)s is in group %(group)s by now: somebody moved them.")
        % {"name": row, "group": membership.group}
    )


def check_place(row: Participation, to: Group) -> None:
    if row.workshop_id != to.workshop_id:
        raise NotInGroups(_("%(name)s is in another workshop.") % {"name": row})
    if not row.workshop.participations.to_group().filter(pk=row.pk).exists():
        raise NotInGroups(
            _("%(name)s is “%(state)s” and has no place in a group.")
            % {"name": row, "state": row.get_state_display()}
        )


def groups_to_use(workshop: Workshop, count: int) -> tuple[list[Group], list[Group]]:
    """The first `count` groups, new ones where there are fewer, and those too many.

    Raises GroupsRefused where somebody is kept in one of these.
    """
    there = list(workshop.groups.all())
    used, surplus = there[:count], there[count:]
    kept = GroupMembership.objects.filter(
        group__in=surplus, is_fixed=True, participation__in=workshop.participations.to_group()
    ).select_related("participation__person")
    if kept:
        raise GroupsRefused(
            _("%(names)s stay in groups that would go. Make more groups, or let them move.")
            % {"names": ", ".join(str(row.participation) for row in kept)}
        )
    while len(used) < count:
        used.append(add_group(workshop))
    return used, surplus


def add_group(workshop: Workshop) -> Group:
    last = max(workshop.groups.values_list("number", flat=True), default=0)
    return Group.objects.create(workshop=workshop, number=last + 1)


def drop_bare(surplus: list[Group]) -> None:
    """Delete the groups that have nothing of their own; the others stay, without people."""
    own = [*columns("name"), *columns("slogan"), *columns("summary"), "logo", "presentation"]
    for group in surplus:
        if not any(getattr(group, name) for name in own):
            group.delete()


def fixed_places(workshop: Workshop, used: list[Group]) -> dict[int, int]:
    """Who stays where: the participation's key, and the place of the group among those used."""
    place_of = {group.pk: place for place, group in enumerate(used)}
    rows = GroupMembership.objects.filter(
        group__workshop=workshop,
        is_fixed=True,
        participation__in=workshop.participations.to_group(),
    )
    return {row.participation_id: place_of[row.group_id] for row in rows}


def arrangement_of(workshop: Workshop) -> Arrangement:
    found: Arrangement = {str(group.number): [] for group in workshop.groups.all()}
    rows = GroupMembership.objects.filter(group__workshop=workshop).order_by("pk")
    for number, key in rows.values_list("group__number", "participation"):
        found[str(number)].append(key)
    return found


def write(workshop: Workshop, arranged: list[tuple[Group, list[int]]], fixed: set[int]) -> None:
    """Replace all memberships of the workshop."""
    GroupMembership.objects.filter(group__workshop=workshop).delete()
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, participation_id=key, is_fixed=key in fixed)
        for group, keys in arranged
        for key in keys
    )
