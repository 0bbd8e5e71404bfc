"""A workshop with one of everything that has an address of its own."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from evaluations import box
from people import access, calendars
from people.models import AccessLink, Allocation, CalendarLink, Participation, State
from reports.models import Report
from tests.evaluations.make import make_form
from tests.factories import (
    make_access_link,
    make_allocation,
    make_billing,
    make_calendar_link,
    make_dossier,
    make_focal_point,
    make_information,
    make_material,
    make_nominee,
    make_participation,
    make_photo,
    make_session,
    make_speaker,
    make_stream,
    make_transport,
    make_visit,
    make_workshop,
    picture,
    release,
)
from tests.house.addresses import ANYTHING, Address
from workshops.models import Session, Workshop

CANARY = "Kanarienvogel"


@dataclass(frozen=True)
class Everything:
    """A workshop, a personal link to its open evaluation, a focal point's to its desk, a nominee's to its place."""

    workshop: Workshop
    token: str
    desk: AccessLink

    @property
    def place(self) -> AccessLink:
        return self.nominee.links.first() or make_access_link(participation=self.nominee)

    @property
    def calendar(self) -> CalendarLink:
        return self.nominee.calendar_links.first() or make_calendar_link(self.nominee)

    @property
    def allocation(self) -> Allocation:
        """The focal point's, also after it was handed over."""
        return Allocation.objects.get(stream__workshop=self.workshop, country="UZB")

    @property
    def nominee(self) -> Participation:
        """The first one, whoever was added since."""
        return self.allocation.participations.order_by("pk").first()

    def path(self, address: Address) -> str:
        """The path of an address, for what this workshop has."""
        parts = ANYTHING | self.parts() | self.own_parts().get(address.in_table, {})
        if address.area == "admin":
            parts = dict.fromkeys(address.parts, "1") | {"app_label": "workshops"}
        lacking = [part for part in address.parts if part not in parts]
        assert lacking == [], f"Say in everything.py what {lacking} is for {address.name}"
        return address.path(parts)

    def parts(self) -> dict[str, object]:
        """Values of parts that mean the same in every address."""
        return {
            "slug": self.workshop.slug,
            "session": self.workshop.sessions.first().slug,
            "speaker": self.workshop.speakers.first().slug,
            "questionnaire": self.workshop.questionnaires.first().slug,
            "code": "B",
            "before": 1,
            "after": 1,
            "token": self.token,
            "uuid": self.allocation.uuid,
            "nominee": self.nominee.uuid,
            "kind": "cv",
            "number": 1,
        }

    def own_parts(self) -> dict[str, dict[str, object]]:
        """Values of parts that an address means in its own way."""
        photo = {"uuid": self.workshop.photos.first().uuid}
        return {
            "access-link": {"token": access.token_of(self.desk)},
            "own-calendar": {"token": calendars.token_of(self.calendar)},
            "public:material": {"uuid": self.workshop.materials.first().uuid},
            "public:photo": photo,
            "public:photo-small": photo,
        }


def make_everything(**fields) -> Everything:
    """A workshop whose every text holds the canary."""
    workshop = make_workshop(
        title=f"{CANARY} forum", summary=f"{CANARY} in one paragraph", **fields
    )
    session = make_session(workshop=workshop, title=f"{CANARY} lecture")
    visit = make_session(
        workshop=workshop, title=f"{CANARY} visit", kind=Session.Kind.SITE_VISIT, on_site=True
    )
    make_transport(visit=make_visit(session=visit, stops=(f"{CANARY} works",)))
    speaker = make_speaker(workshop=workshop, name=f"{CANARY} Speaker", photo=picture(300, 300))
    make_billing(session=session, speaker=speaker)
    make_material(workshop=workshop, session=session, title=f"{CANARY} slides")
    make_photo(workshop=workshop, alt=f"{CANARY} opening")
    make_information(workshop=workshop, text=f"{CANARY} embassy")
    make_participation(workshop=workshop, name=f"{CANARY} Person", public_list=True)
    form = make_form(workshop, title=f"{CANARY} form")
    (link,) = box.open_questionnaire(form, by=None, now=timezone.now())
    Report.objects.create(
        workshop=workshop, status=Report.Status.FINAL, is_public=True, foreword=f"{CANARY} word"
    )
    release(workshop)
    return Everything(workshop, link.token, make_desk(workshop))


def make_desk(workshop: Workshop) -> AccessLink:
    """A focal point of Uzbekistan, whose nominee has a seat, a dossier and papers."""
    soon = timezone.now() + timedelta(days=10)
    allocation = make_allocation(
        stream=make_stream(workshop=workshop, name=f"{CANARY} list"),
        country="UZB",
        package=f"{CANARY} travel",
        nomination_deadline=soon,
        replacement_cutoff=soon,
    )
    nominee = make_nominee(
        allocation=allocation,
        name=f"{CANARY} Nominee",
        state=State.ACCEPTED,
        seat=allocation.seats.first(),
    )
    cv = ContentFile(b"%PDF-1.7\n", name="cv.pdf")
    make_dossier(participation=nominee, cv=cv, cv_filename=f"{CANARY}.pdf")
    focal_point = make_focal_point(allocation, name=f"{CANARY} Focal Point")
    return make_access_link(focal_point=focal_point)
