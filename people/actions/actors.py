"""Who acts: somebody of the office, a focal point, the person concerned, or nobody (a clock)."""

from people.models import ActedAs, FocalPoint, Participation, User

Actor = User | FocalPoint | Participation | None


def columns_of(by: Actor) -> dict[str, object]:
    """How a change keeps who made it: the columns `actor`, `acted_as` and `acted_for`."""
    if isinstance(by, FocalPoint):
        return {"actor": None, "acted_as": ActedAs.FOCAL_POINT, "acted_for": by}
    if isinstance(by, Participation):
        return {"actor": None, "acted_as": ActedAs.PERSON, "acted_for": None}
    if by is None:
        return {"actor": None, "acted_as": ActedAs.SYSTEM, "acted_for": None}
    return {"actor": by, "acted_as": ActedAs.OFFICE, "acted_for": None}


def user_of(by: Actor) -> User | None:
    """The account, where one acts."""
    return by if isinstance(by, User) else None
