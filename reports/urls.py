"""Public pages of `reports`; `config.urls` mounts them as `public` and as `preview`."""

from django.urls import path

from reports.views import report

pages = [path("workshops/<slug:slug>/report/", report, name="report")]
