"""The booklet of a programme: what it says page by page, in three languages, and that it never changes."""

import re
import shutil
import threading
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from reports.papers import kept
from reports.papers.booklet import booklet, in_words
from reports.papers.booklet.days import LONG, titled
from reports.papers.booklet.edition import draft_of, edition_of
from reports.papers.booklet.glance import LINE_LETTERS, sheets_of, shortened
from reports.papers.booklet.marks import COLOURS, marks
from reports.papers.kept import made_once
from tests import factories
from workshops.agenda import agenda_for, working_copy
from workshops.models import OrganisationRole, PartOfDay, Session, SpeakerRole, Workshop
from workshops.typeset import TypesettingFailed

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 8, tzinfo=UTC)
ADDRESS = "/en/workshops/trade/agenda.pdf"


@pytest.fixture
def workshop() -> Workshop:
    """Five days in Almaty in three languages: a morning of two, a visit, a whole day out, a day off."""
    workshop = factories.make_workshop(
        slug="trade",
        title_en="Digital Trade in Practice",
        title_zh_hans="数字贸易实务",
        title_ru="Цифровая торговля на практике",
        languages=["en", "zh-hans", "ru"],
        ends_on=date(2024, 5, 24),
        contact_email="course@example.org",
    )
    hall = factories.make_venue("Hall A", address_local="北京路1号")
    opening = factories.make_session(
        workshop=workshop,
        title_en="Opening ceremony",
        title_zh_hans="开幕式",
        title_ru="Церемония открытия",
        kind=Session.Kind.CEREMONY,
        starts_at=clock(9),
        ends_at=clock(10, 30),
        venue=hall,
    )
    lei = factories.make_speaker(
        workshop=workshop,
        name="Lei Jun",
        honorific="Prof.",
        name_native="雷军",
        post="Dean of Trade",
    )
    factories.make_billing(session=opening, speaker=lei, role=SpeakerRole.Role.MODERATOR)
    factories.make_billing(session=opening, speaker=lei)
    factories.make_session(workshop=workshop, title="Rules of origin", starts_at=clock(10, 45))
    port = factories.make_session(
        workshop=workshop,
        title="A dry port at work",
        kind=Session.Kind.SITE_VISIT,
        date=date(2024, 5, 21),
        part_of_day=PartOfDay.AFTERNOON,
    )
    factories.make_visit(session=port, stops=("Gate", "Customs hall"), meeting_point="Hotel lobby")
    factories.make_session(
        workshop=workshop,
        title="A day at the border",
        kind=Session.Kind.TOUR,
        date=date(2024, 5, 22),
        part_of_day=PartOfDay.DAYTIME,
    )
    factories.make_session(
        workshop=workshop,
        title="",
        kind=Session.Kind.OFF,
        date=date(2024, 5, 23),
        part_of_day=PartOfDay.DAYTIME,
    )
    return workshop


@pytest.fixture
def released(workshop) -> Workshop:
    factories.release(workshop, now=NOW)
    return workshop


def made(workshop: Workshop, language: str = "en", paper: str = "a4") -> PdfReader:
    """The booklet of the release in force."""
    with translation.override(language):
        agenda = agenda_for(workshop)
        edition = edition_of(agenda.release, zone=agenda.zone)
        return PdfReader(BytesIO(booklet(agenda, edition, paper=paper)))


def pages_of(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def solid(text: str) -> str:
    """Without spaces, which the reader of these tests sees between scripts and figures."""
    return "".join(text.split())


def words(workshop: Workshop):
    return in_words(working_copy(workshop), draft_of(workshop, now=NOW))


# ------------------------------------------------------------------ what it says


def test_it_is_a_cover_a_glance_a_page_for_each_day_speakers_and_whom_to_ask(released):
    firsts = [page.splitlines()[1] for page in pages_of(made(released))[1:]]
    assert firsts == [
        "The programme at a glance",
        "Monday 20 May",
        "Tuesday 21 May",
        "Wednesday 22 May",
        "Thursday 23 May",
        "Friday 24 May",
        "Speakers",
        "Good to know",
    ]


def test_the_cover_says_what_when_where_by_whom_and_which_release(workshop):
    for role, name in (("organiser", "Institute of Trade"), ("funder", "Fund for Trade")):
        OrganisationRole.objects.create(
            workshop=workshop, organisation=factories.make_organisation(name), role=role
        )
    factories.release(workshop, now=NOW)
    lines = pages_of(made(workshop))[0].splitlines()
    assert lines[1:6] == [
        "Programme",
        "Digital Trade in Practice",
        "20–24 May 2024",
        "Almaty",
        "Release 1 of Sat 20 Apr 2024",
    ]
    assert "Organised by Institute of Trade" in lines
    assert "Funded by Fund for Trade" in lines
    assert lines[-1] == "Release 1 of Sat 20 Apr 2024 Page 1 of 9"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Digital Trade in Practice", "Monday 20 May", "Opening ceremony", "Ceremony"]),
        ("zh-hans", ["数字贸易实务", "5 月 20 日 星期一", "开幕式", "典礼"]),
        ("ru", ["Цифровая торговля на практике", "Понедельник, 20 мая", "Церемония открытия"]),
    ],
)
def test_each_language_reads_back(released, language, said):
    reader = made(released, language)
    text = solid("".join(pages_of(reader)))
    assert [each for each in said if solid(each) not in text] == []
    assert reader.trailer["/Root"]["/Lang"][:2] == language[:2]


