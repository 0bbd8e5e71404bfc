"""Who comes, on whose seat."""

from people.models.access import AccessLink, FocalPoint
from people.models.call import Call, call_of
from people.models.dossier import (
    Dossier,
    Endorsement,
    Gate,
    GateDecision,
    Level,
    Sector,
    SelectorNote,
)
from people.models.facet import Attendance, Facet, VisaRule
from people.models.group import Group, GroupMaking, GroupMembership
from people.models.message import Message
from people.models.participation import (
    CAME,
    HOLDING,
    IN_GROUPS,
    LIVE,
    NOMINATED,
    ActedAs,
    Participation,
    Role,
    State,
    StateChange,
)
from people.models.person import Bloc, BlocMembership, MergedRecord, Person
from people.models.seat import Allocation, Fund, FundShare, Seat, SeatChange, Stream
from people.models.user import User

__all__ = [
    "CAME",
    "HOLDING",
    "IN_GROUPS",
    "LIVE",
    "NOMINATED",
    "AccessLink",
    "ActedAs",
    "Allocation",
    "Attendance",
    "Bloc",
    "BlocMembership",
    "Call",
    "Dossier",
    "Endorsement",
    "Facet",
    "FocalPoint",
    "Fund",
    "FundShare",
    "Gate",
    "GateDecision",
    "Group",
    "GroupMaking",
    "GroupMembership",
    "Level",
    "MergedRecord",
    "Message",
    "Participation",
    "Person",
    "Role",
    "Seat",
    "SeatChange",
    "Sector",
    "SelectorNote",
    "State",
    "StateChange",
    "Stream",
    "User",
    "VisaRule",
    "call_of",
]
