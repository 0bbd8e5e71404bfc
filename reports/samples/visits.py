"""The visits of the live sample: who drives, when stops were reached, who came along. All of it invented."""

from datetime import datetime, time

from people.actions import visits
from people.models import HeadCount, Participation, User
from people.visits.party import gathered
from reports.samples.times import moment
from workshops.content import columns
from workshops.models import SiteVisit, Stop, Transport, Workshop

DATA_CENTRE, FIELD_DAY, EVENING, WHOLESALE = 5, 17, 28, 35  # numbers of their sessions
Words = tuple[str, str, str]
LOBBY = ("Lobby of the guest house", "宾馆大堂", "Холл гостиницы")
SHOES = (
    "Closed shoes, a hat, a bottle of water",
    "平底鞋、帽子、饮用水",
    "Закрытая обувь, головной убор, вода",
)
PASSPORT = ("Your passport for the gate", "护照（入门登记用）", "Паспорт для проходной")
BUSES = (("Bus 1", "1号车", "Автобус 1"), ("Bus 2", "2号车", "Автобус 2"))
GUIDES = (("Invented Guide Lin", "+86 000 0001"), ("Invented Guide Wu", "+86 000 0002"))
# Arrival and departure, as planned and as they came, stop by stop.
DATA_CENTRE_TIMES = (("09:20", "11:40", "09:26", "11:45"),)
FIELD_TIMES = (
    ("09:10", "10:50", "09:12", "11:05"),
    ("11:30", "12:30", "11:49", "12:41"),
    ("13:00", "15:00", "13:12", "15:05"),
    ("15:30", "17:00", "15:38", "17:02"),
    ("18:00", "19:30", "17:58", "19:40"),
)
WHOLESALE_TIMES = (
    ("08:50", "11:30", "", ""),
    ("12:00", "13:00", "", ""),
    ("13:30", "16:30", "", ""),
)
PLACES, SIGNED_UP = 12, 15


def plan(workshop: Workshop) -> None:
    """What an organiser knows beforehand, and when stops were reached."""
    found = {visit.session.number: visit for visit in visits_of(workshop)}
    set_out(found[DATA_CENTRE], meets_at=time(9), to_bring=PASSPORT)
    set_times(found[DATA_CENTRE], DATA_CENTRE_TIMES)
    set_out(found[FIELD_DAY], meets_at=time(8, 15), to_bring=SHOES)
    set_times(found[FIELD_DAY], FIELD_TIMES)
    for number, label in enumerate(BUSES):
        add_bus(found[FIELD_DAY], label, number, seats=28, leaves_at=time(8, 30))
    set_out(found[EVENING], meets_at=time(18, 40), to_bring=PASSPORT)
    SiteVisit.objects.filter(pk=found[EVENING].pk).update(
        needs_sign_up=True, places=PLACES, sign_up_until=moment(workshop, 10, 12)
    )
    set_out(found[WHOLESALE], meets_at=time(7, 45), to_bring=SHOES)
    set_times(found[WHOLESALE], WHOLESALE_TIMES)
    add_bus(found[WHOLESALE], BUSES[0], 0, seats=28, leaves_at=time(8))


def come_along(workshop: Workshop, *, office: User, now: datetime) -> None:
    """Who sat where on the field day and was counted, and who signed up for the evening."""
    if HeadCount.objects.filter(visit__session__workshop=workshop).exists():
        return
    found = {visit.session.number: visit for visit in visits_of(workshop)}
    visits.deal(found[FIELD_DAY], now=now)
    count(found[FIELD_DAY], workshop, office=office, now=now)
    rows = workshop.participations.to_group().filter(state="arrived").order_by("list_number", "pk")
    for row in rows[:SIGNED_UP]:
        visits.sign_up(row, found[EVENING], by=office, now=moment(workshop, 8, 20))


def count(visit: SiteVisit, workshop: Workshop, *, office: User, now: datetime) -> None:
    party = gathered(workshop, [visit]).party(visit, workshop.today(now))
    people = Participation.objects.in_bulk([one.pk for one in party.listed])
    for leg, hour in ((HeadCount.Leg.OUT, 8), (HeadCount.Leg.BACK, 20)):
        at = moment(workshop, workshop.day_number(visit.session.date), hour)
        for key in sorted(people):
            visits.count(people[key], visit, leg, by=office, now=at)


def visits_of(workshop: Workshop) -> list[SiteVisit]:
    rows = SiteVisit.objects.filter(session__workshop=workshop).select_related("session__workshop")
    return list(rows.order_by("session__number"))


def in_columns(field: str, words: Words) -> dict[str, str]:
    return dict(zip(columns(field), words, strict=True))


def set_out(visit: SiteVisit, *, meets_at: time, to_bring: Words) -> None:
    SiteVisit.objects.filter(pk=visit.pk).update(
        meets_at=meets_at,
        host_contact="An invented host, +86 000 0000",
        **in_columns("meeting_point", LOBBY),
        **in_columns("to_bring", to_bring),
    )


def set_times(visit: SiteVisit, times: tuple[tuple[str, str, str, str], ...]) -> None:
    names = ("arrives_at", "leaves_at", "arrived_at", "left_at")
    for stop, clock in zip(visit.stops.all(), times, strict=True):
        said = {name: time.fromisoformat(at) for name, at in zip(names, clock, strict=True) if at}
        Stop.objects.filter(pk=stop.pk).update(**said)


def add_bus(visit: SiteVisit, label: Words, number: int, *, seats: int, leaves_at: time) -> None:
    guide, phone = GUIDES[number]
    Transport.objects.create(
        visit=visit,
        position=number + 1,
        seats=seats,
        leaves_at=leaves_at,
        returns_at=time(20) if visit.session.number == FIELD_DAY else time(17, 30),
        guide=guide,
        guide_phone=phone,
        driver=f"Invented Driver {number + 1}",
        plate=f"SAMPLE {number + 1}",
        **in_columns("label", label),
    )
