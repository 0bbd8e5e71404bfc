"""Files that a person downloads: always as attachments, under a name that is safe in a header."""

from django.http import HttpResponse
from django.utils.text import slugify

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def xlsx(content: bytes, name: str) -> HttpResponse:
    return download(content, f"{slugify(name)}.xlsx", XLSX)


def csv(content: bytes, name: str) -> HttpResponse:
    return download(content, f"{slugify(name)}.csv", CSV)


def download(content: bytes, filename: str, kind: str) -> HttpResponse:
    """An answer that no browser opens as a page; pages of the office are kept by no cache."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
