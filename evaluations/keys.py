"""The private keys of open questionnaires: files outside the database, gone when the box is opened.

Never inside the database, so that its backups, its log and its replicas hold sealed envelopes only.
Leave the folder out of every backup: a copy of a key is a copy of what closing destroys. Overwriting
before unlinking helps on plain disks; on flash and on journalling file systems only the unlinking is sure.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.public import PrivateKey

from evaluations.refusals import KeyMissing


def path_of(uuid: UUID) -> Path:
    return Path(settings.EVALUATION_KEY_DIR) / f"{uuid}.key"


def make(uuid: UUID) -> PrivateKey:
    """Make a key and have it safely on the disk before anything is sealed to it.

    A file left over from an opening that was never committed is replaced: nothing was sealed to it.
    """
    key = PrivateKey.generate()
    target = path_of(uuid)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.parent.chmod(0o700)
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write(fresh, bytes(key), os.O_CREAT | os.O_EXCL)
    fresh.replace(target)
    sync_folder(target.parent)
    return key


def read(uuid: UUID, public_key: bytes) -> PrivateKey:
    """The key that opens what was sealed to `public_key`. Raises KeyMissing."""
    try:
        raw = path_of(uuid).read_bytes()
    except FileNotFoundError:
        raise KeyMissing from None
    if len(raw) != PrivateKey.SIZE:
        raise KeyMissing
    key = PrivateKey(raw)
    if bytes(key.public_key) != bytes(public_key):
        raise KeyMissing
    return key


def exists(uuid: UUID) -> bool:
    return path_of(uuid).exists()


def destroy(uuid: UUID) -> None:
    """Overwrite and remove the key; nothing happens where it is gone already."""
    target = path_of(uuid)
    if not target.exists():
        return
    write(target, os.urandom(PrivateKey.SIZE), 0)
    target.unlink(missing_ok=True)
    sync_folder(target.parent)


def write(target: Path, content: bytes, flags: int) -> None:
    descriptor = os.open(target, os.O_WRONLY | flags, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename or a removal last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
