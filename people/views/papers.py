"""Papers that people handed in, given back: as a file to keep, never as a page of ours."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

from people.uploads import TYPES

NO_PAGE = "default-src 'none'; sandbox"


def paper(file: FieldFile, filename: str) -> HttpResponse:
    """The file as an attachment under its own name; 404 where there is none."""
    if not file or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=filename or file.name.rpartition("/")[2]
    )
    ending = file.name.rpartition(".")[2]
    response.headers["Content-Type"] = TYPES.get(ending, "application/octet-stream")
    response.headers["Content-Security-Policy"] = NO_PAGE
    return response
