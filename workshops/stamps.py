"""What stands in the history in place of a private value: enough to see that it changed, nothing else."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Model


class Stamp(models.CharField):
    """In place of a private value: tells whether two are alike, and nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 64, "blank": True, "default": ""} | kwargs)

    def pre_save(self, model_instance: Model, add: bool) -> str:
        """Stamp what was put here as it is written, with the row's own key, so that nobody is told apart."""
        value = getattr(model_instance, self.attname)
        return value if isinstance(value, Stamped) else self.stamped(model_instance, value)

    def stamped(self, row: Model, value: object) -> str:
        """What stands for a value of this row, which is one of a history."""
        return stamp(f"{self.model._meta.label_lower}.{self.attname}.{row.id}", value)

    def from_db_value(self, value: str, expression: object, connection: object) -> "Stamped":
        return Stamped(value or "")


class Stamped(str):
    """A stamp that was stored, not a value to be stamped."""


def stamp(place: str, value: object) -> str:
    """What stands for a value in this place; "" for nothing. Needs the site's secret to be guessed at."""
    if value in (None, ""):
        return ""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"history of private fields", sha256)
    return hmac.new(key, f"{place}\n{value}".encode(), sha256).hexdigest()
