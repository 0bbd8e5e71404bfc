"""However many want a seat at one moment, and whichever way they take, it has one holder.

Every run of the suite has a few heats. `make races` has fifty with two hundred rivals each, and in it are the
races for whatever else is wanted by many at once.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.house.races import RACERS, Crowd, Track, crowd, failures, let_two_have_a_seat, track

long = pytest.mark.race
HEATS = int(os.environ.get("ROSTRUM_RACE_HEATS", "3"))
RIVALS = int(os.environ.get("ROSTRUM_RACE_RIVALS", "24"))
CONTROL_HEATS = 10  # at most, until a seat is given twice
ROSTER = "/en/admin/people/participation/"
LIST = f"{ROSTER}?workshop__isnull=False"  # of all workshops
ALLOCATIONS = "/en/admin/people/allocation/"
FIRST_COME = {"to": "selected", "reason": "first come"}


@pytest.fixture(scope="module")
def race(prepared_site, tmp_path_factory) -> Iterator[Track]:
    with track(prepared_site, tmp_path_factory.mktemp("race") / "var") as ready:
        yield ready


def select_on_page(race: Track, pk: int) -> None:
    race.post(race.office, f"{ROSTER}{pk}/state/", FIRST_COME)


def select_in_list(race: Track, *keys: int) -> None:
    chosen = {"action": "change_state", "_selected_action": keys, "confirmed": "yes"}
    race.post(race.office, LIST, chosen | FIRST_COME)


def follow_on_page(race: Track, scene: dict, pk: int) -> None:
    """Somebody of the reserve for the first seat, on the page of seats to fill."""
    seat = scene["seats"][0]
    own = {"row": pk, "day": "2099-05-02", "clock": "18:00", "reason": "first come"}
    sent = {f"seat-{seat}-{name}": value for name, value in own.items()}
    race.post(race.office, scene["following"], {"seat": seat} | sent)


def everybody_for(race: Track, scene: dict) -> None:
    """Rivals by every path: on pages, in the list, by actions and files; nominees and the reserve."""
    pages, lists = scene["nominees"][::2], scene["nominees"][1::2]
    for pk in pages + scene["reserve"]:
        select_on_page(race, pk)
    for pk in scene["reserve"]:
        follow_on_page(race, scene, pk)
    for first, second in zip(lists[::2], lists[1::2], strict=False):
        select_in_list(race, first, second)
    workshop = {"workshop": scene["workshop"]}
    race.process(0, *(("select", {"pk": pk}) for pk in pages[:4]))
    to = {"allocation": scene["allocation"]}
    race.process(1, *(("promote", to | {"pk": pk}) for pk in scene["reserve"][:4]))
    race.process(2, ("renumber", workshop), ("import_newcomer", workshop | {"name": "Newcomer"}))


def check(race: Track, scene: dict, answers: Counter) -> dict[str, int]:
    """Nobody got a fault, no seat has two holders, and each offer was made and sent once."""
    found = race.ask("count", workshop=scene["workshop"])
    assert failures(answers) == {}
    assert found["seats held by several"] == found["holders without a seat in force"] == 0
    assert found["offers"] == found["letters of offers"]
    return found


def test_one_seat_has_one_holder(race):
    ends = Counter()
    for _heat in range(HEATS):
        scene = race.ask("stage", places=1, rivals=RIVALS, waiting=RIVALS // 5)
        everybody_for(race, scene)
        found = check(race, scene, race.run())
        ends[found["seats"], found["holders"]] += 1
    assert ends == {(1, 1): HEATS}


# Who has seen that a seat is free, and who has not written it down yet


def look_together(racing: Crowd, scene: dict, at: Path, *, patience: float) -> list[str]:
    """The answers to rivals who all look for a seat, where they can, before one of them takes it."""
    at.mkdir()
    told = {"at": str(at), "everybody": RACERS, "patience": patience}
    for number, pk in enumerate(scene["nominees"]):
        racing.process(number, ("select_together", told | {"pk": pk}))
    return sorted(racing.run().elements())


def test_whoever_looks_for_a_seat_keeps_others_from_looking(prepared_site, tmp_path):
    with crowd(prepared_site, tmp_path / "var") as racing:
        scene = racing.ask("stage", places=1, rivals=RACERS)
        answers = look_together(racing, scene, tmp_path / "seen", patience=2)
        found = racing.ask("count", workshop=scene["workshop"])
    refused = "refused: There is no free seat for Rival"
    assert [answer[: len(refused)] for answer in answers] == ["done", refused, refused]
    assert len(list((tmp_path / "seen").iterdir())) == 1
    assert (found["holders"], found["offers"], found["letters of offers"]) == (1, 1, 1)


def test_control_without_locks_all_see_one_seat_free(prepared_site, tmp_path):
    """The database lets one of them have it, until its promise is taken away too."""
    with crowd(prepared_site, tmp_path / "var", careless=True) as racing:
        scene = racing.ask("stage", places=1, rivals=RACERS)
        look_together(racing, scene, tmp_path / "first", patience=60)
        assert racing.ask("count", workshop=scene["workshop"])["holders"] == 1
        let_two_have_a_seat(tmp_path / "var")
        scene = racing.ask("stage", places=1, rivals=RACERS)
        assert look_together(racing, scene, tmp_path / "then", patience=60) == ["done"] * RACERS
        found = racing.ask("count", workshop=scene["workshop"])
    assert (found["seats"], found["holders"], found["seats held by several"]) == (1, RACERS, 1)


# Seats that others take, cut or pass on


@long
def test_a_seat_that_several_files_name_has_one_holder(race):
    """Three commands at once, each with somebody new for the last seat."""
    scene = race.ask("stage", places=1, rivals=2)
    for number in range(3):
        newcomer = {"workshop": scene["workshop"], "name": f"Newcomer {number}"}
        race.process(number, ("import_newcomer", newcomer), ("import_newcomer", newcomer))
    answers = race.run()
    found = check(race, scene, answers)
    assert (found["seats"], found["holders"], found["offers"]) == (1, 1, 0)


@long
def test_seats_that_are_taken_away_have_no_holder(race):
    """Five seats are cut to two, by a page, an action and a file, while everybody wants one."""
    scene = race.ask("stage", places=5, rivals=24, waiting=4)
    everybody_for(race, scene)
    allocation = scene["allocation"]
    cut = {"number": 2, "reason": "fewer places", "seen": scene["seen"]}
    for _twice in range(2):
        race.post(race.office, f"{ALLOCATIONS}{allocation}/resize/", cut)
    race.process(0, ("resize", {"allocation": allocation, "to": 2}))
    race.process(1, ("import_seats", {"allocation": allocation, "to": 2}))
    found = check(race, scene, race.run())
    assert found["seats"] in (2, 3, 4, 5)
    assert found["holders"] == found["seats"]


@long
def test_a_seat_that_is_passed_on_has_one_holder(race):
    """Who accepted cannot come: focal point and office each name others, and the reserve presses in."""
    scene = race.ask("stage", places=1, rivals=20, waiting=6, accepted=1)
    (leaving,), desk = scene["accepted"], race.desk(scene)
    page = f"{scene['desk']}nominees/{scene['uuids'][str(leaving)]}/replace/"
    for pk in scene["nominees"][:8]:
        race.post(desk, page, {"into": scene["uuids"][str(pk)], "reason": "ill"})
    for pk in scene["nominees"][8:] + scene["reserve"]:
        select_on_page(race, pk)
    for number, pk in enumerate(scene["reserve"][:3]):
        race.process(number, ("replace", {"out": leaving, "into": pk}))
    answers = race.run()
    found = check(race, scene, answers)
    assert (found["seats"], found["holders"], found["offers"]) == (1, 1, 1)


@long
def test_nobody_waits_for_somebody_who_waits_for_them(race):
    """All kinds of changes to the same people and seats at once: each is done or refused in words."""
    scene = race.ask("stage", places=6, rivals=24, waiting=8, accepted=3)
    chance = random.Random(1)
    people, reserve = scene["nominees"] + scene["accepted"], scene["reserve"]
    kinds: list[Callable[[], tuple[str, dict]]] = [
        lambda: ("select", {"pk": chance.choice(people + reserve)}),
        lambda: ("accept", {"pk": chance.choice(people)}),
        lambda: ("change", {"pk": chance.choice(people), "to": "reserve"}),
        lambda: ("change", {"pk": chance.choice(people), "to": "withdrawn"}),
        lambda: ("release", {"pk": chance.choice(reserve)}),
        lambda: ("move_in_reserve", {"pk": chance.choice(reserve), "to": chance.randint(1, 5)}),
        lambda: ("replace", {"out": chance.choice(people), "into": chance.choice(reserve)}),
        lambda: ("resize", {"allocation": scene["allocation"], "to": chance.randint(3, 8)}),
        lambda: ("renumber", {"workshop": scene["workshop"]}),
    ]
    for number in range(3):
        race.process(number, *(chance.choice(kinds)() for _task in range(25)))
    for pk in people:
        select_on_page(race, pk)
    check(race, scene, race.run())


@long
def test_an_offer_that_is_accepted_fifty_times_is_accepted_once(race):
    scene = race.ask("stage", places=1, rivals=1)
    (pk,) = scene["nominees"]
    race.ask("select", pk=pk)
    browser = race.nominee(pk)
    for _time in range(50):
        race.post(browser, "/en/place/accept/")
    assert race.run() == {"302": 50}
    found = race.ask("effects", workshop=scene["workshop"])
    assert (found["accepted"], found["letter offer-accepted"]) == (1, 1)
    assert found["changes"] == 2  # the offer and its acceptance


# The same form, sent ten times


def dated(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011


def state_page(race: Track, scene: dict) -> tuple:
    return race.office, f"{ROSTER}{scene['nominees'][0]}/state/", FIRST_COME


def list_action(race: Track, scene: dict) -> tuple:
    chosen = {"_selected_action": scene["nominees"][:2], "confirmed": "yes"}
    return race.office, LIST, {"action": "change_state", **chosen, **FIRST_COME}


def resize_page(race: Track, scene: dict) -> tuple:
    form = {"number": 5, "reason": "more", "seen": scene["seen"]}
    return race.office, f"{ALLOCATIONS}{scene['allocation']}/resize/", form


def return_page(race: Track, scene: dict) -> tuple:
    form = {"number": 1, "reason": "not needed", "seen": scene["seen"]}
    return race.office, f"{ALLOCATIONS}{scene['allocation']}/return/", form


def new_nominee(race: Track, scene: dict) -> tuple:
    form = {"given_names": "Saran", "family_name": "Dorj", "display_name": "Saran Dorj"}
    return (
        race.desk(scene),
        f"{scene['desk']}nominees/new/",
        form | {"token": "one-sheet", "go": "save"},
    )


def withdrawal(race: Track, scene: dict) -> tuple:
    uuid = scene["uuids"][str(scene["nominees"][0])]
    return race.desk(scene), f"{scene['desk']}nominees/{uuid}/withdraw/", {"reason": "ill"}


def replacement(race: Track, scene: dict) -> tuple:
    out, into = (scene["uuids"][str(scene[kind][0])] for kind in ("accepted", "nominees"))
    page = f"{scene['desk']}nominees/{out}/replace/"
    return race.desk(scene), page, {"into": into, "reason": "ill"}


def seats_returned(race: Track, scene: dict) -> tuple:
    return (
        race.desk(scene),
        f"{scene['desk']}seats/",
        {"count": 1, "reason": "nobody to send", "seen": scene["seen"]},
    )


def consents(race: Track, scene: dict) -> tuple:
    return race.nominee(scene["accepted"][0]), "/en/place/consents/", {"public_list": "yes"}


FORMS = [
    resize_page,
    return_page,
    new_nominee,
    withdrawal,
    replacement,
    seats_returned,
    consents,
]
OF_THE_RACE = [state_page, list_action]  # in every run: a rival whose form does nothing is none


@pytest.mark.parametrize(
    "form",
    [*OF_THE_RACE, *(pytest.param(form, marks=long) for form in FORMS)],
    ids=lambda form: form.__name__,
)
def test_a_form_that_is_sent_ten_times_has_one_effect(race, form):
    """What ten at one moment leave behind in one scene is what one leaves in its twin."""
    before, once, ten_times = [], [], []
    for times, left in ((1, once), (10, ten_times)):
        scene = race.ask("stage", places=4, rivals=6, accepted=1)
        before.append(race.ask("effects", workshop=scene["workshop"]))
        sent = form(race, scene)
        for _time in range(times):
            race.post(*sent)
        assert failures(race.run()) == {}
        left.append(race.ask("effects", workshop=scene["workshop"]))
    assert once != before[:1]  # it does something
    assert ten_times == once


# The control of the long races


@long
def test_control_without_locks_a_seat_is_given_twice(prepared_site, tmp_path):
    """The same rivals on a site that holds no rows, with a database that lets two have a seat."""
    with track(prepared_site, tmp_path / "var", careless=True) as race:
        for _heat in range(CONTROL_HEATS):
            scene = race.ask("stage", places=1, rivals=40, waiting=8)
            everybody_for(race, scene)
            race.run()
            if race.ask("count", workshop=scene["workshop"])["seats held by several"]:
                return
    pytest.fail("Nothing that was taken away was missed.")
