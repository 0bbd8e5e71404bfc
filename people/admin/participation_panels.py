"""What the page of a participation shows beside its form: seat and its story, dossier, days, sessions, letters,
other roles and other workshops."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people import billed, gates, panels
from people.admin.roles import change_page
from people.attendance import standing
from people.models import CAME, Call, Group, Participation, Role, User
from people.panels import Line, Panel
from people.permissions import may_change_roster, may_select
from workshops import dates
from workshops.content import text_of
from workshops.models import SpeakerRole

LETTERS_SHOWN = 5


def seat(row: Participation, user: User) -> Panel | None:
    """Where somebody sits, or would, who sat there before, and whom they replace or who replaces them."""
    if row.role != Role.PARTICIPANT:
        return None
    return Panel(_("Seat"), (*place(row, user), *story(row)))


def place(row: Participation, user: User) -> Iterator[Line]:
    allocation = row.seat.allocation if row.seat else row.allocation
    if row.seat:
        url = page_of(row.seat) if user.has_perm("people.view_seat") else ""
        yield Line(_("Seat"), str(row.seat), url, row.seat.get_state_display())
    if allocation:
        url = page_of(allocation) if user.has_perm("people.view_allocation") else ""
        yield Line(_("Put forward under"), str(allocation), url, str(allocation.fund or ""))
    if row.reserve_rank:
        yield Line(_("Place in the reserve"), str(row.reserve_rank))
    if row.endorsement:
        may = may_select(user) or may_change_roster(user)
        said = f"{row.endorsement.authority}, " if may else ""
        yield Line(_("Endorsement"), f"{said}{row.endorsement.dated}")
    elif row.waiver_reason and may_change_roster(user):
        yield Line(_("Without an endorsement"), row.waiver_reason)


def story(row: Participation) -> Iterator[Line]:
    """Other people on the same seat, in the order in which they came to it."""
    others: Iterable[Participation] = ()
    if row.seat_id:
        rows = Participation.objects.filter(seat=row.seat_id).exclude(pk=row.pk)
        others = rows.select_related("person").order_by("pk")
    if row.replaces:
        yield who(_("In place of"), row.replaces)
    successor = Participation.objects.filter(replaces=row).select_related("person").first()
    if successor:
        yield who(_("Replaced by"), successor)
    told = {row.replaces_id, successor.pk if successor else None}
    for other in others:
        if other.pk not in told:
            yield who(_("Also on this seat"), other)


def who(label: str, row: Participation) -> Line:
    return Line(label, str(row), change_page(row), row.get_state_display())


def dossier(row: Participation, user: User) -> Panel | None:
    """The criteria with their verdicts, for those who select."""
    if row.role != Role.PARTICIPANT or not may_select(user):
        return None
    page = reverse("admin:people_participation_selection_nominee", args=[row.workshop_id, row.pk])
    call = Call.objects.filter(workshop=row.workshop_id).first()
    found = gates.gates_of(row.workshop, [row], call=call)[row.pk]
    lines = (Line(one.gate.label, one.verdict.label, note=one.reason) for one in found)
    return Panel(_("Dossier and criteria"), (Line("", _("Open the dossier"), page), *lines))


def being_there(row: Participation, user: User) -> Panel | None:
    """Days of attendance, and what they mean for a certificate; the group."""
    lines = list(days(row, user)) if row.state in CAME else []
    group = Group.objects.filter(memberships__participation=row).first()
    if group:
        url = reverse("admin:people_group_board", args=[row.workshop_id])
        lines.append(
            Line(_("Group"), str(group), url if user.has_perm("people.view_group") else "")
        )
    return Panel(_("Being there"), tuple(lines)) if lines else None


def days(row: Participation, user: User) -> Iterator[Line]:
    stands = standing(row)
    yield Line(
        _("Days"),
        _("%(attended)s of %(of)s") % {"attended": stands.attended, "of": stands.of},
        reverse("admin:people_participation_days", args=[row.pk]),
        ", ".join(dates.day(each.day) for each in row.attendances.order_by("day")),
    )
    if row.role == Role.PARTICIPANT:
        said = _("earned") if stands.may_have_certificate else _("not yet")
        needed = _("needs %(needed)s days and the end") % {"needed": stands.needed}
        reason = row.certificate_waiver if may_change_roster(user) else ""
        yield Line(_("Certificate"), said, note=reason or needed)


def sessions(row: Participation, user: User) -> Panel | None:
    """What somebody is billed on."""
    found = billed.appearances([row]).get(row.pk, ())
    if row.speaker is None:
        return None
    url = page_of(row.speaker) if user.has_perm("workshops.view_speaker") else ""
    lines = (
        Line(
            SpeakerRole.Role(one.role).label,
            text_of(one.session, "title").plain or str(one.session),
            page_of(one.session) if user.has_perm("workshops.view_session") else "",
            dates.day_if_known(one.session.date),
        )
        for one in found
    )
    return Panel(_("Sessions"), (Line(_("Billed as"), str(row.speaker), url), *lines))


def letters(row: Participation, user: User) -> Panel | None:
    """The last letters about somebody, with the way to each."""
    if not user.has_perm("people.view_message"):
        return None
    found = row.messages.order_by("-created_at", "-pk")[:LETTERS_SHOWN]
    lines = tuple(
        Line(one.get_status_display(), one.subject, page_of(one), day_of(one.sent_at or one.due_at, row))
        for one in found
    )  # fmt: skip
    return Panel(_("Letters"), lines) if lines else None


def day_of(moment, row: Participation) -> str:
    return dates.day(moment.astimezone(row.workshop.tzinfo).date())


def elsewhere(row: Participation, user: User) -> Panel | None:
    """As what else the person is here, and where else they were."""
    others = Participation.objects.filter(person=row.person_id).exclude(pk=row.pk)
    here = others.filter(workshop=row.workshop_id).order_by("pk")
    away = (
        others.filter(~Q(workshop=row.workshop_id))
        .select_related("workshop")
        .order_by("-workshop__starts_on", "pk")
    )
    return Panel(
        _("The person"),
        (
            Line("", str(row.person), page_of(row.person), email_of(row, user)),
            *(also_here(one) for one in here),
            *(engagement(one) for one in away),
        ),
    )


def email_of(row: Participation, user: User) -> str:
    return row.person.email if may_change_roster(user) else ""


def also_here(row: Participation) -> Line:
    return Line(
        _("Also here as"), str(row.get_role_display()), change_page(row), row.get_state_display()
    )


def engagement(row: Participation) -> Line:
    said = pgettext("a role, a state", "%(role)s, %(state)s") % {
        "role": row.get_role_display(),
        "state": row.get_state_display(),
    }
    return Line(
        str(row.workshop.starts_on.year),
        text_of(row.workshop, "title").plain,
        change_page(row),
        said,
    )


def page_of(row) -> str:
    """A row's page in the office."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


RELATED = (
    "workshop", "person", "speaker", "endorsement", "replaces__person", "sending_country", "dossier",
    "seat__allocation__country", "seat__allocation__stream", "seat__allocation__fund",
    "allocation__country", "allocation__stream", "allocation__fund",
)  # fmt: skip


def panels_of(row: Participation, user: User) -> list[Panel]:
    """Everything that those registered say, of a row with all that they look at."""
    return panels.panels_of(Participation.objects.select_related(*RELATED).get(pk=row.pk), user)


panels.add(seat, order=10)
panels.add(dossier, order=20)
panels.add(being_there, order=30)
panels.add(sessions, order=40)
panels.add(letters, order=50)
panels.add(elsewhere, order=60)
