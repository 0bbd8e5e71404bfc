"""Empty workbooks for allocations and rosters: of one workshop with its own streams and funds, or of any."""

from datetime import UTC, date

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from people.importers.allocations_sheet import allocations_sheets
from people.importers.roster_sheet import roster_sheets
from people.models import Bloc, Participation, Person, Role, Sector, State
from workshops.countries import Gazetteer
from workshops.exporters.columns import YES_NO
from workshops.importers.template import Offers, template
from workshops.models import Country, Workshop

ANYBODY = Gazetteer({})  # a template reads no country


def roster_template(workshop: Workshop | None = None) -> bytes:
    """An empty workbook with the columns that `RosterImporter` reads."""
    countries = names_of_countries()
    values = {
        "role": labels(Role),
        "stream": codes(workshop, "streams"),
        "sending_country": countries,
        "body": bodies(workshop),
        "fund": codes(workshop, "funds"),
        "gender": labels(Person.Gender),
        "nationality": countries,
        "duty_station": countries,
        "sector": labels(Sector),
        "speaker": speakers(workshop),
        "state": labels(State),
        "channel": labels(Participation.Channel),
        **dict.fromkeys(("public_list", "directory", "photo_consent"), yes_and_no()),
    }
    offered = {("roster", key): value for key, value in values.items()}
    return template(roster_sheets(ANYBODY, date.min), Offers(offered, roster_guide()))


def allocations_template(workshop: Workshop | None = None) -> bytes:
    """An empty workbook with the columns that `AllocationsImporter` reads."""
    countries, streams, funds = (
        names_of_countries(),
        codes(workshop, "streams"),
        codes(workshop, "funds"),
    )
    offered = {
        ("allocations", "stream"): streams,
        ("allocations", "country"): countries,
        ("allocations", "fund"): funds,
        ("streams", "bloc"): list(Bloc.objects.values_list("code", flat=True)),
        ("funds", "only_country"): countries,
        ("shares", "stream"): streams,
        ("shares", "country"): countries,
        ("shares", "fund"): funds,
    }
    zone = workshop.tzinfo if workshop else UTC
    return template(allocations_sheets(ANYBODY, zone), Offers(offered, allocations_guide()))


def labels(choices: type[TextChoices]) -> list[str]:
    return [str(member.label) for member in choices]


def names_of_countries() -> list[str]:
    return sorted(str(country) for country in Country.objects.all())


def codes(workshop: Workshop | None, kind: str) -> list[str]:
    """The codes of a workshop's streams or funds."""
    return list(getattr(workshop, kind).values_list("code", flat=True)) if workshop else []


def bodies(workshop: Workshop | None) -> list[str]:
    if workshop is None:
        return []
    rows = workshop.streams.exclude(allocations__body="").values_list(
        "allocations__body", flat=True
    )
    return sorted({body for body in rows if body})


def speakers(workshop: Workshop | None) -> list[str]:
    return list(workshop.speakers.values_list("name", flat=True)) if workshop else []


def yes_and_no() -> tuple[str, ...]:
    return YES_NO.get(translation.get_language() or "", YES_NO["en"])


def guide() -> list[str]:
    """What holds for every file."""
    return [
        _(
            "Keep the headings as they are. Columns may be moved, or left out: what is there then stays."
        ),
        _("Columns in bold must be filled in. Write days as 2024-05-20."),
        _("A country may be written in English, Chinese or Russian, or as its three letters."),
        _("Nothing is written before you have seen what would change; an import can be undone."),
    ]


def roster_guide() -> list[str]:
    return [
        _(
            "One row for each person and role. Participants take free seats of their stream and country."
        ),
        _(
            "Somebody known is recognised by the reference of an export, by e-mail address, or by name."
        ),
        _("A state that is there is kept: states are changed on the roster’s page."),
        *guide(),
    ]


def allocations_guide() -> list[str]:
    return [
        _(
            "One row for each country or body and fund. Seats that somebody holds are never taken away."
        ),
        _("Streams and funds stand on sheets of their own and are referred to by their codes."),
        _("Times are those of the workshop, as 2024-05-12 18:00; a day alone is meant to its end."),
        *guide(),
    ]
