"""The scan of committed files finds what it is for. Planted faults are written in parts, so that
this file passes it too."""

import pytest

from tests.house.site import ROOT
from tests.tools.lock import outdated
from tests.tools.scan import findings

PLANTED = [
    ("requirements.txt", "--index-" + "url=https://packages.example/simple", "package index"),
    ("README.md", "see /home" + "/somebody/project", "one machine"),
    ("config/settings.py", "style-src 'unsafe-" + "inline'", "weak policy"),
    ("templates/page.html", "<p style" + '="color: red">', "inline style"),
    ("templates/page.html", "<style" + ">p {}</style>", "style block"),
    ("templates/page.html", '<a href="#" on' + 'click="go()">', "inline handler"),
    ("templates/page.html", "<script" + ">go()</script>", "inline script"),
    ("templates/page.html", '<a href="javascript' + ':go()">', "javascript address"),
    ("templates/page.html", '<script src="https' + '://cdn.example/a.js">', "another host"),
]
HARMLESS = [
    ("templates/page.html", '<script src="/static/js/tabs.js" defer></script>'),
    ("templates/page.html", '<script type="application/json">{}</script>'),
    ("templates/page.html", "{% comment %} no <style> blocks here {% endcomment %}"),
    ("templates/page.html", '<a href="https://www.adb.org/">ADB</a>'),
    ("README.md", "https://example.org/home/page/"),
]


def test_the_project_is_clean():
    assert findings(ROOT) == []


@pytest.mark.parametrize(("path", "text", "what"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, path, text, what):
    plant(tmp_path, path, text)
    (found,) = findings(tmp_path)
    assert found.startswith(f"{path}:2: ")
    assert what in found


@pytest.mark.parametrize(("path", "text"), HARMLESS)
def test_what_is_harmless_is_left_alone(tmp_path, path, text):
    plant(tmp_path, path, text)
    assert findings(tmp_path) == []


def test_a_path_of_the_projects_folder_is_found(tmp_path):
    plant(tmp_path, "README.md", f"run it in {tmp_path}/var")
    assert findings(tmp_path) == ["README.md:2: path or address of one machine"]


def test_the_lock_files_hold_what_is_asked_for():
    assert outdated(ROOT) == []


def test_an_old_lock_file_is_found(tmp_path):
    (tmp_path / "requirements.in").write_text("django~=5.2.0  # the framework\npolib\n")
    (tmp_path / "requirements.txt").write_text("django==4.2.1 \\\n    --hash=sha256:00\n")
    (tmp_path / "requirements-dev.in").write_text("-r requirements.in\n")
    (tmp_path / "requirements-dev.txt").write_text("")
    assert outdated(tmp_path) == [
        "requirements.txt: django~=5.2.0 is not locked; run `make lock`",
        "requirements.txt: polib is not locked; run `make lock`",
        "requirements-dev.txt: django is not 4.2.1 as in requirements.txt; run `make lock`",
    ]


def plant(root, path, text):
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(f"first line\n{text}\n")
