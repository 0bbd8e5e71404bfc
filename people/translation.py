"""Which content fields exist in the workshop's languages."""

from modeltranslation.translator import TranslationOptions, translator

from people import models


def register(model: type, *fields: str) -> None:
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)


register(models.Bloc, "name")
register(models.Stream, "name")
register(models.Fund, "name")
register(models.Participation, "post", "public_note")
register(models.Group, "name", "slogan", "summary")
