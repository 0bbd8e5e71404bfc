"""E3: what a focal point sends several times at one moment happens once, and places are never overdrawn."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.browser.steps import ministry
from tests.house.wire import Browser

AT_ONCE = 10


class Desk:
    """A focal point who is signed in to a served site."""

    def __init__(self, site):
        self.site, self.here = site, ministry.prepared(site)
        self.browser, link = Browser(site), f"/l/{self.here['desk_token']}/"
        assert (
            self.browser.ask("POST", link, {"mark": self.browser.field(link, "mark")}).status == 302
        )
        self.token = self.browser.field(self.path("nominees", "new"), "csrfmiddlewaretoken")

    def path(self, *parts: str) -> str:
        return "/".join(["/en/nominations", self.here["allocation"], *parts, ""])

    def at_once(self, path: str, forms: list[dict]) -> list[int]:
        """The statuses of that many posts at the same moment."""
        forms = [form | {"csrfmiddlewaretoken": self.token} for form in forms]

        def post(pair) -> int:
            browser, form = pair
            return browser.ask("POST", path, form).status

        with ThreadPoolExecutor(len(forms)) as together:
            twins = self.browser.twins(len(forms))
            return sorted(together.map(post, zip(twins, forms, strict=True)))

    def count(self, what: str) -> int:
        ((count,),) = self.site.rows(f"SELECT count(*) FROM {what}")
        return count


@pytest.fixture
def desk(own_site) -> Desk:
    return Desk(own_site)


def nomination(token: str, number: int = 0, **more) -> dict:
    return {
        "token": token,
        "given_names": "Gulnara",
        "family_name": f"Seitova {number}",
        "nationality": "KAZ",
        "email": f"official-{number}@example.org",
        "post": "Head of Division",
        "organisation": "Customs Service",
        "sector": "agency",
        "expertise": "Runs the single window.",
        "motivation": "Opening and closing sessions.",
        "language_level": "B2",
        "language_evidence": "work",
        "cv": SimpleUploadedFile("cv.pdf", b"%PDF-1.7\n"),
        "go": "submit",
        **more,
    }


NOMINEES = "people_participation p JOIN people_person n ON n.id = p.person_id"
OF_NEW = f"{NOMINEES} WHERE n.family_name LIKE 'Seitova%'"
CHANGES_OF_NEW = f"people_statechange c, {OF_NEW} AND c.participation_id = p.id"
ENDORSEMENTS_OF_NEW = f"people_endorsement e, {OF_NEW} AND p.endorsement_id = e.id"


def test_ten_identical_posts_add_one_nominee(desk):
    token = str(uuid4())
    statuses = desk.at_once(
        desk.path("nominees", "new"), [nomination(token) for _ in range(AT_ONCE)]
    )
    assert statuses == [302] * AT_ONCE
    assert desk.count(OF_NEW) == 1
    assert desk.count("people_person WHERE family_name LIKE 'Seitova%'") == 1
    assert desk.count(CHANGES_OF_NEW) == 2


def test_ten_at_once_share_the_places_that_are_left(desk):
    """Of six places three are taken: three get in, seven stay drafts and read why."""
    forms = [nomination(str(uuid4()), number) for number in range(AT_ONCE)]
    assert desk.at_once(desk.path("nominees", "new"), forms) == [200] * 7 + [302] * 3
    assert desk.count(f"{OF_NEW} AND p.state = 'submitted'") == 3
    assert desk.count(f"{OF_NEW} AND p.state = 'draft'") == 7


def test_ten_identical_replacements_are_one(desk):
    word = {"authority": "Deputy Minister", "dated": f"{timezone.now():%Y-%m-%d}"}
    token = str(uuid4())
    forms = [nomination(token, **word, reason="Ill", go="replace") for _ in range(AT_ONCE)]
    path = desk.path("nominees", desk.here["seated"], "replace", "new")
    assert desk.at_once(path, forms) == [302] * AT_ONCE
    assert desk.count(f"{OF_NEW} AND p.state = 'selected'") == 1
    assert desk.count(ENDORSEMENTS_OF_NEW) == 1
    offered = "people_message WHERE kind = 'offer' AND to_address = 'official-0@example.org'"
    assert desk.count(offered) == 1


def test_ten_identical_hand_overs_invite_one_colleague(desk):
    form = {"name": "Otgon", "email": "otgon@example.org", "go": "hand-over"}
    statuses = desk.at_once("/en/nominations/hand-over/", [form] * AT_ONCE)
    assert statuses.count(200) >= 1
    assert set(statuses) <= {200, 403}  # whoever comes after is signed out already
    assert desk.count("people_focalpoint WHERE email = 'otgon@example.org'") == 1
    assert desk.count("people_message WHERE to_address = 'otgon@example.org'") == 1
