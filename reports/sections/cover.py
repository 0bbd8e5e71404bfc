"""The cover: what it was, when, where, who held it, and how far the report has come."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext, pgettext

from reports.document import Block, Runs, runs
from reports.models import Report
from reports.prose import blocks_of
from reports.words import filled
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import OrganisationRole, Workshop

Role = OrganisationRole.Role


@dataclass(frozen=True)
class RoleLine:
    """The organisations in one role, in their order; `label` agrees with their number."""

    role: str
    label: str
    names: tuple[Text, ...]


@dataclass(frozen=True)
class Cover:
    """What stands before the first section."""

    title: Text
    joint_titles: tuple[Text, ...]
    kind: str
    format: str
    format_label: str
    dates: str
    city: Text
    country: Text
    venues: tuple[Text, ...]
    programme: Text
    organisations: tuple[RoleLine, ...]
    is_final: bool
    final_since: date | None
    is_sample: bool
    source: tuple[Block, ...]

    @property
    def place(self) -> Runs:
        """City and country, either or nothing."""
        if self.city and self.country:
            return filled(
                pgettext("place", "%(city)s, %(country)s"), city=self.city, country=self.country
            )
        return runs(self.city or self.country)

    def names(self, role: str) -> tuple[Text, ...]:
        """The organisations in one role."""
        return next((line.names for line in self.organisations if line.role == role), ())


def cover(workshop: Workshop, report: Report) -> Cover:
    """The cover in the active language."""
    return Cover(
        title=text_of(workshop, "title"),
        joint_titles=tuple(
            text_of(row, "title") for row in workshop.joint_titles.order_by("position", "id")
        ),
        kind=workshop.get_kind_display(),
        format=workshop.format,
        format_label=workshop.get_format_display(),
        dates=dates.date_range(workshop.starts_on, workshop.ends_on),
        city=text_of(workshop, "city"),
        country=text_of(workshop.country, "name") if workshop.country else Text(""),
        venues=tuple(text_of(venue, "name") for venue in workshop.venues.order_by("name", "id")),
        programme=text_of(workshop.programme, "name") if workshop.programme else Text(""),
        organisations=organisations_of(workshop),
        is_final=report.is_final,
        final_since=report.finalised_at.astimezone(workshop.tzinfo).date()
        if report.finalised_at
        else None,
        is_sample=workshop.is_sample,
        source=blocks_of(workshop, "source"),
    )


def organisations_of(workshop: Workshop) -> tuple[RoleLine, ...]:
    """One line per role that somebody has: organisers first, supporters last."""
    rows = list(
        workshop.organisation_roles.select_related("organisation").order_by("position", "id")
    )
    lines = []
    for role in Role.values:
        names = tuple(text_of(row.organisation, "name") for row in rows if row.role == role)
        if names:
            lines.append(RoleLine(role, role_label(role, len(names)), names))
    return tuple(lines)


def role_label(role: str, count: int) -> str:
    match role:
        case Role.ORGANISER:
            return ngettext("Organiser", "Organisers", count)
        case Role.CO_ORGANISER:
            return ngettext("Co-organiser", "Co-organisers", count)
        case Role.FUNDER:
            return ngettext("Funder", "Funders", count)
        case _:
            return ngettext("Supporter", "Supporters", count)
