"""Publishing from the office: preview, publish, withdraw, archive, and what refuses."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from people.models import State
from tests.evaluations.make import make_form
from tests.factories import (
    make_allocation,
    make_focal_point,
    make_organisation_role,
    make_organiser,
    make_participation,
    make_session,
    make_speaker,
    make_stream,
    make_user,
    make_workshop,
    release,
)
from tests.workshops.office import organiser_client
from workshops import readiness
from workshops.actions import publishing
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

AFTER = datetime(2024, 7, 1, tzinfo=UTC)
DURING = datetime(2024, 6, 2, 12, tzinfo=UTC)


def draft(**fields) -> Workshop:
    return make_workshop(status="draft", **fields)


def move(client: Client, workshop: Workshop, name: str):
    """Press the button on the page that asks; the messages that follow."""
    answer = client.post(reverse(f"admin:workshops_workshop_{name}", args=[workshop.pk]))
    assert answer.status_code == 302
    workshop.refresh_from_db()
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_draft_with_a_session_is_published_and_the_history_says_by_whom():
    workshop, organiser = draft(), make_organiser()
    make_session(workshop=workshop)
    publishing.publish(workshop, by=organiser, now=DURING)
    assert workshop.status == Workshop.objects.get().status == "published"
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object(), entry.change_message) == (
        organiser,
        workshop,
        "Published.",
    )


def test_a_draft_without_a_session_or_a_word_is_not():
    workshop = draft()
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish(workshop, by=make_organiser(), now=DURING)
    assert Workshop.objects.get().status == "draft"
    assert LogEntry.objects.count() == 0


def test_a_paragraph_is_enough():
    workshop = draft(summary="A workshop about trade.")
    publishing.publish(workshop, by=make_organiser(), now=DURING)
    assert workshop.status == "published"


def test_what_is_published_is_not_published_again():
    workshop = make_workshop(summary="Trade.")
    with pytest.raises(publishing.AlreadySo):
        publishing.publish(workshop, by=make_organiser(), now=DURING)


def test_what_was_published_can_be_withdrawn_and_a_draft_cannot():
    workshop, organiser = make_workshop(), make_organiser()
    publishing.withdraw(workshop, by=organiser)
    assert workshop.status == "draft"
    with pytest.raises(publishing.NotPublished):
        publishing.withdraw(workshop, by=organiser)


def test_a_workshop_is_archived_once_it_is_over():
    workshop, organiser = make_workshop(), make_organiser()
    with pytest.raises(publishing.NotOver):
        publishing.archive(workshop, by=organiser, now=DURING)
    publishing.archive(workshop, by=organiser, now=AFTER)
    assert workshop.status == "archived"
    with pytest.raises(publishing.AlreadySo):
        publishing.archive(workshop, by=organiser, now=AFTER)


def test_a_draft_is_not_archived():
    with pytest.raises(publishing.NotPublished):
        publishing.archive(draft(), by=make_organiser(), now=AFTER)


def test_an_archived_workshop_is_brought_back():
    workshop = make_workshop(status="archived", summary="Trade.")
    publishing.publish(workshop, by=make_organiser(), now=DURING)
    assert workshop.status == "published"


def test_the_page_says_what_becomes_visible_and_what_is_missing():
    workshop = draft(languages=["en", "ru"])
    make_session(workshop=workshop)
    make_session(workshop=workshop, title="")
    make_session(workshop=workshop, date=date(2024, 7, 1))
    make_speaker(workshop=workshop)
    make_participation(workshop=workshop, public_list=True)
    make_participation(workshop=workshop)
    make_participation(workshop=workshop, state=State.ACCEPTED, public_list=True)
    answer = organiser_client().get(reverse("admin:workshops_workshop_publish", args=[workshop.pk]))
    assert answer.context["visible"] == [
        "3 sessions",
        "1 speaker",
        "1 of 2 participants by name: those who agreed",
    ]
    assert [gap.message for gap in readiness.gaps(workshop)] == [
        "1 session has no title.",
        "1 session lies outside the workshop’s dates.",
        "3 lectures have no speaker.",
        "There is no paragraph about the workshop.",
        "There is no contact with an e-mail address or a phone.",
        "No organisation is named as the organiser.",
        "Russian: 4 texts are missing and shown in another language.",
        "1 allocation has no focal point.",
        "There is no closing questionnaire.",
    ]
    workshop.refresh_from_db()
    assert workshop.status == "draft"


def test_nothing_is_missing_where_all_is_there():
    workshop = draft(summary="Trade.", contact_email="desk@example.org")
    session = make_session(workshop=workshop, kind="ceremony")
    make_organisation_role(workshop=workshop)
    assert session.title
    assert [gap.code for gap in readiness.gaps(workshop)] == ["seats", "closing-form"]
    make_focal_point(make_allocation(stream=make_stream(workshop=workshop)))
    make_form(workshop)
    assert readiness.gaps(workshop) == []


def test_every_gap_leads_to_where_it_is_mended():
    workshop = draft()
    make_session(workshop=workshop, title="")
    client = organiser_client()
    page = client.get(reverse("admin:workshops_workshop_publish", args=[workshop.pk]))
    for _section, checks in page.context["sections"]:
        assert {client.get(url).status_code for _check, url in checks} == {200}


def test_publishing_and_withdrawing_on_the_page():
    workshop, client = draft(), organiser_client()
    make_session(workshop=workshop)
    public = reverse("public:workshop", args=[workshop.slug])
    assert Client().get(public).status_code == 404
    (said,) = move(client, workshop, "publish")
    assert said == f'“{workshop}” is published. <a href="{public}">See it</a>'
    assert Client().get(public).status_code == 200
    move(client, workshop, "withdraw")
    assert workshop.status == "draft"
    assert Client().get(public).status_code == 404


def test_a_refusal_is_said_on_the_page_and_changes_nothing():
    workshop, client = draft(), organiser_client()
    assert move(client, workshop, "publish") == [
        "There is nothing to publish yet. Add a session, or a paragraph about the workshop."
    ]
    assert workshop.status == "draft"


def test_looking_at_the_question_changes_nothing():
    workshop = make_workshop()
    client = organiser_client()
    for name in ("publish", "withdraw", "archive"):
        client.get(reverse(f"admin:workshops_workshop_{name}", args=[workshop.pk]))
    workshop.refresh_from_db()
    assert workshop.status == "published"


def test_only_those_who_may_change_workshops_publish():
    workshop = draft(summary="Trade.")
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    page = reverse("admin:workshops_workshop_publish", args=[workshop.pk])
    assert client.post(page).status_code == 403
    assert Client().post(page).status_code == 302
    workshop.refresh_from_db()
    assert workshop.status == "draft"


def test_the_status_is_not_a_field_of_the_form():
    workshop, client = draft(summary="Trade."), organiser_client()
    page = reverse("admin:workshops_workshop_change", args=[workshop.pk])
    client.post(page, {"status": "published", "title_en": "Other"})
    workshop.refresh_from_db()
    assert workshop.status == "draft"


def test_a_draft_is_previewed_by_organisers_and_missing_to_everybody_else():
    workshop = draft()
    session = make_session(workshop=workshop, title="Rails and Roads")
    page = reverse("preview:session", args=[workshop.slug, session.slug])
    answer = organiser_client().get(page)
    assert answer.status_code == 200
    assert "Rails and Roads" in answer.content.decode()
    visitor = Client()
    visitor.force_login(make_user())
    assert visitor.get(page).status_code == 302
    assert Client().get(page).status_code == 302
    assert Client().get(session.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("status", "mount"), [("draft", "preview"), ("published", "public")])
def test_the_form_leads_to_the_page_or_to_its_preview(status, mount):
    workshop = make_workshop(status=status)
    session = make_session(workshop=workshop)
    client = organiser_client()
    answer = client.get(reverse("admin:workshops_session_change", args=[session.pk]))
    assert answer.context["absolute_url"] == reverse(
        f"{mount}:session", args=[workshop.slug, session.slug]
    )
    assert ("Preview" in answer.content.decode()) == (mount == "preview")


def test_the_agenda_is_released_with_it_unless_it_is_to_wait():
    client = organiser_client()
    for sent, released in (
        ({}, True),
        ({"agenda_waits": "yes", "with_agenda": "yes"}, True),
        ({"agenda_waits": "yes"}, False),
    ):
        workshop = draft()
        make_session(workshop=workshop)
        url = reverse("admin:workshops_workshop_publish", args=[workshop.pk])
        assert "Release the agenda too" in client.get(url).text
        client.post(url, sent)
        workshop.refresh_from_db()
        assert (workshop.status, workshop.releases.exists()) == ("published", released)


def test_an_agenda_that_was_released_is_not_asked_about_again():
    workshop = draft()
    make_session(workshop=workshop)
    release(workshop)
    url = reverse("admin:workshops_workshop_publish", args=[workshop.pk])
    page = organiser_client().get(url).text
    assert "Release the agenda too" not in page
    assert "Readers see the agenda as it was released last." in page
