"""A workshop as its people run it: a clock, the office's and the ministries' pages, and what the figures say."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.importers.roster import RosterImporter
from people.models import Allocation, Fund, Participation, Role, State, Stream, User
from reports.checks import Finding, findings_of
from reports.models import Report
from reports.sections.people import AnnexD, annex_d
from reports.sections.seats import SeatCount, StreamSeats, seats_by_stream
from tests.factories import make_country, make_focal_point, make_organiser
from tests.people.desk import filled, page_of, signed_in
from tests.people.invariants.outcome import Outcome, of_answer, of_import
from tests.people.invariants.paths import on_page_of_nominee
from tests.people.sheets import roster
from tests.workshops.office import address, form_of
from workshops.importers.pipeline import run
from workshops.models import Workshop

ZONE = ZoneInfo("Asia/Shanghai")


class Clock:
    """What the site takes for now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.now = datetime(2024, 3, 1, 9, tzinfo=ZONE)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def on(self, day: str, hour: int = 9) -> None:
        """Go to an hour of a day; never back."""
        year, month, date = map(int, day.split("-"))
        later = datetime(year, month, date, hour, tzinfo=ZONE)
        assert later >= self.now
        self.now = later


@dataclass(frozen=True)
class Figures:
    """How many people and seats each place says there are."""

    board: dict[str, int]
    roster: int
    public: int
    report: int
    seats: SeatCount


class Play:
    """A workshop in Hangzhou, 20–31 May 2024, with a stream of CAREC's countries."""

    def __init__(self, workshop: Workshop, clock: Clock):
        self.workshop, self.clock = workshop, clock
        self.user: User = make_organiser()

    # The office

    def office(self) -> Client:
        """Signed in anew, for sessions run out between the days."""
        client = Client()
        client.force_login(self.user)
        return client

    def add(self, model: type, **values: object):
        """Add a row by its form in the office, as a browser would send it."""
        client, page = self.office(), address(model, "add")
        data = form_of(client.get(page).text, f"{model._meta.model_name}_form")
        answer = client.post(page, data | values)
        assert answer.status_code == 302, dict(answer.context["adminform"].form.errors)
        return model.objects.latest("pk")

    def stream(self, name: str, **values: object) -> Stream:
        code = name.lower().replace("–", "-")
        return self.add(Stream, workshop=self.workshop.pk, code=code, name_en=name, **values)

    def fund(self, name: str, **values: object) -> Fund:
        code = name.lower().replace(" ", "-")
        return self.add(Fund, workshop=self.workshop.pk, code=code, name_en=name, **values)

    def allocate(self, stream: Stream, country: str, number: int, **values: object) -> Allocation:
        """Offer seats to a country, with nominations until 20 April and replacements until 17 May."""
        times = {
            "nomination_deadline_0": "2024-04-20",
            "nomination_deadline_1": "18:00",
            "replacement_cutoff_0": "2024-05-17",
            "replacement_cutoff_1": "18:00",
        }
        given = {"stream": stream.pk, "country": country, "seat_count": number}
        return self.add(Allocation, **given | times | values)

    def state(self, row: Participation, to: str, *, reason: str = "", **more: object) -> Outcome:
        """Change a state on its page."""
        page = reverse("admin:people_participation_state", args=[row.pk])
        outcome = of_answer(self.office().post(page, {"to": to, "reason": reason, **more}))
        row.refresh_from_db()
        return outcome

    def act(self, row: Participation, code: str, **values: object) -> Outcome:
        """One of the office's pages about a person: arrive, withdraw, …"""
        page = reverse(f"admin:people_participation_{code}", args=[row.pk])
        outcome = of_answer(self.office().post(page, values))
        row.refresh_from_db()
        return outcome

    def follow(self, out: Participation, into: Participation, *, reason: str = "") -> Outcome:
        """Offer the seat that somebody left to somebody who waits, on the page of seats to fill."""
        page = reverse("admin:people_participation_following", args=[self.workshop.pk])
        later = (self.clock.now + timedelta(days=1)).date().isoformat()
        own = {"row": into.pk, "day": later, "clock": "12:00", "reason": reason}
        sent = {f"seat-{out.seat_id}-{name}": value for name, value in own.items()}
        outcome = of_answer(self.office().post(page, {"seat": out.seat_id} | sent))
        for row in (out, into):
            row.refresh_from_db()
        return outcome

    def to_fill(self) -> list[tuple[str, list[str]]]:
        """Who left each seat that is to be filled, and who could follow."""
        page = reverse("admin:people_participation_following", args=[self.workshop.pk])
        rows = self.office().get(page).context["vacancies"]
        return [
            (str(one.leaver or ""), [str(each.row) for each in one.candidates])
            for one, _form in rows
        ]

    def write_down(self, role: str, name: str, **values: object) -> Participation:
        """Somebody in a role without a seat, on the page for it."""
        page = reverse("admin:people_participation_role", args=[self.workshop.pk, role])
        known = self.workshop.participations.filter(person__display_name=name).first()
        who = {"person": known.person_id} if known else {"display_name": name}
        query = f"?person={known.person_id}" if known else ""
        sent = {"state": State.COMPLETED, "speaker": "same-name"} | who | values
        answer = self.office().post(page + query, sent)
        assert answer.status_code == 302, answer.context["who"].errors
        return self.workshop.participations.latest("pk")

    def attendance(self) -> tuple[int, int]:
        """The two figures as the page of the door says them: at the opening, and ever."""
        page = reverse("admin:people_participation_check_in", args=[self.workshop.pk])
        html = self.office().get(page).text
        said = re.search(
            r"(\d+) participants? w\w+ there at the opening,\s+(\d+) came in all", html
        )
        return int(said[1]), int(said[2])

    def edit(self, row: Participation, **changed: object) -> Outcome:
        client, page = self.office(), address(Participation, "change", row.pk)
        data = form_of(client.get(page).text, "participation_form")
        outcome = of_answer(client.post(page, data | changed))
        row.refresh_from_db()
        return outcome

    def bring_in(self, header: str, *rows: tuple) -> Outcome:
        """Import a roster."""
        importer = RosterImporter(self.workshop, now=self.clock.now, by=self.user)
        return of_import(run(importer, roster(*rows, header=header), "r.xlsx", dry_run=False))

    # A ministry, and a nominee

    def ministry(self, *allocations: Allocation) -> "Ministry":
        return Ministry(self, make_focal_point(*allocations))

    def accept(self, row: Participation) -> None:
        """The nominee takes the seat, on the page that the letter leads to."""
        assert on_page_of_nominee(row, State.ACCEPTED).done
        row.refresh_from_db()

    def agree(self, *rows: Participation) -> None:
        """They agree to be named publicly."""
        for row in rows:
            assert self.edit(row, public_list="on").done

    def seat(self, *rows: Participation) -> None:
        """Select and be accepted: the way of most."""
        for row in rows:
            assert self.state(row, State.SELECTED).done
            self.accept(row)

    # What the figures say

    def figures(self, country: str, stream: Stream | None = None) -> Figures:
        """The same country on the board, in the roster, on the public page and in the report."""
        return Figures(
            board=self.board(country),
            roster=self.roster(country),
            public=self.public(country),
            report=self.report(country),
            seats=self.report_seats(country),
        )

    def board(self, country: str) -> dict[str, int]:
        page = reverse("admin:people_allocation_board", args=[self.workshop.pk])
        lines = self.office().get(page).context["whole"].lines
        name = str(make_country(country))
        counts: dict[str, int] = {}
        for line in lines:
            if line.name.plain == name:
                counts |= {k: counts.get(k, 0) + v for k, v in line.counts.items() if v}
        return counts

    def roster(self, country: str, **filters: object) -> int:
        """How many participants of a country are listed as there, or as having been."""
        came = f"{State.ARRIVED},{State.COMPLETED},{State.LEFT_EARLY}"
        asked = {
            "workshop__id__exact": self.workshop.pk,
            "role__exact": Role.PARTICIPANT,
            "sending_country__code__exact": country,
            "state__in": came,
        }
        page = self.office().get(address(Participation, "changelist"), asked | filters)
        return page.context["cl"].result_count

    def public_roster(self):
        path = f"/en/workshops/{self.workshop.slug}/participants/"
        return Client().get(path).context["roster"]

    def public(self, country: str) -> int:
        """Heads under a country on the public page, named or not."""
        groups = [group for stream in self.public_roster().streams for group in stream.countries]
        return sum(len(group.entries) + group.withheld for group in groups if group.code == country)

    def annex_d(self) -> AnnexD:
        return annex_d(self.workshop)

    def report(self, country: str) -> int:
        rolls = [roll for stream in self.annex_d().streams for roll in stream.rolls]
        return sum(len(roll.people) for roll in rolls if roll.code == country)

    def report_streams(self) -> dict[str, StreamSeats]:
        return {stream.name.plain: stream for stream in seats_by_stream(self.workshop)}

    def report_seats(self, country: str) -> SeatCount:
        name = str(make_country(country))
        lines = [line for stream in self.report_streams().values() for line in stream.lines]
        return sum((line.count for line in lines if line.country.plain == name), SeatCount())

    def report_page(self) -> str:
        """The report as organisers read it before it is final."""
        Report.objects.get_or_create(workshop=self.workshop)
        path = f"/en/preview/workshops/{self.workshop.slug}/report/"
        answer = self.office().get(path)
        assert answer.status_code == 200
        return answer.text

    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self.workshop)


