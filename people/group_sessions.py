"""Which sessions are a group's own, as a release keeps it and as changes of it are told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from people.models import Group
from workshops import extras, freezing
from workshops.changes.values import text
from workshops.models import Workshop

NAME = "groups"  # in a session's extras


def register() -> None:
    freezing.add(NAME, by_session)
    extras.add(NAME, label=_("Groups"), words=in_words)


def by_session(workshop: Workshop) -> dict[int, list[dict[str, Any]]]:
    """By session id, the groups whose own it is; a session that is not in it is for everybody. One query."""
    names = freezing.texts
    groups = {group.pk: group for group in workshop.groups.all()}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    through = Group.sessions.through.objects.filter(group__workshop=workshop)
    for group, session in through.order_by("group__number", "group").values_list(
        "group", "session"
    ):
        row = groups[group]
        found[session].append({"number": row.number, "name": names(row, "name")})
    return dict(found)


def numbers_in(session: Mapping[str, Any] | None) -> frozenset[int]:
    """The numbers of the groups whose own a session of a release is; none where it is for everybody."""
    groups = ((session or {}).get("extras") or {}).get(NAME) or ()
    return frozenset(group["number"] for group in groups)


def in_words(groups: Sequence[Mapping[str, Any]] | None) -> str:
    if not groups:
        return _now("everybody")
    return pgettext("list separator", ", ").join(
        text(group["name"]).plain or _now("Group %(number)s") % {"number": group["number"]}
        for group in groups
    )
