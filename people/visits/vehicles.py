"""Dealing people to vehicles: as full as each other, countries apart. Knows no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Vehicle:
    """One vehicle, with how many sit in it already."""

    key: int
    seats: int
    taken: int = 0


@dataclass(frozen=True)
class Rider:
    """Somebody who has no vehicle yet."""

    key: int
    country: str = ""


def deal(riders: Collection[Rider], vehicles: Sequence[Vehicle]) -> Mapping[int, int]:
    """The vehicle of each rider, by their keys; who finds no seat is left out.

    Everybody goes where the smallest share of the seats is taken, country by country, so that vehicles fill
    evenly and people of one country are spread over them.
    """
    taken = {vehicle.key: vehicle.taken for vehicle in vehicles}
    placed: dict[int, int] = {}
    for rider in sorted(riders, key=lambda rider: (rider.country, rider.key)):
        free = [vehicle for vehicle in vehicles if taken[vehicle.key] < vehicle.seats]
        if not free:
            break
        best = min(free, key=lambda vehicle: (taken[vehicle.key] + 1) / vehicle.seats)
        placed[rider.key] = best.key
        taken[best.key] += 1
    return placed
