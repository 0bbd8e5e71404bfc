"""Letting a finding of the rules stand, with a reason, and taking that back; setting the rules."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops import rules, turns
from workshops.models import RuleSetting, Waiver, Workshop
from workshops.rules.review import chosen_by


class WaiverRefused(Exception):
    """The change is not possible; the message says why and what to do."""


class NothingToWaive(WaiverRefused):
    """The rule does not find this any more."""


class ReasonMissing(WaiverRefused):
    """A waiver says why."""


class RulesChanged(WaiverRefused):
    """Somebody else set the rules since the page was opened."""


class FindingGrew(WaiverRefused):
    """It weighs more than on the page where it was waived."""


@transaction.atomic
def waive(
    workshop: Workshop,
    *,
    rule: str,
    key: str,
    reason: str,
    seen: str,
    by: AbstractBaseUser,
    now: datetime,
) -> Waiver:
    """Let a finding stand as it is now. `seen` is its weight on the page that was answered.

    Raises NothingToWaive, ReasonMissing or FindingGrew.
    """
    turns.take(workshop)
    if not reason.strip():
        raise ReasonMissing(_("Say why this may stand."))
    found = rules.review(workshop).find(rule, key)
    if found is None:
        raise NothingToWaive(_("The rule does not find this any more. There is nothing to waive."))
    if str(found.finding.weight) != seen:
        raise FindingGrew(
            _("Meanwhile this changed: %(text)s Look at it again.") % {"text": found.finding.text}
        )
    waiver, _new = Waiver.objects.update_or_create(
        workshop=workshop,
        rule=rule,
        key=key,
        defaults={
            "reason": reason.strip(),
            "weight": found.finding.weight,
            "text": found.finding.text,
            "by": by,
            "at": now,
        },
    )
    log(workshop, by, _("Waived: %(text)s") % {"text": found.finding.text})
    return waiver


@transaction.atomic
def unwaive(waiver: Waiver, *, by: AbstractBaseUser) -> None:
    """Take a waiver back; what it let stand is a finding again."""
    turns.take(waiver.workshop)
    Waiver.objects.filter(pk=waiver.pk).delete()
    log(waiver.workshop, by, _("No longer waived: %(text)s") % {"text": waiver.text})


@transaction.atomic
def set_rules(
    workshop: Workshop,
    wanted: Mapping[str, tuple[bool, Mapping[str, int]]],
    *,
    seen: str,
    by: AbstractBaseUser,
) -> bool:
    """Whether each rule looks, and its limits, by code. Keeps only what is not as usual.

    `seen` is the mark of what was set when the page was opened. Says whether anything changed. Raises
    RulesChanged.
    """
    turns.take(workshop)
    if chosen_by([workshop])[workshop.pk].mark != seen:
        raise RulesChanged(
            _("Somebody else changed the rules meanwhile. Save again to keep what stands here.")
        )
    rows = {row.rule: row for row in workshop.rule_settings.all()}
    changed = [
        rule.code
        for rule in rules.rules()
        if rule.code in wanted and store(workshop, rule, *wanted[rule.code], rows.get(rule.code))
    ]
    if changed:
        log(workshop, by, _("Rules changed."))
    return bool(changed)


def store(
    workshop: Workshop,
    rule: rules.Rule,
    is_on: bool,
    limits: Mapping[str, int],
    row: RuleSetting | None,
) -> bool:
    """Write one rule's row, or delete it where all is as usual. Says whether that changed anything."""
    own = {name: limits[name] for name, usual in rule.usual.items() if limits[name] != usual}
    if row is None:
        if is_on and not own:
            return False
        RuleSetting.objects.create(workshop=workshop, rule=rule.code, is_on=is_on, limits=own)
        return True
    if (row.is_on, row.limits) == (is_on, own):
        return False
    if is_on and not own:
        row.delete()
        return True
    row.is_on, row.limits = is_on, own
    row.save(update_fields=["is_on", "limits"])
    return True


def log(workshop: Workshop, by: AbstractBaseUser, said: str) -> None:
    """In the workshop's history."""
    LogEntry.objects.log_actions(by.pk, [workshop], CHANGE, said, single_object=True)
