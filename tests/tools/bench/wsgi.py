"""The bench's site behind a web server: `/bare/<n>` returns the same bytes as the nth of PAGES."""

from django.test import Client

from tests.tools.bench import begin

PAGES = ("/en/workshops/sample-live/agenda/", "/en/workshops/digital-economy-2024/agenda/")

begin()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - needs the settings of `begin`

from tests.tools.bench.urls import BODIES  # noqa: E402

application = get_wsgi_application()
BODIES[:] = [Client().get(page).content for page in PAGES]
