"""Every component in its states, at /<language>/components/ in development.

The next page is assembled from these and not invented. All people, places and figures are made up;
their lengths are those of real ones, in each of the three languages.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from config.gallery_words import WORDS, Words

KINDS = (
    "ceremony",
    "lecture",
    "site_visit",
    "networking",
    "tour",
    "group_work",
    "discussion",
    "break",
    "off",
)
PARTS = ("morning", "afternoon", "night", "daytime")
SEAT_STATES = ("planned", "offered", "nominated", "held", "arrived", "lost")
TONES = ("less", "less-weak", "even", "more-weak", "more")
NARROW = 5  # percent of a line; below it a stretch of a bar carries no figure
FIRST_DAY = date(2024, 5, 20)

# A packed fortnight: for each day, the kinds in each part of day.
FORTNIGHT = (
    {
        "morning": ("ceremony", "lecture", "lecture"),
        "afternoon": ("lecture",),
        "night": ("group_work",),
    },
    {"morning": ("site_visit", "lecture"), "afternoon": ("lecture",), "night": ("lecture",)},
    {"morning": ("site_visit",), "afternoon": ("site_visit",), "night": ("lecture",)},
    {"morning": ("site_visit",), "afternoon": ("lecture",)},
    {"morning": ("site_visit",), "afternoon": ("lecture",), "night": ("networking",)},
    {"daytime": ("tour",)},
    {},
    {"morning": ("lecture", "lecture"), "afternoon": ("site_visit", "site_visit")},
    {"morning": ("lecture",), "afternoon": ("lecture",), "night": ("networking",)},
    {"morning": ("lecture",), "afternoon": ("networking",), "night": ("site_visit",)},
    {"morning": ("site_visit",), "afternoon": ("lecture",), "night": ("networking",)},
    {"morning": ("discussion",), "afternoon": ("ceremony",), "night": ("ceremony",)},
    {"daytime": ("tour",)},
    {},
)


@dataclass(frozen=True)
class Named:
    """Anything of which only the name is shown: an organisation, a link with a title."""

    name: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Billing:
    """A person as a session announces them."""

    name: str
    post: str
    name_lang: str = ""
    role: str = "speaker"
    role_label: str = ""
    online: bool = False
    url: str = "#"


@dataclass(frozen=True)
class Stop:
    """A place on a visit."""

    name: str
    get_kind_display: str
    description: str = ""
    kind: str = "company"


@dataclass(frozen=True)
class Session:
    """A line of the agenda, with the attributes that its component asks for."""

    display_title: str
    kind: str
    get_kind_display: str
    time_range: str = ""
    venue_name: str = ""
    is_online: bool = False
    is_now: bool = False
    is_cancelled: bool = False
    billings: tuple[Billing, ...] = ()
    hosts: tuple[Named, ...] = ()
    arrangers: tuple[Named, ...] = ()
    stops: tuple[Stop, ...] = ()
    url: str = "#"

    @property
    def shows_hosts(self) -> bool:
        return bool(self.hosts)

    @property
    def shows_stops(self) -> bool:
        return bool(self.stops)


@dataclass(frozen=True)
class Mark:
    """A kind and its word."""

    kind: str
    label: str


@dataclass(frozen=True)
class Row:
    """Sessions that begin together."""

    sessions: tuple[Session, ...]

    @property
    def is_parallel(self) -> bool:
        return len(self.sessions) > 1


@dataclass(frozen=True)
class Part:
    """A part of a day: sessions for the agenda, kinds for the fortnight at a glance."""

    part: str
    label: str
    time_range: str = ""
    rows: tuple[Row, ...] = ()
    kinds: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day of the workshop."""

    number: int
    date: date
    parts: tuple[Part, ...] = ()
    is_today: bool = False

    @property
    def is_off(self) -> bool:
        return not self.parts

    @property
    def anchor(self) -> str:
        return f"day-{self.number}"

    @property
    def url(self) -> str:
        return f"#{self.anchor}"


@dataclass(frozen=True)
class Fact:
    """A line of what, when, where."""

    term: str
    text: str
    icon: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table, or the head of a column (`label`)."""

    text: str = ""
    label: str = ""
    numeric: bool = False
    url: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of a diverging bar; `x`, `width` and `middle` in percent of the line."""

    tone: str
    x: float
    width: float
    middle: float
    text: str