def test_a_day_gives_times_kinds_titles_people_and_places(released):
    text = " ".join(pages_of(made(released))[2].split())
    for said in (
        "Day 1 Morning 09:00–10:30 Ceremony Opening ceremony",
        "Moderator: Prof. Lei Jun, Dean of Trade Prof. Lei Jun, Dean of Trade Venue Hall A",
        "10:45 Lecture Rules of origin",
    ):
        assert said in text


def test_a_visit_gives_its_stops_in_order_and_where_to_meet(released):
    text = " ".join(pages_of(made(released))[3].split())
    assert re.search(r"A dry port at work .*Gate · Firm .*Customs hall · Firm", text)
    assert "Meeting point Hotel lobby" in text


def test_a_visit_says_when_and_how_one_gets_there(workshop):
    visit = workshop.sessions.get(number=3).visit
    visit.meets_at, visit.to_bring_en = clock(13, 30), "Passport"
    visit.save()
    visit.stops.filter(position=1).update(arrives_at=clock(14), leaves_at=clock(14, 40))
    factories.make_transport(
        visit=visit, label="Bus 1", leaves_at=clock(13, 45), returns_at=clock(17)
    )
    (entry,) = words(workshop).days[1].parts[0].entries
    assert entry.spots[0].time == "14:00–14:40"
    assert entry.lines == (
        ("Meeting point", (("13:30", " · ", "Hotel lobby"),)),
        ("Transport", (("Bus 1", " · ", "leaves at 13:45", " · ", "back at 17:00"),)),
        ("What to bring and wear", ("Passport",)),
    )
    factories.release(workshop, now=NOW)
    assert "Transport Bus 1 · leaves at 13:45" in " ".join(pages_of(made(workshop))[3].split())


def test_days_off_and_days_with_nothing_yet_have_a_calm_page_each(workshop):
    assert [(day.date, day.calm) for day in words(workshop).days[3:]] == [
        ("Thursday 23 May", "Day off"),
        ("Friday 24 May", "Nothing is planned for this day yet."),
    ]


def test_speakers_are_listed_once_with_their_sessions_and_the_page_of_each(released):
    text = pages_of(made(released))[-2]
    assert text.splitlines()[2:5] == [
        "Prof. Lei Jun 雷军",
        "Dean of Trade",
        "Mon 20 May, 09:00–10:30 · Opening ceremony 3",
    ]


def test_the_last_page_names_the_contact_and_addresses_as_a_driver_reads_them(released):
    text = solid(pages_of(made(released))[-1])
    said = ("course@example.org", "Hall A", "北京路1号", "Almaty time (UTC+5)", "/trade/agenda/")
    assert [each for each in said if solid(each) not in text] == []


def test_an_honorific_stands_before_a_name_once():
    assert titled("Prof.", "Lei Jun") == "Prof. Lei Jun"
    assert titled("Mr.", "Mr. Ben Shenglin") == "Mr. Ben Shenglin"
    assert titled("", "Lei Jun") == "Lei Jun"


def test_what_is_cancelled_is_said_and_struck(workshop):
    workshop.sessions.filter(number=2).update(status=Session.Status.CANCELLED)
    first, second = words(workshop).days[0].parts[0].entries
    assert (first.is_cancelled, first.marks) == (False, ())
    assert (second.is_cancelled, second.marks) == (True, ("Cancelled",))
    factories.release(workshop, now=NOW)
    assert "Cancelled" in pages_of(made(workshop))[2]


