"""A moment on two clocks: the workshop's, and the reader's own where it differs."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from workshops import dates


def on_both_clocks(moment: datetime, zone: str, own_zone: str = "") -> str:
    """Sun 12 May 2024, 18:00 (Bangkok) = 16:00 your time; the day too where that is another."""
    there = moment.astimezone(ZoneInfo(zone))
    place = dates.place_of(zone)
    said = {"day": dates.day_year(there.date()), "time": f"{there:%H:%M}", "place": place}
    if not own_zone:
        return _("%(day)s, %(time)s (%(place)s)") % said
    here = moment.astimezone(ZoneInfo(own_zone))
    if here.utcoffset() == there.utcoffset():
        return _("%(day)s, %(time)s (%(place)s), which is your time") % said
    said["own_time"] = f"{here:%H:%M}"
    if here.date() == there.date():
        return _("%(day)s, %(time)s (%(place)s) = %(own_time)s your time") % said
    said["own_day"] = dates.day(here.date())
    return _("%(day)s, %(time)s (%(place)s) = %(own_day)s, %(own_time)s your time") % said
