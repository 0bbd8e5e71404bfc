"""Results: against figures computed another way."""

import random
import statistics
from decimal import ROUND_HALF_UP, Decimal

import pytest

from evaluations import box
from evaluations.annex import annex_e
from evaluations.charts import bar_chart, leaning_charts, share_text
from evaluations.models import Choice, Comment, PublishedFinding, Question, Theme
from evaluations.results import NotClosed, results_of
from evaluations.suppression import Reason
from tests.evaluations.make import (
    NOON,
    close_form,
    make_form,
    make_participants,
    make_question,
    make_questionnaire,
    open_form,
)
from tests.factories import make_stream, make_workshop

pytestmark = pytest.mark.django_db


def closed(all_answers, *, invited=None, questionnaire=None):
    """Results of a form that these answers were given to."""
    invited = invited or len(all_answers)
    questionnaire, links = open_form(invited, questionnaire)
    for link, answers in zip(links, all_answers, strict=False):
        box.submit(token=link.token, answers=answers, now=NOON)
    close_form(questionnaire)
    return results_of(questionnaire)


def block(results, code):
    return next(block for block in results.blocks if block.code == code)


def tally_of(results, code):
    return block(results, code).items[0].tally


def counts(results, code) -> dict:
    return {cell.code: cell.count for cell in tally_of(results, code).cells}


