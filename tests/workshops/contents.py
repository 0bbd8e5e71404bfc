"""Contents of releases for tests, as `workshops.freezing` writes them, and strategies that make many."""

from copy import deepcopy
from datetime import date, timedelta

from hypothesis import strategies as st

LANGUAGES = ("en", "zh-hans", "ru")
PARTS = ("morning", "daytime", "afternoon", "night")


def session(number: int = 1, **fields) -> dict:
    """A lecture on Monday morning without a clock time."""
    return {
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "id": number,
        "number": number,
        "slug": f"session-{number}",
        "date": "2024-05-20",
        "part_of_day": "morning",
        "position": number,
        "starts_at": None,
        "ends_at": None,
        "kind": "lecture",
        "status": "planned",
        "method": "",
        "title": {"en": f"Lecture {number}"},
        "description": {},
        "on_site": False,
        "delivery": "in_person",
        "languages": [],
        "interpretation": False,
        "questions_minutes": None,
        "hours": None,
        "venue": None,
        "component": None,
        "track": None,
        "hosts": [],
        "arrangers": [],
        "arranged_by": {},
        "speakers": [],
        "visit": None,
        "sequence": 1,
    } | fields


def speaker(slug: str = "li-wei", **fields) -> dict:
    return {"slug": slug, "name": slug.replace("-", " ").title(), "post": {}} | fields


def content(*sessions: dict, **fields) -> dict:
    """A fortnight in Almaty with these sessions."""
    return {
        "format": 1,
        "zone": "Asia/Almaty",
        "starts_on": "2024-05-20",
        "ends_on": "2024-06-02",
        "title": {"en": "Digital Trade in Practice"},
        "windows": {},
        "components": [],
        "tracks": [],
        "venues": [],
        "speakers": [],
        "sessions": list(sessions),
        "gone": [],
    } | fields


def with_session(of: dict, number: int, **fields) -> dict:
    """The content with one of its sessions changed."""
    found = deepcopy(of)
    row = next(row for row in found["sessions"] if row["number"] == number)
    row.update(fields)
    return found


def long_programme(count: int) -> dict:
    """A programme of many sessions, each with a text, a speaker and a host."""
    words = "Trade papers that travel as data between customs offices of the region. " * 6
    rows = [
        session(
            n,
            date=(date(2024, 5, 20) + timedelta(days=n // 10)).isoformat(),
            part_of_day=PARTS[n % 4],
            title={"en": f"Lecture {n}", "zh-hans": f"第{n}讲", "ru": f"Лекция {n}"},
            description={"en": words, "zh-hans": "数字贸易的实践。" * 20},
            speakers=[{"slug": f"speaker-{n % 90}", "role": "speaker", "online": False}],
            hosts=[{"name": {"en": f"Ministry {n % 30}"}, "printed_name": ""}],
        )
        for n in range(1, count + 1)
    ]
    return content(*rows, speakers=[speaker(f"speaker-{n}") for n in range(90)])


texts = st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["a b", "a c", "数字贸易"]))
clocks = st.sampled_from([None, "09:00", "10:30"])
names = st.fixed_dictionaries({"name": texts, "printed_name": st.sampled_from(["", "As printed"])})
billings = st.fixed_dictionaries(
    {
        "slug": st.sampled_from(["li-wei", "aigul"]),
        "role": st.sampled_from(["speaker", "moderator"]),
        "online": st.booleans(),
        "printed_name": st.sampled_from(["", "LI Wei"]),
    }
)
visits = st.none() | st.fixed_dictionaries(
    {
        "activities": texts,
        "meeting_point": st.sampled_from(["", "Lobby"]),
        "stops": st.lists(
            st.fixed_dictionaries({"name": texts, "kind": st.just("firm"), "description": texts}),
            max_size=2,
        ),
    }
)
ids = st.sampled_from([None, 1, 2])
sessions = st.builds(
    session,
    st.integers(1, 4),
    date=st.sampled_from(["2024-05-20", "2024-05-21"]),
    part_of_day=st.sampled_from(PARTS),
    position=st.integers(0, 3),
    starts_at=clocks,
    ends_at=clocks,
    kind=st.sampled_from(["lecture", "site_visit"]),
    status=st.sampled_from(["planned", "cancelled"]),
    title=texts,
    description=texts,
    interpretation=st.booleans(),
    questions_minutes=st.sampled_from([None, 10]),
    hours=st.sampled_from([None, "2.0"]),
    languages=st.sampled_from([[], ["en", "ru"]]),
    venue=ids,
    track=ids,
    hosts=st.lists(names, max_size=2),
    speakers=st.lists(billings, max_size=2),
    visit=visits,
    extras=st.fixed_dictionaries({"groups": st.sampled_from([[], [{"name": "Group A"}]])}),
)
rows = st.lists(
    st.fixed_dictionaries(
        {"id": st.integers(1, 3), "name": texts, "url": st.sampled_from(["", "x"])}
    ),
    unique_by=lambda row: row["id"],
    max_size=3,
)
contents = st.builds(
    lambda found, **fields: content(*found, **fields),
    st.lists(sessions, unique_by=lambda row: row["uuid"], max_size=4),
    zone=st.sampled_from(["Asia/Almaty", "Asia/Shanghai"]),
    starts_on=st.sampled_from(["2024-05-20", "2024-05-19"]),
    title=texts,
    windows=st.dictionaries(
        st.sampled_from(PARTS), st.sampled_from([["09:00", "12:00"], ["08:00", "12:00"]])
    ),
    venues=rows,
    tracks=rows,
    speakers=st.lists(
        st.builds(
            speaker,
            st.sampled_from(["li-wei", "aigul"]),
            post=texts,
            photo=st.sampled_from(["", "a.jpg"]),
        ),
        unique_by=lambda row: row["slug"],
        max_size=2,
    ),
)
