"""The office's pages for evaluations."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from evaluations import box
from evaluations.models import (
    Answer,
    Comment,
    Draft,
    Envelope,
    Invitation,
    Question,
    Questionnaire,
    Response,
    Theme,
)
from tests.evaluations.make import (
    NOON,
    close_form,
    make_form,
    make_participants,
    open_form,
)
from tests.factories import make_organiser, make_participation, make_user
from tests.workshops.office import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(make_organiser())
    return client


def step(questionnaire, name) -> str:
    return reverse(f"admin:evaluations_questionnaire_{name}", args=[questionnaire.pk])


def html(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("model", [Envelope, Response, Answer, Draft, Invitation])
def test_nobody_looks_at_one_persons_answers(model):
    assert not admin.site.is_registered(model)


def test_the_list_says_how_many_have_answered(office):
    _questionnaire, links = open_form(people=3)
    box.submit(token=links[0].token, answers={}, now=NOON)
    page = html(office.get(reverse("admin:evaluations_questionnaire_changelist")))
    assert "1 of 3" in page
    assert str(links[0].participation.person) not in page


@pytest.mark.parametrize("lookup", ["invitations__answered__exact=1", "invitations__answered=1"])
def test_who_has_answered_cannot_be_filtered_out(office, lookup):
    open_form()
    for name in ("evaluations_questionnaire", "people_participation"):
        response = office.get(reverse(f"admin:{name}_changelist") + f"?{lookup}")
        assert response.status_code in (302, 400)


def test_who_has_answered_does_not_show_on_the_page_of_links(office):
    questionnaire, (first, _second) = open_form(people=2)
    before = html(office.get(step(questionnaire, "links")))
    box.submit(token=first.token, answers={}, now=NOON)
    after = html(office.get(step(questionnaire, "links")))
    csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert csrf.sub("", before).replace("0 of 2", "1 of 2") == csrf.sub("", after)


def test_opening_is_explained_first_and_shows_the_links_once(office):
    questionnaire = make_form()
    make_participants(questionnaire.workshop, 2)
    page = html(office.get(step(questionnaire, "open")))
    assert "2 participants who have arrived are invited." in page
    assert "Leave this folder out of every backup" in page
    opened = office.post(step(questionnaire, "open"))
    tokens = re.findall(r"/e/([\w-]+)/", html(opened))
    assert len(tokens) == 2
    assert {box.hash_of(token) for token in tokens} == set(
        Invitation.objects.values_list("token_hash", flat=True)
    )
    assert "no-store" in opened["Cache-Control"]
    assert not re.search(r"/e/", html(office.get(step(questionnaire, "links"))))


def test_a_refused_opening_says_why(office):
    questionnaire = make_form()
    page = html(office.post(step(questionnaire, "open")))
    assert "No participant has arrived yet" in page
    assert Questionnaire.objects.get().status == "draft"


def test_a_lost_link_is_replaced_and_a_late_arrival_invited(office):
    questionnaire, (link,) = open_form()
    late = make_participation(workshop=questionnaire.workshop, name="Late Arrival")
    for participation in (link.participation, late):
        page = html(office.post(step(questionnaire, "links"), {"participation": participation.pk}))
        (token,) = re.findall(r"/e/([\w-]+)/", page)
        assert box.invitation_behind(token).participation == participation
    assert Invitation.objects.count() == 2


def test_a_participation_of_another_workshop_gets_no_link(office):
    questionnaire, _links = open_form()
    stranger = make_participation()
    response = office.post(step(questionnaire, "links"), {"participation": stranger.pk})
    assert response.status_code == 404
    assert Invitation.objects.count() == 1


def test_closing_leads_to_the_results(office):
    questionnaire, links = open_form(people=6)
    for link in links:
        box.submit(token=link.token, answers={"B1": "5"}, now=NOON)
    assert "cannot be opened again" in html(office.get(step(questionnaire, "close")))
    response = office.post(step(questionnaire, "close"))
    assert response["Location"] == step(questionnaire, "results")
    page = html(office.get(response["Location"]))
    assert "6 of 6 participants answered." in page
    assert "How good was the course? 6 of 6 said" in page


def test_closing_without_the_key_says_so(office, key_folder):
    questionnaire, _links = open_form()
    for path in key_folder.iterdir():
        path.unlink()
    page = html(office.post(step(questionnaire, "close")))
    assert "The private key of this questionnaire is not on this machine" in page
    assert Questionnaire.objects.get().status == "open"


def test_results_are_missing_before_closing_and_for_others(office):
    questionnaire, _links = open_form()
    assert office.get(step(questionnaire, "results")).status_code == 404
    close_form(questionnaire)
    assert office.get(step(questionnaire, "results")).status_code == 200
    visitor = Client()
    visitor.force_login(make_user())
    assert visitor.get(step(questionnaire, "results")).status_code == 302
    assert Client().get(step(questionnaire, "results")).status_code == 302


def test_a_results_page_without_answers_is_whole(office):
    questionnaire, _links = open_form(people=2)
    close_form(questionnaire)
    page = html(office.get(step(questionnaire, "results")))
    assert "0 of 2 participants answered." in page
    assert "Withheld: fewer than five people." in page


def test_a_draft_can_be_edited_and_an_open_form_cannot(office):
    questionnaire = make_form()
    section = questionnaire.sections.first()
    question = Question.objects.get(code="B1")
    pages = [
        reverse("admin:evaluations_questionnaire_change", args=[questionnaire.pk]),
        reverse("admin:evaluations_section_change", args=[section.pk]),
        reverse("admin:evaluations_question_change", args=[question.pk]),
    ]
    assert ['name="_save"' in html(office.get(page)) for page in pages] == [True] * 3
    open_form(questionnaire=questionnaire)
    assert ['name="_save"' in html(office.get(page)) for page in pages] == [True, False, False]
    assert office.post(pages[2], {"text_en": "Changed"}).status_code == 403
    assert 'name="title_en"' not in html(office.get(pages[0]))
    assert 'name="closes_at_0"' in html(office.get(pages[0]))


def test_a_questionnaire_with_answers_is_not_deleted_by_hand(office):
    questionnaire, _links = open_form()
    gone = reverse("admin:evaluations_questionnaire_delete", args=[questionnaire.pk])
    assert office.post(gone, {"post": "yes"}).status_code == 403
    assert Questionnaire.objects.count() == 1


def with_comments():
    questionnaire, links = open_form(people=6)
    for number, link in enumerate(links):
        said = {"M3": f"Comment {number} by the man from Utopia", "N1": "yes"}
        box.submit(token=link.token, answers=said, now=NOON)
    close_form(questionnaire)
    return questionnaire


def test_comments_are_reviewed_in_bulk(office):
    questionnaire = with_comments()
    chosen = list(Comment.objects.values_list("pk", flat=True)[:2])
    listed = reverse("admin:evaluations_comment_changelist")
    office.post(listed, {"action": "show", "_selected_action": chosen})
    assert set(Comment.objects.filter(review="shown").values_list("pk", flat=True)) == set(chosen)
    page = html(office.get(step(questionnaire, "results")))
    assert page.count("<blockquote>") == 2
    assert "4 comments wait for review" in page


def test_redacting_leaves_no_trace_of_the_old_words(office):
    questionnaire = with_comments()
    comment = Comment.objects.first()
    change = reverse("admin:evaluations_comment_change", args=[comment.pk])
    theme = Theme.objects.create(questionnaire=questionnaire, name="Schedule")
    for values in ({"review": "private"}, {"text": "Comment […]", "review": "shown"}):
        form = form_of(html(office.get(change)), "comment_form")
        office.post(change, form | values | {"themes": [theme.pk]})
    comment.refresh_from_db()
    assert (comment.text, comment.review) == ("Comment […]", "shown")
    assert not [e for e in LogEntry.objects.all() if "Utopia" in e.object_repr + e.change_message]


def test_the_list_of_comments_can_be_narrowed_to_a_questionnaire(office):
    questionnaire = with_comments()
    listed = reverse("admin:evaluations_comment_changelist")
    for value, found in ((questionnaire.pk, 6), (questionnaire.pk + 1, 0), ("x", 6)):
        page = office.get(f"{listed}?questionnaire={value}")
        assert page.context["cl"].result_count == found


def test_the_dashboard_counts_answers_and_unread_comments(office):
    questionnaire = with_comments()
    from evaluations.admin.watches import answers, waiting

    assert waiting([questionnaire.workshop])[questionnaire.workshop.pk].text == "6 to review"
    assert answers([questionnaire.workshop]) == {}
    other, links = open_form(people=2)
    box.submit(token=links[0].token, answers={}, now=NOON)
    assert answers([other.workshop])[other.workshop.pk].text == "1 of 2"


def test_the_lists_cost_the_same_with_more_rows(office, django_assert_max_num_queries):
    for _ in range(3):
        open_form()
    with django_assert_max_num_queries(15):
        office.get(reverse("admin:evaluations_questionnaire_changelist"))
