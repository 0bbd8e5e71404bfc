"""Who of the office may do what with people and seats."""

from people.models import Facet, User


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


def may_see_facet(user: User, kind: str) -> bool:
    """See how far one kind of facet is, by name; a diet is sensitive, the others are travel papers."""
    return may_see_sensitive(user) if kind in Facet.SENSITIVE else may_see_travel(user)


def may_set_facet(user: User, kind: str) -> bool:
    return may_change_roster(user) and may_see_facet(user, kind)


def may_see_board_of_papers(user: User) -> bool:
    """Open the boards of papers; what one may not see stands there as kept private."""
    return may_see_travel(user) or may_see_sensitive(user)


def may_see_visits(user: User) -> bool:
    """See who comes along on a visit, and who receives and drives them."""
    return user.has_perm("people.view_participation")


def may_run_visits(user: User) -> bool:
    """Count people aboard, give them vehicles, and note when a visit came and went."""
    return may_change_roster(user)
