"""A browser without a screen: requests as they go over the wire to a served site, with its cookies."""

import re
from http.client import HTTPResponse
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.house.site import Site

PLAIN = "application/x-www-form-urlencoded"


class Browser:
    """Cookies, and the marks that forms carry."""

    def __init__(self, site: Site, cookies: dict[str, str] | None = None):
        self.site, self.cookies = site, dict(cookies or {})

    def ask(self, method: str, path: str, form: dict | None = None) -> HTTPResponse:
        """One request. A form that holds files travels in parts."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        has_files = any(hasattr(value, "read") for value in (form or {}).values())
        body = encode_multipart(BOUNDARY, form) if has_files else urlencode(form or {}).encode()
        headers = {"Cookie": cookie, "Content-Type": MULTIPART_CONTENT if has_files else PLAIN}
        answer = self.site.request(method, path, headers=headers, body=body)
        for name, value in answer.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
        return answer

    def field(self, path: str, name: str) -> str:
        page = self.ask("GET", path).body.decode()
        return re.search(rf'name="{name}" value="([^"]+)"', page)[1]

    def twins(self, count: int) -> list["Browser"]:
        """The same browser that many times, to ask at the same moment."""
        return [Browser(self.site, self.cookies) for _ in range(count)]
