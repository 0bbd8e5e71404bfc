"""Papers that are made once and kept in files, for what they say never changes: those of a release.

Many may ask for one at the same moment: the first makes it, under a lock of that file, the others wait for it.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from workshops.typeset import TypesettingFailed

PATIENCE = 15  # seconds that somebody waits for a paper that another is making
KEPT = 4  # releases of a workshop, each with a file for every language and paper
REST = 60  # seconds for which a paper that could not be made is not tried again


def made_once(shelf: str, folder: str, name: str, make: Callable[[], bytes]) -> bytes:
    """The file, made by `make` where it is not there yet. Of a shelf KEPT folders are kept, the latest made.

    Raises TypesettingFailed where it cannot be made, has failed a moment ago, or takes others too long.
    """
    path = settings.VAR_DIR / "papers" / shelf / folder / name
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    with alone(path):
        with contextlib.suppress(FileNotFoundError):
            return path.read_bytes()
        return write(path, make)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of a file. The lock stands beside the folders, which come and go."""
    locks = path.parents[1]
    locks.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    with open(locks / f"{path.parent.name}-{path.name}.lock", "a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise busy() from None
                time.sleep(0.05)
        yield


def write(path: Path, make: Callable[[], bytes]) -> bytes:
    failed = path.with_suffix(".failed")
    if failed.exists() and time.time() - failed.stat().st_mtime < REST:
        raise busy()
    path.parent.mkdir(exist_ok=True)
    try:
        content = make()
    except TypesettingFailed:
        failed.touch()
        raise
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with open(handle, "wb") as file:
        file.write(content)
    os.replace(draft, path)
    failed.unlink(missing_ok=True)
    clear_away(path.parents[1])
    return content


def clear_away(shelf: Path) -> None:
    """Remove the folders that were made first, and the locks of their files."""
    folders = [each for each in shelf.iterdir() if each.is_dir()]
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    for old in folders[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
        for lock in shelf.glob(f"{old.name}-*.lock"):
            lock.unlink(missing_ok=True)


def busy() -> TypesettingFailed:
    return TypesettingFailed(_("The paper could not be made. Nothing is lost; try again later."))
