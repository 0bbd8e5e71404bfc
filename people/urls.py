"""Pages of `people`: public ones, personal links, and the desk of focal points.

`config.urls` mounts the public ones as `public` and as `preview`, the desk under `nominations/` as `desk`.
"""

from django.urls import path

from people.views import allocations, doors, leaving, nominees, participants
from people.views import desk as start
from people.views import links as personal

HERE = "<uuid:uuid>/"  # an allocation
ONE = f"{HERE}nominees/<uuid:nominee>/"

pages = [
    path("workshops/<slug:slug>/participants/", participants.participants, name="participants"),
]
links = [path("l/<str:token>/", personal.link, name="access-link")]
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
beyond = [path("<path:rest>", doors.nowhere, name="nowhere")]  # after everybody's pages of the desk
