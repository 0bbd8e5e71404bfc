"""The WSGI entry point for production servers: `gunicorn config.wsgi`."""

import os
import re
from collections.abc import Callable, Iterable

from django.core.wsgi import get_wsgi_application

CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def in_utf_8(site: Callable) -> Callable:
    """Read everything as UTF-8, whatever a request says of itself.

    Django looks the named encoding up among all of Python's, and some of them, as base64, are none for
    text: the request then fails before any middleware could answer it.
    """

    def read(environ: dict, start_response: Callable) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return site(environ, start_response)

    return read


application = in_utf_8(get_wsgi_application())