def test_what_is_typed_is_printed_and_never_run(workshop):
    typed = '#panic() *b* {{ settings.SECRET_KEY }} $x$ #read("/etc/passwd")'
    workshop.sessions.filter(number=1).update(title_en=typed)
    workshop.speakers.update(name=typed)
    factories.release(workshop, now=NOW)
    text = "".join("".join(pages_of(made(workshop))[2:]).split())
    assert text.count("".join(typed.split())) == 5  # title and speaker, twice, and in the index


def test_a_letter_that_no_font_has_leaves_no_box(workshop):
    workshop.sessions.filter(number=1).update(title_en="Kim 홍길동")
    workshop.speakers.update(name_native="홍길동")
    factories.release(workshop, now=NOW)
    text = "\n".join(pages_of(made(workshop)))
    assert "Kim ???" in text
    assert text.count("???") == 3  # at a glance, on its day, in the index: not as a native name


# ------------------------------------------------------------------ how it is made up


def test_it_is_tagged_titled_and_has_a_bookmark_for_each_day(released):
    reader = made(released)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Programme – Digital Trade in Practice"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "Digital Trade in Practice",
        "The programme at a glance",
        "Monday 20 May",
        "Tuesday 21 May",
        "Wednesday 22 May",
        "Thursday 23 May",
        "Friday 24 May",
        "Speakers",
        "Good to know",
    ]


def test_only_the_glance_lies_across(released):
    boxes = [page.mediabox for page in made(released).pages]
    assert [box.width > box.height for box in boxes] == [False, True, *[False] * 7]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_there_are_two_papers(released, paper, size):
    reader = made(released, paper=paper)
    boxes = [page.mediabox for page in reader.pages]
    assert (round(boxes[0].width), round(boxes[0].height)) == size
    assert (round(boxes[1].height), round(boxes[1].width)) == size
    assert len(boxes) == 9


def test_two_weeks_are_one_sheet_however_full(workshop):
    workshop.ends_on = date(2024, 6, 2)
    workshop.save()
    for number in range(14 * 3 * 6):
        day, place = divmod(number, 18)
        factories.make_session(
            workshop=workshop,
            number=100 + number,
            title="A long title about digital public services in the region " * 3,
            date=workshop.starts_on + timedelta(days=day),
            part_of_day=(PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.NIGHT)[place % 3],
        )
    factories.release(workshop, now=NOW)
    for paper in ("a4", "letter"):
        reader = made(workshop, paper=paper)
        across = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
        assert len(across) == 1
        assert "Sun 2 Jun" in across[0].extract_text()


@pytest.mark.parametrize(("days", "weeks"), [(2, []), (5, [5]), (14, [7, 7]), (16, [8, 8])])
def test_days_fill_weeks_and_a_short_meeting_needs_no_glance(days, weeks):
    workshop = factories.make_workshop(ends_on=date(2024, 5, 19) + timedelta(days=days))
    factories.make_session(workshop=workshop)
    sheets = sheets_of(working_copy(workshop))
    assert [len(week.days) for sheet in sheets for week in sheet.weeks] == weeks
    assert len(sheets) == bool(weeks)


def test_sixty_days_are_five_sheets():
    workshop = factories.make_workshop(ends_on=date(2024, 7, 18))
    factories.make_session(workshop=workshop)
    assert [len(sheet.weeks) for sheet in sheets_of(working_copy(workshop))] == [2, 2, 2, 2, 1]


def test_a_whole_day_out_is_one_cell_and_needs_no_row_of_its_own(workshop):
    (sheet,) = sheets_of(working_copy(workshop))
    (week,) = sheet.weeks
    assert [row.label for row in week.rows] == ["Morning", "Afternoon"]
    assert [len(row.cells) for row in week.rows] == [5, 3]
    assert [cell.rows for cell in week.rows[0].cells] == [1, 1, 2, 2, 1]


def test_sessions_that_find_no_line_at_a_glance_are_counted(workshop):
    for number in range(40):
        factories.make_session(workshop=workshop, number=100 + number)
    (sheet,) = sheets_of(working_copy(workshop))
    cell = sheet.weeks[0].rows[0].cells[0]
    assert cell.more == f"{42 - len(cell.briefs)} more"
    assert len(cell.briefs) < 42


def test_a_title_at_a_glance_is_cut_at_a_word_and_a_chinese_letter_counts_for_two():
    assert shortened("Rules of origin for small firms", 20) == "Rules of origin for…"
    assert shortened("数字公共服务与贸易", 8) == "数字公共…"
    assert shortened("Rules of origin", LINE_LETTERS) == "Rules of origin"


