"""The watch sees what it is for: each planted fault is found, and a sound page has none."""

import pytest

from tests.browser.checks import axe, over_budget, wider_than_screen
from tests.browser.pages import Budget

pytestmark = pytest.mark.browser

SMALL = Budget(total=1, scripts=0, styles=0, requests=1)
FRAME = (
    '<!doctype html><html lang="en"><head><title>Planted</title></head>'
    "<body><main><h1>Planted</h1>{}</main></body></html>"
)


@pytest.fixture
def plant(page, site):
    """Show a page of the site that holds a given fault, under the site's own policy or another."""
    policy = site.request("GET", "/robots.txt").getheader("Content-Security-Policy")

    def show(body: str, *, policy: str = policy) -> None:
        headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
        page.route(
            f"{site.url}/planted", lambda r: r.fulfill(body=FRAME.format(body), headers=headers)
        )
        page.goto("/planted", wait_until="networkidle")

    return show


def test_a_sound_page_has_no_fault(plant, page, watch):
    plant("<p>All is well.</p>")
    assert (watch.faults, axe(page), wider_than_screen(page)) == ([], [], [])


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color: red">Hello</p>',
        "<style>p { color: red }</style>",
        "<script>document.title = 'Hello'</script>",
        "<button onclick=\"alert('Hello')\">Hello</button>",
    ],
)
def test_inline_style_and_script_are_caught(plant, page, watch, body):
    plant(body)
    for button in page.locator("button").all():
        button.click()  # newer browsers look at a handler only when it is called
    page.wait_for_timeout(500)
    assert any(fault.startswith("CSP: ") for fault in watch.faults)
    watch.faults.clear()


def test_what_is_fetched_from_another_host_is_caught(plant, watch):
    plant('<img src="https://cdn.example/logo.png" alt="Logo">', policy="img-src *")
    assert "another host: https://cdn.example/logo.png" in watch.faults
    watch.faults.clear()


def test_the_policy_itself_refuses_another_host(plant, watch):
    plant('<img src="https://cdn.example/logo.png" alt="Logo">')
    refused = "CSP: img-src refused https://cdn.example/logo.png"
    assert any(fault.startswith(refused) for fault in watch.faults)
    watch.faults.clear()


def test_a_missing_file_is_caught(plant, watch, site):
    plant('<img src="/static/gone.png" alt="Gone">')
    assert f"404: {site.url}/static/gone.png" in watch.faults
    watch.faults.clear()


def test_an_error_of_a_script_and_a_dialog_are_caught(plant, page, watch):
    plant("<p>Hello</p>", policy="script-src 'unsafe-eval'")
    page.evaluate("setTimeout(() => { throw new Error('planted') })")
    page.evaluate("alert('planted')")
    page.wait_for_timeout(100)
    assert {fault.partition(":")[0] for fault in watch.faults} == {"error", "dialog"}
    watch.faults.clear()


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ("<form><input></form>", "label"),
        ('<a href="/en/"></a>', "link-name"),
        ("<h3>Deep</h3>", "heading-order"),
    ],
)
def test_axe_finds_a_planted_fault(plant, page, body, rule):
    plant(body)
    assert [line.split()[0] for line in axe(page)] == [rule]


def test_a_page_wider_than_the_screen_is_caught(plant, page):
    plant("<pre>" + "wide " * 400 + "</pre>")
    assert wider_than_screen(page)[1].startswith("<pre>")


def test_a_heavy_page_exceeds_its_budget(site, page, watch):
    page.goto("/en/", wait_until="networkidle")
    over = over_budget(page, watch, SMALL)
    assert [line.split(" ", 1)[1] for line in over] == [
        "kB in all, 1 allowed",
        *(["kB of scripts, 0 allowed"] if watch.cost("Script") else []),
        "kB of styles, 0 allowed",
        "requests, 1 allowed",
    ]
    assert (
        over_budget(page, watch, Budget(total=1000, scripts=1000, styles=1000, requests=99)) == []
    )


def test_what_travels_is_counted_compressed(site, page, watch):
    page.goto("/en/", wait_until="networkidle")
    unpacked = len(site.request("GET", "/en/").body)
    assert 0 < watch.cost("Document") * 1000 < unpacked
