"""Who comes, on whose seat."""

from people.models.group import Group, GroupMembership
from people.models.participation import (
    HOLDING,
    LIVE,
    Participation,
    Role,
    State,
    StateChange,
)
from people.models.person import Bloc, BlocMembership, Person
from people.models.seat import Allocation, Fund, FundShare, Seat, Stream
from people.models.user import User

__all__ = [
    "HOLDING",
    "LIVE",
    "Allocation",
    "Bloc",
    "BlocMembership",
    "Fund",
    "FundShare",
    "Group",
    "GroupMembership",
    "Participation",
    "Person",
    "Role",
    "Seat",
    "State",
    "StateChange",
    "Stream",
    "User",
]
