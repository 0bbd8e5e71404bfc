"""Papers that are made once and kept in files, for what they say never changes: those of a release.

Many may ask for one at the same moment: the first makes it, under a lock of that file, the others wait for it.
Of different ones a few are made at a time, whoever asks for how many: each takes a process of its own.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from workshops.typeset import TypesettingFailed

PATIENCE = 15  # seconds that somebody waits for a paper that another is making
AT_ONCE = 2  # papers that are made at a time, of all workshops
KEPT = 4  # releases of a workshop, each with a file for every language and paper
REST = 60  # seconds for which a paper that could not be made is not tried again


def made_once(shelf: str, folder: str, name: str, make: Callable[[], bytes]) -> bytes:
    """The file, made by `make` where it is not there yet. Of a shelf KEPT folders are kept, the latest made.

    Raises TypesettingFailed where it cannot be made, has failed a moment ago, or takes others too long.
    """
    papers = settings.VAR_DIR / "papers"
    path, until = papers / shelf / folder / name, time.monotonic() + PATIENCE
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    path.parents[1].mkdir(parents=True, exist_ok=True)
    # the lock stands beside the folders, which come and go
    with held([path.parents[1] / f"{folder}-{name}.lock"], until):
        with contextlib.suppress(FileNotFoundError):
            return path.read_bytes()
        with held([papers / f"making-{number}.lock" for number in range(AT_ONCE)], until):
            return write(path, make)


@contextlib.contextmanager
def held(paths: Sequence[Path], until: float) -> Iterator[None]:
    """Hold one of these locks, whichever is free first. Raises TypesettingFailed where none is in time."""
    with contextlib.ExitStack() as stack:
        locks = [stack.enter_context(open(path, "a")) for path in paths]
        while not any(map(is_taken, locks)):
            if time.monotonic() > until:
                raise busy()
            time.sleep(0.05)
        yield


def is_taken(lock: IO[str]) -> bool:
    """Take a lock, if it is free."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write(path: Path, make: Callable[[], bytes]) -> bytes:
    failed = path.with_suffix(".failed")
    if failed.exists() and time.time() - failed.stat().st_mtime < REST:
        raise busy()
    try:
        content = make()
    except TypesettingFailed:
        with contextlib.suppress(FileNotFoundError):
            path.parent.mkdir(exist_ok=True)
            failed.touch()
        raise
    with contextlib.suppress(
        FileNotFoundError
    ):  # where others made so many that it is cleared away again
        store(path, content)
        failed.unlink(missing_ok=True)
    clear_away(path.parents[1])
    return content


def store(path: Path, content: bytes) -> None:
    """Put a file into its folder, whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with open(handle, "wb") as file:
        file.write(content)
    os.replace(draft, path)


def clear_away(shelf: Path) -> None:
    """Remove the folders that were made first, and the locks of their files."""
    folders = [each for each in shelf.iterdir() if each.is_dir()]
    folders.sort(key=made_at, reverse=True)
    for old in folders[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
        for lock in shelf.glob(f"{old.name}-*.lock"):
            lock.unlink(missing_ok=True)


def made_at(folder: Path) -> int:
    """When something was last put into a folder; 0 where another has just removed it."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def busy() -> TypesettingFailed:
    return TypesettingFailed(_("The paper could not be made. Nothing is lost; try again later."))
