"""What a session still lacks: a moderator, a translation, an interpreter, material, a host."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from workshops.models import SpeakerRole
from workshops.rules.finding import Finding, Severity, before
from workshops.rules.programme import Kind, Programme, Slot
from workshops.rules.registry import Limit, Limits, Rule, add
from workshops.rules.words import title_word

LED = (Kind.LECTURE, Kind.DISCUSSION)
INTERPRETED = (Kind.CEREMONY, Kind.LECTURE, Kind.SITE_VISIT, Kind.GROUP_WORK, Kind.DISCUSSION)
FIELDS = {"title": gettext_lazy("title"), "description": gettext_lazy("description")}


def about(slot: Slot, text: str, *, severity: Severity = Severity.HINT, **more) -> Finding:
    """A finding about one session, called by it unless `key` says more."""
    return Finding(
        **{"key": slot.uuid, **more},
        severity=severity,
        text=text,
        days=(slot.day,),
        sessions=(slot.id,),
    )


def moderators(programme: Programme, limits: Limits) -> Iterator[Finding]:
    for slot in programme.of(*LED):
        if not any(voice.role == SpeakerRole.Role.MODERATOR for voice in slot.voices):
            yield about(slot, _("%(title)s has no moderator.") % {"title": title_word(slot)})


def translations(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Titles and descriptions that are there, but not in each of the workshop's languages."""
    names = dict(settings.LANGUAGES)
    comma = pgettext("list separator", ", ")
    for slot in programme.slots:
        lacking: dict[str, list[str]] = defaultdict(list)
        for code, field in slot.untranslated:
            lacking[field].append(str(names[code]))
        for field, languages in lacking.items():
            yield about(
                slot,
                _("%(title)s: its %(field)s is missing in %(languages)s.")
                % {
                    "title": title_word(slot),
                    "field": FIELDS[field],
                    "languages": comma.join(languages),
                },
                key=f"{slot.uuid}-{field}",
                weight=Decimal(len(languages)),
            )


def interpreters(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Sessions in no working language that nobody interprets; and whether promised interpreters are booked."""
    names = dict(settings.LANGUAGES)
    for slot in programme.work:
        understood = set(slot.languages) & set(programme.working_languages)
        if slot.languages and not understood and not slot.interpretation:
            spoken = pgettext("list separator", ", ").join(
                str(names.get(code, code)) for code in slot.languages
            )
            yield about(
                slot,
                _("%(title)s is held in %(languages)s, and nobody interprets.")
                % {"title": title_word(slot), "languages": spoken},
                severity=Severity.URGENT,
            )
    open_ones = [slot for slot in programme.of(*INTERPRETED) if not slot.interpretation]
    if programme.interpretation and open_ones:
        yield Finding(
            key="promised",
            severity=Severity.WARNING,
            text=ngettext(
                "Interpretation is promised; for %(n)s session no interpreters are booked.",
                "Interpretation is promised; for %(n)s sessions no interpreters are booked.",
                len(open_ones),
            )
            % {"n": len(open_ones)},
            weight=Decimal(len(open_ones)),
        )


def materials(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Lectures without slides or paper; missing only from some days before on."""
    for slot in programme.of(Kind.LECTURE):
        if not slot.has_material:
            yield about(
                slot,
                ngettext(
                    "%(title)s has no material yet; it is due %(days)s day before.",
                    "%(title)s has no material yet; it is due %(days)s days before.",
                    limits["days"],
                )
                % {"title": title_word(slot), "days": limits["days"]},
                due=before(slot.day, limits["days"]),
            )


def visits(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Site visits without a host, or without what participants do there."""
    for slot in programme.of(Kind.SITE_VISIT):
        if not slot.hosts:
            yield about(
                slot,
                _("%(title)s has no host.") % {"title": title_word(slot)},
                severity=Severity.WARNING,
                key=f"{slot.uuid}-host",
            )
        if not slot.has_activities:
            yield about(
                slot,
                _("%(title)s does not say what participants do there.")
                % {"title": title_word(slot)},
                key=f"{slot.uuid}-activities",
            )


add(
    Rule(
        "moderators",
        gettext_lazy("Moderators"),
        gettext_lazy("Each lecture and discussion has one."),
        moderators,
        order=110,
    )
)
add(
    Rule(
        "translations",
        gettext_lazy("Translations"),
        gettext_lazy("Titles and descriptions exist in each of the workshop’s languages."),
        translations,
        order=120,
    )
)
add(
    Rule(
        "interpreters",
        gettext_lazy("Interpretation"),
        gettext_lazy("Interpreters are booked where they are promised or nobody would understand."),
        interpreters,
        order=8,
    )
)
add(
    Rule(
        "materials",
        gettext_lazy("Material"),
        gettext_lazy("Each lecture has slides or a paper some days before."),
        materials,
        order=130,
        limits=(Limit("days", gettext_lazy("Days before"), 3, most=60),),
    )
)
add(
    Rule(
        "visits",
        gettext_lazy("Site visits"),
        gettext_lazy("Each has a host, and says what participants do there."),
        visits,
        order=140,
    )
)
