"""Form fields that several pages ask with."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class Words(forms.CharField):
    """Free text. Too long a text is kept, and refused with its length; typing is never stopped."""

    def __init__(self, *, limit: int, rows: int, **options):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.max_length = limit
        self.validators.append(
            MaxLengthValidator(
                limit,
                _("Shorten this text to %(limit_value)d characters. It has %(show_value)d."),
            )
        )

    def to_python(self, value: str | None) -> str:
        lines = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(c for c in lines if c >= " " or c in "\n\t").strip()
