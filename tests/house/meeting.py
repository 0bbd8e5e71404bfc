"""The worst moment for two who want one seat: each has seen that it is free, and neither has taken it yet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from people.actions import entering
from people.models import Participation


@contextmanager
def before_writing(at: Path, everybody: int, patience: float) -> Iterator[None]:
    """Whoever has found a seat waits until so many have, but no longer than that many seconds."""
    look = entering.take_seat

    def look_and_wait(row: Participation, asked: entering.Asked) -> None:
        look(row, asked)
        (at / str(row.pk)).touch()
        deadline = time.monotonic() + patience
        while len(list(at.iterdir())) < everybody and time.monotonic() < deadline:
            time.sleep(0.01)

    entering.take_seat = look_and_wait
    try:
        yield
    finally:
        entering.take_seat = look
