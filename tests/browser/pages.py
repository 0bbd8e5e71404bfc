"""One page for every template, as the browser's tests visit them.

To add a page, add a line to PAGES: a name, the address without its language, the template that it
shows, and, where they differ from a public page's, who looks (`role`), what it may weigh (`budget`), the
status, and what is done after arriving (`act`).

A template under `templates/` that no line names fails `test_pages.py`; parts of pages (`_name.html`,
`components/`, `rostrum/`, …) and frames (`base….html`) need none.

An address may hold `{session}`, `{speaker}` and so on: a query in PLACES finds the value in the sample;
`{language}` is the language, `{token}` the token of a personal link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import playwright.sync_api as playwright


class Role(Enum):
    """Who looks at a page."""

    READER = "anybody"
    RESPONDENT = "somebody who began to answer by a personal link"
    FOCAL_POINT = "somebody of a ministry who came in by a link"
    NOMINEE = "somebody who was offered a seat, signed in by a link"
    PARTICIPANT = "somebody who accepted a seat, signed in by a link"
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
DESK = Budget(total=60, scripts=12, styles=15, requests=6)
EVALUATION = Budget(total=40, scripts=10, styles=15, requests=5)
OFFICE = Budget(total=300, scripts=100, styles=40, requests=20)
OFFICE_STEPS = Budget(total=300, scripts=100, styles=120, requests=60)  # several pages on the way
OFFICE_FORM = Budget(total=300, scripts=150, styles=40, requests=40)  # pickers, completion


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
    act: Callable[[playwright.Page], None] | None = None  # leads on to the page that is meant

    def address(self, language: str, places: dict[str, str]) -> str:
        path = self.path.format(language=language, **places)
        return f"/{language}/{path}" if self.localised else f"/{path}"


def forget_and_send(page: playwright.Page) -> None:
    """Lose all cookies, as on a shared computer, then send the page's form."""
    page.context.clear_cookies()
    with page.expect_navigation():
        page.locator("form[method=post]").last.evaluate("form => form.submit()")


def tick_everybody(page: playwright.Page) -> None:
    """Ask to set a ticket for all on the board of papers."""
    for box in page.locator("[name=row]").all():
        box.check()
    page.locator("#papers-kind").select_option("ticket")
    with page.expect_navigation():
        page.locator(".selection-bar [type=submit]").click()


def set_for_everybody(page: playwright.Page) -> None:
    tick_everybody(page)
    with page.expect_navigation():
        page.locator("[name=confirmed] ~ .submit-row [type=submit]").click()


def ask_to_undo(page: playwright.Page) -> None:
    set_for_everybody(page)
    with page.expect_navigation():
        page.locator(".office-actions a").last.click()


def send_an_old_status(page: playwright.Page) -> None:
    """Save a visa that somebody else changed since the page was opened."""
    page.locator("[name=status][value=refused]").check()
    page.locator("[name=seen]").evaluate("input => { input.value = '00000000' }")
    with page.expect_navigation():
        page.locator(".submit-row [type=submit]").click()


