"""What the buttons of the groups' board do with people: move them, keep them where they are, take them out."""

from dataclasses import dataclass, field

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from people.actions import groups
from people.actions.refusals import GroupsRefused
from people.models import Group, Participation
from workshops.keys import key_named
from workshops.models import Workshop


@dataclass
class Outcome:
    """What was done and what was refused, sentence by sentence."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def act(request: HttpRequest, workshop: Workshop, model_admin: admin.ModelAdmin) -> Outcome:
    """Do what one of the board's buttons says."""
    acts = {"move": move_all, "keep": keep_all, "release": keep_all, "out": move_all}
    alone = {"late": place_late, "gone": remove_gone, "add": add}
    do = request.POST.get("do", "")
    outcome = Outcome()
    try:
        if do in alone:
            alone[do](workshop, outcome)
        elif do in acts:
            acts[do](request, workshop, outcome, model_admin)
    except GroupsRefused as refusal:
        outcome.refused.append(str(refusal))
    return outcome


def move_all(
    request: HttpRequest, workshop: Workshop, outcome: Outcome, model_admin: admin.ModelAdmin
) -> None:
    """Each of those chosen on their own, to the group chosen or out of theirs."""
    to = None
    if request.POST["do"] == "move":
        to = workshop.groups.filter(pk=key_named(request.POST.get("to", ""))).first()
        if to is None:
            raise GroupsRefused(_now("Choose a group to move to."))
    for row, seen in chosen(request, workshop):
        try:
            groups.move(row, to, seen=seen)
        except GroupsRefused as refusal:
            outcome.refused.append(str(refusal))
            continue
        said = said_of_move(row, to)
        if to is not None:
            model_admin.log_change(request, to, said)
        outcome.done.append(said)


def said_of_move(row: Participation, to: Group | None) -> str:
    if to is None:
        return _now("%(name)s is in no group now.") % {"name": row}
    return _now("%(name)s is in group %(group)s now.") % {"name": row, "group": to}


def keep_all(
    request: HttpRequest, workshop: Workshop, outcome: Outcome, model_admin: admin.ModelAdmin
) -> None:
    """Those chosen stay in their group when groups are made again, or may move again."""
    stays = request.POST["do"] == "keep"
    for row, seen in chosen(request, workshop):
        try:
            groups.keep(row, stays, seen=seen)
        except GroupsRefused as refusal:
            outcome.refused.append(str(refusal))
            continue
        said = _now("%(name)s stays.") if stays else _now("%(name)s may move again.")
        outcome.done.append(said % {"name": row})


def chosen(request: HttpRequest, workshop: Workshop) -> list[tuple[Participation, int | None]]:
    """Who is ticked, each with the group that the page showed them in. Raises GroupsRefused."""
    shown: dict[int, int | None] = {}
    for value in request.POST.getlist("person"):
        person, _colon, was = value.partition(":")
        key = key_named(person)
        if key is not None:
            shown[key] = key_named(was) or None
    rows = workshop.participations.filter(pk__in=shown).select_related("person", "workshop")
    if not rows:
        raise GroupsRefused(_now("Choose somebody first."))
    return [(row, shown[row.pk]) for row in rows]


def place_late(workshop: Workshop, outcome: Outcome) -> None:
    outcome.done += [said_of_move(row, group) for row, group in groups.place_late(workshop)]


def remove_gone(workshop: Workshop, outcome: Outcome) -> None:
    count = groups.remove_gone(workshop)
    outcome.done.append(
        ngettext("%(count)s person taken out.", "%(count)s people taken out.", count)
        % {"count": count}
    )


def add(workshop: Workshop, outcome: Outcome) -> None:
    outcome.done.append(_now("Group %(group)s added.") % {"group": groups.add(workshop)})