def test_there_is_nothing_to_see_before_closing():
    questionnaire, (link,) = open_form()
    box.submit(token=link.token, answers={"B1": "5"}, now=NOON)
    with pytest.raises(NotClosed):
        results_of(questionnaire)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_agree_with_an_independent_computation(seed):
    dice = random.Random(seed)
    given = [dice.choice(["1", "2", "3", "4", "5", "na", "pns", ""]) for _ in range(40)]
    results = closed([{"B1": value} if value else {} for value in given], invited=45)
    item = block(results, "B1").items[0]
    values = [int(value) for value in given if value.isdigit()]
    assert item.tally.n == len(values)
    assert counts(results, "B1") == {str(i): values.count(i) for i in range(1, 6)}
    assert item.tally.not_applicable == given.count("na")
    assert item.tally.rather_not_say == given.count("pns")
    assert item.tally.missing == given.count("")
    assert item.summary.favourable == sum(1 for value in values if value >= 4)
    assert item.summary.median == Decimal(str(statistics.median(values)))
    mean = Decimal(str(statistics.mean(values))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert item.summary.mean == mean
    unknown = 45 - given.count("na") - len(values)
    assert item.summary.bounds.low == item.summary.favourable
    assert item.summary.bounds.high == item.summary.favourable + unknown
    assert item.summary.bounds.of == 45 - given.count("na")


def test_a_balance_has_no_mean_and_its_middle_is_the_good_answer():
    results = closed([{"B2": value} for value in ("-2", "-1", "0", "0", "0", "1", "2")])
    summary = block(results, "B2").items[0].summary
    assert (summary.mean, summary.favourable) == (None, 3)


def test_the_response_rate_is_a_sentence_with_percent_from_ten():
    assert closed([{}] * 31, invited=37).header.sentence == (
        "31 of 37 participants (84%) answered."
    )
    assert closed([{}] * 7, invited=9).header.sentence == "7 of 9 participants answered."


@pytest.mark.parametrize(
    ("count", "of", "text"), [(9, 10, "90%"), (7, 9, "7 of 9"), (1, 8, "1 of 8")]
)
def test_percent_only_from_ten(count, of, text):
    assert share_text(count, of) == text


def test_an_item_with_fewer_than_five_answers_is_withheld_with_its_outsiders():
    results = closed([{"B1": "5"}] * 4 + [{"B1": "na"}] * 3 + [{}] * 3)
    tally = tally_of(results, "B1")
    assert tally.withheld == Reason.TOO_FEW
    assert {cell.count for cell in tally.cells} == {None}
    assert (tally.not_applicable, tally.missing) == (0, 0)
    assert block(results, "B1").items[0].summary is None


def test_before_and_now_counts_who_moved():
    pairs = [("1", "3"), ("2", "2"), ("3", "2"), ("1", "5"), ("4", "5"), ("2", "")]
    answers = [{"D1.strand-1.before": b} | ({"D1.strand-1.now": n} if n else {}) for b, n in pairs]
    (pair,) = block(closed(answers), "D1").pairs
    assert (pair.moves.n, pair.moves.up, pair.moves.stayed, pair.moves.down) == (5, 3, 1, 1)


def test_zero_to_ten_is_a_distribution_and_nothing_else():
    results = closed([{"B3": "9"}] * 6 + [{"B3": "0"}])
    item = block(results, "B3").items[0]
    assert item.summary is None
    assert counts(results, "B3")["9"] == 6


def test_picks_and_topics_count_people_and_choices():
    results = closed([{"G4": ["s1", "s2"], "M1": ["trade"]}] * 3 + [{"G4": ["s1"]}] * 3)
    assert tally_of(results, "G4").n == 6
    assert counts(results, "G4") == {"s1": 6, "s2": 3, "s3": 0}
    assert tally_of(results, "M1").withheld == Reason.TOO_FEW


def test_small_cells_of_a_single_choice_are_hidden():
    results = closed([{"F5": "days"}] * 9 + [{"F5": "evenings"}] * 2)
    assert counts(results, "F5") == {"days": None, "evenings": None}
    assert counts(closed([{"F5": "days"}] * 9), "F5") == {"days": 9, "evenings": 0}


def test_comments_are_shown_after_review_and_with_consent_only():
    yes, no = {"M3": "Fewer evenings", "N1": "yes"}, {"M3": "Better food", "N1": "no"}
    results = closed([yes, no] + [{}] * 6)
    (said,) = [c for c in results.comments if c.code == "M3"]
    assert (said.given, said.waiting, said.quotes) == (2, 2, ())
    Comment.objects.update(review="shown")
    (said,) = [
        c
        for c in results_of(Question.objects.get(code="M3").section.questionnaire).comments
        if c.code == "M3"
    ]
    assert (said.waiting, said.quotes) == (0, ("Fewer evenings",))


def test_nothing_is_quoted_where_fewer_than_five_answered():
    closed([{"M3": "Fewer evenings", "N1": "yes"}] * 4)
    Comment.objects.update(review="shown")
    results = results_of(Question.objects.get(code="M3").section.questionnaire)
    assert [(c.code, c.given, c.quotes) for c in results.comments if c.given] == [("M3", 4, ())]


def test_themes_are_counted():
    closed([{"M3": f"Comment {number}"} for number in range(6)])
    questionnaire = Question.objects.get(code="M3").section.questionnaire
    theme = Theme.objects.create(questionnaire=questionnaire, name="Schedule")
    theme.comments.set(Comment.objects.all()[:4])
    (said,) = [c for c in results_of(questionnaire).comments if c.code == "M3"]
    assert [(t.name, t.count) for t in said.themes] == [("Schedule", 4)]


def crossed(sizes: dict[str, int], *, silent=0, answer=lambda _number: "4"):
    """Results of a form that asks for the stream, with so many of each."""
    workshop = make_workshop()
    questionnaire = make_questionnaire(workshop)
    section = questionnaire.sections.create(code="A", title="Start")
    asked = make_question(section, "A1", "single", crosses=True)
    make_question(section, "B1")
    for name in sizes:
        stream = make_stream(workshop=workshop, name=name)
        Choice.objects.create(question=asked, code=stream.code, label=name)
        make_participants(workshop, 12, stream=stream)
    links = box.open_questionnaire(questionnaire, by=None, now=NOON)
    codes = list(workshop.streams.values_list("code", flat=True))
    given = [code for code, size in zip(codes, sizes.values(), strict=True) for _ in range(size)]
    given += [""] * silent
    for number, (link, code) in enumerate(zip(links, given, strict=False)):
        answers = {"B1": answer(number)} | ({"A1": code} if code else {})
        box.submit(token=link.token, answers=answers, now=NOON)
    close_form(questionnaire)
    return results_of(questionnaire)


def test_a_cross_by_stream_is_shown_where_every_group_is_large_enough():
    results = crossed({"CAREC": 6, "ASEAN": 5}, answer=lambda n: "5" if n < 6 else "3")
    assert [group.size for group in results.cross.groups] == [6, 5]
    assert [[f.mean for f in line.figures] for line in results.cross.lines] == [
        [Decimal("5.0"), Decimal("3.0")]
    ]


@pytest.mark.parametrize(
    ("sizes", "silent", "reason"),
    [
        ({"CAREC": 6, "ASEAN": 4}, 0, Reason.TOO_FEW),
        ({"CAREC": 6, "ASEAN": 6}, 2, Reason.REMAINDER),
    ],
)
def test_a_cross_is_withheld_whole_with_its_reason(sizes, silent, reason):
    cross = crossed(sizes, silent=silent).cross
    assert (cross.withheld, cross.lines, cross.groups) == (reason, (), ())


def test_the_number_of_queries_does_not_grow_with_the_answers(django_assert_max_num_queries):
    closed([{"B1": "5", "M3": "Good"}] * 12)
    questionnaire = Question.objects.get(code="M3").section.questionnaire
    with django_assert_max_num_queries(20):
        results_of(questionnaire)


def test_bars_lean_from_the_middle_and_stay_on_the_line():
    results = closed([{"B1": "1"}] * 3 + [{"B1": "3"}] * 4 + [{"B1": "5"}] * 5)
    (chart, _balance) = [*leaning_charts(results.sections[0]), None]
    (row,) = chart.rows
    even = next(segment for segment in row.segments if segment.tone == "even")
    assert even.middle == pytest.approx(50, abs=0.02)
    assert min(s.x for s in row.segments) >= 0
    assert max(s.x + s.width for s in row.segments) <= 100
    assert row.alt == "Very poor: 3; Poor: 0; Fair: 4; Good: 0; Very good: 5"
    assert chart.sentence == "How good was the course? 5 of 12 said “Good” or “Very good”."


def test_a_bar_chart_ranks_what_was_chosen():
    results = closed([{"G4": ["s2"]}] * 5 + [{"G4": ["s1"]}] * 2)
    found = block(results, "G4")
    assert [row.label for row in bar_chart(found, found.items[0]).rows] == ["S2", "S1"]


# Annex E


def test_annex_e_is_empty_at_first():
    assert annex_e(make_workshop()).is_empty


def test_annex_e_shows_released_results_only():
    results = closed([{"B1": "5"}] * 6)
    questionnaire = Question.objects.get(code="B1").section.questionnaire
    assert annex_e(questionnaire.workshop).is_empty
    questionnaire.is_published = True
    questionnaire.save()
    assert annex_e(questionnaire.workshop).results == (results,)


def test_annex_e_retells_what_another_report_published():
    workshop = make_workshop()
    for kind, text in (("topic", "Aging"), ("suggestion", "More cases"), ("topic", "Trade")):
        PublishedFinding.objects.create(workshop=workshop, kind=kind, text=text)
    groups = annex_e(workshop).published
    assert [(g.kind, [f.text for f in g.findings]) for g in groups] == [
        ("suggestion", ["More cases"]),
        ("topic", ["Aging", "Trade"]),
    ]


def test_a_form_left_open_says_nothing_in_annex_e():
    questionnaire = make_form()
    open_form(1, questionnaire)
    assert annex_e(questionnaire.workshop).is_empty
