"""A file between its dry run and its import: kept for an hour at most, for the person who gave it."""

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

KEPT_SECONDS = 3600
SALT = "workshops.admin.uploads"


@dataclass(frozen=True)
class Upload:
    """A kept file. `token` is what the form carries; nobody else can use it."""

    token: str
    filename: str
    content: bytes


class Gone(Exception):
    """The file is no longer there: too old, used already, or somebody else's."""


def keep(content: bytes, filename: str, *, owner: int, purpose: str) -> Upload:
    """Store a file under a random name. `purpose` says which page may take it again."""
    sweep()
    name = secrets.token_urlsafe(24)
    descriptor = os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    said = {"name": name, "filename": filename, "owner": owner, "purpose": purpose}
    return Upload(signing.dumps(said, salt=SALT), filename, content)


def fetch(token: str, *, owner: int, purpose: str) -> Upload:
    """The file of a token. Raises Gone."""
    try:
        said = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
        if (said["owner"], said["purpose"]) != (owner, purpose):
            raise Gone
        return Upload(token, said["filename"], (folder() / said["name"]).read_bytes())
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Gone from error


def drop(upload: Upload) -> None:
    """Delete a file that has done its work."""
    name = signing.loads(upload.token, salt=SALT)["name"]
    (folder() / name).unlink(missing_ok=True)


def sweep() -> None:
    """Delete what nobody came back for."""
    for path in folder().iterdir():
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)


def folder() -> Path:
    path = settings.VAR_DIR / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
