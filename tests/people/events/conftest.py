"""What a play needs: the clock, and a workshop that was announced and not yet filled."""

from datetime import date

import pytest

from tests.factories import make_country, make_workshop
from tests.people.events.play import Clock, Play


@pytest.fixture
def play(db, monkeypatch, settings, tmp_path) -> Play:
    settings.MEDIA_ROOT = tmp_path
    clock = Clock(monkeypatch)
    workshop = make_workshop(
        title="Digital Trade in Practice",
        starts_on=date(2024, 5, 20),
        ends_on=date(2024, 5, 31),
        zone="Asia/Shanghai",
        city="Hangzhou",
        country=make_country("CHN"),
    )
    return Play(workshop, clock)
