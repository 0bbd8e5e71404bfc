"""The office's pages for reports."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Report
from tests.factories import make_allocation, make_organiser, make_user
from tests.reports.make import make_public_report, make_report, make_settled_workshop
from tests.workshops.office import form_of

pytestmark = pytest.mark.django_db
LIST = "/en/admin/reports/report/"


@pytest.fixture
def office(client):
    client.force_login(make_organiser())
    return client


def unsettled_report() -> Report:
    report = make_report(workshop=make_settled_workshop(title="Unsettled"))
    make_allocation(stream=report.workshop.streams.get(), country="PAK", seats=1)
    return report


def final_url(report: Report) -> str:
    return reverse("admin:reports_report_finalise", args=[report.pk])


def do(office, action: str, *reports: Report):
    chosen = {"action": action, "_selected_action": [report.pk for report in reports]}
    return office.post(LIST, chosen, follow=True)


def test_list_tells_how_many_findings_are_open(office):
    unsettled_report()
    make_report(workshop=make_settled_workshop())
    page = office.get(LIST).content.decode()
    assert page.count('<td class="field-open_findings">1</td>') == 1
    assert page.count('<td class="field-open_findings">0</td>') == 1


def test_list_takes_the_same_queries_with_one_and_with_many(office):
    counts = []
    for more in (1, 5):
        for _ in range(more):
            make_report(workshop=make_settled_workshop())
        with CaptureQueriesContext(connection) as queries:
            office.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_before_making_final_lists_what_is_open(office):
    page = office.get(final_url(unsettled_report())).content.decode()
    assert "Pakistan: 1 allocated, 0 used, 0 lost, 0 returned" in page
    assert 'name="note"' in page


def test_page_asks_for_no_note_where_nothing_is_open(office):
    page = office.get(final_url(make_report(workshop=make_settled_workshop()))).content.decode()
    assert 'name="note"' not in page


def test_making_final_without_a_note_is_refused_on_the_page(office):
    report = unsettled_report()
    response = office.post(final_url(report), {"note": ""})
    assert "The report stays a draft: 1 finding is open." in response.content.decode()
    assert Report.objects.get().status == "draft"


def test_making_final_with_a_note(office):
    report = unsettled_report()
    response = office.post(final_url(report), {"note": "Agreed with the ministry."})
    assert response.status_code == 302
    stored = Report.objects.get()
    assert (stored.status, stored.override_note) == ("final", "Agreed with the ministry.")
    assert stored.finalised_by.username == "organiser"


def test_visitors_reach_none_of_it(client):
    report = make_report(workshop=make_settled_workshop())
    client.force_login(make_user())
    for url in (LIST, final_url(report)):
        assert client.get(url).status_code == 302
    assert client.post(final_url(report), {"note": "x"}).status_code == 302
    assert Report.objects.get().status == "draft"


def test_staff_without_the_right_cannot_make_final(client):
    report = make_report(workshop=make_settled_workshop())
    client.force_login(make_organiser(is_superuser=False))
    assert client.post(final_url(report), {"note": "x"}).status_code == 403
    assert Report.objects.get().status == "draft"


def test_report_that_does_not_exist_is_missing(office):
    assert office.get(LIST + "999/final/").status_code == 404


def test_choosing_one_leads_to_its_findings(office):
    report = make_report(workshop=make_settled_workshop())
    assert do(office, "make_final", report).redirect_chain[-1][0] == final_url(report)


def test_choosing_several_is_refused(office):
    reports = [make_report(workshop=make_settled_workshop()) for _ in range(2)]
    assert "Choose one report" in do(office, "make_final", *reports).content.decode()
    assert Report.objects.filter(status="final").count() == 0


def test_publishing_says_of_each_how_it_went(office):
    draft = make_report(workshop=make_settled_workshop(title="Not ready"))
    final = make_report(workshop=make_settled_workshop(title="Ready"), status="final")
    page = do(office, "publish", draft, final).content.decode()
    assert "Published: Ready." in page
    assert "Not ready: A draft cannot be public." in page
    assert list(Report.objects.filter(is_public=True)) == [final]


def test_withdrawing_and_making_a_draft_again(office):
    report = make_public_report(workshop=make_settled_workshop())
    do(office, "withdraw", report)
    assert Report.objects.get().is_public is False
    do(office, "make_draft", report)
    assert Report.objects.get().status == "draft"


def test_form_keeps_its_hands_off_what_actions_own(office):
    report = make_report(workshop=make_settled_workshop())
    url = reverse("admin:reports_report_change", args=[report.pk])
    shown = form_of(office.get(url).content.decode(), "report_form")
    changed = {"foreword_en": "Welcome.", "status": "final", "is_public": "on"}
    assert office.post(url, shown | changed).status_code == 302
    stored = Report.objects.get()
    assert (stored.foreword_en, stored.status, stored.is_public) == ("Welcome.", "draft", False)


def test_form_shows_findings_and_the_way_to_final(office):
    report = unsettled_report()
    page = office.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert "Pakistan: 1 allocated" in page
    assert f'href="{final_url(report)}"' in page


def test_names_in_findings_are_escaped(office):
    report = unsettled_report()
    make_allocation(stream=report.workshop.streams.get(), country=None, body="<script>", seats=1)
    for url in (final_url(report), reverse("admin:reports_report_change", args=[report.pk])):
        page = office.get(url).content.decode()
        assert "<script>:" not in page
        assert "&lt;script&gt;: 1 allocated" in page
