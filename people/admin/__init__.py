"""The office's pages for people, seats and rosters."""

from people.admin import (  # noqa: F401 - registering is the point
    allocation,
    bloc,
    call,
    focal_point,
    group,
    imports,
    message,
    participation,
    person,
    seat,
    stream,
    travel_panel,
    travel_watches,
    user,
    visa_rule,
    watches,
)
from people.models import (
    AccessLink,
    Allocation,
    Attendance,
    CalendarLink,
    Call,
    Dossier,
    Endorsement,
    Facet,
    FacetSetting,
    FocalPoint,
    Fund,
    FundShare,
    GateDecision,
    Group,
    GroupMaking,
    GroupMembership,
    HeadCount,
    Message,
    Participation,
    Reveal,
    Seat,
    SeatChange,
    SelectorNote,
    StateChange,
    Stream,
    VehicleSeat,
    VisitSignUp,
)
from workshops import scope

for _model in (
    Call, FacetSetting, FocalPoint, Fund, Group, GroupMaking, Message, Participation, Stream,
):  # fmt: skip
    scope.register(_model, "workshop")
for _model in (
    Attendance,
    CalendarLink,
    Dossier,
    Facet,
    GateDecision,
    Reveal,
    SelectorNote,
    StateChange,
):
    scope.register(_model, "participation__workshop")
for _model in (HeadCount, VehicleSeat, VisitSignUp):
    scope.register(_model, "visit__session__workshop")
scope.register(AccessLink, "focal_point__workshop")
scope.register(Allocation, "stream__workshop")
scope.register(Endorsement, "allocation__stream__workshop")
scope.register(FundShare, "allocation__stream__workshop")
scope.register(GroupMembership, "group__workshop")
scope.register(Seat, "allocation__stream__workshop")
scope.register(SeatChange, "seat__allocation__stream__workshop")
