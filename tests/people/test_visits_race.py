"""However many want the last places of a visit at one moment, each gets one place in one order."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.utils import timezone

from people import access
from tests.factories import (
    make_access_link,
    make_participation,
    make_session,
    make_visit,
    make_workshop,
    release,
)
from tests.house.wire import Browser

PEOPLE, PLACES = 12, 3
PAGE = "/en/place/visits/"
PREPARE = "from tests.people import test_visits_race as race; race.prepare()"


def prepare() -> None:
    """A visit with few places and many who may come. Prints its key and the tokens of their links."""
    soon = timezone.now().date() + timedelta(days=20)
    workshop = make_workshop(starts_on=soon, ends_on=soon + timedelta(days=3))
    session = make_session(workshop=workshop, kind="site_visit", title="Tea museum")
    visit = make_visit(session=session, needs_sign_up=True, places=PLACES)
    release(workshop)
    rows = [
        make_participation(workshop=workshop, name=f"Person {number}", state="accepted")
        for number in range(PEOPLE)
    ]
    tokens = [access.token_of(make_access_link(participation=row)) for row in rows]
    print(json.dumps({"visit": visit.pk, "tokens": tokens}))  # noqa: T201 - read by the test


def test_the_last_places_are_given_once_and_the_others_wait_in_order(own_site):
    said = own_site.manage("shell", "--verbosity", "0", "-c", PREPARE)
    made = json.loads(said.splitlines()[-1])
    browsers = [come_in(own_site, token) for token in made["tokens"]]
    mark = [browser.field(PAGE, "csrfmiddlewaretoken") for browser in browsers]

    def sign_up(number: int) -> int:
        form = {"csrfmiddlewaretoken": mark[number], "visit": made["visit"], "do": "sign-up"}
        return browsers[number].ask("POST", PAGE, form).status

    with ThreadPoolExecutor(PEOPLE) as together:
        statuses = list(together.map(sign_up, range(PEOPLE)))
    assert statuses == [302] * PEOPLE
    numbers = own_site.rows(
        f"SELECT number FROM people_visitsignup WHERE visit_id = {made['visit']} ORDER BY number"
    )
    assert [number for (number,) in numbers] == list(range(1, PEOPLE + 1))
    pages = [browser.ask("GET", PAGE).body.decode() for browser in browsers]
    # what each was told as they pressed is how they stand
    assert sum("You come along on" in page for page in pages) == PLACES
    assert sum("You have a place." in page for page in pages) == PLACES
    for waits in range(1, PEOPLE - PLACES + 1):
        told = f"In the waiting list you are number {waits}."
        stands = f"You are number {waits} in the waiting list."
        assert [(told in page) for page in pages] == [(stands in page) for page in pages]
        assert sum(stands in page for page in pages) == 1


def come_in(site, token: str) -> Browser:
    browser, link = Browser(site), f"/l/{token}/"
    assert browser.ask("POST", link, {"mark": browser.field(link, "mark")}).status == 302
    return browser