@dataclass(frozen=True)
class BarRow:
    """One bar: `text` is the count as shown, `alt` the whole of it in words."""

    label: str
    text: str
    alt: str
    count: int = 0
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A sentence and its bars."""

    sentence: str
    rows: tuple[BarRow, ...]
    scale: int = 0
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Seat:
    """One seat and its state in words."""

    state: str
    label: str


@dataclass(frozen=True)
class SeatRow:
    """The seats of one sending country."""

    name: str
    count: str
    words: str
    seats: tuple[Seat, ...] = field(default=())
    url: str = ""


class ExampleForm(forms.Form):
    """One field of every sort that the evaluation uses."""

    def __init__(self, words: Words, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        scale = [(str(number), label) for number, label in enumerate(words.scale, start=1)]
        choices = list(enumerate(words.topics))
        self.fields["overall"] = forms.ChoiceField(
            label=words.question, choices=scale, widget=forms.RadioSelect, help_text=words.hint
        )
        self.fields["topics"] = forms.MultipleChoiceField(
            label=words.topics_question,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["use"] = forms.CharField(
            label=words.text_question, max_length=1000, widget=forms.Textarea, help_text=words.hint
        )
        self.fields["email"] = forms.EmailField(label=words.email, required=False)
        self.fields["quote"] = forms.BooleanField(label=words.consent, required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in its states, in the reader's language."""
    words = WORDS[translation.get_language() or "en"]
    days = fortnight(words)
    sessions = example_sessions(words)
    context = {
        "words": words,
        "workshop": Named(title=words.workshop, url="#"),
        "nav": [("#", label, label == words.nav[1]) for label in words.nav],
        "kinds": [Mark(kind, words.kinds[kind]) for kind in KINDS],
        "key": [(kind, words.kinds[kind]) for kind in KINDS if kind != "break"],
        "days": days,
        "first": example_day(words, sessions),
        "off": days[6],
        "now": sessions[1],
        "now_list": [sessions[1]],
        "next_list": [sessions[2]],
        "visit": sessions[3],
        "billings": sessions[0].billings,
        "facts": example_facts(words),
        "columns": [Cell(label=words.country), Cell(label=words.count, numeric=True)],
        "rows": [[Cell(name, url="#"), Cell(str(n), numeric=True)] for name, n in words.countries],
        "total": [Cell(words.total), Cell(str(sum(n for _, n in words.countries)), numeric=True)],
        "chart": example_chart(words),
        "diverging": example_diverging(words),
        "seat_key": list(zip(SEAT_STATES, words.seat_states, strict=True)),
        "seats": example_seats(words),
        "person": {"initials": words.initials},
        "previous": Named(title=sessions[0].display_title, url="#"),
        "following": Named(title=sessions[2].display_title, url="#"),
        "form": example_form(words, wrong="wrong" in request.GET),
    }
    return render(request, "components/gallery.html", context)


def example_form(words: Words, *, wrong: bool) -> ExampleForm:
    """The form as first seen, or as it comes back with errors."""
    answers = {"overall": "9", "topics": ["1"], "email": "x@", "use": ""}
    return ExampleForm(words, answers if wrong else None)


def fortnight(words: Words) -> list[Day]:
    """Fourteen days of kinds; the second is today."""
    return [
        Day(
            number=number,
            date=FIRST_DAY + timedelta(days=number - 1),
            is_today=number == 2,
            parts=tuple(
                Part(
                    part=part,
                    label=words.parts[part],
                    kinds=tuple(Mark(kind, words.kinds[kind]) for kind in kinds),
                )
                for part, kinds in parts.items()
            ),
        )
        for number, parts in enumerate(FORTNIGHT, start=1)
    ]


