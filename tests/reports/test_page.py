"""Who sees the report, what the page is like, and what never stands on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Role, State
from reports.models import Report
from tests.factories import (
    make_allocation,
    make_billing,
    make_correction,
    make_host,
    make_material,
    make_organisation,
    make_organiser,
    make_outcome,
    make_participation,
    make_photo,
    make_session,
    make_speaker,
    make_stream,
    make_user,
    make_visit,
    make_workshop,
)
from tests.reports.make import make_public_report, make_report, make_settled_workshop

pytestmark = pytest.mark.django_db
PAYLOAD = "<script>alert(1)</script> **bold** [x](javascript:alert(2)) {{ 7|add:7 }}"


def address(workshop, mount="") -> str:
    return f"/en/{mount}workshops/{workshop.slug}/report/"


def html_of(client, workshop, mount="") -> str:
    response = client.get(address(workshop, mount))
    assert response.status_code == 200
    return response.content.decode()


def test_public_report_is_shown_and_may_be_cached(client):
    report = make_public_report(workshop=make_settled_workshop())
    response = client.get(address(report.workshop))
    assert response.status_code == 200
    assert "public" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Report.Status.DRAFT, "is_public": False},
        {"status": Report.Status.FINAL, "is_public": False},
    ],
)
def test_report_that_is_not_public_is_like_a_missing_one(client, fields):
    without = make_workshop(slug="without")
    report = make_report(workshop=make_workshop(slug="withheld"), **fields)
    refused, missing = client.get(address(report.workshop)), client.get(address(without))
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert refused.content.replace(b"withheld", b"") == missing.content.replace(b"without", b"")
    assert refused.headers["Cache-Control"] == missing.headers["Cache-Control"]


def test_public_report_of_a_draft_workshop_is_missing(client):
    report = make_public_report(workshop=make_workshop(status="draft"))
    assert client.get(address(report.workshop)).status_code == 404


def test_organiser_sees_a_draft_in_the_preview_marked_as_one(client):
    report = make_report(workshop=make_settled_workshop(status="draft"))
    client.force_login(make_organiser())
    assert ">Draft<" in html_of(client, report.workshop, "preview/")


def test_organiser_sees_a_draft_before_anybody_began_a_report(client):
    workshop = make_settled_workshop()
    client.force_login(make_organiser())
    assert ">Draft<" in html_of(client, workshop, "preview/")
    assert not Report.objects.exists()


def test_visitor_is_not_let_into_the_preview(client):
    report = make_report(workshop=make_settled_workshop())
    client.force_login(make_user())
    assert client.get(address(report.workshop, "preview/")).status_code == 302


def test_final_report_is_not_marked_as_a_draft(client):
    report = make_public_report(workshop=make_settled_workshop())
    assert ">Draft<" not in html_of(client, report.workshop)


def test_findings_are_for_organisers_alone(client):
    workshop = make_settled_workshop()
    make_billing(
        session=workshop.sessions.first(), speaker=make_speaker(workshop=workshop, name="Ada")
    )
    report = make_public_report(workshop=workshop)
    question = "Do the numbers agree?"
    assert question not in html_of(client, report.workshop)
    client.force_login(make_organiser())
    assert question not in html_of(client, report.workshop)
    assert question in html_of(client, report.workshop, "preview/")


def test_tab_stands_only_where_the_report_may_be_read(client):
    workshop = make_settled_workshop()
    report = make_report(workshop=workshop)
    link = f'href="{address(workshop)}"'
    assert link not in client.get(f"/en/workshops/{workshop.slug}/").content.decode()
    Report.objects.filter(pk=report.pk).update(status="final", is_public=True)
    assert link in client.get(f"/en/workshops/{workshop.slug}/").content.decode()


def test_every_annex_can_be_linked_to_and_stands_in_the_contents(client):
    report = make_public_report(workshop=make_settled_workshop())
    page = html_of(client, report.workshop)
    for anchor in (
        "summary",
        "content-and-participants",
        *(f"annex-{letter}" for letter in "abcde"),
    ):
        assert page.count(f'id="{anchor}"') == 1
        assert page.count(f'href="#{anchor}"') == 1


def test_words_in_another_language_are_marked_where_they_stand(client):
    report = make_public_report(workshop=make_settled_workshop())
    page = client.get(f"/ru/workshops/{report.workshop.slug}/report/").content.decode()
    assert '<h1><span lang="en">Digital Trade in Practice</span></h1>' in page
    assert "<h1>Digital Trade in Practice</h1>" in html_of(client, report.workshop)


def test_who_did_not_agree_is_counted_and_not_named(client):
    workshop = make_settled_workshop()
    make_participation(workshop=workshop, name="Secret Name", country="PAK", post="Secret post")
    report = make_public_report(workshop=workshop)
    page = html_of(client, report.workshop)
    assert "Secret" not in page
    assert page.count("One person, name withheld") == 1
    assert "3 participants from 3 countries" in page


@pytest.mark.parametrize("role", [Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST, Role.INTERPRETER])
def test_names_of_others_are_withheld_too(client, role):
    workshop = make_settled_workshop()
    make_participation(workshop=workshop, name="Secret Name", role=role, unit="Hosts")
    page = html_of(client, make_public_report(workshop=workshop).workshop)
    assert "Secret" not in page
    assert page.count("One person, name withheld") == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WITHDRAWN, State.REPLACED, State.NO_SHOW])
def test_who_never_came_is_not_there(client, state):
    workshop = make_settled_workshop()
    make_participation(
        workshop=workshop, name="Absent Name", country="PAK", state=state, public_list=True
    )
    page = html_of(client, make_public_report(workshop=workshop).workshop)
    assert "Absent" not in page
    assert "2 participants from 2 countries" in page


@pytest.mark.parametrize("mount", ["", "preview/"])
def test_private_notes_never_appear(client, mount):
    workshop = make_settled_workshop()
    make_participation(
        workshop=workshop,
        name="Open Name",
        country="PAK",
        public_list=True,
        private_note="canary-private",
        public_note="Arrived on the third day.",
    )
    report = make_public_report(workshop=workshop)
    client.force_login(make_organiser())
    page = html_of(client, report.workshop, mount)
    assert "canary-private" not in page
    assert "Arrived on the third day." in page


def test_only_public_materials_and_photos_are_listed(client):
    workshop = make_settled_workshop()
    make_material(workshop=workshop, title="Open slides", url="https://example.org/a")
    for audience in ("participants", "organisers"):
        make_material(
            workshop=workshop, title="canary-slides", url="https://x.org", audience=audience
        )
    make_photo(workshop=workshop, caption="Open picture")
    make_photo(workshop=workshop, caption="canary-picture", is_public=False)
    page = html_of(client, make_public_report(workshop=workshop).workshop)
    assert "canary" not in page
    assert page.count("Open slides") == page.count("Open picture") == 1


def test_what_people_type_is_shown_and_never_run(client):
    workshop = make_settled_workshop(title=PAYLOAD, purpose=PAYLOAD, platform_url="https://x.org/")
    make_outcome(workshop=workshop, text=PAYLOAD)
    make_correction(workshop=workshop, printed=PAYLOAD, corrected=PAYLOAD, evidence=PAYLOAD)
    session = make_session(
        workshop=workshop, title=PAYLOAD, description=PAYLOAD, arranged_by=PAYLOAD
    )
    make_visit(session=session, stops=(PAYLOAD,), activities=PAYLOAD)
    make_host(session=session, organisation=make_organisation(PAYLOAD), printed_name=PAYLOAD + "!")
    make_billing(
        session=session,
        speaker=make_speaker(workshop=workshop, name=PAYLOAD, post=PAYLOAD),
        printed_name=PAYLOAD + "!",
    )
    stream = make_stream(workshop=workshop, name=PAYLOAD)
    make_allocation(stream=stream, country="KAZ", seats=1, source_note=PAYLOAD)
    make_participation(
        workshop=workshop,
        stream=stream,
        country="KAZ",
        name=PAYLOAD,
        post=PAYLOAD,
        public_list=True,
        public_note=PAYLOAD,
        printed_country=PAYLOAD,
    )
    report = make_public_report(workshop=workshop, foreword=PAYLOAD, override_note=PAYLOAD)
    page = html_of(client, report.workshop)
    assert "<script>" not in page
    assert 'href="javascript' not in page
    assert "{{ 7|add:7 }}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in page


def test_page_takes_the_same_queries_with_one_and_with_two_hundred_people(client):
    few, many = make_settled_workshop(), make_settled_workshop()
    stream = many.streams.get()
    for number in range(200):
        make_participation(
            workshop=many, stream=stream, name=f"Name {number}", public_list=bool(number % 2)
        )
    for number in range(40):
        session = make_session(workshop=many, part_of_day="night")
        make_billing(session=session, speaker=make_speaker(workshop=many, name=f"Name {number}"))
        make_visit(session=session, stops=("One", "Two"))
        make_correction(workshop=many, printed=str(number))
        make_material(workshop=many, session=session, url="https://example.org/")
    counts = []
    for workshop in (few, many):
        report = make_public_report(workshop=workshop)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            html_of(client, report.workshop)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 35
