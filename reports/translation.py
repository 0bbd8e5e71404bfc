"""Which content fields exist in the workshop's languages."""

from modeltranslation.translator import TranslationOptions, translator

from reports.models import Report


class ReportTranslation(TranslationOptions):
    fields = ("foreword", "override_note")


translator.register(Report, ReportTranslation)
