"""A file on its way in: kept for a day at most, for the person who gave it, until it is imported."""

import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

KEPT_SECONDS = 24 * 3600
SALT = "workshops.admin.uploads"


@dataclass(frozen=True)
class Upload:
    """A kept file. `token` is what forms carry; nobody else can use it.

    `facts` is what the steps before found out: which column is which, and what the dry run said.
    """

    name: str
    filename: str
    owner: int
    purpose: str
    content: bytes = field(repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        said = {
            "name": self.name,
            "filename": self.filename,
            "owner": self.owner,
            "purpose": self.purpose,
            "facts": dict(self.facts),
        }
        return signing.dumps(said, salt=SALT, compress=True)

    def knowing(self, **facts: Any) -> "Upload":
        """The same file for the next step."""
        return replace(self, facts={**self.facts, **facts})


class Gone(Exception):
    """The file is no longer there: too old, used already, or somebody else's."""


def keep(content: bytes, filename: str, *, owner: int, purpose: str) -> Upload:
    """Store a file under a random name. `purpose` says which page may take it again."""
    sweep()
    name = secrets.token_urlsafe(24)
    descriptor = os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return Upload(name, filename, owner, purpose, content)


def fetch(token: str, *, owner: int, purpose: str) -> Upload:
    """The file of a token. Raises Gone."""
    try:
        said = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
        if (said["owner"], said["purpose"]) != (owner, purpose):
            raise Gone
        path = folder() / said["name"]
        if is_old(path):
            raise Gone
        return Upload(content=path.read_bytes(), **said)
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Gone from error


def drop(upload: Upload) -> None:
    """Delete a file that has done its work."""
    (folder() / upload.name).unlink(missing_ok=True)


def sweep() -> int:
    """Delete what nobody came back for; how many files."""
    swept = 0
    for path in folder().iterdir():
        with suppress(FileNotFoundError):  # somebody else sweeps at the same moment
            if is_old(path):
                path.unlink()
                swept += 1
    return swept


def is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - KEPT_SECONDS


def folder() -> Path:
    path = settings.VAR_DIR / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
