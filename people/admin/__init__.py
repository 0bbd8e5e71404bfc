"""The office's pages for people, seats and rosters."""

from people.admin import (  # noqa: F401 - registering is the point
    bloc,
    group,
    imports,
    participation,
    person,
    seat,
    stream,
    user,
    watches,
)
from people.models import (
    Allocation,
    Fund,
    FundShare,
    Group,
    GroupMembership,
    Participation,
    Seat,
    StateChange,
    Stream,
)
from workshops import scope

for _model in (Fund, Group, Participation, Stream):
    scope.register(_model, "workshop")
scope.register(Allocation, "stream__workshop")
scope.register(FundShare, "allocation__stream__workshop")
scope.register(GroupMembership, "group__workshop")
scope.register(Seat, "allocation__stream__workshop")
scope.register(StateChange, "participation__workshop")
