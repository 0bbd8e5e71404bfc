"""What the ground floor copies of a workshop: texts, places, the agenda and who is billed on it.

Never materials, photos or corrections, which are about what was; a session that was given and never
listed stays behind too.
"""

from collections.abc import Callable
from itertools import count

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from workshops import slugs
from workshops.content import columns
from workshops.models import (
    Session,
    SessionOrganisation,
    SiteVisit,
    Speaker,
    SpeakerRole,
    Stop,
    Workshop,
)
from workshops.starting.copies import Copier, Copying, add_copier, leave_behind
from workshops.trash import Values

TEXTS = (*columns("summary", "purpose", "approach", "participants_sought", "contact_name"),)
ABOUT = (*TEXTS, "contact_email", "contact_phone", "working_languages", "interpretation")


def register() -> None:
    """Name what may be copied, in the order in which it can be."""
    add_copier(Copier("texts", _("Texts and contact"), texts_said, copy_texts, order=10))
    for key, label, one, said, order in (
        (
            "organisations",
            _("Organisations and their roles"),
            "organisation_roles",
            ngettext_lazy("%(n)s organisation", "%(n)s organisations", "n"),
            20,
        ),
        (
            "outcomes",
            _("Intended outcomes"),
            "outcomes",
            ngettext_lazy("%(n)s outcome", "%(n)s outcomes", "n"),
            30,
        ),
        (
            "components",
            _("Components with their planned hours"),
            "components",
            ngettext_lazy("%(n)s component", "%(n)s components", "n"),
            40,
        ),
        (
            "tracks",
            _("Strands of the curriculum"),
            "tracks",
            ngettext_lazy("%(n)s strand", "%(n)s strands", "n"),
            41,
        ),
        (
            "rules",
            _("Rules for the programme, as they were set"),
            "rule_settings",
            ngettext_lazy("%(n)s rule is not as usual", "%(n)s rules are not as usual", "n"),
            45,
        ),
        (
            "information",
            _("Information pages"),
            "information",
            ngettext_lazy("%(n)s section", "%(n)s sections", "n"),
            70,
        ),
    ):
        add_copier(Copier(key, label, counting(one, said), copying(one), order))
    add_copier(Copier("venues", _("Venues"), venues_said, copy_venues, order=21))
    add_copier(Copier("agenda", _("Agenda"), sessions_said, copy_agenda, order=50))
    add_copier(
        Copier(
            "visits",
            _("Site visits with their stops"),
            visits_said,
            copy_visits,
            order=51,
            needs=("agenda",),
        )
    )
    add_copier(
        Copier(
            "speakers",
            _("Speakers, with their posts as they were then"),
            speakers_said,
            copy_speakers,
            order=60,
            chosen=False,
        )
    )


def counting(rows: str, said: Promise) -> Callable[[Workshop], str]:
    """Says how many rows there are, "" for none."""

    def says(workshop: Workshop) -> str:
        n = getattr(workshop, rows).count()
        return str(said % {"n": n}) if n else ""

    return says


def copying(rows: str) -> Callable[[Copying], None]:
    def copy(copying: Copying) -> None:
        copying.copy(getattr(copying.past, rows).all())

    return copy


def texts_said(workshop: Workshop) -> str:
    written = sum(bool(getattr(workshop, name)) for name in TEXTS)
    said = ngettext_lazy("%(n)s text", "%(n)s texts", "n") % {"n": written}
    return str(said) if written else ""


def copy_texts(copying: Copying) -> None:
    for name in ABOUT:
        setattr(copying.new, name, getattr(copying.past, name))
    copying.new.save(update_fields=list(ABOUT))


def venues_said(workshop: Workshop) -> str:
    return ", ".join(map(str, workshop.venues.order_by("name", "id")))


def copy_venues(copying: Copying) -> None:
    copying.new.venues.set(copying.past.venues.all())


def sessions_said(workshop: Workshop) -> str:
    n = listed(workshop).count()
    return str(ngettext_lazy("%(n)s session", "%(n)s sessions", "n") % {"n": n}) if n else ""


def listed(workshop: Workshop) -> QuerySet[Session]:
    """The sessions that were planned."""
    return workshop.sessions.listed()


def copy_agenda(copying: Copying) -> None:
    """The sessions with day number and part of day, on the new dates; the last days where it is shorter."""
    copying.copy(copying.past.part_windows.all())
    rows = listed(copying.past).order_by("date", "position", "number")
    numbers, taken = count(1), set()
    places = {key: next(numbers) for key in rows.values_list("pk", flat=True)}
    by_number = dict(rows.values_list("number", "pk"))

    def change(values: Values) -> Values | None:
        values["date"] += copying.shift
        if not copying.lasts(values["date"]):
            return None
        values["number"] = places[by_number[values["number"]]]
        values["slug"] = slugs.free_slug(
            values["title_en"] or "", taken=taken, otherwise=f"session-{values['number']}"
        )
        taken.add(values["slug"])
        if "venues" not in copying.chosen:
            values["venue_id"] = None
        return values

    copying.copy(listed(copying.past), change)
    copying.copy(SessionOrganisation.objects.filter(session__workshop=copying.past))


def visits_said(workshop: Workshop) -> str:
    n = SiteVisit.objects.filter(session__workshop=workshop).count()
    return str(ngettext_lazy("%(n)s visit", "%(n)s visits", "n") % {"n": n}) if n else ""


def copy_visits(copying: Copying) -> None:
    copying.copy(SiteVisit.objects.filter(session__workshop=copying.past))
    copying.copy(Stop.objects.filter(visit__session__workshop=copying.past))


def speakers_said(workshop: Workshop) -> str:
    n = workshop.speakers.count()
    return str(ngettext_lazy("%(n)s speaker", "%(n)s speakers", "n") % {"n": n}) if n else ""


def copy_speakers(copying: Copying) -> None:
    """Billings with posts and biographies; on their sessions where the agenda was copied. No photos."""
    copying.copy(copying.past.speakers.all())
    copying.copy(SpeakerRole.objects.filter(session__workshop=copying.past))


leave_behind(Speaker, "photo")
leave_behind(Session, "status", "happened", "began_at", "ended_at", "happened_note")
leave_behind(SpeakerRole, "presence")
leave_behind(SiteVisit, "host_contact", "sign_up_until")
leave_behind(Stop, "arrived_at", "left_at")
