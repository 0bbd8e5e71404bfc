"""Files and pictures, handed out by views that ask who is looking."""

from pathlib import PurePath
from uuid import UUID

from django.db.models.fields.files import ImageFieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from workshops import pictures
from workshops.agenda import agenda_for
from workshops.models import Material, Photo, Speaker, Workshop
from workshops.views.pages import mount_of, workshop_page

LARGE, FACE = 1600, 256


@workshop_page
def material(request: HttpRequest, workshop: Workshop, uuid: UUID) -> HttpResponse:
    """A file to download, under the name it was uploaded with."""
    visible = Material.objects.visible_to(request.viewer)
    found = visible.filter(workshop=workshop, uuid=uuid).exclude(file="").first()
    if found is None or not found.file.storage.exists(found.file.name):
        raise Http404
    name = PurePath(found.file.name).name
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)


@workshop_page
def photo(
    request: HttpRequest, workshop: Workshop, uuid: UUID, longest: int = LARGE
) -> HttpResponse:
    """A picture of the workshop as WebP, without what the camera wrote into it."""
    visible = Photo.objects.visible_to(request.viewer)
    found = visible.filter(workshop=workshop, uuid=uuid).first()
    if found is None:
        raise Http404
    return picture(found.image, longest)


@workshop_page
def speaker_photo(request: HttpRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """A speaker's face: the one that readers of the agenda are shown."""
    agenda = agenda_for(workshop, mount=mount_of(request))
    photo = next((who.photo for who in agenda.speakers if who.slug == speaker), "")
    row = Speaker(photo=photo)
    if not photo or not row.photo.storage.exists(photo):
        raise Http404
    return picture(row.photo, FACE)


def picture(image: ImageFieldFile, longest: int) -> HttpResponse:
    """The picture for the web; 404 where its file is gone or is no picture."""
    try:
        content = pictures.for_web(image, longest=longest)
    except pictures.NotAPicture as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/webp")
