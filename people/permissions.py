"""Who of the office may do what with people and seats."""

from people.models import User


def may_select(user: User) -> bool:
    """See dossiers, criteria and selectors' notes, and decide on nominees."""
    return user.has_perm("people.select_participant")


def may_see_travel(user: User) -> bool:
    """See visas, tickets and the like, with their details."""
    return user.has_perm("people.see_travel")


def may_see_sensitive(user: User) -> bool:
    """See diets and other sensitive details by name; everybody else sees counts."""
    return user.has_perm("people.see_sensitive")


def may_manage_seats(user: User) -> bool:
    return user.has_perm("people.change_allocation") and user.has_perm("people.change_seat")


def may_change_roster(user: User) -> bool:
    return user.has_perm("people.change_participation")
