"""Addresses of `reports`; `config.urls` mounts `pages` as `public` and as `preview`, `desk` for focal points."""

from django.urls import path

from reports.views import own_confirmation, report

pages = [path("workshops/<slug:slug>/report/", report, name="report")]

desk = [path("<uuid:uuid>/confirmation.pdf", own_confirmation, name="confirmation")]
