"""Frozen content read in one language: the sessions, speakers and venues of `freezing.freeze` as items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from workshops.content import Text, Wanted, wanted
from workshops.items import NOTHING, Billing, Host, Item, Place, Profile, Ride, Share, Spot
from workshops.models import PartOfDay, Session, SpeakerRole, Stop, Venue

Content = Mapping[str, Any]


@dataclass
class Reader:
    """What reading one agenda needs: the content, the language, and where its addresses lead."""

    content: Content
    slug: str
    mount: str
    want: Wanted = field(default_factory=wanted)

    def text(self, texts: Mapping[str, str]) -> Text:
        """A text in the language asked for, or in another that has it, marked so."""
        for code in self.want.order:
            if value := texts.get(code):
                return Text(value, "" if code == self.want.language else code)
        return NOTHING

    def url(self, name: str, slug: str) -> str:
        """The address of a session or speaker: one look-up for each kind, then only the end changes."""
        return f"{self.address_of[name]}{slug}/"

    @cached_property
    def address_of(self) -> dict[str, str]:
        return {
            name: reverse(f"{self.mount}:{name}", args=[self.slug, "x"]).removesuffix("x/")
            for name in ("session", "speaker")
        }

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The words for codes, in the active language."""
        sources = {
            "part": PartOfDay,
            "kind": Session.Kind,
            "delivery": Session.Delivery,
            "role": SpeakerRole.Role,
            "stop": Stop.Kind,
            "venue": Venue.Kind,
        }
        return {
            name: {code: str(label) for code, label in choices.choices}
            for name, choices in sources.items()
        }

    @cached_property
    def venues(self) -> dict[int, Spot]:
        return {row["id"]: self.spot(row) for row in self.content["venues"]}

    @cached_property
    def components(self) -> dict[int, Text]:
        return self.names("components")

    @cached_property
    def tracks(self) -> dict[int, Text]:
        return self.names("tracks")

    def names(self, of: str) -> dict[int, Text]:
        return {row["id"]: self.text(row["name"]) for row in self.content[of]}

    @cached_property
    def speakers(self) -> dict[str, Profile]:
        """In the order of their names."""
        return {row["slug"]: self.profile(row) for row in self.content["speakers"]}

    def spot(self, row: Content) -> Spot:
        return Spot(
            id=row["id"],
            name=self.text(row["name"]),
            kind=row["kind"],
            kind_label=self.labels["venue"].get(row["kind"], row["kind"]),
            address=self.text(row["address"]),
            address_local=row["address_local"],
            country=row["country"],
            url=row["url"],
            is_main=row["is_main"],
        )

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        return tuple(
            Share(row["id"], self.components[row["id"]], Decimal(row["hours"]))
            for row in self.content["components"]
        )

    def profile(self, row: Content) -> Profile:
        return Profile(
            slug=row["slug"],
            name=row["name"],
            name_native=row["name_native"],
            honorific=row["honorific"],
            is_organisation=row["is_organisation"],
            kind=row["kind"],
            post=self.text(row["post"]),
            organisation=self.text(row["organisation"]),
            organisation_short=self.text(row["organisation_short"]),
            biography=self.text(row["biography"]),
            photo=row["photo"],
            url=self.url("speaker", row["slug"]),
        )

    def item(self, row: Content, hours: Decimal) -> Item:
        visit = row["visit"] or {}
        return Item(
            id=row["id"],
            uuid=row["uuid"],
            number=row["number"],
            slug=row["slug"],
            url=self.url("session", row["slug"]),
            date=date.fromisoformat(row["date"]),
            part_of_day=row["part_of_day"],
            part_label=self.labels["part"][row["part_of_day"]],
            position=row["position"],
            starts_at=clock(row["starts_at"]),
            ends_at=clock(row["ends_at"]),
            kind=row["kind"],
            kind_label=self.labels["kind"][row["kind"]],
            status=row["status"],
            method=row["method"],
            title=self.text(row["title"]),
            description=self.text(row["description"]),
            on_site=row["on_site"],
            is_online=row["delivery"] != Session.Delivery.IN_PERSON,
            delivery=row["delivery"],
            delivery_label=self.labels["delivery"][row["delivery"]],
            languages=tuple(row["languages"]),
            interpretation=row["interpretation"],
            questions_minutes=row["questions_minutes"],
            venue=self.venues.get(row["venue"]),
            component=self.components.get(row["component"], NOTHING),
            component_id=row["component"],
            track=self.tracks.get(row["track"], NOTHING),
            track_id=row["track"],
            hosts=tuple(self.hosts(row["hosts"])),
            arrangers=tuple(self.hosts(row["arrangers"])),
            arranged_by=self.text(row["arranged_by"]),
            billings=tuple(self.billing(one) for one in row["speakers"]),
            stops=tuple(self.place(one) for one in visit.get("stops", ())),
            activities=self.text(visit.get("activities", {})),
            meeting_point=self.text(visit.get("meeting_point", {})),
            meets_at=clock(visit.get("meets_at", "")),
            to_bring=self.text(visit.get("to_bring", {})),
            rides=tuple(self.ride(one) for one in visit.get("transports", ())),
            needs_sign_up=visit.get("needs_sign_up", False),
            places=visit.get("places"),
            hours=hours,
            is_visit=row["visit"] is not None,
            sequence=row.get("sequence", 0),
            extras=row["extras"],
        )

    def hosts(self, rows: Iterable[Content]) -> Iterable[Host]:
        return (Host(self.text(row["name"]), row["printed_name"]) for row in rows)

    def billing(self, row: Content) -> Billing:
        who = self.speakers[row["slug"]]
        return Billing(
            slug=who.slug,
            name=who.name,
            honorific=who.honorific,
            post=who.post,
            role=row["role"],
            role_label=self.labels["role"][row["role"]],
            online=row["online"],
            is_organisation=who.is_organisation,
            printed_name=row["printed_name"],
            printed_post=row["printed_post"],
            url=who.url,
        )

    def place(self, row: Content) -> Place:
        return Place(
            name=self.text(row["name"]),
            kind=row["kind"],
            kind_label=self.labels["stop"][row["kind"]],
            description=self.text(row["description"]),
            arrives_at=clock(row.get("arrives_at", "")),
            leaves_at=clock(row.get("leaves_at", "")),
        )

    def ride(self, row: Content) -> Ride:
        return Ride(
            label=self.text(row["label"]),
            meeting_point=self.text(row["meeting_point"]),
            leaves_at=clock(row["leaves_at"]),
            returns_at=clock(row["returns_at"]),
        )


def clock(said: str) -> time | None:
    return time.fromisoformat(said) if said else None
