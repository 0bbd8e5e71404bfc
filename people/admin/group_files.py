"""A group's logo and presentation: checked by their bytes, handed out to those who may see the group."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from people.models import Group
from workshops import pictures
from workshops.admin.forms import OfficeForm
from workshops.documents import check_document
from workshops.handouts import is_there
from workshops.views.files import picture

LOGO_PIXELS = 800
LOGO_BYTES, PRESENTATION_BYTES = 10 * 1024 * 1024, 50 * 1024 * 1024
PRESENTATIONS = ("pdf", "pptx", "odp")


class GroupForm(OfficeForm):
    """Its sessions are the workshop's own.

    A logo is kept as its pixels alone, a presentation under the ending that it deserves.
    """

    def clean_sessions(self) -> object:
        sessions = self.cleaned_data["sessions"]
        workshop = self.own_workshop(self.cleaned_data)
        foreign = [str(one) for one in sessions if one.workshop_id != getattr(workshop, "pk", None)]
        if foreign:
            raise ValidationError(
                _("These sessions belong to another workshop: %(titles)s.")
                % {"titles": ", ".join(foreign)}
            )
        return sessions

    def clean_logo(self) -> object:
        upload = self.cleaned_data["logo"]
        if not isinstance(upload, UploadedFile):
            return upload
        if upload.size > LOGO_BYTES:
            raise ValidationError(_("The picture is larger than 10 MB."))
        try:
            return pictures.remade(upload, longest=LOGO_PIXELS)
        except pictures.NotAPicture as error:
            raise ValidationError(
                _("This is no picture of a kind that can be shown: JPEG, PNG, WebP or GIF.")
            ) from error

    def clean_presentation(self) -> object:
        upload = self.cleaned_data["presentation"]
        if not isinstance(upload, UploadedFile):
            if not upload:
                self.instance.presentation_filename = ""
            return upload
        called = upload.name.rpartition(".")[0]
        kind = check_document(upload, allowed=PRESENTATIONS, most_bytes=PRESENTATION_BYTES)
        self.instance.presentation_filename = f"{called[:140]}.{kind}"
        upload.name = f"presentation.{kind}"
        return upload


def logo(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    return picture(group_with(request, pk, "logo", model_admin).logo, LOGO_PIXELS)


def presentation(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """A file to download, under the name it was uploaded with."""
    group = group_with(request, pk, "presentation", model_admin)
    return FileResponse(
        group.presentation.open("rb"),
        as_attachment=True,
        filename=group.presentation_filename,
        content_type="application/octet-stream",
    )


def group_with(request: HttpRequest, pk: int, file: str, model_admin: admin.ModelAdmin) -> Group:
    """The group, if its file is still there."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    group = Group.objects.filter(pk=pk).exclude(**{file: ""}).first()
    if group is None or not is_there(getattr(group, file)):
        raise Http404
    return group
