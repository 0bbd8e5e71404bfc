"""What a nomination has to say before it can be submitted, and what is still missing in one."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Call, Dossier, Participation, State, call_of
from workshops.content import text_of

EDITABLE = (State.DRAFT, State.RETURNED, State.SUBMITTED)
# Who counts against the number that may be put forward.
PUT_FORWARD = (
    State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW, State.RETURNED, State.RESERVE, State.SELECTED,
    State.ACCEPTED, State.ARRIVED, State.COMPLETED, State.LEFT_EARLY,
)  # fmt: skip

OF_PERSON = (
    "given_names", "family_name", "display_name", "native_name", "honorific", "gender", "nationality",
    "email", "language",
)  # fmt: skip
OF_DOSSIER = (
    "organisation", "sector", "years_in_post", "expertise", "motivation", "language_level",
    "language_evidence",
)  # fmt: skip
FILES = {
    "cv": "cv_filename",
    "language_document": "language_filename",
}  # and where their own names are

ASKED: Mapping[str, Promise] = {
    "given_names": _("Enter the given names, or the family name where there is one name only."),
    "display_name": _("Enter the full name as on the badge."),
    "nationality": _("Choose the nationality."),
    "email": _("Enter the nominee’s own e-mail address: the offer goes there."),
    "post": _("Enter the post."),
    "organisation": _("Enter the ministry or organisation."),
    "sector": _("Choose the sector."),
    "expertise": _("Describe the field of work."),
    "motivation": _("Say which sessions concern the work."),
    "cv": _("Add the curriculum vitae."),
}
OF_LANGUAGE: Mapping[str, Promise] = {
    "language_level": _("Choose the level in the working language."),
    "language_evidence": _("Say what shows the level."),
}


def asked_for(call: Call) -> dict[str, Promise]:
    """The fields that a nomination needs, and how one is asked for each."""
    return {**ASKED, **(OF_LANGUAGE if call.language_level else {})}


def missing_in(row: Participation) -> dict[str, Promise]:
    """The fields that are still empty, with how one is asked for each."""
    return missing_among(values_of(row), call_of(row.workshop))


def missing_among(values: Mapping[str, object], call: Call) -> dict[str, Promise]:
    lacking = {name: said for name, said in asked_for(call).items() if not values.get(name)}
    if values.get("family_name"):
        lacking.pop("given_names", None)
    return lacking


def values_of(row: Participation) -> dict[str, object]:
    """Everything that the form of a nominee holds, as it is stored."""
    dossier = dossier_of(row)
    return {
        **{name: getattr(row.person, name) for name in OF_PERSON},
        "post": post_of(row),
        **{name: getattr(dossier, name) for name in (*OF_DOSSIER, *FILES)},
    }


def dossier_of(row: Participation) -> Dossier:
    """The row's dossier; an empty one, not saved, where there is none."""
    return getattr(row, "dossier", None) or Dossier(participation=row)


def post_of(row: Participation) -> str:
    return text_of(row, "post").plain
