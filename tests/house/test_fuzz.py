"""G12, the light part: nothing that a stranger or an organiser sends makes the site fail.

Random addresses of every pattern, with random parts, queries, forms, cookies and headers: NULs,
broken and foreign text, very long and very odd values. Seeded, so that a failure can be repeated.
"""

import random
from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories import make_organiser
from tests.house.addresses import addresses
from tests.house.everything import make_everything
from tests.house.test_addresses import begin

pytestmark = pytest.mark.django_db

ROUNDS, REQUESTS = 8, 250
ODD = [
    "",
    "0",
    "-1",
    "1",
    "9" * 30,
    "99999999999999999999999999999999",
    "null",
    "NaN",
    "a" * 3000,
    "../../etc/passwd",
    "..%2f..%2f",
    "\x00",
    "a\x00b",
    "\r\nSet-Cookie: a=b",
    "\ud800",
    "\ufffe",
    "’ОР 1=1",
    "' OR 1=1 --",
    "{{ settings.SECRET_KEY }}",
    "{% now 'Y' %}",
    "%s%n%(name)s",
    "<script>alert(1)</script>",
    "Ωмега 数字经济 \u202e",
    "👩‍💻" * 40,
    "2024-02-30",
    "0000-00-00",
    "00000000-0000-0000-0000-000000000000",
    "sample-live",
    "on",
    "[]",
    "true",
    "=cmd|' /C calc'!A0",
]
KEYS = [
    "q", "p", "o", "e", "all", "page", "next", "url", "language", "day", "track", "kind", "_popup",
    "_to_field", "_changelist_filters", "app_label", "model_name", "field_name", "term", "format",
    "id__exact", "status__exact", "workshop__id__exact", "action", "_selected_action", "mark", "go",
    "change", "deleted", "again", "questionnaire", "username", "password", "csrfmiddlewaretoken",
    "_save", "index", "select_across", "B1", "M3", "title", "slug", "starts_on_0",
]  # fmt: skip
HEADERS = ["Accept-Language", "Accept", "Cookie", "Referer", "If-None-Match", "If-Modified-Since"]
HEADERS += ["Range", "Content-Type", "X-Forwarded-For", "X-Forwarded-Host", "Accept-Encoding"]


@pytest.fixture
def everything():
    return make_everything()


@pytest.fixture
def clients(everything) -> list[Client]:
    """A stranger, an organiser, and somebody with a personal link."""
    stranger, organiser, holder = (Client(raise_request_exception=False) for _ in range(3))
    organiser.force_login(make_organiser())
    begin(holder, everything.token)
    return [stranger, organiser, holder]


@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.filterwarnings("ignore:Pagination may yield:")
def test_nothing_that_is_sent_makes_the_site_fail(seed, clients, everything):
    chance = random.Random(seed)
    patterns = addresses()
    failed = []
    for _ in range(REQUESTS):
        client = chance.choice(clients)
        address = chance.choice(patterns if chance.random() < 0.5 else outside_admin(patterns))
        path = path_of(address, everything, chance)
        query = "&".join(f"{odd(chance)}={odd(chance)}" for _ in range(chance.randint(0, 4)))
        status = send(client, path, query, chance)
        if status >= 500:
            failed.append((address.name, path[:200], query[:200]))
    assert failed == []


def outside_admin(patterns):
    return [address for address in patterns if address.area != "admin"]


def path_of(address, everything, chance: random.Random) -> str:
    """The address, of existing things or with odd parts, in some language, sometimes cut or bent."""
    values = {part: odd(chance) for part in address.parts}
    path = everything.path(address) if chance.random() < 0.4 else address.path(values)
    path = path.replace("/en/", f"/{chance.choice(['en', 'zh-hans', 'ru', 'xx'])}/", 1)
    if chance.random() < 0.1:
        path = path[: chance.randint(1, len(path))] + odd(chance)
    return path


def odd(chance: random.Random) -> str:
    """A word as it travels: quoted, sometimes quoted wrongly."""
    word = chance.choice(KEYS if chance.random() < 0.3 else ODD)
    if chance.random() < 0.1:
        word = "".join(chr(chance.randint(0, 0x2FF)) for _ in range(chance.randint(1, 20)))
    written = quote(word.encode("utf-8", "surrogatepass"), safe="")
    return written[:-1] if chance.random() < 0.05 else written


def send(client: Client, path: str, query: str, chance: random.Random) -> int:
    """One request with a random method, body and header."""
    method = chance.choice(["GET"] * 6 + ["POST"] * 3 + ["HEAD", "OPTIONS", "PUT", "DELETE"])
    headers = {}
    if chance.random() < 0.3:
        value = chance.choice(ODD).replace("\r", " ").replace("\n", " ")
        headers[chance.choice(HEADERS)] = value.encode("utf-8", "replace").decode("latin-1")
    kept = client.cookies.copy()
    body = "&".join(f"{odd(chance)}={odd(chance)}" for _ in range(chance.randint(0, 6)))
    form = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    answer = client.generic(
        method,
        path,
        QUERY_STRING=query,
        headers=headers,
        **(form if method in ("POST", "PUT") else {}),
    )
    answer.close()
    client.cookies = kept  # stay who one is
    return answer.status_code
