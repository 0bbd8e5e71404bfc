"""The marks of kinds of sessions, as the pages have them."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from workshops.models import Session

SYMBOL = re.compile(r'<symbol id="kind-(\w+)" viewBox="0 0 20 20">(.*?)</symbol>', re.DOTALL)
# The tokens of static/css/rostrum.css.
COLOURS = {
    Session.Kind.CEREMONY: "#862151",
    Session.Kind.LECTURE: "#1d4a86",
    Session.Kind.SITE_VISIT: "#8c4309",
    Session.Kind.NETWORKING: "#5b3a92",
    Session.Kind.TOUR: "#2f6626",
    Session.Kind.GROUP_WORK: "#0c6067",
    Session.Kind.DISCUSSION: "#6b570c",
    Session.Kind.BREAK: "#595f5b",
    Session.Kind.OFF: "#595f5b",
}


@cache
def marks() -> dict[str, str]:
    """An SVG for each kind, in the colour of its kind."""
    sprite = Path(finders.find("brand/icons.svg")).read_text()
    return {kind: drawing(shape, COLOURS[kind]) for kind, shape in SYMBOL.findall(sprite)}


def drawing(shape: str, colour: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20" fill="none" '
        f'stroke="{colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        f"{shape.replace('currentColor', colour)}</svg>"
    )