class Ministry:
    """A focal point at the desk."""

    def __init__(self, play: Play, focal_point):
        self.play, self.focal_point = play, focal_point

    def desk(self) -> Client:
        return signed_in(self.focal_point)

    def nominate(
        self, allocation: Allocation, *names: str, **fields: object
    ) -> list[Participation]:
        """Hand in whole nominations, then endorse them together."""
        for name in names:
            page = page_of(allocation, "nominees", "new")
            answer = self.desk().post(page, nomination(name, **fields))
            assert answer.status_code == 302, answer.context["form"].errors
        rows = [self.play.workshop.participations.get(person__display_name=name) for name in names]
        self.endorse(allocation, rows)
        return rows

    def endorse(self, allocation: Allocation, rows: list[Participation]) -> None:
        today = self.play.clock.now.date().isoformat()
        word = {"nominees": [row.uuid for row in rows], "authority": "A minister", "dated": today}
        assert self.desk().post(page_of(allocation, "endorsement"), word).status_code == 302
        for row in rows:
            row.refresh_from_db()

    def withdraw(self, row: Participation, reason: str) -> Outcome:
        page = page_of(row.allocation, "nominees", row.uuid, "withdraw")
        outcome = of_answer(self.desk().post(page, {"reason": reason}))
        row.refresh_from_db()
        return outcome

    def replace(self, out: Participation, into: Participation, reason: str) -> Outcome:
        page = page_of(out.allocation, "nominees", out.uuid, "replace")
        outcome = of_answer(self.desk().post(page, {"into": into.uuid, "reason": reason}))
        out.refresh_from_db()
        into.refresh_from_db()
        return outcome


def nomination(name: str, **fields: object) -> dict:
    given, _space, family = name.partition(" ")
    own = {
        "token": str(uuid4()),
        "given_names": given,
        "family_name": family,
        "display_name": name,
        "native_name": "",
        "email": f"{given.lower()}@example.org",
        "go": "submit",
    }
    return filled(**own | fields)
