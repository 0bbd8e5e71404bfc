"""Public pages of `people`; `config.urls` mounts them as `public` and as `preview`."""

from django.urls import path

from people.views import participants

pages = [
    path("workshops/<slug:slug>/participants/", participants.participants, name="participants"),
]
