"""How an invented nominee came to the state that it is in: step by step, by the actions of the product."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from people import gates
from people.actions import nominations, offers, own_facts, selection, states
from people.actions.nominations import Endorsing
from people.history import told_of
from people.models import Allocation, FocalPoint, Participation, State, User
from reports.samples import FOLDER
from reports.samples.nominees import Nominee
from workshops.models import Country

CV = FOLDER / "coming" / "cv.pdf"
BETWEEN_STEPS = timedelta(days=2)
TO_ANSWER = 5
CALLED = "Spoke with the nominee by telephone for ten minutes, with ease."

S = State
ENDORSED = (S.SUBMITTED, S.ENDORSED)
LOOKED_AT = (*ENDORSED, S.UNDER_REVIEW)
STEPS = {
    S.DRAFT: (),
    S.SUBMITTED: (S.SUBMITTED,),
    S.ENDORSED: ENDORSED,
    S.UNDER_REVIEW: LOOKED_AT,
    S.RETURNED: (S.SUBMITTED, S.RETURNED),
    S.WITHDRAWN: (*ENDORSED, S.WITHDRAWN),
    S.INELIGIBLE: (*LOOKED_AT, S.INELIGIBLE),
    S.NOT_SELECTED: (*LOOKED_AT, S.NOT_SELECTED),
    S.RESERVE: (*LOOKED_AT, S.RESERVE),
    S.SELECTED: (*LOOKED_AT, S.SELECTED),
    S.ACCEPTED: (*LOOKED_AT, S.SELECTED, S.ACCEPTED),
    S.DECLINED: (*LOOKED_AT, S.SELECTED, S.DECLINED),
    S.EXPIRED: (*LOOKED_AT, S.SELECTED, S.EXPIRED),
}
NOTES = (
    "Owns the form that our third day takes apart.",
    "Would be the only one from this office; good for the mix.",
    "Ask whether the post still is the same after the reform.",
)
RETURNED = "The curriculum vitae is somebody else’s. Please add the right one."
WITHDRAWN = "Moved to another post."
INELIGIBLE = "English at A2 does not carry five days of lectures."
NOT_SELECTED = "Good, but others work on customs forms every day."
DECLINED = "A national conference falls into the same week."


@dataclass(frozen=True)
class Story:
    """Under which allocation somebody is put forward, by whom, and when the last step was."""

    allocation: Allocation
    focal_point: FocalPoint
    office: User
    until: datetime


@dataclass(frozen=True)
class Step:
    """One step of one nominee, at its time."""

    row: Participation
    one: Nominee
    story: Story
    at: datetime


def tell(one: Nominee, story: Story) -> Participation:
    """Put somebody forward and take the steps to where they are, the last of them at `until`."""
    steps = STEPS[State(one.reaches)]
    began = story.until - BETWEEN_STEPS * len(steps)
    row = put_forward(one, story, began)
    for number, state in enumerate(steps, start=1):
        TAKE[state](Step(row, one, story, began + BETWEEN_STEPS * number))
        row.refresh_from_db()
    return row


def put_forward(one: Nominee, story: Story, at: datetime) -> Participation:
    """As a focal point types it; the office adds the post in the other languages."""
    row = nominations.save_draft(
        story.allocation, key=uuid4(), said=said_of(one), by=story.focal_point, now=at
    )
    for column, post in one.posts.items():
        setattr(row, column, post)
    with told_of(story.office, at):
        row.save(update_fields=list(one.posts))
    return row


def said_of(one: Nominee) -> dict[str, object]:
    expertise, sessions = one.work
    return {
        "given_names": one.given_names,
        "family_name": one.family_name,
        "display_name": one.display_name or f"{one.given_names} {one.family_name}",
        "native_name": one.native_name,
        "honorific": one.honorific,
        "gender": one.gender,
        "nationality": Country.objects.get(code=one.country),
        "email": one.email,
        "post": one.posts["post_en"],
        "organisation": one.organisation,
        "sector": one.sector,
        "years_in_post": 2 + len(one.family_name) % 9,
        "expertise": expertise,
        "motivation": sessions,
        "language_level": one.level,
        "language_evidence": one.evidence,
        "cv": SimpleUploadedFile("cv.pdf", CV.read_bytes(), "application/pdf"),
    }


def submit(step: Step) -> None:
    nominations.submit(step.row, by=step.story.focal_point, now=step.at)


def endorse(step: Step) -> None:
    authority = f"First Deputy, {step.story.focal_point.organisation}"
    word = Endorsing(authority=authority, dated=(step.at - timedelta(days=1)).date())
    nominations.endorse([step.row], word, by=step.story.focal_point, now=step.at)


def look_at(step: Step) -> None:
    """Somebody of the office reads it, and notes what for the others."""
    states.change(step.row, S.UNDER_REVIEW, by=step.story.office, now=step.at)
    note = NOTES[len(step.one.given_names) % len(NOTES)]
    selection.note(step.row, note, by=step.story.office, now=step.at)


def send_back(step: Step) -> None:
    selection.return_for_completion(step.row, by=step.story.office, now=step.at, reason=RETURNED)


def withdraw(step: Step) -> None:
    nominations.withdraw(step.row, by=step.story.focal_point, now=step.at, reason=WITHDRAWN)


def rule_out(step: Step) -> None:
    selection.rule_out(step.row, by=step.story.office, now=step.at, reason=INELIGIBLE)


def not_select(step: Step) -> None:
    selection.decline(step.row, by=step.story.office, now=step.at, reason=NOT_SELECTED)


def reserve(step: Step) -> None:
    selection.reserve(step.row, by=step.story.office, now=step.at)


def select(step: Step) -> None:
    """After a call with those for whom the ministry alone speaks."""
    office = step.story.office
    for standing in gates.open_gates(step.row):
        selection.decide_gate(
            step.row, standing.gate, passed=True, reason=CALLED, by=office, now=step.at
        )
    selection.select(step.row, by=office, now=step.at, answer_by=answer_by(step.one, step.story))


def answer_by(one: Nominee, story: Story) -> datetime:
    """Six in the evening at the workshop's place; the evening before where the offer ran out."""
    days = -1 if one.reaches == S.EXPIRED else one.answer_in_days or TO_ANSWER
    on = story.until.astimezone(story.allocation.stream.workshop.tzinfo) + timedelta(days=days)
    return on.replace(hour=18, minute=0, second=0, microsecond=0)


def accept(step: Step) -> None:
    """Over one's own link: the seat, what may be shown, what to eat and when to expect one."""
    row, now = step.row, step.at
    offers.accept(row, by=row, now=now)
    own_facts.agree(row, now=now, directory=True, public_list=True, photo_consent=False)
    starts_on = row.workshop.starts_on
    own_facts.tell(row, now=now, diet="halal", expected_on=starts_on - timedelta(days=1))


def decline(step: Step) -> None:
    offers.decline(step.row, by=step.row, now=step.at, reason=DECLINED)


def expire(step: Step) -> None:
    offers.expire(step.row, now=step.at)


TAKE: dict[State, Callable[[Step], None]] = {
    S.SUBMITTED: submit,
    S.ENDORSED: endorse,
    S.UNDER_REVIEW: look_at,
    S.RETURNED: send_back,
    S.WITHDRAWN: withdraw,
    S.INELIGIBLE: rule_out,
    S.NOT_SELECTED: not_select,
    S.RESERVE: reserve,
    S.SELECTED: select,
    S.ACCEPTED: accept,
    S.DECLINED: decline,
    S.EXPIRED: expire,
}
