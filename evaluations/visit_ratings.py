"""What closed questionnaires say of single sessions: marks, and how often they were picked.

Everything is read from `results`, so that what `suppression` withholds is not here either.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import Question, Questionnaire
from evaluations.results import BlockResult, ItemResult, Results, results_of
from workshops.models import Session
from workshops.visit_ratings import Rating

PREFIX = "session-"  # of the code by which a question asks about a session


def ratings_of(
    sessions: Collection[Session], user: AbstractBaseUser
) -> Mapping[int, tuple[Rating, ...]]:
    """By session, for whoever may read results; some queries for each closed questionnaire."""
    if not user.has_perm("evaluations.view_questionnaire"):
        return {}
    asked = {(row.workshop_id, f"{PREFIX}{row.number}"): row.pk for row in sessions}
    closed = Questionnaire.objects.filter(
        workshop__in={row.workshop_id for row in sessions}, status=Questionnaire.Status.CLOSED
    )
    found: dict[int, list[Rating]] = defaultdict(list)
    for questionnaire in closed.order_by("closed_at", "pk"):
        url = reverse("admin:evaluations_questionnaire_results", args=[questionnaire.pk])
        for code, question, result in said(results_of(questionnaire)):
            session = asked.get((questionnaire.workshop_id, code))
            if session is not None:
                found[session].append(Rating(question, result, url))
    return {key: tuple(ratings) for key, ratings in found.items()}


def said(results: Results) -> Iterator[tuple[str, str, str]]:
    """The code of a session, a question, and its result in words."""
    for block in results.blocks:
        if block.kind == Question.Kind.PICK:
            yield from picked(block)
        for item in block.items:
            code = item.key.rpartition(".")[2]
            if item.summary is not None and code.startswith(PREFIX):
                yield code, block.text.plain, marked(item)


def picked(block: BlockResult) -> Iterator[tuple[str, str, str]]:
    for item in block.items:
        for cell in item.tally.cells:
            if cell.code.startswith(PREFIX) and cell.count is not None:
                words = {"count": cell.count, "of": item.tally.n}
                yield cell.code, block.text.plain, _("%(count)s of %(of)s") % words


def marked(item: ItemResult) -> str:
    summary, n = item.summary, item.tally.n
    answers = ngettext("%(count)s answer", "%(count)s answers", n) % {"count": n}
    if summary.mean is not None:
        return _("mean %(figure)s, %(answers)s") % {"figure": summary.mean, "answers": answers}
    return _("median %(figure)s, %(answers)s") % {"figure": summary.median, "answers": answers}