def give_a_roster(text: str) -> Callable[[playwright.Page], None]:
    """Upload a list on the page of an import."""

    def act(page: playwright.Page) -> None:
        file = {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files(file)
        with page.expect_navigation():
            page.locator("input[type=submit]").last.click()

    return act


UNKNOWN_HEADINGS = "ФИО,Страна,List,Remarks\nBat Erdene,Mongolia,region,likes tea\n"
SOME_FAULTS = (
    "Name,Stream,Sending country,E-mail,Phone\n"
    "Bat Erdene,region,Mongola,,\n"
    "New Person,region,Mongolia,,+976 1\n"
    "Aysel Nümunəli,region,Azerbaijan,sample.person.1@example.org,+994 12 1\n"
)


def send_an_old_page(page: playwright.Page) -> None:
    """Change a form that no longer says what it was opened with, and save."""
    page.locator("[name=contact_phone]").fill("+7 727 000")
    page.locator("[name=_opened]").evaluate("input => input.remove()")
    with page.expect_navigation():
        page.locator("[name=_save]").first.click()


def send_to_nowhere(page: playwright.Page) -> None:
    """Save a form whose row is gone."""
    page.locator("#workshop_form").evaluate("form => { form.action = '../../99999999/change/' }")
    with page.expect_navigation():
        page.locator("[name=_save]").first.click()


DELETE_A_NEW_VENUE = """async () => {
  const sent = (page, values) => {
    const form = new FormData(page.querySelector("#content form[method=post]"));
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    return form;
  };
  const ask = async (url, body) => {
    const answer = await fetch(url, body ? { method: "POST", body } : {});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { url: answer.url, page };
  };
  const venue = await ask(location.href, sent(document, { name_en: "Hall", _continue: "1" }));
  const question = await ask(new URL("../delete/", venue.url));
  const done = await ask(question.url, sent(question.page, {}));
  return done.page.querySelector(".messagelist a").getAttribute("href");
}"""


def look_into_the_trash(page: playwright.Page) -> None:
    """Add a venue, delete it, and look at what lies in the trash."""
    page.goto(page.evaluate(DELETE_A_NEW_VENUE))


def waive_and_take_back(page: playwright.Page) -> None:
    """Let a finding stand, then ask to take that back."""
    page.locator("[name=reason]").fill("The hosts asked for it.")
    with page.expect_navigation():
        page.locator("#waive_form [type=submit]").click()
    with page.expect_navigation():
        page.locator("a[href*='/unwaive/']").first.click()


def go_to_delete_for_good(page: playwright.Page) -> None:
    page.goto(page.evaluate(DELETE_A_NEW_VENUE).replace("/change/", "/purge/"))


def submit(page: playwright.Page) -> None:
    """Press the first button of the page's form."""
    with page.expect_navigation():
        page.locator("main .button-primary").first.click()


def hand_over(page: playwright.Page) -> None:
    page.locator("[name=name]").fill("Otgon Bayar")
    page.locator("[name=email]").fill("otgon@example.org")
    submit(page)


def begin_by_the_pattern(page: playwright.Page) -> None:
    """Go through the steps of a new workshop, as far as what comes of it."""
    submit_step = "#beginning_form [type=submit]"
    page.locator("[name=source][value=pattern]").check()
    for fill in ({}, {"title_en": "Rails", "starts_on": "2027-05-17", "days": "12"}, {}):
        for name, value in fill.items():
            page.locator(f"[name={name}]").fill(value)
        with page.expect_navigation():
            page.locator(submit_step).click()


LIVE = "workshops/sample-live"
SEED = "workshops/digital-economy-2024"
OF_LIVE = "JOIN workshops_workshop w ON w.id = {}.workshop_id WHERE w.slug = 'sample-live'"
SESSION_OF_LIVE = f"FROM workshops_session s {OF_LIVE.format('s')} AND s.kind = 'lecture'"
FORM_OF_LIVE = f"FROM evaluations_questionnaire q {OF_LIVE.format('q')}"
NOMINEE_OF_COMING = (
    "FROM people_participation p JOIN workshops_workshop w ON w.id = p.workshop_id "
    "WHERE w.slug = 'sample-coming'"
)
PLACES = {
    "session": f"SELECT s.slug {SESSION_OF_LIVE} ORDER BY s.number",
    "speaker": f"SELECT s.slug FROM workshops_speaker s {OF_LIVE.format('s')} ORDER BY s.id",
    "section": "SELECT code FROM evaluations_section WHERE questionnaire_id = "
    f"(SELECT q.id {FORM_OF_LIVE} AND q.status = 'open') ORDER BY position",
    "run_id": f"SELECT r.id FROM workshops_importrun r {OF_LIVE.format('r')} AND r.kind = 'roster'",
    "visit_id": (
        "SELECT v.id FROM workshops_sitevisit v JOIN workshops_session s ON s.id = v.session_id "
        "JOIN workshops_workshop w ON w.id = s.workshop_id WHERE w.slug = 'sample-live' "
        "ORDER BY s.date, s.position, v.id LIMIT 1"
    ),
    "workshop_id": "SELECT id FROM workshops_workshop WHERE slug = 'sample-live'",
    "session_id": f"SELECT s.id {SESSION_OF_LIVE} ORDER BY s.number",
    "speaker_id": f"SELECT s.id FROM workshops_speaker s {OF_LIVE.format('s')} ORDER BY s.id",
    "participation_id": f"SELECT p.id FROM people_participation p {OF_LIVE.format('p')} ORDER BY p.id",
    "allocation_id": "SELECT a.id FROM people_allocation a JOIN people_stream s ON s.id = a.stream_id "
    f"{OF_LIVE.format('s')} ORDER BY a.id",
    "focal_point_id": "SELECT id FROM people_focalpoint ORDER BY id",
    "person_id": "SELECT id FROM people_person ORDER BY id",
    "other_person_id": "SELECT id FROM people_person ORDER BY id DESC",
    "coming_id": "SELECT id FROM workshops_workshop WHERE slug = 'sample-coming'",
    "nominee_id": f"SELECT p.id {NOMINEE_OF_COMING} AND p.state = 'under_review' ORDER BY p.id",
    "selected_id": f"SELECT p.id {NOMINEE_OF_COMING} AND p.state = 'selected' ORDER BY p.id",
    "open_form_id": f"SELECT q.id {FORM_OF_LIVE} AND q.status = 'open'",
    "closed_form_id": f"SELECT q.id {FORM_OF_LIVE} AND q.status = 'closed'",
    "report_id": f"SELECT r.id FROM reports_report r {OF_LIVE.format('r')}",
}

OF_PLANNING = "admin/workshops/session/planning"
OFFICE_PAGES = (
    ("start", "", "admin/index.html"),
    ("workshops", "workshops/workshop/", "admin/workshops/workshop/change_list.html"),
    ("new workshop", "workshops/workshop/add/", "admin/workshops/workshop/change_form.html"),
    (
        "workshop",
        "workshops/workshop/{workshop_id}/change/",
        "admin/workshops/workshop/change_form.html",
    ),
    (
        "releases",
        "workshops/workshop/{workshop_id}/releases/",
        "admin/workshops/workshop/releases.html",
    ),
    (
        "release",
        "workshops/workshop/{workshop_id}/release/",
        "admin/workshops/workshop/release.html",
    ),
    (
        "roll back",
        "workshops/workshop/{workshop_id}/releases/1/back/",
        "admin/workshops/workshop/release_back.html",
    ),
    ("drafts", "people/message/drafts/{workshop_id}/", "admin/people/message/drafts.html"),
    ("beginning of a workshop", "workshops/workshop/new/", "admin/workshops/starting/step.html"),
    (
        "what happened",
        "workshops/workshop/{workshop_id}/happened/",
        "admin/workshops/happened/day.html",
    ),
    (
        "what happened to a session",
        "workshops/workshop/{workshop_id}/happened/{session_id}/",
        "admin/workshops/happened/session.html",
    ),
    (
        "readiness",
        "workshops/workshop/{coming_id}/readiness/",
        "admin/workshops/workshop/readiness.html",
    ),
    (
        "load and rules",
        "workshops/workshop/{workshop_id}/rules/",
        "admin/workshops/rules/board.html",
    ),
    ("rules set", "workshops/workshop/{workshop_id}/rules/set/", "admin/workshops/rules/set.html"),
    (
        "waiving",
        "workshops/workshop/{workshop_id}/rules/waive/?rule=evenings&key=count",
        "admin/workshops/rules/waive.html",
    ),
    ("ways between venues", "workshops/traveltime/", "admin/change_list.html"),
    ("import", "workshops/workshop/import/", "admin/workshops/workshop/import.html"),
    (
        "import of a roster",
        "workshops/workshop/{workshop_id}/import/roster/",
        "admin/workshops/workshop/import.html",
    ),
    (
        "focal point",
        "people/focalpoint/{focal_point_id}/change/",
        "admin/people/focalpoint/change_form.html",
    ),
    (
        "renewing a link",
        "people/focalpoint/{focal_point_id}/renew/do/",
        "admin/people/focalpoint/ask.html",
    ),
    ("export of the roster", "people/participation/export/", "admin/export.html"),
    (
        "undoing an import",
        "workshops/workshop/{workshop_id}/imports/{run_id}/undo/",
        "admin/workshops/workshop/import_undo.html",
    ),
    (
        "withdrawal",
        "workshops/workshop/{workshop_id}/withdraw/",
        "admin/workshops/workshop/move.html",
    ),
    ("sessions", "workshops/session/", "admin/change_list.html"),
    ("session", "workshops/session/{session_id}/change/", "admin/change_form.html"),
    ("history", "people/participation/{participation_id}/history/", "admin/history.html"),
    ("empty history", "workshops/session/{session_id}/history/", "admin/history.html"),
    ("deletion", "workshops/speaker/{speaker_id}/delete/", "admin/delete.html"),
    ("trash", "workshops/trasheditem/", "admin/change_list.html"),
    ("filtered list", "workshops/session/?q=a&date__year=2026", "admin/change_list.html"),
    ("roster", "people/participation/", "admin/people/participation/change_list.html"),
    (
        "participation",
        "people/participation/{participation_id}/change/",
        "admin/people/participation/change_form.html",
    ),
    (
        "list on paper",
        "people/participation/print/?by=country",
        "admin/people/participation/print.html",
    ),
    (
        "role without a seat",
        "people/participation/roles/{workshop_id}/resource_person/?q=a",
        "admin/people/participation/role.html",
    ),
    (
        "state",
        "people/participation/{participation_id}/state/",
        "admin/people/participation/state.html",
    ),
    (
        "allocation",
        "people/allocation/{allocation_id}/change/",
        "admin/people/allocation/change_form.html",
    ),
    ("person", "people/person/{person_id}/change/", "admin/people/person/change_form.html"),
    ("record to merge", "people/person/{person_id}/merge/?q=a", "admin/people/person/choose.html"),
    (
        "merge",
        "people/person/{person_id}/merge/?with={other_person_id}",
        "admin/people/person/merge.html",
    ),
    (
        "selection",
        "people/participation/selection/{coming_id}/",
        "admin/people/selection/board.html",
    ),
    (
        "nominee",
        "people/participation/selection/{coming_id}/nominees/{nominee_id}/",
        "admin/people/selection/nominee.html",
    ),
    (
        "nominees compared",
        "people/participation/selection/{coming_id}/compare/?row={nominee_id}&row={selected_id}",
        "admin/people/selection/compare.html",
    ),
    (
        "reserve",
        "people/participation/selection/{coming_id}/reserve/",
        "admin/people/selection/reserve.html",
    ),
    (
        "who follows",
        "people/participation/selection/{coming_id}/following/",
        "admin/people/selection/following.html",
    ),
    ("papers", "people/participation/travel/{coming_id}/", "admin/people/travel/board.html"),
    (
        "overdue papers",
        "people/participation/travel/{workshop_id}/?late=any&open=insurance",
        "admin/people/travel/board.html",
    ),
    (
        "visa",
        "people/participation/travel/{coming_id}/{selected_id}/visa/",
        "admin/people/travel/cell.html",
    ),
    (
        "visas at risk",
        "people/participation/travel/{coming_id}/risks/",
        "admin/people/travel/risks.html",
    ),
    ("meals", "people/participation/travel/{workshop_id}/meals/", "admin/people/travel/meals.html"),
    (
        "visits board",
        "people/participation/visits/{workshop_id}/",
        "admin/people/visits/board.html",
    ),
    (
        "no visits",
        "people/participation/visits/{coming_id}/",
        "admin/people/visits/board.html",
    ),
    (
        "punctuality",
        "people/participation/visits/{workshop_id}/punctuality/",
        "admin/people/visits/punctuality.html",
    ),
    (
        "heads counted",
        "people/participation/visits/{workshop_id}/{visit_id}/",
        "admin/people/visits/visit.html",
    ),
    (
        "who comes along",
        "people/participation/visits/{workshop_id}/{visit_id}/people/",
        "admin/people/visits/people.html",
    ),
    (
        "library of visits",
        "workshops/sitevisit/library/",
        "admin/workshops/sitevisit/library.html",
    ),
    (
        "a visit again",
        "workshops/sitevisit/{visit_id}/use-again/",
        "admin/workshops/sitevisit/use_again.html",
    ),
    (
        "a visit again in a workshop",
        "workshops/sitevisit/{visit_id}/use-again/?workshop={coming_id}",
        "admin/workshops/sitevisit/use_again.html",
    ),
    ("visa rules", "people/visarule/", "admin/people/visarule/change_list.html"),
    ("several visa rules", "people/visarule/several/", "admin/people/visarule/several.html"),
    ("outbox", "people/message/", "admin/change_list.html"),
    (
        "seat board",
        "people/allocation/board/{workshop_id}/",
        "admin/people/allocation/board.html",
    ),
    (
        "seats to return",
        "people/allocation/{allocation_id}/return/",
        "admin/people/allocation/move.html",
    ),
    (
        "another seat",
        "people/participation/{participation_id}/seat/",
        "admin/people/participation/act.html",
    ),
    (
        "check in",
        "people/participation/check-in/{workshop_id}/",
        "admin/people/participation/check_in.html",
    ),
    (
        "end of the workshop",
        "people/participation/finish/{workshop_id}/",
        "admin/people/participation/sweep.html",
    ),
    ("planning", "workshops/session/planning/{workshop_id}/", f"{OF_PLANNING}.html"),
    (
        "planning by the clock",
        "workshops/session/planning/{workshop_id}/?view=clock",
        f"{OF_PLANNING}.html",
    ),
    ("planning, add", "workshops/session/planning/{workshop_id}/add/", f"{OF_PLANNING}_add.html"),
    (
        "planning, a session",
        "workshops/session/planning/{workshop_id}/{session_id}/",
        f"{OF_PLANNING}_session.html",
    ),
    (
        "planning, a day",
        "workshops/session/planning/{workshop_id}/day/1/",
        f"{OF_PLANNING}_day.html",
    ),
    ("allocations", "people/allocation/", "admin/people/allocation/change_list.html"),
    ("groups", "people/group/", "admin/people/group/change_list.html"),
    ("group board", "people/group/board/{workshop_id}/", "admin/people/group/board.html"),
    ("group notice", "people/group/board/{workshop_id}/notice/", "admin/people/group/notice.html"),
    ("forms", "evaluations/questionnaire/", "admin/change_list.html"),
    ("form", "evaluations/questionnaire/{open_form_id}/change/", "admin/change_form.html"),
    ("links", "evaluations/questionnaire/{open_form_id}/links/", "evaluations/admin/links.html"),
    ("closing", "evaluations/questionnaire/{open_form_id}/close/", "evaluations/admin/close.html"),
    ("results", "evaluations/questionnaire/{closed_form_id}/results/", "evaluations/results.html"),
    ("report", "reports/report/{report_id}/change/", "admin/change_form.html"),
    ("final report", "reports/report/{report_id}/final/", "reports/admin/finalise.html"),
)

NOMINEES = "{allocation}/nominees"
DESK_PAGES = (
    ("start", "", "start"),
    ("allocation", "{allocation}/", "allocation"),
    ("programme", "{allocation}/programme/", "programme"),
    ("new", f"{NOMINEES}/new/", "nominee"),
    ("draft", f"{NOMINEES}/{{draft}}/", "nominee"),
    ("submitted", f"{NOMINEES}/{{submitted}}/", "nominee"),
    ("seated", f"{NOMINEES}/{{seated}}/", "nominee_read"),
    ("endorsement", "{allocation}/endorsement/", "endorsement"),
    ("withdrawal", f"{NOMINEES}/{{seated}}/withdraw/", "withdraw"),
    ("replacement", f"{NOMINEES}/{{seated}}/replace/", "replace"),
    ("somebody new", f"{NOMINEES}/{{seated}}/replace/new/", "replace_by_new"),
    ("seats", "{allocation}/seats/", "seats"),
    ("handing over", "hand-over/", "hand_over"),
)

PAGES = (
    # the house
    Page("not found", "nothing-here/", "404.html", status=404),
    Page("broken address", "%00/", "400.html", status=400),
    Page(
        "expired form", "admin/login/", "403.html", act=forget_and_send, budget=OFFICE, status=403
    ),
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
    Page("releases", f"{LIVE}/releases/", "workshops/releases.html"),
    Page("changes", f"{LIVE}/releases/1..2/", "workshops/changes.html"),
    Page("information", f"{LIVE}/information/", "workshops/information.html"),
    Page("participants", f"{LIVE}/participants/", "people/participants.html"),
    Page("report", f"preview/{LIVE}/report/", "reports/report.html", role=Role.ORGANISER),
    # the seed's workshop: other content in the same templates
    Page("seed workshop", f"{SEED}/", "workshops/workshop.html"),
    Page("seed agenda", f"{SEED}/agenda/", "workshops/agenda.html"),
    Page("seed visits", f"{SEED}/visits/", "workshops/visits.html"),
    Page("seed participants", f"{SEED}/participants/", "people/participants.html"),
    Page("seed report", f"{SEED}/report/", "reports/report.html"),
    # evaluations
    Page("evaluation", f"{LIVE}/evaluation/", "evaluations/evaluation.html", budget=EVALUATION),
    Page(
        "personal link",
        "e/{token}/?language={language}",
        "evaluations/begin.html",
        localised=False,
        budget=EVALUATION,
    ),
    Page(
        "wrong personal link",
        "e/no-such-link/?language={language}",
        "evaluations/link_refused.html",
        localised=False,
        status=404,
        budget=EVALUATION,
    ),
    Page(
        "no personal link",
        f"{LIVE}/evaluation/answer/",
        "evaluations/refused.html",
        status=403,
        budget=EVALUATION,
    ),
    Page(
        "answer",
        f"{LIVE}/evaluation/answer/",
        "evaluations/answer.html",
        role=Role.RESPONDENT,
        budget=EVALUATION,
    ),
    Page(
        "section",
        f"{LIVE}/evaluation/answer/{{section}}/",
        "evaluations/section.html",
        role=Role.RESPONDENT,
        budget=EVALUATION,
    ),
    Page(
        "kept section",
        f"{LIVE}/evaluation/answer/{{section}}/",
        "evaluations/kept.html",
        role=Role.RESPONDENT,
        budget=EVALUATION,
        status=409,
        act=forget_and_send,
    ),
    Page(
        "check answers",
        f"{LIVE}/evaluation/answer/check/",
        "evaluations/check.html",
        role=Role.RESPONDENT,
        budget=EVALUATION,
    ),
    Page(
        "delete answers",
        f"{LIVE}/evaluation/answer/delete/",
        "evaluations/delete.html",
        role=Role.RESPONDENT,
        budget=EVALUATION,
    ),
    Page("thanks", f"{LIVE}/evaluation/thanks/", "evaluations/thanks.html", budget=EVALUATION),
    # the desk
    Page(
        "link",
        "l/{desk_token}/?language={language}",
        "people/links/link.html",
        localised=False,
        budget=DESK,
    ),
    Page(
        "ended link",
        "l/{ended_desk_token}/?language={language}",
        "people/links/ended.html",
        localised=False,
        budget=DESK,
    ),
    Page(
        "wrong link",
        "l/no-such-link/?language={language}",
        "people/links/unknown.html",
        localised=False,
        status=404,
        budget=DESK,
    ),
    Page(
        "desk for strangers", "nominations/", "people/desk/signed_out.html", status=403, budget=DESK
    ),
    *(
        Page(
            f"desk {name}",
            f"nominations/{path}",
            f"people/desk/{template}.html",
            role=Role.FOCAL_POINT,
            budget=DESK,
        )
        for name, path, template in DESK_PAGES
    ),
    Page(
        "desk with what is missing",
        "nominations/{allocation}/nominees/{draft}/",
        "people/desk/nominee.html",
        role=Role.FOCAL_POINT,
        budget=DESK,
        act=submit,
    ),
    Page(
        "desk before handing over",
        "nominations/hand-over/",
        "people/desk/hand_over.html",
        role=Role.FOCAL_POINT,
        budget=DESK,
        act=hand_over,
    ),
    Page(
        "kept by the desk",
        "nominations/{allocation}/nominees/{draft}/",
        "people/desk/kept.html",
        role=Role.FOCAL_POINT,
        budget=DESK,
        status=403,
        act=forget_and_send,
    ),
    # one's own place
    *(
        Page(
            f"place {name}",
            f"place/{path}",
            f"people/place/{template}.html",
            role=role,
            budget=DESK,
        )
        for name, path, template, role in (
            ("offered", "", "start", Role.NOMINEE),
            ("acceptance", "accept/", "accept", Role.NOMINEE),
            ("declining", "decline/", "decline", Role.NOMINEE),
            ("confirmed", "", "start", Role.PARTICIPANT),
            ("answered", "accept/", "accept", Role.PARTICIPANT),
            ("consents", "consents/", "consents", Role.PARTICIPANT),
            ("details", "details/", "details", Role.PARTICIPANT),
            ("visits", "visits/", "visits", Role.PARTICIPANT),
            ("own calendar", "calendar/", "calendar", Role.PARTICIPANT),
            ("changes", "changes/", "changes", Role.PARTICIPANT),
        )
    ),
    Page("place signed out", "place/", "people/place/signed_out.html", budget=DESK, status=403),
    # the office
    *(
        Page(
            f"office {name}",
            f"admin/{path}",
            template,
            role=Role.ORGANISER,
            budget=OFFICE_FORM if template.endswith("change_form.html") else OFFICE,
        )
        for name, path, template in OFFICE_PAGES
    ),
    Page(
        "office conflict",
        "admin/workshops/workshop/{workshop_id}/change/",
        "admin/conflict.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        status=409,
        act=send_an_old_page,
    ),
    Page(
        "office gone row",
        "admin/workshops/workshop/{workshop_id}/change/",
        "admin/gone.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        status=410,
        act=send_to_nowhere,
    ),
    Page(
        "office columns of a file",
        "admin/workshops/workshop/{workshop_id}/import/roster/",
        "admin/workshops/workshop/import_columns.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        act=give_a_roster(UNKNOWN_HEADINGS),
    ),
    Page(
        "office check of a file",
        "admin/workshops/workshop/{workshop_id}/import/roster/",
        "admin/workshops/workshop/import_check.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        act=give_a_roster(SOME_FAULTS),
    ),
    Page(
        "office check of a beginning",
        "admin/workshops/workshop/new/",
        "admin/workshops/starting/check.html",
        role=Role.ORGANISER,
        budget=OFFICE_STEPS,
        act=begin_by_the_pattern,
    ),
    Page(
        "office waiver taken back",
        "admin/workshops/workshop/{workshop_id}/rules/waive/?rule=evenings&key=count",
        "admin/workshops/rules/unwaive.html",
        role=Role.ORGANISER,
        budget=OFFICE_STEPS,
        act=waive_and_take_back,
    ),
    Page(
        "office trash item",
        "admin/workshops/venue/add/",
        "admin/trash.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        act=look_into_the_trash,
    ),
    Page(
        "office deletion for good",
        "admin/workshops/venue/add/",
        "admin/purge.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        act=go_to_delete_for_good,
    ),
    *(
        Page(
            f"office papers: {name}",
            "admin/people/participation/travel/{coming_id}/",
            f"admin/people/travel/{template}.html",
            role=Role.ORGANISER,
            budget=OFFICE_STEPS,
            act=act,
        )
        for name, template, act in (
            ("for many", "ask", tick_everybody),
            ("set for many", "told", set_for_everybody),
            ("undone", "undo", ask_to_undo),
        )
    ),
    Page(
        "office papers: changed meanwhile",
        "admin/people/participation/travel/{coming_id}/{selected_id}/visa/",
        "admin/people/travel/conflict.html",
        role=Role.ORGANISER,
        budget=OFFICE,
        status=409,
        act=send_an_old_status,
    ),
    Page("office sign-in", "admin/login/", "admin/login.html", budget=OFFICE),
)

# Templates that a visit cannot show; each says why, and which test looks at it.
ELSEWHERE = {
    "admin/workshops/workshop/release_ask.html": "the samples have no scheduled release; test_admin_releasing.py",
    "admin/people/participation/withdraw.html": "asked after people of the roster are chosen; test_following.py",
    "admin/people/seat/ask.html": "asked after seats of the list are chosen; test_seat_moves.py",
    "admin/people/selection/confirm.html": "asked in between; test_selection_board.py",
    "admin/people/selection/report.html": "shown once, after a decision; test_selection_board.py",
    "admin/people/message/confirm.html": "asked in between; test_messages_admin.py",
    "admin/change_form_object_tools.html": "part of every form of the office",
    "admin/search_form.html": "part of every list of the office",
    "admin/people/group/ask.html": "asks before groups are made again; tests/people/test_admin_groups",
    "evaluations/admin/new_links.html": "shown once, after links are made",
    "evaluations/admin/open.html": "the samples hold no draft questionnaire",
    "people/desk/handed_over.html": "ends the sign-in of all tests; test_desk.py looks at it",
    "people/desk/goodbye.html": "signing out ends the sign-in of all tests; test_desk.py looks at it",
    "500.html": "answers our own failures; test_our_own_failure_is_answered_soundly",
}
