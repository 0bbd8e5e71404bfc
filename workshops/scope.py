"""Which workshop a row belongs to, whatever its model: for checks, choices and languages.

scope.register(Seat, "allocation__stream__workshop")
"""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from workshops.models import (
    Component,
    Correction,
    InformationSection,
    JointTitle,
    Material,
    OrganisationRole,
    Outcome,
    PartWindow,
    Photo,
    PlanningStep,
    Release,
    RuleSetting,
    Session,
    SessionOrganisation,
    SiteVisit,
    Speaker,
    SpeakerRole,
    Stop,
    Track,
    Transport,
    Waiver,
    Workshop,
)

_paths: dict[type[Model], str] = {Workshop: ""}


def register(model: type[Model], path: str) -> None:
    """Say over which fields a row of this model reaches its workshop."""
    _paths[model] = path


def path_of(model: type[Model]) -> str | None:
    """The path from a model to its workshop; "" for Workshop itself, None for what is shared."""
    return _paths.get(model)


def belongs_to_one(model: type[Model]) -> bool:
    """Whether a row of this model stands in exactly one workshop."""
    return bool(_paths.get(model))


def workshop_of(row: Model | None) -> Workshop | None:
    """The workshop of a row, as far as it is known."""
    if row is None or path_of(type(row)) is None:
        return None
    return follow(row, path_of(type(row)))


def follow(row: Model | None, path: str) -> Model | None:
    """The row at the end of the path, or None where the path breaks off."""
    for step in filter(None, path.split("__")):
        if row is None:
            return None
        try:
            row = getattr(row, step)
        except ObjectDoesNotExist:
            return None
    return row


def within(rows: QuerySet, workshop: int | str) -> QuerySet:
    """The rows that belong to that workshop; all of them where the model is shared."""
    if not belongs_to_one(rows.model):
        return rows
    return rows.filter(**{path_of(rows.model): workshop})


for _model in (
    Component,
    Correction,
    InformationSection,
    JointTitle,
    Material,
    OrganisationRole,
    Outcome,
    PartWindow,
    Photo,
    PlanningStep,
    Release,
    RuleSetting,
    Session,
    Speaker,
    Track,
    Waiver,
):
    register(_model, "workshop")
for _model in (SessionOrganisation, SiteVisit, SpeakerRole):
    register(_model, "session__workshop")
for _model in (Stop, Transport):
    register(_model, "visit__session__workshop")