def test_a_long_day_flows_over_and_does_not_shrink(workshop):
    for number in range(30):
        factories.make_session(workshop=workshop, number=100 + number, title=f"Talk {number}")
    factories.release(workshop, now=NOW)
    pages = pages_of(made(workshop))
    second_day = next(n for n, page in enumerate(pages) if "Tuesday 21 May" in page)
    assert second_day > 3
    assert [f"Talk {n}" in "".join(pages[2:second_day]) for n in range(30)] == [True] * 30


def test_a_session_longer_than_a_page_is_printed_to_its_end(workshop):
    visit = factories.make_visit(
        session=workshop.sessions.get(number=2), stops=tuple(f"Stop {n}" for n in range(LONG * 8))
    )
    factories.release(workshop, now=NOW)
    text = "".join(pages_of(made(workshop)))
    assert [stop.name in text for stop in visit.stops.all()] == [True] * LONG * 8


def test_every_kind_has_its_mark():
    assert set(marks()) == set(COLOURS) == set(Session.Kind.values)


def test_figures_of_a_long_programme_need_no_more_queries():
    asked = []
    for count in (40, 500):
        workshop = factories.make_workshop()
        for number in range(count):
            factories.make_session(
                workshop=workshop,
                number=number + 1,
                date=workshop.starts_on + timedelta(days=number % 14),
            )
        factories.release(workshop)
        with CaptureQueriesContext(connection) as queries:
            agenda = agenda_for(workshop)
            in_words(agenda, edition_of(agenda.release, zone=agenda.zone))
        asked.append(len(queries))
    assert asked[0] == asked[1]


# ------------------------------------------------------------------ who gets it, and that it stays


def test_everybody_gets_the_release_as_a_pdf(client, released):
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="trade-en-1.pdf"'
    assert response["Cache-Control"] == "no-cache, public"
    assert len(PdfReader(BytesIO(response.content)).pages) == 9
    letter = client.get(ADDRESS, {"paper": "letter"})
    assert PdfReader(BytesIO(letter.content)).pages[0].mediabox.width == 612


def test_a_draft_an_unreleased_and_an_unknown_workshop_are_equally_missing(client, workshop):
    missing = client.get("/en/workshops/nothing/agenda.pdf")
    unreleased = client.get(ADDRESS)
    factories.release(workshop, now=NOW)
    assert client.get(ADDRESS).status_code == 200
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    draft = client.get(ADDRESS)
    assert [each.status_code for each in (missing, unreleased, draft)] == [404] * 3
    assert missing.content == unreleased.content == draft.content


def test_the_agenda_leads_to_it_once_there_is_one(client, workshop):
    link = f'href="{ADDRESS}"'
    assert link not in client.get("/en/workshops/trade/agenda/").content.decode()
    factories.release(workshop, now=NOW)
    assert link in client.get("/en/workshops/trade/agenda/").content.decode()


def test_no_other_paper_is_made(client, released):
    assert client.get(ADDRESS, {"paper": "a3"}).status_code == 404


def test_a_scheduled_release_is_not_out(client, released):
    released.releases.update(released_at=datetime(2999, 1, 1, tzinfo=UTC))
    assert client.get(ADDRESS).status_code == 404


def test_organisers_preview_the_working_copy_marked_as_a_draft(client, released):
    released.sessions.filter(number=1).update(title_en="Grand opening")
    preview = ADDRESS.replace("/en/", "/en/preview/")
    assert client.get(preview).status_code == 302
    client.force_login(factories.make_organiser())
    own = pages_of(PdfReader(BytesIO(client.get(preview).content)))
    public = pages_of(PdfReader(BytesIO(client.get(ADDRESS).content)))
    assert ("Draft of" in own[2], "Grand opening" in own[2]) == (True, True)
    assert ("Draft" in public[2], "Grand opening" in public[2]) == (False, False)


def test_a_release_has_the_same_bytes_for_ever_and_the_next_has_others(client, released):
    first = client.get(ADDRESS)
    released.sessions.filter(number=1).update(title_en="Grand opening")
    Workshop.objects.update(contact_email="other@example.org")
    again = client.get(ADDRESS)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    factories.release(released, now=NOW + timedelta(days=1))
    second = client.get(ADDRESS)
    assert second["ETag"] != first["ETag"]
    text = "".join(pages_of(PdfReader(BytesIO(second.content))))
    assert ("Release 2 of Sun 21 Apr 2024" in text, "Grand opening" in text) == (True, True)


