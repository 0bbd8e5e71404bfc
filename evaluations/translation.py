"""Which content fields exist in the workshop's languages."""

from evaluations import models
from workshops.translation import register

register(models.Questionnaire, "title", "introduction")
register(models.Section, "title", "introduction")
register(models.Question, "text", "help")
register(models.Row, "label")
register(models.Choice, "label")
register(models.PublishedFinding, "heading", "text")
