"""Addresses of `reports`; `config.urls` mounts `pages` as `public` and as `preview`, `desk` for focal points."""

from django.urls import path

from reports.views import agenda_booklet, own_confirmation, report

pages = [
    path("workshops/<slug:slug>/report/", report, name="report"),
    path("workshops/<slug:slug>/agenda.pdf", agenda_booklet, name="agenda-booklet"),
    path(
        "workshops/<slug:slug>/releases/<int:number>/agenda.pdf",
        agenda_booklet,
        name="release-booklet",
    ),
]

desk = [path("<uuid:uuid>/confirmation.pdf", own_confirmation, name="confirmation")]
