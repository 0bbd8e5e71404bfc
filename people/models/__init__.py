"""Who comes, on whose seat."""

from people.models.access import AccessLink, CalendarLink, FocalPoint
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
from people.models.facet import Attendance, Facet, FacetSetting, Reveal, VisaRule
from people.models.group import Group, GroupMaking, GroupMembership
from people.models.message import Message
from people.models.participation import Participation
from people.models.person import Bloc, BlocMembership, MergedRecord, Person
from people.models.roles import (
    CAME,
    EXPECTED,
    HOLDING,
    IN_GROUPS,
    LIVE,
    NOMINATED,
    TO_COME,
    WITHOUT_A_SEAT,
    Role,
    State,
    in_words,
)
from people.models.seat import Allocation, Fund, FundShare, Seat, SeatChange, Stream
from people.models.state_change import ActedAs, StateChange
from people.models.user import User
from people.models.visit import HeadCount, VehicleSeat, VisitSignUp

__all__ = [
    "CAME",
    "EXPECTED",
    "HOLDING",
    "IN_GROUPS",
    "LIVE",
    "NOMINATED",
    "TO_COME",
    "WITHOUT_A_SEAT",
    "AccessLink",
    "ActedAs",
    "Allocation",
    "Attendance",
    "Bloc",
    "BlocMembership",
    "CalendarLink",
    "Call",
    "Dossier",
    "Endorsement",
    "Facet",
    "FacetSetting",
    "FocalPoint",
    "Fund",
    "FundShare",
    "Gate",
    "GateDecision",
    "Group",
    "GroupMaking",
    "GroupMembership",
    "HeadCount",
    "Level",
    "MergedRecord",
    "Message",
    "Participation",
    "Person",
    "Reveal",
    "Role",
    "Seat",
    "SeatChange",
    "Sector",
    "SelectorNote",
    "State",
    "StateChange",
    "Stream",
    "User",
    "VehicleSeat",
    "VisaRule",
    "VisitSignUp",
    "call_of",
    "in_words",
]
