"""The form of a nominee: anything is a draft, nothing typed is lost, papers are looked into."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from people.models import Allocation, FocalPoint, Participation, Person, Seat, State
from tests.factories import (
    make_allocation,
    make_country,
    make_dossier,
    make_focal_point,
    make_nominee,
    make_stream,
    make_workshop,
)
from tests.people.desk import (
    close_nominations,
    filled,
    make_open_allocation,
    page_of,
    pdf,
    signed_in,
)

pytestmark = pytest.mark.django_db

TODAY = str(timezone.now().date() - timedelta(days=1))
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allocation() -> Allocation:
    return make_open_allocation()


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation)


@pytest.fixture
def browser(focal_point) -> Client:
    return signed_in(focal_point)


@pytest.fixture
def new(allocation) -> str:
    return page_of(allocation, "nominees", "new")


def test_a_whole_nomination_is_submitted_with_one_button(browser, new, allocation):
    answer = browser.post(new, filled(go="submit"))
    assert (answer.status_code, answer["Location"]) == (302, page_of(allocation))
    row = Participation.objects.get()
    assert (row.state, row.person.native_name, row.dossier.cv_filename) == (
        State.SUBMITTED,
        "Дорж Саран",
        "my cv.pdf",
    )
    assert (
        "Saran Dorj is submitted. The endorsement comes next."
        in browser.get(answer["Location"]).text
    )


def test_a_draft_is_saved_with_a_name_alone_and_comes_back_filled_in(browser, new, allocation):
    browser.post(new, {"given_names": "Saran", "token": "t", "go": "save"})
    row = Participation.objects.get()
    assert row.state == State.DRAFT
    page = browser.get(page_of(allocation, "nominees", row.uuid)).text
    assert 'value="Saran"' in page


def test_without_any_name_nothing_is_saved_and_all_that_was_typed_stays(browser, new):
    page = browser.post(new, {"post": "Head of Division", "expertise": "Ports", "go": "save"})
    assert (page.status_code, Participation.objects.count()) == (200, 0)
    assert "Enter a name at least" in page.text
    for typed in ('value="Head of Division"', "Ports</textarea>"):
        assert typed in page.text


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_saved(browser, new):
    page = browser.post(new, filled(go="submit", email="", expertise="")).text
    for said in (
        "<title>Error: ",
        "There is a problem",
        'href="#id_email"',
        "Describe the field of work.",
        "Everything else is saved.",
        "Remove my cv.pdf",  # a file need not be chosen again
    ):
        assert said in page
    row = Participation.objects.get()
    assert (row.state, row.post) == (State.DRAFT, "Head of Division")


def test_what_is_wrong_keeps_the_rest(browser, new):
    page = browser.post(new, filled(email="not an address", years_in_post="many")).text
    assert ('value="not an address"' in page, 'value="many"' in page) == (True, True)
    row = Participation.objects.get()
    assert (row.person.email, row.dossier.years_in_post, row.post) == ("", None, "Head of Division")


def test_the_same_form_sent_ten_times_adds_one_nominee(browser, new):
    token = str(uuid4())
    for _ in range(10):
        assert browser.post(new, filled(token=token, go="submit")).status_code == 302
    assert (Participation.objects.count(), Person.objects.count()) == (1, 1)
    assert Participation.objects.get().changes.count() == 2


def test_a_token_of_another_allocation_stands_for_nobody_here(browser, new, allocation):
    foreign = make_open_allocation(stream=allocation.stream, country="KAZ")
    other = signed_in(make_focal_point(foreign))
    other.post(page_of(foreign, "nominees", "new"), filled(token="same"))
    browser.post(new, filled(token="same"))
    browser.post(new, filled(token=str(Participation.objects.first().uuid), email="b@example.org"))
    assert foreign.participations.count() == 1
    assert allocation.participations.count() == 2


# The script that saves as one types


def test_typing_is_saved_and_the_nominee_gets_an_address(browser, new, allocation):
    token = str(uuid4())
    first = browser.post(new, {"token": token, "family_name": "Dorj"}, headers=JSON).json()
    row = Participation.objects.get()
    address = page_of(allocation, "nominees", row.uuid)
    assert first == {"saved": True, "errors": {}, "address": address}
    second = browser.post(address, {"family_name": "Dorj", "email": "half@"}, headers=JSON).json()
    assert (second["saved"], list(second["errors"])) == (True, ["email"])
    assert browser.post(new, {"token": token, "post": "x"}, headers=JSON).json()["saved"] is False


def test_typing_never_submits(browser, new):
    browser.post(new, filled(go="save"), headers=JSON)
    assert Participation.objects.get().state == State.DRAFT


# Languages


def test_switching_the_language_saves_what_was_typed(browser, new):
    answer = browser.post(new, filled(to_language="ru", go=None))
    row = Participation.objects.get()
    assert answer["Location"] == f"/ru/nominations/{row.allocation.uuid}/nominees/{row.uuid}/"
    page = browser.get(answer["Location"]).text
    assert ('<html lang="ru"' in page, 'value="Head of Division"' in page) == (True, True)


# Papers


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", b"MZ\x90\x00 not a pdf"),
        ("cv.html", b"<script>alert(1)</script>"),
        ("cv.pdf.html", b"%PDF-1.7"),
        ("cv.png", b"%PDF-1.7"),
        ("cv.svg", b"<svg/>"),
        ("cv.docx", b"PK\x03\x04 broken"),
        ("cv.docm", b"PK\x03\x04"),
        ("cv", b"%PDF-1.7"),
        ("cv.pdf", b"%PDF-1.7" + b"x" * (5 * 1024 * 1024)),
    ],
    ids=[
        "exe",
        "html",
        "two endings",
        "other kind",
        "svg",
        "broken zip",
        "macros",
        "none",
        "large",
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_saved(browser, new, name, content):
    page = browser.post(new, filled(cv=SimpleUploadedFile(name, content), go="submit"))
    assert (page.status_code, "There is a problem" in page.text) == (200, True)
    row = Participation.objects.get()
    assert (row.state, row.dossier.cv.name) == (State.DRAFT, "")


def archive(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.PDF", b"%PDF-1.4\n"),
        ("cv.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("cv.odt", archive("mimetype", "content.xml")),
        ("scan.jpeg", b"\xff\xd8\xff\xe0 JFIF"),
        ("scan.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_papers_and_scans_are_taken(browser, new, name, content):
    browser.post(new, filled(cv=SimpleUploadedFile(name, content), go="submit"))
    assert Participation.objects.get().state == State.SUBMITTED


def test_a_paper_is_given_back_as_a_file_and_never_as_a_page(browser, new, allocation):
    browser.post(new, filled(cv=SimpleUploadedFile("../a\\Дорж <b>.pdf", b"%PDF-1.7\n")))
    row = Participation.objects.get()
    assert row.dossier.cv.name.rpartition("/")[2] != "Дорж <b>.pdf"
    answer = browser.get(page_of(allocation, "nominees", row.uuid, "files", "cv"))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store, private"
    for kind in ("language_document", "endorsement", "nothing"):
        path = page_of(allocation, "nominees", row.uuid, "files", kind)
        assert browser.get(path).status_code == 404


def test_a_paper_can_be_taken_away(browser, new, allocation):
    browser.post(new, filled())
    row = Participation.objects.get()
    browser.post(
        page_of(allocation, "nominees", row.uuid), filled(cv=None, cv_remove="on", go="save")
    )
    row.dossier.refresh_from_db()
    assert row.dossier.cv.name == ""


# Nominating somebody again


@pytest.fixture
def before(focal_point) -> Participation:
    """Somebody whom the focal point nominated two years ago."""
    stream = make_stream(workshop=make_workshop(title="Customs in 2024"))
    earlier = make_allocation(stream=stream)
    make_focal_point(earlier, email=focal_point.email.upper())
    row = make_nominee(allocation=earlier, name="Tuya Bat", post="Inspector")
    make_dossier(participation=row, expertise="Ports")
    return row


def test_somebody_nominated_before_is_filled_in_again_without_papers(browser, new, before):
    offered = browser.get(new).text
    assert "Tuya Bat (Customs in 2024)" in offered
    assert "Ports" not in offered
    page = browser.get(new, {"again": before.uuid}).text
    for said in ('value="Tuya Bat"', 'value="Inspector"', "Ports</textarea>"):
        assert said in page


def test_nobody_of_another_ministry_is_offered(browser, new, allocation):
    stream = make_stream(workshop=make_workshop())
    foreign = make_nominee(allocation=make_allocation(stream=stream, country="KAZ"), name="Foreign")
    other = make_allocation(stream=stream)
    make_focal_point(other, organisation="Ministry of Health")
    beside = make_nominee(allocation=other, name="Beside")
    for query in ({}, {"again": foreign.uuid}, {"again": beside.uuid}, {"again": "x"}):
        page = browser.get(new, query)
        assert page.status_code == 200
        assert ("Foreign" in page.text, "Beside" in page.text) == (False, False)


# What cannot be changed from outside the form


def test_nothing_but_the_fields_of_the_form_is_taken(browser, new, allocation):
    foreign = make_allocation(stream=allocation.stream, country="KAZ")
    planted = {
        "state": "accepted",
        "seat": allocation.seats.first().pk,
        "allocation": foreign.pk,
        "stream": 999,
        "rank": 99,
        "reserve_rank": 1,
        "role": "staff",
        "channel": "historical",
        "endorsement": 1,
        "waiver_reason": "me",
        "waived_by": 1,
        "sending_country": "KAZ",
        "workshop": 999,
        "public_list": "on",
        "directory": "on",
        "private_note": "x",
        "uuid": str(uuid4()),
        "person": 1,
        "cv_filename": "x",
        "offered_at": "2024-01-01",
        "searchable": "x",
        "phone": "x",
    }
    browser.post(new, filled(**planted, go="submit"))
    row = Participation.objects.get()
    kept = Participation.objects.values(
        *(set(planted) - {"uuid", "cv_filename", "searchable", "phone"})
    ).get()
    assert kept == {
        "state": "submitted",
        "seat": None,
        "allocation": allocation.pk,
        "stream": allocation.stream_id,
        "rank": 1,
        "reserve_rank": None,
        "role": "participant",
        "channel": "nomination",
        "endorsement": None,
        "waiver_reason": "",
        "waived_by": None,
        "sending_country": "MNG",
        "workshop": allocation.stream.workshop_id,
        "public_list": False,
        "directory": False,
        "private_note": "",
        "person": row.person_id,
        "offered_at": None,
    }
    assert (row.uuid == planted["uuid"], row.person.phone, row.dossier.cv_filename) == (
        False,
        "",
        "my cv.pdf",
    )
    assert Seat.objects.held().count() == 0


def test_after_the_deadline_the_form_is_to_read_and_a_late_post_keeps_what_was_typed(
    browser, new, allocation
):
    browser.post(new, filled())
    row = Participation.objects.get()
    close_nominations(allocation)
    path = page_of(allocation, "nominees", row.uuid)
    page = browser.get(path).text
    assert ("<form" in page.partition("<main")[2], "Head of Division" in page) == (False, True)
    late = browser.post(path, filled(post="Director", go="submit")).text
    assert "The time for nominations is over." in late
    assert 'value="Director"' in late
    row.refresh_from_db()
    assert (row.post, row.state) == ("Head of Division", State.DRAFT)
    assert browser.get(new).status_code == 302


def test_one_too_many_stays_a_draft_and_says_so(browser, new, allocation):
    for number in range(4):
        make_nominee(allocation=allocation, name=f"Nominee {number}")
    page = browser.post(new, filled(go="submit")).text
    assert "4 nominees may be put forward for these seats, and 4 are." in page
    assert 'value="Saran"' in page
    assert Participation.objects.get(person__family_name="Dorj").state == State.DRAFT


def test_a_submitted_nomination_is_corrected_in_place_and_an_endorsed_one_read(
    browser, new, allocation
):
    browser.post(new, filled(go="submit"))
    row = Participation.objects.get()
    path = page_of(allocation, "nominees", row.uuid)
    assert "Save the changes" in browser.get(path).text
    browser.post(path, filled(post="Director", cv=None))
    row.refresh_from_db()
    assert (row.post, row.state) == ("Director", State.SUBMITTED)
    emptied = browser.post(path, filled(post="", cv=None))
    assert "Enter the post." in emptied.text
    word = {"nominees": [row.uuid], "authority": "Deputy Minister", "dated": TODAY}
    assert browser.post(page_of(allocation, "endorsement"), word).status_code == 302
    page = browser.get(path).text
    assert ("<form" in page.partition("<main")[2], "Deputy Minister" in page) == (False, True)


def test_names_of_any_script_are_kept_as_typed_but_for_what_nobody_sees(browser, new):
    browser.post(
        new,
        filled(
            given_names=" Nguyễn\u202e  Thị\r\n",
            family_name="O’Brien-Оглы",
            display_name="Nguyễn Thị O’Brien",
            native_name="محمد 李明",
        ),
    )
    person = Person.objects.get()
    assert (person.given_names, person.family_name, person.native_name) == (
        "Nguyễn Thị",
        "O’Brien-Оглы",
        "محمد 李明",
    )
    assert make_country("MNG") == person.nationality


# Endorsing


def test_nominees_are_endorsed_together(browser, new, allocation):
    for name in ("One", "Two"):
        browser.post(
            new,
            filled(display_name=name, family_name=name, email=f"{name}@example.org", go="submit"),
        )
    rows = list(allocation.participations.all())
    path = page_of(allocation, "endorsement")
    page = browser.get(path).text
    assert ("One" in page, "Two" in page) == (True, True)
    form = {
        "nominees": [row.uuid for row in rows],
        "authority": "Deputy Minister of Trade",
        "dated": TODAY,
        "document": pdf("note.pdf"),
    }
    assert browser.post(path, form)["Location"] == page_of(allocation)
    assert {row.state for row in allocation.participations.all()} == {State.ENDORSED}
    assert allocation.endorsements.count() == 1
    letter = browser.get(page_of(allocation, "nominees", rows[0].uuid, "files", "endorsement"))
    assert b"".join(letter.streaming_content) == b"%PDF-1.7\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"authority": ""},
        {"dated": ""},
        {"dated": "2999-01-01"},
        {"dated": "1999-01-01"},
        {"nominees": []},
        {"document": SimpleUploadedFile("note.exe", b"MZ")},
    ],
    ids=lambda wrong: "".join(map(str, wrong.items()))[:25],
)
def test_an_endorsement_that_is_not_whole_is_not_entered(browser, allocation, wrong):
    row = make_nominee(allocation=allocation, endorsed=False)
    form = {"nominees": [row.uuid], "authority": "Deputy Minister", "dated": TODAY}
    page = browser.post(page_of(allocation, "endorsement"), form | wrong)
    assert (page.status_code, "There is a problem" in page.text) == (200, True)
    row.refresh_from_db()
    assert (row.state, allocation.endorsements.count()) == (State.SUBMITTED, 0)


def test_nobody_of_another_allocation_is_endorsed(browser, allocation):
    foreign = make_nominee(
        allocation=make_allocation(stream=allocation.stream, country="KAZ"), endorsed=False
    )
    make_nominee(allocation=allocation, endorsed=False)
    form = {"authority": "Deputy Minister", "dated": TODAY}
    path = page_of(allocation, "endorsement")
    hidden, missing = (
        words(browser.post(path, form | {"nominees": [key]}).text.replace(str(key), ""))
        for key in (foreign.uuid, uuid4())
    )
    assert hidden == missing
    foreign.refresh_from_db()
    assert foreign.state == State.SUBMITTED


def words(page: str) -> str:
    """A page without the marks of its forms, which are new each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
