"""Rows for tests: plain functions with readable defaults. Give only what the test is about.

workshop = make_workshop(status="draft")
make_participation(workshop=workshop, name="Aigul Bekova", state=State.ARRIVED, public_list=True)
"""

from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from PIL import Image

from people.models import (
    HOLDING,
    AccessLink,
    Allocation,
    CalendarLink,
    Call,
    Dossier,
    Endorsement,
    Facet,
    FocalPoint,
    Fund,
    Group,
    Message,
    Participation,
    Person,
    Role,
    Seat,
    State,
    Stream,
    User,
    VisaRule,
)
from workshops.actions import releases
from workshops.models import (
    Component,
    Correction,
    Country,
    InformationSection,
    JointTitle,
    Material,
    Organisation,
    OrganisationRole,
    Outcome,
    PartOfDay,
    Photo,
    Programme,
    Release,
    Session,
    SessionOrganisation,
    SiteVisit,
    Speaker,
    SpeakerRole,
    Stop,
    Track,
    Transport,
    Venue,
    Workshop,
)

serial = count(1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
COUNTRIES = {
    "CHN": ("CN", "China, People’s Republic of"),
    "KAZ": ("KZ", "Kazakhstan"),
    "MNG": ("MN", "Mongolia"),
    "PAK": ("PK", "Pakistan"),
    "UZB": ("UZ", "Uzbekistan"),
}


def make_workshop(**fields) -> Workshop:
    """A published two-week workshop in Almaty, 20 May – 2 June 2024."""
    defaults = {
        "title": "Digital Trade in Practice",
        "slug": f"digital-trade-{next(serial)}",
        "status": Workshop.Status.PUBLISHED,
        "starts_on": date(2024, 5, 20),
        "ends_on": date(2024, 6, 2),
        "zone": "Asia/Almaty",
        "city": "Almaty",
    }
    if "starts_on" in fields:
        defaults["ends_on"] = fields["starts_on"]
    return Workshop.objects.create(**defaults | fields)


def make_session(*, workshop: Workshop | None = None, **fields) -> Session:
    """A lecture on the first morning; `number` and `slug` are the next free ones."""
    workshop = workshop or make_workshop()
    number = fields.pop("number", workshop.sessions.count() + 1)
    defaults = {
        "slug": f"session-{number}",
        "date": workshop.starts_on,
        "part_of_day": PartOfDay.MORNING,
        "kind": Session.Kind.LECTURE,
        "title": f"Lecture {number}",
    }
    return Session.objects.create(workshop=workshop, number=number, **defaults | fields)


def release(workshop: Workshop, *, now: datetime = LONG_AGO) -> Release | None:
    """Readers see the agenda as it is now; None where they do already, or there is none."""
    return releases.keep_up(workshop, by=None, now=now)


def make_visit(*, session: Session | None = None, stops: tuple = (), **fields) -> SiteVisit:
    """A site visit on the first afternoon; `stops` are names, or dictionaries of fields."""
    session = session or make_session(
        kind=Session.Kind.SITE_VISIT, part_of_day=PartOfDay.AFTERNOON, on_site=True
    )
    visit = SiteVisit.objects.create(session=session, **fields)
    for position, stop in enumerate(stops, start=1):
        make_stop(
            visit=visit, position=position, **({"name": stop} if isinstance(stop, str) else stop)
        )
    return visit


def make_transport(*, visit: SiteVisit, label: str = "Bus 1", **fields) -> Transport:
    defaults = {"seats": 20, "position": visit.transports.count() + 1}
    return Transport.objects.create(visit=visit, label=label, **defaults | fields)


def make_stop(*, visit: SiteVisit, **fields) -> Stop:
    defaults = {"name": "Data Centre", "position": visit.stops.count() + 1}
    return Stop.objects.create(visit=visit, **defaults | fields)


def make_speaker(*, workshop: Workshop | None = None, name: str = "Lena Park", **fields) -> Speaker:
    workshop = workshop or make_workshop()
    defaults = {"slug": f"speaker-{next(serial)}", "post": "Professor, Institute of Trade"}
    return Speaker.objects.create(workshop=workshop, name=name, **defaults | fields)


def make_billing(*, session: Session, speaker: Speaker | None = None, **fields) -> SpeakerRole:
    """A speaker on a session, in the role of speaker."""
    speaker = speaker or make_speaker(workshop=session.workshop)
    defaults = {"position": session.speaker_roles.count() + 1}
    return SpeakerRole.objects.create(session=session, speaker=speaker, **defaults | fields)


def make_organisation(name: str = "Institute of Trade", **fields) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def make_organisation_role(
    *,
    workshop: Workshop,
    organisation: Organisation | None = None,
    role: str = "organiser",
    **fields,
) -> OrganisationRole:
    return OrganisationRole.objects.create(
        workshop=workshop, organisation=organisation or make_organisation(), role=role, **fields
    )


def make_host(
    *, session: Session, organisation: Organisation | None = None, **fields
) -> SessionOrganisation:
    return SessionOrganisation.objects.create(
        session=session, organisation=organisation or make_organisation(), **fields
    )


def make_programme(name: str = "Digital Corridors", **fields) -> Programme:
    return Programme.objects.create(name=name, **{"slug": f"programme-{next(serial)}"} | fields)


def make_venue(name: str = "Lake Campus", **fields) -> Venue:
    return Venue.objects.create(name=name, **fields)


def make_component(*, workshop: Workshop, name: str = "Seminars", planned_hours=58, **fields):
    return Component.objects.create(
        workshop=workshop, name=name, planned_hours=planned_hours, **fields
    )


def make_track(*, workshop: Workshop, name: str = "Digital industry", **fields) -> Track:
    return Track.objects.create(workshop=workshop, name=name, **fields)


def make_outcome(*, workshop: Workshop, text: str = "Know the models.", **fields) -> Outcome:
    return Outcome.objects.create(workshop=workshop, text=text, **fields)


def make_joint_title(*, workshop: Workshop, title: str = "Second Forum", **fields) -> JointTitle:
    return JointTitle.objects.create(workshop=workshop, title=title, **fields)


def make_information(*, workshop: Workshop, **fields) -> InformationSection:
    defaults = {"topic": InformationSection.Topic.VISA, "text": "Ask the embassy in time."}
    return InformationSection.objects.create(workshop=workshop, **defaults | fields)


def make_correction(*, workshop: Workshop, **fields) -> Correction:
    defaults = {"printed": "Zhoushan Jianghong", "corrected": "Zhou Jianghong"}
    return Correction.objects.create(workshop=workshop, **defaults | fields)


def make_material(*, workshop: Workshop, session: Session | None = None, **fields) -> Material:
    """Slides as a PDF file for everybody; give `url=` for a link instead."""
    file = None if "url" in fields else ContentFile(b"%PDF-1.7\n", name="slides.pdf")
    defaults = {"title": "Slides", "file": file, "audience": Material.Audience.PUBLIC}
    return Material.objects.create(workshop=workshop, session=session, **defaults | fields)


def make_photo(*, workshop: Workshop, **fields) -> Photo:
    """A public picture, 2,000 by 1,000, that says where it was taken."""
    defaults = {"image": picture(2000, 1000), "alt": "The opening", "is_public": True}
    return Photo.objects.create(workshop=workshop, **defaults | fields)


def picture(width: int, height: int) -> ContentFile:
    """A JPEG that carries a place in its EXIF data, as phones write it."""
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return ContentFile(out.getvalue(), name="picture.jpg")


def make_country(code: str = "MNG", **fields) -> Country:
    """The country of the reviewed table; a new one where the table has none."""
    iso2, name = COUNTRIES.get(code, (code[:2], code))
    country, _new = Country.objects.get_or_create(
        code=code, defaults={"iso2": iso2, "name": name} | fields
    )
    return country


def make_person(name: str = "Bat Erdene", **fields) -> Person:
    return Person.objects.create(display_name=name, **fields)


def make_stream(*, workshop: Workshop | None = None, name: str = "CAREC", **fields) -> Stream:
    defaults = {"code": f"stream-{next(serial)}"}
    return Stream.objects.create(
        workshop=workshop or make_workshop(), name=name, **defaults | fields
    )


def make_fund(*, workshop: Workshop, name: str = "Main fund", **fields) -> Fund:
    return Fund.objects.create(
        workshop=workshop, name=name, **{"code": f"fund-{next(serial)}"} | fields
    )


def make_allocation(*, stream: Stream, country: str | Country = "MNG", seats: int = 2, **fields):
    """Seats offered to a country, two unless said otherwise."""
    country = make_country(country) if isinstance(country, str) else country
    allocation = Allocation.objects.create(stream=stream, country=country, **fields)
    for number in range(1, seats + 1):
        Seat.objects.create(allocation=allocation, number=number)
    return allocation


def make_participation(
    *,
    workshop: Workshop | None = None,
    person: Person | None = None,
    name: str = "Bat Erdene",
    country: str | Country | None = "MNG",
    **fields,
) -> Participation:
    """A participant who came, on a seat where the state needs one; not in the public list."""
    workshop = workshop or make_workshop()
    country = make_country(country) if isinstance(country, str) else country
    defaults = {
        "role": Role.PARTICIPANT,
        "state": State.ARRIVED,
        "channel": Participation.Channel.HISTORICAL,
        "sending_country": country,
    }
    values = defaults | fields
    if values["role"] == Role.PARTICIPANT:
        values.setdefault("stream", workshop.streams.first() or make_stream(workshop=workshop))
        if values["state"] in HOLDING and "seat" not in values:
            values["seat"] = free_seat(values["stream"], values["sending_country"])
        if values["channel"] == "nomination" and not values.get("endorsement"):
            values.setdefault("waiver_reason", "Known to the organisers")
    if values["state"] == State.RESERVE:
        waiting = workshop.participations.filter(state=State.RESERVE)
        values.setdefault("reserve_rank", waiting.count() + 1)
    return Participation.objects.create(
        workshop=workshop, person=person or make_person(name), **values
    )


def free_seat(stream: Stream, country: Country | None) -> Seat:
    """A seat of the country's allocation that nobody holds; a new one where there is none."""
    country = country or make_country()
    allocation = stream.allocations.filter(country=country).first() or make_allocation(
        stream=stream, country=country, seats=0
    )
    taken = Participation.objects.filter(state__in=HOLDING, seat__isnull=False).values("seat")
    free = allocation.seats.exclude(pk__in=taken).first()
    return free or Seat.objects.create(allocation=allocation, number=allocation.seats.count() + 1)


def make_nominee(
    *, allocation: Allocation, name: str = "Saran Dorj", endorsed: bool = True, **fields
) -> Participation:
    """Somebody put forward under an allocation, endorsed unless said otherwise; holds no seat."""
    defaults = {
        "workshop": allocation.stream.workshop,
        "stream": allocation.stream,
        "allocation": allocation,
        "country": allocation.country,
        "channel": Participation.Channel.NOMINATION,
        "state": State.ENDORSED if endorsed else State.SUBMITTED,
        "endorsement": make_endorsement(allocation=allocation) if endorsed else None,
        "waiver_reason": "",
        "rank": allocation.participations.count() + 1,
    }
    return make_participation(name=name, **defaults | fields)


def make_endorsement(*, allocation: Allocation, **fields) -> Endorsement:
    defaults = {
        "authority": "Deputy Minister of Trade",
        "dated": date(2024, 4, 12),
        "at": datetime(2024, 4, 13, 9, tzinfo=UTC),
    }
    return Endorsement.objects.create(allocation=allocation, **defaults | fields)


def make_dossier(*, participation: Participation, **fields) -> Dossier:
    """A whole dossier of somebody who works in English."""
    defaults = {
        "organisation": "Ministry of Trade",
        "sector": "ministry",
        "expertise": "Customs data",
        "motivation": "The sessions on single windows",
        "language_level": "B2",
        "language_evidence": "work",
    }
    return Dossier.objects.create(participation=participation, **defaults | fields)


def make_call(*, workshop: Workshop, **fields) -> Call:
    return Call.objects.create(workshop=workshop, **fields)


def make_facet(*, participation: Participation, kind: str = "visa", **fields) -> Facet:
    """Also where one came by itself: it is set so."""
    return Facet.objects.update_or_create(participation=participation, kind=kind, defaults=fields)[
        0
    ]


def make_visa_rule(*, host: str = "KAZ", nationality: str = "MNG", **fields) -> VisaRule:
    return VisaRule.objects.create(
        host=make_country(host), nationality=make_country(nationality), **fields
    )


def make_focal_point(*allocations: Allocation, name: str = "Ms Dulam", **fields) -> FocalPoint:
    """Somebody who nominates for these allocations, which are of one workshop."""
    defaults = {
        "workshop": allocations[0].stream.workshop,
        "email": f"focal-{next(serial)}@example.org",
        "organisation": "Ministry of Trade",
    }
    focal_point = FocalPoint.objects.create(name=name, **defaults | fields)
    focal_point.allocations.set(allocations)
    return focal_point


def make_access_link(**fields) -> AccessLink:
    """A link for `focal_point=` or `participation=`, good until 2099."""
    defaults = {
        "created_at": datetime(2024, 4, 1, 9, tzinfo=UTC),
        "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    return AccessLink.objects.create(**defaults | fields)


def make_calendar_link(participation: Participation, **fields) -> CalendarLink:
    """The address of a person's own calendar, in English."""
    defaults = {"created_at": datetime(2024, 4, 21, 9, tzinfo=UTC)}
    return CalendarLink.objects.create(participation=participation, **defaults | fields)


def make_message(*, workshop: Workshop | None = None, **fields) -> Message:
    """A message in the outbox that is due."""
    number = next(serial)
    defaults = {
        "key": f"message-{number}",
        "kind": "offer",
        "to_address": f"nominee-{number}@example.org",
        "subject": "A seat for you",
        "body": "There is a seat for you.\n",
        "created_at": datetime(2024, 4, 20, 9, tzinfo=UTC),
        "due_at": datetime(2024, 4, 20, 9, tzinfo=UTC),
    }
    return Message.objects.create(workshop=workshop or make_workshop(), **defaults | fields)


def make_group(*, workshop: Workshop, number: int = 1, members: tuple = (), **fields) -> Group:
    group = Group.objects.create(workshop=workshop, number=number, **fields)
    group.members.set(members)
    return group


def make_organiser(username: str = "organiser", **fields) -> User:
    """Somebody who may sign in to the office."""
    return User.objects.create_user(
        username, password="a long password", **{"is_staff": True, "is_superuser": True} | fields
    )


def make_user(username: str = "visitor", **fields) -> User:
    """An account without any right."""
    return User.objects.create_user(username, password="a long password", **fields)
