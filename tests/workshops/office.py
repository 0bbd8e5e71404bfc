"""The office in tests: an organiser's client, a row of everything, and forms as a browser posts them."""

from datetime import timedelta
from html.parser import HTMLParser

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from people import names
from people.models import BlocMembership, FundShare, StateChange, VisaRule
from tests.factories import (
    make_access_link,
    make_allocation,
    make_billing,
    make_call,
    make_component,
    make_correction,
    make_country,
    make_focal_point,
    make_fund,
    make_group,
    make_host,
    make_information,
    make_joint_title,
    make_material,
    make_message,
    make_organisation,
    make_organisation_role,
    make_organiser,
    make_outcome,
    make_participation,
    make_photo,
    make_programme,
    make_session,
    make_speaker,
    make_stream,
    make_track,
    make_transport,
    make_user,
    make_venue,
    make_visa_rule,
    make_visit,
    make_workshop,
)
from workshops.actions import trash
from workshops.models import PartWindow, SavedView, TravelTime, Workshop

OURS = ("workshops", "people")


def organiser_client() -> Client:
    client = Client()
    client.force_login(make_organiser())
    return client


def client_with(*rights: str) -> Client:
    """Of somebody of the office with these rights of people and no other."""
    user = make_user(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=rights, content_type__app_label="people")
    )
    client = Client()
    client.force_login(user)
    return client


def our_models() -> list[type[Model]]:
    """What the admin holds of workshops and people."""
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def address(model: type[Model], page: str, *args) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    with translation.override("en"):  # whatever the language of the page asked for last
        return reverse(name, args=args)


def make_everything(sessions: int = 2) -> Workshop:
    """A workshop in three languages with a row of every model, and `sessions` of what lists hold."""
    workshop = make_workshop(
        title="Digital Trade",
        title_ru="Цифровая торговля",
        languages=["en", "ru"],
        programme=make_programme(implementing_agency=make_organisation("Agency")),
        country=make_country("CHN"),
        purpose="To learn.",
    )
    venue = make_venue(country=make_country("CHN"))
    workshop.venues.add(venue)
    make_organisation_role(workshop=workshop)
    component, track = make_component(workshop=workshop), make_track(workshop=workshop)
    make_outcome(workshop=workshop)
    make_joint_title(workshop=workshop)
    make_information(workshop=workshop)
    make_correction(workshop=workshop)
    PartWindow.objects.create(
        workshop=workshop, part_of_day="night", starts_at="18:30", ends_at="21:00"
    )
    for number in range(sessions):
        fill(workshop, number, venue=venue, component=component, track=track)
    visit = make_visit(
        session=make_session(workshop=workshop, kind="site_visit", on_site=True),
        stops=(
            {"name": "Silk firm", "arrives_at": "09:30", "arrived_at": "09:41"},
            {"name": "Museum"},
        ),
        meets_at="08:30",
        host_contact="Ms Lee",
        needs_sign_up=True,
        places=12,
        sign_up_until=timezone.now().replace(second=0, microsecond=0),
    )
    make_transport(visit=visit, leaves_at="08:45", guide="Ms Kim")
    TravelTime.objects.create(venue=venue, other=make_venue("Hotel"), minutes=20)
    fill_seats(workshop, sessions)
    trash.throw_away(make_session(workshop=workshop, slug="deleted"), by=None, now=timezone.now())
    SavedView.objects.create(
        owner=make_user(f"keeper-{workshop.pk}"), kind="people.person", name="Mine", is_shared=True
    )
    return workshop


def fill(workshop: Workshop, number: int, **places) -> None:
    session = make_session(
        workshop=workshop, date=workshop.starts_on + timedelta(days=number % 14), **places
    )
    speaker = make_speaker(workshop=workshop, organisation=make_organisation(f"Body {number}"))
    make_billing(session=session, speaker=speaker)
    make_host(session=session)
    make_material(workshop=workshop, session=session, url="https://example.org/paper")
    make_photo(workshop=workshop, session=session)


def fill_seats(workshop: Workshop, people: int) -> None:
    stream = make_stream(workshop=workshop)
    fund = make_fund(workshop=workshop, only_country=make_country("MNG"))
    allocation = make_allocation(stream=stream, seats=people + 1)
    make_call(workshop=workshop, capacity=100, sectors=["agency", "ministry"])
    FundShare.objects.create(allocation=allocation, fund=fund, seats=1)
    if not VisaRule.objects.exists():
        make_visa_rule()
    members = []
    for number in range(people):
        member = make_participation(workshop=workshop, name=f"Person {number}", stream=stream)
        names.refresh(member.person)
        StateChange.objects.create(
            participation=member, to_state=member.state, at="2024-05-01T09:00Z"
        )
        members.append(member)
        make_message(workshop=workshop, participation=member)
        focal_point = make_focal_point(allocation, name=f"Focal point {number}")
        make_access_link(focal_point=focal_point)
    make_group(workshop=workshop, members=members)
    assert BlocMembership.objects.exists()  # the reviewed table's


def everything_stored() -> dict[str, list[dict]]:
    """Every row of our packages, column by column."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


class FormReader(HTMLParser):
    """Collects what a browser would post of one form, left as it came."""

    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.values: list[tuple[str, str]] = []
        self.select: dict | None = None
        self.textarea: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = said.get("id") == self.form_id
        if not self.inside or "disabled" in said:
            return
        if tag == "input":
            self.read_input(said)
        elif tag == "textarea":
            self.textarea, self.text = said.get("name"), ""
        elif tag == "select":
            self.select = {"name": said["name"], "many": "multiple" in said, "options": []}
        elif tag == "option" and self.select is not None:
            self.select["options"].append((said.get("value", ""), "selected" in said))

    def read_input(self, said: dict) -> None:
        kind, name = said.get("type", "text"), said.get("name")
        if not name or kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in said:
                self.values.append((name, said.get("value", "on")))
        else:
            self.values.append((name, said.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.textarea is not None:
            # a browser drops the first line break and sends the others as CR LF
            text = self.text.removeprefix("\n").replace("\n", "\r\n")
            self.values.append((self.textarea, text))
            self.textarea = None
        elif tag == "select" and self.select is not None:
            self.close_select(self.select)
            self.select = None

    def close_select(self, select: dict) -> None:
        chosen = [value for value, selected in select["options"] if selected]
        if not chosen and not select["many"] and select["options"]:
            chosen = [select["options"][0][0]]
        self.values += [(select["name"], value) for value in chosen]


def form_of(html: str, form_id: str) -> dict[str, list[str]]:
    """The values of a rendered form, by name."""
    reader = FormReader(form_id)
    reader.feed(html)
    data: dict[str, list[str]] = {}
    for name, value in reader.values:
        data.setdefault(name, []).append(value)
    return data
