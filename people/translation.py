"""Which content fields exist in the workshop's languages."""

from people import models
from workshops.translation import register

register(models.Bloc, "name")
register(models.Stream, "name")
register(models.Fund, "name")
register(models.Participation, "post", "public_note")
register(models.Group, "name", "slogan", "summary")
register(models.Allocation, "package")
register(models.Call, "eligibility")
