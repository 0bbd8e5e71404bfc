"""The token of a personal link never reaches the log, on whatever way it might."""

import io
import logging

import pytest

from config.logging import HidingFormatter, hide

TOKEN = "tLk9v3XqYw-8sHd_2"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"GET /e/{TOKEN} 200", "GET /e/… 200"),
        (f"GET /e/{TOKEN}/2/?saved=1 200", "GET /e/…/2/?saved=1 200"),
        (f'"GET /e/{TOKEN}/ HTTP/1.1" 200', '"GET /e/…/ HTTP/1.1" 200'),
        (f"Referer: https://rostrum.example/e/{TOKEN}/", "Referer: https://rostrum.example/e/…/"),
        (f"GET /l/{TOKEN}/?language=ru 200", "GET /l/…/?language=ru 200"),
        (f"Referer: https://rostrum.example/l/{TOKEN}/", "Referer: https://rostrum.example/l/…/"),
        ("GET /en/workshops/ 200", "GET /en/workshops/ 200"),
    ],
)
def test_tokens_in_addresses_are_cut(written, kept):
    assert hide(written) == kept


def test_tokens_in_arguments_and_traces_are_cut():
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(HidingFormatter())
    logger = logging.Logger("planted")
    logger.addHandler(handler)
    try:
        raise ValueError(f"no page at /e/{TOKEN}/")
    except ValueError:
        logger.exception("Internal Server Error: %s", f"/e/{TOKEN}/")
    assert "Internal Server Error: /e/…/" in said.getvalue()
    assert "ValueError: no page at /e/…/" in said.getvalue()
    assert TOKEN not in said.getvalue()


@pytest.mark.parametrize("kind", ["e", "l"])
def test_a_server_does_not_write_the_token_of_a_link_that_is_asked_for(site, kind):
    before = len(site.log)
    site.request("GET", f"/{kind}/{TOKEN}/")
    site.request("POST", f"/{kind}/{TOKEN}/")
    assert TOKEN not in site.log[before:]
