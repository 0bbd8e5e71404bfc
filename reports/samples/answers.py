"""Invented answers for the live sample: plausible in the mass, and nobody's."""

from random import Random

from evaluations.drafts import Answers
from evaluations.models import Question
from evaluations.scales import NO, YES
from evaluations.structure import Item, Structure

# How often each point of a scale is chosen, low to high.
WEIGHTS = {
    "B": (2, 5, 14, 8, 4),
    "K": (3, 8, 12, 6, 2),
    "Y": (18, 9, 3),
}
LIKELY = (1, 2, 6, 13, 10)
TOO_MUCH = {
    "F1": (0, 1, 6, 13, 11),
    "F2": (0, 1, 5, 10, 15),
    "F4": (12, 11, 7, 1, 0),
    "E1": (6, 13, 11, 1, 0),
}
COMMENTS = {
    "L1": (
        "I will redraw our counter’s queue with the one-stop map from day one.",
        "We shall try the three-second payment rule in one district.",
        "The glossary helps when we negotiate data agreements.",
        "I teach; my students will build the enrolment form again, with a real school.",
        "Open data we already have can be published with a contact that answers.",
    ),
    "M3": (
        "Shorter lectures and more questions.",
        "Two free afternoons for the group report, please.",
        "Fewer evenings in a row.",
        "The guest house is far from the campus; an earlier bus would do.",
        "More cases from small countries.",
    ),
    "M4": (
        "The visits where we did something ourselves.",
        "Colleagues I can telephone.",
        "Interpreters who knew the terms.",
        "Buses on time.",
    ),
}


def invented_answers(structure: Structure, random: Random) -> Answers:
    """One person's answers to every item of a questionnaire; some are left out."""
    mood = random.choice((-1, 0, 0, 1))
    answers: Answers = {}
    for item in structure.items:
        answer = one_answer(item, random, mood) if random.random() > 0.04 else None
        if answer:
            answers[item.key] = answer
    return answers


def one_answer(item: Item, random: Random, mood: int) -> str | list[str] | None:
    question = item.block.question
    if question.kind == Question.Kind.CONSENT:
        return random.choice((YES, YES, NO))
    if question.kind == Question.Kind.NPS:
        return str(min(10, max(0, round(random.gauss(8 + mood, 1.6)))))
    if item.is_text:
        return comment(question.code, random)
    if item.block.scale:
        return on_scale(item, random, mood)
    return several(item, random) if item.is_many else one_choice(item, random)


def one_choice(item: Item, random: Random) -> str:
    """One of the choices; few would rather not say."""
    codes = [choice.code for choice in item.block.choices]
    return random.choices(codes, [1 if code == "pns" else 12 for code in codes])[0]


def on_scale(item: Item, random: Random, mood: int) -> str:
    scale, code = item.block.scale, item.block.question.code
    if random.random() < (0.25 if code == "K2" else 0.03):
        return "na"
    weights = TOO_MUCH.get(code) or WEIGHTS.get(scale.code, LIKELY)
    index = random.choices(range(len(scale.codes)), weights[: len(scale.codes)])[0]
    if item.moment == "now":
        index += random.choice((1, 1, 2))
    elif scale.code not in WEIGHTS:
        index += mood if random.random() < 0.4 else 0
    return scale.codes[min(max(index, 0), len(scale.codes) - 1)]


def several(item: Item, random: Random) -> list[str]:
    codes = [choice.code for choice in item.block.choices] or [row.code for row in item.block.rows]
    most = min(item.block.question.max_choices or 3, len(codes))
    return random.sample(codes, random.randint(1, most)) if most else []


def comment(code: str, random: Random) -> str | None:
    """A written answer, from few people and mostly to the three questions that ask for one."""
    if code not in COMMENTS or random.random() > 0.35:
        return None
    return random.choice(COMMENTS[code])
