"""Every kind of response carries the headers, from production's own server."""

import pytest

from tests.house.observatory import weaknesses

HTTPS = {"X-Forwarded-Proto": "https"}
GOOD = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; worker-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Permitted-Cross-Domain-Policies", "none"),
    ("Permissions-Policy", "camera=(), microphone=()"),
    ("Cache-Control", "no-store"),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),
    ("Set-Cookie", "__Host-session=x; HttpOnly; Path=/; SameSite=Lax; Secure"),
]

RESPONSES = {
    "public page": ("GET", "/en/", 200),
    "workshop": ("GET", "/en/workshops/sample-live/", 200),
    "redirect": ("GET", "/", 302),
    "admin sign-in": ("GET", "/en/admin/login/", 200),
    "admin for strangers": ("GET", "/en/admin/", 302),
    "preview for strangers": ("GET", "/en/preview/", 302),
    "form without a token": ("POST", "/en/admin/login/", 403),
    "missing page": ("GET", "/en/nothing-here/", 404),
    "missing page outside of languages": ("GET", "/nothing-here", 404),
    "broken address": ("GET", "/en/%00/", 400),
    "wrong method": ("OPTIONS", "/robots.txt", 405),
    "text file": ("GET", "/robots.txt", 200),
    "head": ("HEAD", "/en/", 200),
}


@pytest.mark.parametrize("response", RESPONSES.values(), ids=RESPONSES.keys())
@pytest.mark.parametrize("https", [False, True], ids=["http", "https"])
def test_every_response_has_the_headers(site, response, https):
    method, path, status = response
    answer = site.request(method, path, headers=HTTPS if https else {})
    assert answer.status == status
    assert weaknesses(answer.getheaders(), https=https) == []


def test_a_static_file_has_the_headers_and_is_kept_for_ever(site):
    page = site.request("GET", "/en/").body.decode()
    path = next(word for word in page.split('"') if word.startswith("/static/css/"))
    answer = site.request("GET", path, headers=HTTPS)
    assert answer.status == 200
    assert weaknesses(answer.getheaders(), https=True) == []
    assert answer.getheader("Cache-Control") == "max-age=315360000, public, immutable"


def test_a_strange_host_is_refused_with_the_headers(site):
    answer = site.request("GET", "/en/", headers={"Host": "evil.example", **HTTPS})
    assert answer.status == 400
    assert b"evil.example" not in answer.body
    assert weaknesses(answer.getheaders(), https=True) == []


def test_a_public_page_sets_no_cookie_and_a_private_one_is_not_kept(site):
    public = site.request("GET", "/en/", headers=HTTPS)
    assert public.getheader("Set-Cookie") is None
    assert "no-store" not in public.getheader("Cache-Control")
    private = site.request("GET", "/en/admin/login/", headers=HTTPS)
    assert private.getheader("Set-Cookie").startswith("__Host-csrf=")
    assert "no-store" in private.getheader("Cache-Control")


def test_good_headers_have_no_weakness():
    assert weaknesses(GOOD, https=True) == []


@pytest.mark.parametrize("missing", [name for name, _value in GOOD if name != "Set-Cookie"])
def test_each_missing_header_is_a_weakness(missing):
    assert weaknesses([pair for pair in GOOD if pair[0] != missing], https=True) != []


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Security-Policy", GOOD[0][1].replace("style-src 'self'", "style-src 'self' *")),
        ("Content-Security-Policy", GOOD[0][1] + "; object-src 'self'"),
        ("Content-Security-Policy", GOOD[0][1].replace("; base-uri 'none'", "")),
        ("Strict-Transport-Security", "max-age=3600; includeSubDomains"),
        ("Set-Cookie", "session=x; HttpOnly; Path=/; SameSite=Lax"),
        ("Access-Control-Allow-Origin", "*"),
    ],
)
def test_each_weak_header_is_a_weakness(header, value):
    weak = [pair for pair in GOOD if pair[0] != header] + [(header, value)]
    assert len(weaknesses(weak, https=True)) == 1
