"""The addresses. Everything a reader sees stands under a language.

The public pages are mounted twice: as `public`, which reads no session and can be cached, and as
`preview`, which is for organisers and shows drafts. `{% url 'public:…' %}` stays within the mount
that the page was asked through. The desk of focal points and a participant's own place stand apart from both:
they read the session and are kept nowhere.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import evaluations.urls
import people.urls
import reports.urls
import workshops.urls
from config import gallery, views

pages = [
    path("", include(workshops.urls.pages)),
    path("", include(people.urls.pages)),
    path("", include(evaluations.urls.pages)),
    path("", include(reports.urls.pages)),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]

desk = [
    path("", include(people.urls.desk)),
    path("", include(reports.urls.desk)),
    path("", include(people.urls.beyond)),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("admin/", views.admin),
    path("admin/<path:rest>", views.admin),
    path("sw.js", views.worker, name="worker"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("", include(evaluations.urls.links)),
    path("", include(people.urls.links)),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("nominations/", include((desk, "desk"))),
        path("place/", include((people.urls.place, "place"))),
        path("preview/", include((pages, "public"), namespace="preview")),
        path("", include((pages, "public"), namespace="public")),
        *([path("components/", gallery.gallery)] if settings.DEBUG else []),
        prefix_default_language=True,
    ),
]

handler500 = "config.views.failure"
