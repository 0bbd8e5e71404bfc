"""Pages of `people`: public ones, personal links, and the desk of focal points.

`config.urls` mounts the public ones as `public` and as `preview`, the desk under `nominations/` as `desk`.
"""

from django.urls import path

from people.views import desk as start
from people.views import doors, participants
from people.views import links as personal

pages = [
    path("workshops/<slug:slug>/participants/", participants.participants, name="participants"),
]
links = [path("l/<str:token>/", personal.link, name="access-link")]
desk = [
    path("", start.start, name="start"),
    path("sign-out/", start.sign_out, name="sign-out"),
]
beyond = [path("<path:rest>", doors.nowhere, name="nowhere")]  # after everybody's pages of the desk
