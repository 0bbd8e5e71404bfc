"""Files that leave the office: each is kept as who took what, when."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from workshops.exporters.columns import ExportColumn
from workshops.models import ExportRun, Workshop

log = logging.getLogger(__name__)


def keep(
    kind: str,
    *,
    workshop: Workshop | None,
    columns: Sequence[ExportColumn],
    rows: int,
    format: str,
    by: AbstractBaseUser | None,
    now: datetime,
) -> ExportRun:
    """Keep that a file was taken. `workshop` is None where its rows are of several."""
    run = ExportRun.objects.create(
        kind=kind,
        workshop=workshop,
        columns=[column.key for column in columns],
        private=any(column.is_private for column in columns),
        rows=rows,
        format=format,
        by=by,
        at=now,
    )
    log.info(
        "Export %s: %s, %s rows of workshop %s as %s by user %s%s",
        run.pk,
        kind,
        rows,
        workshop.pk if workshop else "several",
        format,
        by.pk if by else "none",
        ", with private columns" if run.private else "",
    )
    return run
