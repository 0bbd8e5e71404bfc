"""Which content fields exist in the workshop's languages."""

from modeltranslation.translator import TranslationOptions, translator

from evaluations import models


def register(model: type, *fields: str) -> None:
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)


register(models.Questionnaire, "title", "introduction")
register(models.Section, "title", "introduction")
register(models.Question, "text", "help")
register(models.Row, "label")
register(models.Choice, "label")
register(models.PublishedFinding, "heading", "text")
