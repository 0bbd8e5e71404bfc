"""What somebody says of themselves under their own link: what may be shown, and what they need."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.refusals import NotTakingPart, OutOfRange
from people.history import told_of
from people.models import CAME, Facet, Participation, State
from workshops import turns

CONSENTS = ("directory", "public_list", "photo_consent")
MOST_DAYS_APART = 60  # between the arrival and the workshop


@transaction.atomic
def agree(
    row: Participation, *, now: datetime, directory: bool, public_list: bool, photo_consent: bool
) -> bool:
    """Keep what the person agrees to, layer by layer; whether anything changed. Raises NotTakingPart."""
    locked = taking_part(row)
    said = {"directory": directory, "public_list": public_list, "photo_consent": photo_consent}
    if all(getattr(locked, name) == value for name, value in said.items()):
        return False
    for name, value in (said | {"consented_at": now}).items():
        setattr(locked, name, value)
        setattr(row, name, value)
    with told_of(row, now):
        locked.save(update_fields=[*CONSENTS, "consented_at"])
    return True


@transaction.atomic
def tell(
    row: Participation,
    *,
    now: datetime,
    diet: str | None = None,
    diet_detail: str = "",
    expected_on: date | None = None,
    insurance: str | None = None,
) -> None:
    """Keep what the person needs; None is what was not asked. Raises NotTakingPart or OutOfRange."""
    locked = taking_part(row, states=(State.ACCEPTED,))
    if diet is not None:
        keep(locked, Facet.Kind.DIET, is_done=bool(diet), detail=diet_detail, diet=diet, now=now)
    if insurance is not None:
        keep(locked, Facet.Kind.INSURANCE, is_done=bool(insurance), detail=insurance, now=now)
    if expected_on is not None:
        check_day(locked, expected_on)
        locked.expected_on = row.expected_on = expected_on
        with told_of(row, now):
            locked.save(update_fields=["expected_on"])
        keep(locked, Facet.Kind.ARRIVAL, is_done=True, now=now)


def taking_part(
    row: Participation, states: tuple[str, ...] = (State.ACCEPTED, *CAME)
) -> Participation:
    """The row under lock. Raises NotTakingPart where the person has no seat to say this for."""
    turns.take(row)
    locked = Participation.objects.select_for_update(no_key=True).get(pk=row.pk)
    if locked.state not in states:
        raise NotTakingPart(
            _("This can be said by those who take part; yours is “%(state)s”.")
            % {"state": locked.get_state_display()}
        )
    return locked


def check_day(row: Participation, on: date) -> None:
    workshop = row.workshop
    earliest = workshop.starts_on - timedelta(days=MOST_DAYS_APART)
    if not earliest <= on <= workshop.ends_on:
        raise OutOfRange(
            _("This day is not near the workshop: it ends on %(day)s.")
            % {"day": workshop.ends_on.isoformat()}
        )


def keep(
    row: Participation,
    kind: str,
    *,
    is_done: bool,
    now: datetime,
    detail: str | None = None,
    **more,
) -> None:
    """Write the facet; what the office settled or noted stays where the person, who does not see it, leaves
    it empty."""
    facet = Facet.objects.select_for_update().filter(participation=row, kind=kind).first()
    facet = facet or Facet(participation=row, kind=kind)
    if facet.updated_by_id and not is_done:
        return
    said = more | {"status": Facet.Status.DONE if is_done else Facet.Status.TO_DO}
    if detail or (detail == "" and facet.updated_by_id is None):
        said["detail"] = detail[:250]
    if facet.pk and all(getattr(facet, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(facet, name, value)
    facet.done_on = row.workshop.today(now) if is_done else None
    facet.updated_at, facet.updated_by = now, None
    facet.save()
