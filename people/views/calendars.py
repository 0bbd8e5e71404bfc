"""The door to one's own calendar: a program comes with a token and is told nothing but the calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from people import calendars
from workshops.exporters.calendar import calendar
from workshops.views import feeds

KIND = feeds.Kind(calendar, feeds.CALENDAR, is_for_programs=False)


@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar in the language it was asked for in; what is ended is as missing as what never was."""
    link = calendars.link_behind(token)
    if link is None:
        raise Http404
    row = link.participation
    with translation.override(link.language):
        feed = calendars.feed_for(row, now=timezone.now())
        if feed is None:
            raise Http404
        content = calendar(feed, is_followed=True, platform_url=row.workshop.platform_url)
    response = feeds.answered(request, content, f"{row.workshop.slug}.ics", KIND, None)
    patch_cache_control(response, private=True, no_cache=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
