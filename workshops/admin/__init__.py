"""The office's pages for workshops: lists, forms, publishing, imports."""

from workshops.admin import (  # noqa: F401 - registering is the point
    material,
    organisation,
    place,
    programme,
    rules_elsewhere,
    saved_view,
    session,
    speaker,
    trash,
    visit,
    watches,
    workshop,
)
