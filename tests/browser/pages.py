"""One page for every template, as the browser's tests visit them.

To add a page, add a line: a name, the address without its language, the template that it shows, and,
where they differ from a public page's, who looks (`role`) and what it may weigh (`budget`).
A template under `templates/` that no line names fails `test_pages.py`; parts of pages (`_name.html`,
`components/`, `rostrum/`, bases) need none.

An address may hold `{session}`, `{speaker}` and so on: a query in PLACES finds the value in the sample.
"""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """Who looks at a page."""

    READER = "anybody"
    RESPONDENT = "somebody who began to answer by a personal link"
    ORGANISER = "an organiser, signed in"


@dataclass(frozen=True)
class Budget:
    """What a first visit may cost: kilobytes as they travel, and requests.

    Images of the page's own subject are not counted in `total` where `own_images` is set.
    """

    total: float
    scripts: float
    styles: float
    requests: int
    own_images: bool = False


AGENDA = Budget(total=60, scripts=10, styles=15, requests=6)
SESSION = Budget(total=40, scripts=10, styles=15, requests=5, own_images=True)
EVALUATION = Budget(total=40, scripts=10, styles=15, requests=5)
OFFICE = Budget(total=300, scripts=100, styles=40, requests=20)


@dataclass(frozen=True)
class Page:
    """A line of the table."""

    name: str
    path: str
    template: str
    role: Role = Role.READER
    budget: Budget = AGENDA
    status: int = 200
    localised: bool = True  # the address begins with a language

    def address(self, language: str, places: dict[str, str]) -> str:
        path = self.path.format(**places)
        return f"/{language}/{path}" if self.localised else f"/{path}"


LIVE = "workshops/sample-live"
PLACES = {
    "session": "SELECT s.slug FROM workshops_session s JOIN workshops_workshop w "
    "ON w.id = s.workshop_id WHERE w.slug = 'sample-live' AND s.kind = 'lecture' ORDER BY s.number",
    "speaker": "SELECT s.slug FROM workshops_speaker s JOIN workshops_workshop w "
    "ON w.id = s.workshop_id WHERE w.slug = 'sample-live' ORDER BY s.id",
    "section": "SELECT s.code FROM evaluations_section s "
    "JOIN evaluations_questionnaire q ON q.id = s.questionnaire_id "
    "JOIN workshops_workshop w ON w.id = q.workshop_id "
    "WHERE w.slug = 'sample-live' AND q.status = 'open' ORDER BY s.position",
}

PAGES = (
    # the house
    Page("not found", "nothing-here/", "404.html", status=404),
    Page("privacy", "privacy/", "pages/privacy.html"),
    Page("accessibility", "accessibility/", "pages/accessibility.html"),
    # workshops
    Page("workshops", "", "workshops/workshops.html"),
    Page("workshop", f"{LIVE}/", "workshops/workshop.html"),
    Page("agenda", f"{LIVE}/agenda/", "workshops/agenda.html"),
    Page("session", f"{LIVE}/sessions/{{session}}/", "workshops/session.html", budget=SESSION),
    Page("speakers", f"{LIVE}/speakers/", "workshops/speakers.html"),
    Page("speaker", f"{LIVE}/speakers/{{speaker}}/", "workshops/speaker.html", budget=SESSION),
    Page("visits", f"{LIVE}/visits/", "workshops/visits.html"),
    Page("information", f"{LIVE}/information/", "workshops/information.html"),
    # the seed's workshop: other content in the same templates
    Page("seed workshop", "workshops/digital-economy-2024/", "workshops/workshop.html"),
    Page("seed agenda", "workshops/digital-economy-2024/agenda/", "workshops/agenda.html"),
    Page("seed visits", "workshops/digital-economy-2024/visits/", "workshops/visits.html"),
)

# Templates that a visit cannot show; each says why, and which test looks at it.
ELSEWHERE = {
    "400.html": "answers broken requests; tests/house/test_errors.py",
    "403.html": "answers expired forms; tests/house/test_errors.py",
    "500.html": "answers our own failures; tests/house/test_errors.py",
    "components/gallery.html": "at home only",
}
