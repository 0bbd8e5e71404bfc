"""How workshops, sessions and speakers come back from the trash where their address or number is taken."""

from collections.abc import Callable, Iterable

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from workshops import slugs, trash
from workshops.models import Programme, Session, Speaker, Workshop
from workshops.numbering import FIRST_ADDED
from workshops.trash import Remedy, Values


def register() -> None:
    for model, rule, within in (
        (Workshop, "workshops.workshop.slug", ""),
        (Programme, "workshops.programme.slug", ""),
        (Session, "session_address_is_unique_in_workshop", "workshop_id"),
        (Speaker, "speaker_address_is_unique_in_workshop", "workshop_id"),
    ):
        trash.bring_back_as(
            rule,
            Remedy(
                model,
                f"{model._meta.model_name}-address",
                _("Bring it back under another address"),
                new_address(model, within),
            ),
        )
    trash.bring_back_as(
        "session_number_is_unique_in_workshop",
        Remedy(Session, "session-number", _("Bring it back under the next number"), next_number),
    )


def new_address(model: type[Model], within: str) -> Callable[..., Iterable[Model]]:
    """Gives a row the next free address made of the one it had, among all or `within` a parent."""

    def mend(values: Values, by: object, now: object) -> Iterable[Model]:
        others = QuerySet(model)
        if within:
            others = others.filter(**{within: values[within]})
        taken = set(others.values_list("slug", flat=True))
        values["slug"] = slugs.free_slug(values["slug"], taken=taken, otherwise="")
        return ()

    return mend


def next_number(values: Values, by: object, now: object) -> Iterable[Model]:
    """The next one of the agenda, or of what was added, whose numbers are apart."""
    added = values.get("is_added", False)
    others = QuerySet(Session).filter(workshop_id=values["workshop_id"], is_added=added)
    last = others.aggregate(last=Max("number"))["last"] or 0
    values["number"] = max(last + 1, FIRST_ADDED if added else 1)
    return ()
