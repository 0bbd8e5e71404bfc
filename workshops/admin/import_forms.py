"""What an import asks for: the file, and which of its columns is which."""

from collections.abc import Iterator

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import tables
from workshops.importers.mapping import Mapping, TheirColumn, TheirSheet
from workshops.importers.sheets import Column


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("An Excel workbook (.xlsx) or a CSV file, 10 MB at most.")
    )

    def __init__(self, *args, files: str | Promise = "", **kwargs):
        super().__init__(*args, **kwargs)
        if files:
            self.fields["file"].help_text = files

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > tables.MOST_BYTES:
            raise forms.ValidationError(
                _now("The file is larger than 10 MB. Remove pictures or split it.")
            )
        return file


class ColumnsForm(forms.Form):
    """For each column of the file, which of ours it is; each of ours once."""

    remember = forms.BooleanField(
        label=_("Remember this for the next file of this workshop"), required=False
    )

    def __init__(self, found: list[TheirSheet], *args, can_remember: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        if not can_remember:
            del self.fields["remember"]
        for sheet in found:
            choices = choices_of(sheet)
            for column in sheet.columns:
                self.fields[name_of(sheet, column)] = forms.ChoiceField(
                    label=column.heading,
                    choices=choices,
                    initial=column.key,
                    required=False,
                )

    def clean(self) -> dict:
        cleaned = super().clean()
        for sheet in self.found:
            taken: dict[str, str] = {}
            for column in sheet.columns:
                name = name_of(sheet, column)
                key = cleaned.get(name)
                if key and key in taken:
                    self.add_error(
                        name,
                        _now("“%(other)s” is taken for this already.") % {"other": taken[key]},
                    )
                elif key:
                    taken[key] = column.heading
        return cleaned

    def mapping(self) -> Mapping:
        """What was chosen, by sheet and heading."""
        return {
            sheet.sheet.key: {
                column.heading: self.cleaned_data[name_of(sheet, column)]
                for column in sheet.columns
            }
            for sheet in self.found
        }

    def rows(self) -> Iterator[tuple[str, list[tuple[TheirColumn, forms.BoundField]]]]:
        """For the page: each sheet's title, its columns, and the field for each."""
        for sheet in self.found:
            fields = [(column, self[name_of(sheet, column)]) for column in sheet.columns]
            yield sheet.sheet.title, fields


def name_of(sheet: TheirSheet, column: TheirColumn) -> str:
    return f"{sheet.sheet.key}-{column.at}"


def choices_of(sheet: TheirSheet) -> list[tuple[str, str]]:
    ours = [(one.key, called(one)) for one in sheet.sheet.columns if one.parse is not None]
    return [("", _now("– leave out –")), *ours]


def called(column: Column) -> str:
    """Our heading, with what it means in the reader's language."""
    label = capfirst(str(column.label))
    name = f"{column.header} · {label}" if label not in ("", column.header) else column.header
    return f"{name} *" if column.required else name
