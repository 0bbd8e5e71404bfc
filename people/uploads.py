"""Papers that people hand in: what kinds we take, told by their first bytes and not by their names."""

import zipfile
from io import BytesIO
from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5 * 1024 * 1024
ENDINGS = ("pdf", "docx", "odt", "jpg", "jpeg", "png")
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
INSIDE = {"docx": "word/document.xml", "odt": "content.xml"}  # what a ZIP of that kind holds
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}


class PaperField(forms.FileField):
    """A PDF, a text document or a scan, of at most 5 MB. Nothing is required."""

    widget = forms.FileInput

    def __init__(self, **options):
        super().__init__(
            required=False, max_length=150, widget=forms.FileInput({"accept": ACCEPT}), **options
        )
        self.help_text = self.help_text or _("PDF, DOCX, ODT, JPG or PNG, at most 5 MB.")

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile | None:
        """The file under a clean name, or None. Raises ValidationError for what we do not take."""
        given = super().clean(data, initial)
        if not isinstance(given, UploadedFile):
            return None
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                _(
                    "The file has %(size)s. At most 5 MB are taken: save it smaller, or scan it anew."
                )
                % {"size": filesizeformat(given.size)}
            )
        ending = PurePath(given.name).suffix.lower().lstrip(".")
        if ending not in ENDINGS or kind_of(given) != kind_named(ending):
            raise forms.ValidationError(
                _("This is no PDF, DOCX, ODT, JPG or PNG file. Save it as PDF and choose it again.")
            )
        given.name = tidy_name(given.name)
        return given


def kind_named(ending: str) -> str:
    return "jpg" if ending == "jpeg" else ending


def kind_of(file: UploadedFile) -> str:
    """What the bytes are: pdf, jpg, png, docx, odt, or nothing that we take."""
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return kind_of_archive(file) if head.startswith(b"PK\x03\x04") else ""


def kind_of_archive(file: UploadedFile) -> str:
    """By the names within; nothing is unpacked."""
    content = BytesIO(file.read())
    file.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((kind for kind, inside in INSIDE.items() if inside in names), "")


def tidy_name(name: str) -> str:
    """A name that is safe to show and to give back: no folders, nothing invisible, not too long."""
    path = PurePath(name.replace("\\", "/"))
    stem = "".join(c for c in path.stem if c.isprintable()).strip() or "file"
    return f"{stem[:100]}{path.suffix.lower()}"
