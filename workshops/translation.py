"""Which content fields exist in the workshop's languages."""

from django.db.models import Model
from modeltranslation.translator import TranslationOptions, translator

from workshops import history, models


def register(model: type[Model], *fields: str) -> None:
    """Give each of these fields a column per language. Upper packages register their models too."""
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)


register(models.Country, "name")
register(models.Venue, "name", "address", "city")
register(models.Organisation, "name", "short_name")
register(models.Programme, "name", "description", "outcomes", "publications")
register(
    models.Workshop,
    "title",
    "city",
    "summary",
    "purpose",
    "approach",
    "participants_sought",
    "contact_name",
    "source",
)
register(models.JointTitle, "title")
register(models.Outcome, "text", "short")
register(models.Component, "name")
register(models.Track, "name")
register(models.Session, "title", "description", "arranged_by")
register(models.SiteVisit, "activities", "to_bring", "meeting_point")
register(models.Stop, "name", "description")
register(models.Transport, "label", "meeting_point")
register(models.Speaker, "post", "biography")
register(models.Release, "note")
register(models.Material, "title")
register(models.Photo, "alt", "caption")
register(models.InformationSection, "title", "text")

history.keep(models.Workshop, left_out=("uuid",))
