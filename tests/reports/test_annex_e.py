"""Annex E on the page: released results, findings published elsewhere, or a sentence."""

import pytest

from evaluations import box
from evaluations.models import PublishedFinding, Questionnaire
from tests.evaluations.make import NOON, close_form, make_form, open_form
from tests.factories import make_workshop
from tests.reports.make import make_public_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.EVALUATION_KEY_DIR = tmp_path / "keys"


def page(client, workshop) -> str:
    response = client.get(f"/en/workshops/{workshop.slug}/report/")
    assert response.status_code == 200
    text = response.content.decode()
    return text[text.index('id="annex-e"') :]


def closed_form(workshop, answers: int = 6) -> Questionnaire:
    """A closed questionnaire that so many answered alike, all of seven invited."""
    questionnaire, links = open_form(7, make_form(workshop))
    for link in links[:answers]:
        box.submit(token=link.token, answers={"B1": "4", "M3": "canary-comment"}, now=NOON)
    close_form(questionnaire)
    return questionnaire


def test_annex_says_so_where_nothing_has_been_published(client):
    report = make_public_report(workshop=make_workshop())
    assert "No results have been published." in page(client, report.workshop)


def test_results_stay_inside_until_they_are_released(client):
    report = make_public_report(workshop=make_workshop())
    closed_form(report.workshop)
    assert "6 of 7 participants answered." not in page(client, report.workshop)


def test_released_results_are_shown_as_bars_and_figures(client):
    report = make_public_report(workshop=make_workshop())
    closed_form(report.workshop)
    Questionnaire.objects.update(is_published=True)
    shown = page(client, report.workshop)
    assert "6 of 7 participants answered." in shown
    assert '<figure class="chart chart-leaning">' in shown
    assert '<th scope="row">How good was the course?</th><td class="num">6</td>' in shown


def test_comments_that_nobody_reviewed_are_not_shown(client):
    report = make_public_report(workshop=make_workshop())
    closed_form(report.workshop)
    Questionnaire.objects.update(is_published=True)
    assert "canary-comment" not in page(client, report.workshop)


def test_figures_about_fewer_than_five_are_withheld(client):
    report = make_public_report(workshop=make_workshop())
    closed_form(report.workshop, answers=4)
    Questionnaire.objects.update(is_published=True)
    shown = page(client, report.workshop)
    assert "<figure" not in shown
    assert "Withheld: fewer than five people." in shown


def test_published_findings_say_once_where_they_stand(client):
    report = make_public_report(workshop=make_workshop())
    for position, text in enumerate(("More practice", "<b>Fewer</b> nights"), start=1):
        PublishedFinding.objects.create(
            workshop=report.workshop,
            kind="suggestion",
            heading="Days",
            text=text,
            place="Annex E, question 2",
            position=position,
        )
    shown = page(client, report.workshop)
    assert "<strong>Days</strong>: More practice" in shown
    assert "&lt;b&gt;Fewer&lt;/b&gt; nights" in shown
    assert shown.count("Annex E, question 2") == 1
