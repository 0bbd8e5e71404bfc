"""Pages of `people`: public ones, personal links, the desk of focal points, and one's own place.

`config.urls` mounts the public ones as `public` and as `preview`, the desk under `nominations/` as `desk`, and
what a participant finds under their own link under `place/` as `place`.
"""

from django.urls import path

from people.views import (
    allocations,
    calendars,
    doors,
    leaving,
    nominees,
    participants,
    place_visits,
)
from people.views import desk as start
from people.views import links as personal
from people.views import place as own

HERE = "<uuid:uuid>/"  # an allocation
ONE = f"{HERE}nominees/<uuid:nominee>/"

pages = [
    path("workshops/<slug:slug>/participants/", participants.participants, name="participants"),
]
links = [
    path("l/<str:token>/", personal.link, name="access-link"),
    path("c/<str:token>/agenda.ics", calendars.own, name="own-calendar"),
]
desk = [
    path("", start.start, name="start"),
    path("sign-out/", start.sign_out, name="sign-out"),
    path("hand-over/", start.hand_over, name="hand-over"),
    path(HERE, allocations.allocation, name="allocation"),
    path(f"{HERE}programme/", allocations.programme, name="programme"),
    path(f"{HERE}order/", allocations.order, name="order"),
    path(f"{HERE}endorsement/", allocations.endorsement, name="endorsement"),
    path(f"{HERE}seats/", allocations.seats, name="seats"),
    path(f"{HERE}nominees/new/", nominees.new, name="new-nominee"),
    path(ONE, nominees.nominee, name="nominee"),
    path(f"{ONE}withdraw/", leaving.withdraw, name="withdraw"),
    path(f"{ONE}replace/", leaving.replace, name="replace"),
    path(f"{ONE}replace/new/", leaving.replace_by_new, name="replace-by-new"),
    path(f"{ONE}files/<slug:kind>/", nominees.file, name="nominee-file"),
]
place = [
    path("", own.start, name="start"),
    path("accept/", own.accept, name="accept"),
    path("decline/", own.decline, name="decline"),
    path("consents/", own.consents, name="consents"),
    path("details/", own.details, name="details"),
    path("visits/", place_visits.visits, name="visits"),
    path("calendar/", own.calendar, name="calendar"),
    path("changes/", own.changes, name="changes"),
    path("sign-out/", own.sign_out, name="sign-out"),
    path("<path:rest>", own.nowhere, name="nowhere"),
]
beyond = [path("<path:rest>", doors.nowhere, name="nowhere")]  # after everybody's pages of the desk
