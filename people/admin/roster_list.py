"""The list of the roster: its columns by role, and what each row shows beside its own fields."""

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from people import billed
from people.admin.roster_head import ROLES_SHOWN
from people.models import WITHOUT_A_SEAT

OF_PARTICIPANTS = ("sending_country", "stream")
OF_OTHERS = ("unit", "sessions")


class RosterList(ChangeList):
    """With the sessions that those on the page stand on, where they are shown."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if "sessions" in self.list_display:
            rows = self.result_list = list(self.result_list)
            found = billed.appearances(rows)
            for row in rows:
                row.appearances = found.get(row.pk, ())


def columns_for(request: HttpRequest, columns: list[str]) -> list[str]:
    """Whoever has no seat has a unit and sessions, where participants have a country and a stream."""
    if request.GET.get(ROLES_SHOWN) not in WITHOUT_A_SEAT:
        return columns
    kept = [column for column in columns if column not in (*OF_PARTICIPANTS, "role")]
    place = kept.index("state_in_words")
    return [*kept[:place], *OF_OTHERS, *kept[place:]]
