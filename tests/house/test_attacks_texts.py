"""Attacks with texts: nothing that anybody writes runs in another's browser.

Every text of every row is set to each hostile text in turn; every page is asked for, as the public, in
the preview and in the office. A page may hold the words, never an element or attribute made of them.
"""

import re
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from django.test import Client

from tests.factories import make_organiser
from tests.house.addresses import addresses
from tests.house.everything import make_everything
from tests.house.site import ROOT
from workshops.content import markdown

pytestmark = pytest.mark.django_db
MARK = "xq7"
HOSTILE = [
    f"<script>{MARK}</script>",
    f'"><img src=x onerror={MARK}>',
    f"' onmouseover={MARK} x='",
    f"[{MARK}](javascript:{MARK})",
    f"![{MARK}](https://evil.example/{MARK}.png)",
    f"</title><svg onload={MARK}>",
    f"{{{{ {MARK} }}}}{{% load {MARK} %}}%({MARK})s %s",
    f"<a href='java\tscript:{MARK}'>x</a>",
]
EVERYWHERE = [  # each asked of every page, so few
    f"</title></textarea><script>{MARK}</script>",
    f"\"'><img src=x onerror={MARK} x='",
    f"[{MARK}](javascript:{MARK})",
]
OURS = ("workshops", "people", "evaluations", "reports")
ICON = re.search(r'rel="icon" href="([^"]*)"', (ROOT / "templates/base.html").read_text())[1]
KEPT = {"slug", "zone", "code", "iso2", "name_template", "token_hash", "languages"}


class Watch(HTMLParser):
    """Collects what a hostile text would need to run or to tell somebody."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        data = dict(attrs).get("type") == "application/ld+json"  # read by nobody as a program
        self.in_script = tag in ("script", "style") and not data
        for name, value in attrs:
            scheme = "".join((value or "").split()).lower()
            runs = name.startswith("on") or name in ("style", "srcdoc", "formaction")
            leads = name in ("href", "src", "action") and scheme.startswith(
                ("javascript:", "data:")
            )
            leads = leads and (tag, value) != ("link", ICON)
            fetches = name in ("src", "srcset") and "evil.example" in scheme
            if runs or leads or fetches:
                self.found.append(f"<{tag} {name}={value}>")
            if MARK in name or MARK in tag:
                self.found.append(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        if self.in_script and MARK in data:
            self.found.append(f"script: {data[:60]}")


def dangers(html: str) -> list[str]:
    watch = Watch()
    watch.feed(html)
    return watch.found


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{MARK}</script>",
        f'<p title=""><img src=x onerror={MARK}>',
        f'<a href="java\tscript:{MARK}">x</a>',
        '<img src="https://evil.example/a.png">',
        '<p style="position:fixed">',
    ],
)
def test_the_watch_sees_what_would_run(html):
    assert dangers(html) != []


def test_the_watch_lets_words_and_data_pass():
    data = f'<script type="application/ld+json">{{"name": "{MARK}"}}</script>'
    assert dangers(f'{data}<link rel="icon" href="{ICON}">') == []
    assert dangers(f'<link rel="icon" href="data:image/svg+xml,{MARK}">') != []
    assert dangers(f"{data.replace(MARK, f'</script><script>{MARK}')}") != []
    assert dangers(f'<p title="&lt;script&gt;{MARK}">&lt;script&gt;{MARK}&lt;/script&gt;</p>') == []


def poison(text: str) -> None:
    """Write the text into every column of words, past all forms, as far as it is long enough."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.fields:
                if is_free_text(field):
                    write(model, field, text[: field.max_length or None])


def write(model, field, text: str) -> None:
    """Into all rows, unless the database forbids it."""
    with suppress(IntegrityError), transaction.atomic():
        model._default_manager.update(**{field.name: text})


def is_free_text(field) -> bool:
    free = isinstance(field, CharField | TextField) and not field.choices and not field.unique
    return free and field.name not in KEPT and (field.max_length or 99) >= 40


@pytest.mark.parametrize("hostile", EVERYWHERE)
def test_nothing_that_is_written_runs_on_any_page(hostile):
    everything = make_everything()
    poison(hostile)
    organiser = Client()
    organiser.force_login(make_organiser())
    seen, found = 0, {}
    paths = [everything.path(each) for each in addresses() if each.area in ("public", "preview")]
    for path in [*paths, f"/e/{everything.token}/", *office_pages()]:
        answer = organiser.get(path)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            answer.close()
            continue
        seen += MARK in answer.text
        if dangers(answer.text):
            found[path] = dangers(answer.text)
    assert found == {}
    assert seen > 40


def office_pages() -> list[str]:
    """The list, a search, the form and the deletion of one row of every kind."""
    pages = ["/en/admin/"]
    for model in admin.site._registry:
        row = model._default_manager.first()
        if row is None or model._meta.app_label not in OURS:
            continue
        place = f"/en/admin/{model._meta.app_label}/{model._meta.model_name}/"
        pages += [place, f"{place}?q={MARK}%22%3E%3Cscript%3E"]
        pages += [f"{place}{row.pk}/{name}/" for name in ("change", "delete")]
    return pages


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        f"<{MARK}>",
        f"[x]: javascript:{MARK}\n\n[x]",
        f"<javascript:{MARK}>",
        f"[a](data:text/html,{MARK})",
        f"[a](&#106;avascript:{MARK})",
        f"[a](vbscript:{MARK})",
        f"[a](//evil.example/{MARK} '\" onclick={MARK}')",
        f"| a |\n|---|\n| <svg onload={MARK}> |",
    ],
)
def test_markdown_makes_nothing_that_runs(text):
    assert dangers(markdown(text)) == []


def test_markdown_makes_links_and_lists():
    html = markdown("- [Read](https://example.org/a)")
    assert '<a href="https://example.org/a"' in html
    assert html.count("<li>") == 1


@pytest.mark.parametrize("name", [f"{HOSTILE[0]}.csv", f"a' onload={MARK}.xlsx", "a\r\nX: y.csv"])
@pytest.mark.parametrize("kind", ["agenda", "programme", "roster", "allocations"])
def test_a_hostile_file_and_its_name_are_shown_as_words(name, kind):
    workshop = make_everything().workshop
    organiser = Client()
    organiser.force_login(make_organiser())
    cells = ",".join(f'"{text}"' for text in HOSTILE).encode()
    file = SimpleUploadedFile(name, b"Title,Name,Seats\n" + cells + b"\n" + cells)
    page = organiser.post(
        f"/en/admin/workshops/workshop/{workshop.pk}/import/{kind}/", {"file": file}
    )
    assert (page.status_code, dangers(page.text)) == (200, [])


@pytest.mark.parametrize("path", ["/en/{}/", "/en/workshops/{}/", "//evil.example/{}", "/e/{}/"])
def test_a_missing_page_says_nothing_of_its_address(path):
    page = Client().generic("GET", path.format(f"{MARK}%22%3E%3Csvg%20onload={MARK}%3E"))
    assert page.status_code == 404
    assert MARK not in page.text
    assert "evil.example" not in page.text
