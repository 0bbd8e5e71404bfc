"""Which content fields exist in the workshop's languages."""

from people import models
from workshops import history
from workshops.translation import register

register(models.Bloc, "name")
register(models.Stream, "name")
register(models.Fund, "name")
register(models.Participation, "post", "public_note")
register(models.Group, "name", "slogan", "summary")
register(models.Allocation, "package")
register(models.Call, "eligibility")

history.keep(
    models.Person, private=("email", "phone"), left_out=("searchable",), told_apart_by="uuid"
)
history.keep(
    models.Participation,
    private=("private_note", "waiver_reason", "certificate_waiver"),
    # changes of state and what happens with them have a table of their own; orders are of many rows at once
    left_out=("uuid", "state", "offered_at", "consented_at", "rank", "reserve_rank", "reminded_at"),
)
history.keep(models.Allocation, left_out=("uuid",))
history.keep(models.Seat, left_out=("state",))
history.keep(models.Group, left_out=("presentation_filename",))
history.keep(models.FocalPoint, private=("email", "phone"), left_out=("uuid", "created_at"))
