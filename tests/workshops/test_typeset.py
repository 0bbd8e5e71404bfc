"""Papers: what is typed is never run, nothing is read that is not ours, and the file says what it is."""

import ast
import json
import os
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from pypdf.generic import StreamObject

from tests.workshops.test_glyphs import ALPHABETS
from workshops.content import Text
from workshops.glyphs import FONTS
from workshops.typeset import (
    PAPERS,
    PROGRAM,
    Paper,
    TooSlow,
    TypesettingFailed,
    job_of,
    plain,
    typeset,
)

MADE = datetime(2026, 5, 1, 8, tzinfo=UTC)
TEMPLATE = '#import "paper.typ": *\n#show: paper\n'
PUT_TOGETHER = {"Arabic", "Burmese", "Khmer", "Lao", "Thai", "Vietnamese"}
HOSTILE = [
    "#panic()",
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "*bold* _italic_ `code` $x^2$ <label> @ref",
    "= Not a heading",
    "- no list\n+ none",
    "// no comment",
    "/* none */ \\ \\u{41} ~ -- --- ...",
    "{{ settings.SECRET_KEY }} {% debug %} {x.__class__} %(page)s",
    "</script><svg onload=alert(1)>",
]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of templates as ours is, with the style that papers share."""
    root = tmp_path / "papers"
    root.mkdir()
    (root / "paper.typ").write_text(style_of_papers())
    return root


def made(folder: Path, body: str, content=(), **limits) -> bytes:
    (folder / "trial.typ").write_text(TEMPLATE + body)
    return typeset(a_paper(content=content), root=folder, **limits)


def a_paper(**fields) -> Paper:
    defaults = {
        "template": "trial",
        "language": "en",
        "title": "A trial",
        "head": ("Institute of Trade", "Digital Trade in Practice"),
        "made_at": MADE,
        "content": (),
    }
    return Paper(**defaults | fields)


def words(pdf: bytes) -> str:
    """The text of the first page without its foot."""
    return PdfReader(BytesIO(pdf)).pages[0].extract_text().rpartition("\nPage ")[0].strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_printed_and_never_run(folder, text):
    assert words(made(folder, "#content.at(0)", [text])) == text


@pytest.mark.parametrize(("script", "text"), ALPHABETS.items(), ids=ALPHABETS)
def test_every_alphabet_can_be_read_back(folder, script, text):
    read = words(made(folder, "#content.at(0)", [text]))
    if (
        script in PUT_TOGETHER
    ):  # the reader of this test gives such letters in another order, or twice
        assert set(read.replace(" ", "")) == set(text.replace(" ", ""))
    else:
        assert read == text


def test_a_box_for_a_missing_letter_cannot_get_into_a_paper(folder):
    assert words(made(folder, "#content.at(0)", ["Kim 홍길동"])) == "Kim ???"
    with pytest.raises(TypesettingFailed):
        made(folder, "홍길동")


def test_a_word_of_ten_thousand_letters_stays_on_the_page(folder):
    pdf = made(folder, "#content.at(0)", ["x" * 10_000])
    lines = [
        line
        for page in PdfReader(BytesIO(pdf)).pages
        for line in page.extract_text().splitlines()
        if set(line) == {"x"}
    ]
    assert sum(len(line) for line in lines) == 10_000
    assert max(len(line) for line in lines) <= 90


def test_a_text_in_another_language_says_so(folder):
    pdf = made(folder, "Its title: #said(content.at(0))", [Text("数字经济", "zh-hans")])
    reader = PdfReader(BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert b"/Lang(zh-CN)" in reader.pages[0].get_contents().get_data()


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.txt", "../../../../etc/passwd"])
def test_nothing_outside_the_folder_of_papers_can_be_read(folder, path):
    (folder.parent / "secret.txt").write_text("secret")
    with pytest.raises(TypesettingFailed):
        made(folder, f'#read("{path}")')


def test_what_lies_in_the_folder_can_be_read_and_nothing_there_leads_out_of_it(folder):
    (folder / "note.txt").write_text("ours")
    assert words(made(folder, '#read("note.txt")')) == "ours"
    assert {path.suffix for path in PAPERS.rglob("*")} == {".typ"}
    assert [path for path in PAPERS.rglob("*") if path.is_symlink()] == []


def test_no_template_of_ours_asks_for_a_package():
    assert [path for path in PAPERS.glob("*.typ") if '"@' in path.read_text()] == []


def test_a_package_is_not_fetched(folder, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.2)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
        with pytest.raises(TypesettingFailed):
            made(folder, '#import "@preview/cetz:0.3.0"')
        with pytest.raises(TimeoutError):
            proxy.accept()
        # Run with the environment of the site, it would have asked: so the watch sees what it watches for.
        with run_openly(folder) as asking:
            proxy.settimeout(20)
            proxy.accept()[0].close()
            asking.kill()


def run_openly(folder: Path) -> subprocess.Popen:
    job = job_of(a_paper()) | {"root": str(folder), "seconds": 20, "megabytes": 512}
    job["template"] = str(folder / "trial.typ")
    asking = subprocess.Popen(
        [sys.executable, str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
    )
    asking.stdin.write(json.dumps(job).encode())
    asking.stdin.close()
    return asking


def test_a_paper_that_never_ends_is_stopped(folder):
    with pytest.raises(TooSlow):
        made(folder, "#for i in range(9999) { for j in range(9999) { [] } }", seconds=1)


def test_a_paper_that_eats_memory_is_stopped_and_the_same_one_passes_where_there_is_more(folder):
    table = "#table(columns: 4, ..range(4000).map(str))"
    assert made(folder, table).startswith(b"%PDF-1.7")
    with pytest.raises(TypesettingFailed):
        made(folder, table, megabytes=110)


def test_the_refusal_names_no_path_and_the_log_says_what_went_wrong(folder, caplog):
    with pytest.raises(TypesettingFailed) as refused:
        made(folder, "#no-such-thing")
    assert str(refused.value) == "The paper could not be made. Nothing is lost; try again later."
    assert "unknown variable: no-such-thing" in caplog.text


def test_the_same_paper_has_the_same_bytes(folder):
    first = made(folder, "#content.at(0)", ["text"])
    assert made(folder, "#content.at(0)", ["text"]) == first
    assert made(folder, "#content.at(0)", ["other"]) != first


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-CN"), ("ru", "ru")])
def test_the_file_is_tagged_and_says_its_language_title_and_date(folder, language, lang):
    (folder / "trial.typ").write_text(TEMPLATE + "= First\nText\n= Second")
    pdf = typeset(a_paper(language=language, title="Подтверждение 确认"), root=folder)
    reader = PdfReader(BytesIO(pdf))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == lang
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in catalogue
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    assert [each.title for each in reader.outline] == ["First", "Second"]
    assert {name: value for name, value in reader.metadata.items() if name != "/Creator"} == {
        "/Title": "Подтверждение 确认",
        "/Author": "Institute of Trade",
        "/CreationDate": "D:20260501080000Z",
        "/ModDate": "D:20260501080000Z",
    }


def objects(pdf: bytes) -> list:
    reader = PdfReader(BytesIO(pdf))
    return [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]


def test_the_file_holds_no_place_no_attachment_no_script_and_no_unseen_text(folder):
    pdf = made(folder, "= A heading\n#content.at(0)", ["text"])
    streams = [each.get_data() for each in objects(pdf) if isinstance(each, StreamObject)]
    everything = b"\n".join([pdf, *streams])
    for place in (str(folder), str(settings.BASE_DIR), str(Path.home()), socket.gethostname()):
        assert place.encode() not in everything
    for feature in (b"/EmbeddedFile", b"/JavaScript", b"/OpenAction", b"/AA", b"/Launch", b"/OCG"):
        assert feature not in everything
    assert not re.search(rb"\b[37] Tr\b", everything)  # text that is drawn without ink


def test_a_paper_prints_texts_numbers_and_lists_and_nothing_else():
    assert plain({"a": ("x", 1, None, True)}) == {"a": ["x", 1, None, True]}
    with pytest.raises(TypeError):
        plain({"a": MADE})


def test_pages_are_counted_and_headed(folder):
    pdf = made(folder, "One\n#pagebreak()\nTwo")
    pages = [page.extract_text().splitlines() for page in PdfReader(BytesIO(pdf)).pages]
    assert [page[-1] for page in pages] == ["Page 1 of 2", "Page 2 of 2"]
    assert [page[0] for page in pages] == [
        "One",
        "Institute of Trade Digital Trade in Practice",
    ]


def test_one_program_runs_typst():
    asked = [
        path.name
        for package in ("config", "reports", "evaluations", "people", "workshops")
        for path in (settings.BASE_DIR / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import) and "typst" in [alias.name for alias in node.names]
    ]
    assert asked == ["typesetter.py"]


def test_no_font_of_papers_is_sent_to_browsers():
    assert FONTS not in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT]
    assert list((settings.BASE_DIR / "static").rglob("*.ttf")) == []


def test_papers_wear_the_colours_of_the_pages():
    css = (settings.BASE_DIR / "static" / "css" / "rostrum.css").read_text()
    css = css[: css.index("@media")]  # the colours on white
    tokens = dict(re.findall(r"--(ink|grey): (#[0-9a-f]{6});", css))
    accents = dict(re.findall(r'\[data-accent="(\w+)"\] { --accent: (#[0-9a-f]{6}); }', css))
    ours = dict(re.findall(r'(\w+)(?: =|:) rgb\("(#[0-9a-f]{6})"\)', style_of_papers()))
    assert (ours["ink"], ours["grey"]) == (tokens["ink"], tokens["grey"])
    assert {name: ours[name] for name in ("lake", "lapis", "garnet", "slate")} == {
        "lake": css[css.index("--accent: ") :][10:17],
        **accents,
    }


def style_of_papers() -> str:
    return (PAPERS / "paper.typ").read_text()
