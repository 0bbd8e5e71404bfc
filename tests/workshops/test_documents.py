"""A document is what its bytes say, whatever it is called."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from workshops.documents import check_document, kind_of

PDF = b"%PDF-1.7\n"


def office_open(part: str, *more: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("[Content_Types].xml", part, *more):
            made.writestr(name, "<x/>")
    return out.getvalue()


def open_document(kind: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (office_open("ppt/presentation.xml"), "pptx"),
        (office_open("word/document.xml"), "docx"),
        (open_document("presentation"), "odp"),
        (open_document("text"), "odt"),
        (office_open("ppt/presentation.xml", "ppt/vbaProject.bin"), ""),
        (office_open("readme.txt"), ""),
        (open_document("presentation-with-surprises"), ""),
        (b"PK\x03\x04 but no package", ""),
        (b"MZ\x90\x00", ""),
        (b"<svg/>", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(content, kind):
    assert kind_of(BytesIO(content)) == kind


def check(content: bytes, name: str = "a.pdf") -> str:
    upload = SimpleUploadedFile(name, content)
    return check_document(upload, allowed=("pdf", "pptx"), most_bytes=2000)


def test_the_name_does_not_matter():
    assert check(PDF, "slides.exe") == "pdf"
    with pytest.raises(ValidationError) as refused:
        check(b"MZ\x90\x00", "slides.pdf")
    assert refused.value.messages == ["This is no file of a kind that can be kept here: PDF, PPTX."]


def test_a_file_too_large_is_refused():
    assert check(PDF.ljust(2000)) == "pdf"
    with pytest.raises(ValidationError) as refused:
        check(PDF.ljust(2001))
    assert refused.value.messages == ["The file is larger than 2.0\xa0KB."]


def test_an_allowed_kind_is_not_any_kind():
    with pytest.raises(ValidationError):
        check(office_open("word/document.xml"))