def test_who_has_it_is_not_sent_it_again_even_from_behind_compression(client, released):
    etag = client.get(ADDRESS, headers={"accept-encoding": "gzip"})["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": etag}).status_code == 304
    russian = ADDRESS.replace("/en/", "/ru/")
    assert client.get(russian, headers={"if-none-match": etag}).status_code == 200
    letter = client.get(ADDRESS, {"paper": "letter"}, headers={"if-none-match": etag})
    assert letter.status_code == 200


# ------------------------------------------------------------------ made once


class Maker:
    """Something that takes a moment, and counts how often it is asked."""

    def __init__(self, fails: bool = False):
        self.count = self.busy = self.busiest = 0
        self.fails = fails

    def __call__(self) -> bytes:
        self.count += 1
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        time.sleep(0.2)
        self.busy -= 1
        if self.fails:
            raise TypesettingFailed("broken")
        return b"%d" % self.count


@pytest.fixture(autouse=True)
def shelves(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def asked_by(count: int, ask) -> None:
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_flood_makes_a_paper_once():
    maker, got = Maker(), []
    asked_by(12, lambda _n: got.append(made_once("w", "1", "en.pdf", maker)))
    assert (got, maker.count) == ([b"1"] * 12, 1)


def test_each_file_is_made_for_itself():
    maker = Maker()
    asked_by(3, lambda n: made_once("w", "1", f"{n}.pdf", maker))
    assert maker.count == 3


@pytest.mark.parametrize("at_once", [2, 12])
def test_a_flood_of_different_ones_is_made_a_few_at_a_time(monkeypatch, at_once):
    monkeypatch.setattr(kept, "AT_ONCE", at_once)
    maker, got = Maker(), []
    asked_by(12, lambda n: got.append(made_once("w", f"{n}-release", "en.pdf", maker)))
    assert (len(got), maker.busiest) == (12, at_once)


def test_a_folder_that_is_cleared_away_meanwhile_costs_nobody_the_paper(tmp_path):
    def maker() -> bytes:
        shutil.rmtree(tmp_path / "papers" / "w" / "1", ignore_errors=True)
        return b"paper"

    assert made_once("w", "1", "en.pdf", maker) == b"paper"


def test_a_paper_that_fails_is_not_tried_again_at_once(monkeypatch):
    maker = Maker(fails=True)
    for _ in range(3):
        with pytest.raises(TypesettingFailed):
            made_once("w", "1", "en.pdf", maker)
    assert maker.count == 1
    monkeypatch.setattr(kept, "REST", 0)
    maker.fails = False
    assert made_once("w", "1", "en.pdf", maker) == b"2"
    assert made_once("w", "1", "en.pdf", maker) == b"2"


def test_who_waits_too_long_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(kept, "PATIENCE", 0.05)
    maker, refused = Maker(), []

    def ask(_n):
        try:
            made_once("w", "1", "en.pdf", maker)
        except TypesettingFailed as busy:
            refused.append(str(busy))

    asked_by(3, ask)
    assert refused == ["The paper could not be made. Nothing is lost; try again later."] * 2


def test_only_the_latest_of_a_workshop_are_kept(tmp_path):
    maker = Maker()
    for number in range(kept.KEPT + 1):
        made_once("w", str(number), "en.pdf", maker)
    made_once("other", "0", "en.pdf", maker)
    files = sorted(str(path.relative_to(tmp_path / "papers")) for path in tmp_path.rglob("*.pdf"))
    assert files == [
        "other/0/en.pdf",
        *(f"w/{number}/en.pdf" for number in range(1, kept.KEPT + 1)),
    ]
    assert len(list((tmp_path / "papers" / "w").glob("*.lock"))) == kept.KEPT


def test_an_earlier_release_keeps_its_booklet_and_one_to_come_has_none(client, released):
    first = client.get(ADDRESS)
    released.sessions.filter(number=1).update(title_en="Grand opening")
    factories.release(released, now=NOW + timedelta(days=1))
    number = "/en/workshops/trade/releases/{}/agenda.pdf"
    assert client.get(number.format(1)).content == first.content
    assert client.get(number.format(2)).content == client.get(ADDRESS).content
    assert client.get(number.format(3)).status_code == 404
    released.releases.filter(number=2).update(released_at=datetime(2999, 1, 1, tzinfo=UTC))
    assert client.get(number.format(2)).status_code == 404