def example_sessions(words: Words) -> tuple[Session, ...]:
    """A ceremony, a running lecture, one online, and a tour with stops."""
    people = words.people
    return (
        Session(
            display_title=words.titles[0],
            kind="ceremony",
            get_kind_display=words.kinds["ceremony"],
            time_range="09:00–09:30",
            venue_name=words.venue,
            billings=(
                Billing(*people[0], role="welcome", role_label=words.welcome),
                Billing(*people[1], online=True),
                Billing(*people[2], role="moderator", role_label=words.moderator),
            ),
        ),
        Session(
            display_title=words.titles[1],
            kind="lecture",
            get_kind_display=words.kinds["lecture"],
            time_range="09:45–11:45",
            venue_name=words.venue,
            is_now=True,
            billings=(Billing(*people[2]),),
        ),
        Session(
            display_title=words.titles[2],
            kind="lecture",
            get_kind_display=words.kinds["lecture"],
            is_online=True,
            billings=(Billing(*people[1]),),
        ),
        Session(
            display_title=words.titles[3],
            kind="tour",
            get_kind_display=words.kinds["tour"],
            arrangers=(Named(words.organisations[0]), Named(words.organisations[1])),
            hosts=(Named(words.organisations[2]),),
            stops=tuple(Stop(name, kind, words.hint) for name, kind in words.stops),
        ),
        Session(
            display_title=words.titles[4],
            kind="networking",
            get_kind_display=words.kinds["networking"],
            is_cancelled=True,
        ),
    )


def example_day(words: Words, sessions: tuple[Session, ...]) -> Day:
    """A day with a session of each sort."""
    placed = {"morning": sessions[:2], "afternoon": sessions[2:3], "daytime": sessions[3:4]}
    parts = [
        Part(part, words.parts[part], rows=tuple(Row((line,)) for line in lines))
        for part, lines in placed.items()
    ]
    night = Part("night", words.parts["night"], time_range="19:00–21:00", rows=(Row(sessions[4:]),))
    return Day(number=1, date=FIRST_DAY, parts=(*parts, night))


def example_facts(words: Words) -> list[Fact]:
    what, when, where, who = words.fact_terms
    return [
        Fact(what, words.workshop, icon="file"),
        Fact(when, words.dates, icon="calendar", note=words.zone),
        Fact(where, words.venue, icon="place", url="#"),
        Fact(who, words.organisations[0], icon="organisation", note=words.organisations[1]),
    ]


def example_chart(words: Words) -> Chart:
    counts = (1, 2, 4, 10, 14)
    rows = [
        BarRow(label, str(count), f"{label}: {count}/31", count)
        for label, count in zip(words.scale, counts, strict=True)
    ]
    return Chart(words.sentence, tuple(reversed(rows)), scale=31)


def example_diverging(words: Words) -> Chart:
    answers = {words.titles[1]: (2, 5, 12, 8, 4), words.titles[2]: (9, 11, 8, 2, 1)}
    reach = max(max(sum(c[:2]), sum(c[3:])) + c[2] / 2 for c in answers.values())
    rows = [
        BarRow(
            label,
            "",
            "; ".join(f"{word}: {n}" for word, n in zip(words.balance, counts, strict=True)),
            segments=lean(counts, reach),
        )
        for label, counts in answers.items()
    ]
    return Chart(
        words.balance_sentence, tuple(rows), key=tuple(zip(TONES, words.balance, strict=True))
    )


def lean(counts: tuple[int, ...], reach: float) -> tuple[Segment, ...]:
    """Lay five counts along a line so that the middle of the middle one stands at 50 percent.

    `reach` is the most that any row of the chart has on one side of that middle.
    """
    unit = 50 / reach
    x = 50 - unit * (counts[0] + counts[1] + counts[2] / 2)
    segments = []
    for tone, count in zip(TONES, counts, strict=True):
        width = unit * count
        text = str(count) if width >= NARROW else ""
        segments.append(Segment(tone, round(x, 2), round(width, 2), round(x + width / 2, 2), text))
        x += width
    return tuple(segments)


def example_seats(words: Words) -> list[SeatRow]:
    boards = (("arrived", "arrived"), ("held", "nominated", "lost"), ("offered",) * 4, ("planned",))
    labels = dict(zip(SEAT_STATES, words.seat_states, strict=True))
    return [
        SeatRow(
            name=name,
            count=f"{sum(state in ('held', 'arrived') for state in states)}/{len(states)}",
            words="; ".join(labels[state] for state in dict.fromkeys(states)),
            seats=tuple(Seat(state, labels[state]) for state in states),
            url="#",
        )
        for (name, _), states in zip(words.countries, boards, strict=True)
    ]
