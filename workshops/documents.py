"""What a document really is, told by its bytes and never by its name."""

import zipfile
from collections.abc import Collection
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
OFFICE_OPEN = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "xlsx",
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
LONGEST_TYPE = 100  # bytes of the entry that names the type of an OpenDocument file


def check_document(upload: UploadedFile, *, allowed: Collection[str], most_bytes: int) -> str:
    """The ending that the file deserves: one of `allowed`, "pdf" for instance.

    Raises ValidationError, in words for whoever chose the file.
    """
    if upload.size > most_bytes:
        raise ValidationError(
            _("The file is larger than %(most)s.") % {"most": filesizeformat(most_bytes)}
        )
    upload.seek(0)
    kind = kind_of(upload)
    upload.seek(0)
    if kind not in allowed:
        raise ValidationError(
            _("This is no file of a kind that can be kept here: %(kinds)s.")
            % {"kinds": ", ".join(ending.upper() for ending in allowed)}
        )
    return kind


def kind_of(file: BinaryIO) -> str:
    """The ending of the file's true kind; "" for anything else, and for what carries macros."""
    head = file.read(8)
    file.seek(0)
    if head.startswith(PDF):
        return "pdf"
    if head.startswith(JPEG):
        return "jpg"
    if head.startswith(PNG):
        return "png"
    return kind_of_package(file) if head.startswith(b"PK\x03\x04") else ""


def kind_of_package(file: BinaryIO) -> str:
    """Of a ZIP that may be an office document."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "mimetype" in names:
                with package.open("mimetype") as entry:
                    said = entry.read(LONGEST_TYPE).decode("ascii", "replace").strip()
                return OPEN_DOCUMENT.get(said, "")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for part, kind in OFFICE_OPEN.items() if part in names), "")
