"""The difference of two releases: complete, quiet about what no reader sees, and in words."""

import time
from copy import deepcopy

import pytest
from django.utils import translation
from hypothesis import given, settings

from tests.workshops.contents import (
    content,
    contents,
    long_programme,
    session,
    speaker,
    texts,
    with_session,
)
from workshops.changes import compare, counts, tell
from workshops.changes.comparing import EMPTY, OF_PROGRAMS, WHEN
from workshops.changes.words import GONE, KEPT, NEW, Mark, marked

FEW = settings(max_examples=150, deadline=None)


def told(before, after, language="en", **options):
    with translation.override(language):
        return tell(compare(before, after), **options)


def only_line(before, after, language="en"):
    (change,) = told(before, after, language)
    (line,) = change.lines
    return line


# What is a change


@FEW
@given(contents)
def test_nothing_differs_from_itself(one):
    assert compare(one, deepcopy(one)).changes == ()


@FEW
@given(contents, contents)
def test_every_field_that_differs_stands_in_a_change(before, after):
    difference = compare(before, after)
    named = {
        (change.subject, change.key): None
        if change.kinds[0] in ("added", "removed")
        else {edit.name.split(".")[0] for edit in change.edits} | set(change.kinds)
        for change in difference
    }

    for key, field in differing(before, after):
        fields = named.get(key, set())
        assert fields is None or field in fields, (key, field)


def differing(before, after):
    """Each field whose value differs, by who it belongs to: the slow and obvious way."""
    for table, subject, key in (("sessions", "session", "uuid"), ("speakers", "speaker", "slug")):
        old, new = ({row[key]: row for row in side[table]} for side in (before, after))
        for name in old.keys() | new.keys():
            was, now = old.get(name), new.get(name)
            if was is None or now is None:
                yield (subject, name), subject
                continue
            for field in was.keys() | now.keys():
                one, other = was.get(field), now.get(field)
                if field in ("venue", "track") and one != other:
                    one, other = named(before, field, one), named(after, field, other)
                if one == other or (one in EMPTY and other in EMPTY):
                    continue
                if field in WHEN:
                    yield (subject, name), "when"
                elif field == "status":
                    yield (subject, name), "cancelled" if other == "cancelled" else "restored"
                elif field not in OF_PROGRAMS:
                    yield (subject, name), field
    for field in ("zone", "starts_on", "windows", "title"):
        if before[field] != after[field]:
            yield ("workshop", ""), field


def named(side, field, key):
    return {row["id"]: row["name"] for row in side[f"{field}s"]}.get(key)


@FEW
@given(contents, contents)
def test_words_and_counts_are_found_for_every_change_in_every_language(before, after):
    for language in ("en", "zh-hans", "ru"):
        found = told(before, after, language, every_language=True)
        changed = [change for change in found if change.kind not in ("added", "removed")]
        assert all(change.title or change.subject != "session" for change in found)
        assert all(line.marks or line.before == line.after for one in changed for line in one.lines)
    assert len(found) == len(compare(before, after))


def test_one_moved_one_renamed_and_one_cancelled_are_three_changes():
    before = content(*(session(n) for n in range(1, 6)))
    after = with_session(before, 1, date="2024-05-21", position=9, sequence=2)
    after = with_session(after, 2, title={"en": "Lecture two"}, sequence=2)
    after = with_session(after, 3, status="cancelled", sequence=2)

    found = told(before, after)

    assert [(one.kinds, one.title) for one in found] == [
        (("renamed",), "Lecture two"),
        (("cancelled",), "Lecture 3"),
        (("moved",), "Lecture 1"),
    ]
    assert counts(found) == "1 cancelled, 1 moved, 1 renamed"


def test_a_session_that_moved_and_changed_in_many_ways_is_one_change():
    before = content(session(1), venues=[{"id": 5, "name": {"en": "Hall B"}}])
    after = with_session(
        before, 1, date="2024-05-22", venue=5, starts_at="09:00", title={"en": "Other"}, hours="3.0"
    )

    (change,) = told(before, after)

    assert change.kinds == ("moved", "renamed", "changed")
    assert [(line.label, line.before, line.after) for line in change.lines] == [
        ("When", "Mon 20 May, morning", "Wed 22 May, morning, 09:00"),
        ("Place", "", "Hall B"),
        ("Title", "Lecture 1", "Other"),
        ("Nominal hours", "", "3.0"),
    ]


def test_positions_that_leave_the_order_as_it_is_are_no_change():
    before = content(session(1, position=1), session(2, position=2))

    after = with_session(with_session(before, 1, position=4), 2, position=7)

    assert compare(before, after).changes == ()


def test_another_order_within_a_half_day_is_one_change_of_that_half_day():
    before = content(session(1, position=1), session(2, position=2))

    (change,) = told(before, with_session(before, 1, position=3))

    assert (change.subject, change.when) == ("order", "Mon 20 May, morning")
    assert change.lines[0].after == "Lecture 2, Lecture 1"


def test_what_stands_by_the_clock_is_in_no_order_but_the_clocks():
    before = content(session(1, starts_at="09:00"), session(2, starts_at="10:00"))

    assert compare(before, with_session(before, 1, position=3)).changes == ()


def test_the_order_of_sessions_that_begin_together_is_told_too():
    before = content(session(1, starts_at="09:00"), session(2, starts_at="09:00"))

    (change,) = told(before, with_session(before, 1, position=3))

    assert change.when == "Mon 20 May, morning, 09:00"


def test_a_cancelled_session_that_takes_place_after_all_is_restored():
    before = content(session(1, status="cancelled"))

    (change,) = told(before, with_session(before, 1, status="planned"))

    assert change.kind_label == "Takes place after all"


def test_a_venue_with_another_name_is_one_change_whoever_meets_there():
    before = content(
        session(1, venue=5), session(2, venue=5), venues=[{"id": 5, "name": {"en": "Hall A"}}]
    )
    after = deepcopy(before) | {"venues": [{"id": 5, "name": {"en": "Hall B"}}]}

    found = compare(before, after)

    assert [(one.subject, one.kinds) for one in found if one.subject == "venue"] == [
        ("venue", ("renamed",))
    ]
    assert len(found) == 1


def test_a_venue_made_anew_under_its_name_changes_nothing():
    before = content(session(1, venue=5), venues=[{"id": 5, "name": {"en": "Hall A"}}])
    after = deepcopy(before) | {"venues": [{"id": 8, "name": {"en": "Hall A"}}]}
    after["sessions"][0]["venue"] = 8

    assert compare(before, after).changes == ()


# In words


def test_speakers_who_came_went_and_changed_their_role_are_marked_apart():
    people = [speaker("li-wei"), speaker("aigul-bek"), speaker("rong-ying")]
    billed = [{"slug": "li-wei", "role": "speaker"}, {"slug": "aigul-bek", "role": "speaker"}]
    before = content(session(1, speakers=billed), speakers=people)
    now = [{"slug": "li-wei", "role": "moderator"}, {"slug": "rong-ying", "role": "speaker"}]

    line = only_line(before, with_session(before, 1, speakers=now))

    assert line.label == "Speakers"
    assert line.marks == (
        Mark(KEPT, "Li Wei"),
        Mark(NEW, " (moderator)"),
        Mark(KEPT, ", "),
        Mark(NEW, "Rong Ying"),
        Mark(KEPT, ", "),
        Mark(GONE, "Aigul Bek"),
    )


def test_a_reader_is_told_of_a_text_in_their_language():
    before = content(session(1, title={"en": "Trade", "zh-hans": "数字贸易"}))
    after = with_session(before, 1, title={"en": "Trade today", "zh-hans": "数字贸易实践"})

    assert only_line(before, after).marks == (Mark(KEPT, "Trade"), Mark(NEW, " today"))
    assert only_line(before, after, "zh-hans").marks == (Mark(KEPT, "数字贸易"), Mark(NEW, "实践"))


def test_a_text_that_changed_in_another_language_is_told_in_that_one():
    before = content(session(1, title={"en": "Trade", "zh-hans": "数字贸易"}))
    after = with_session(before, 1, title={"en": "Trade", "zh-hans": "数字经济"})

    line = only_line(before, after)

    assert (line.label, line.language) == ("Title (Chinese)", "zh-hans")
    assert line.marks == (Mark(KEPT, "数字"), Mark(GONE, "贸易"), Mark(NEW, "经济"))


def test_organisers_are_told_of_a_text_in_every_language():
    before = content(session(1, title={"en": "Trade", "zh-hans": "数字贸易"}))
    after = with_session(before, 1, title={"en": "Trade today", "zh-hans": "数字经济"})

    (change,) = told(before, after, every_language=True)

    assert [line.label for line in change.lines] == ["Title", "Title (Chinese)"]


def test_a_text_that_falls_back_says_its_language():
    before = content(session(1, title={"zh-hans": "数字贸易"}, description={}))
    after = with_session(before, 1, description={"en": "A new one."})

    line = only_line(before, after, "zh-hans")

    assert (line.name, line.lang) == ("description", "en")
    assert line.marks == (Mark(NEW, "A new one."),)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("one two three", "one 2 three", "one [-two-]{+2+} three"),
        ("customs papers", "customs data today", "customs [-papers-]{+data today+}"),
        ("数字贸易的实践", "数字贸易的理论", "数字贸易的[-实践-]{+理论+}"),
        ("Лекция о торговле", "Лекция о цифровой торговле", "Лекция о {+цифровой +}торговле"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
    ],
)
def test_words_that_changed_are_marked(before, after, shown):
    around = {KEPT: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    assert "".join(around[one.kind].format(one.text) for one in marked(before, after)) == shown


@FEW
@given(texts, texts)
def test_marked_words_hold_both_texts_whole(one, other):
    before, after = " ".join(one.values()), " ".join(other.values())
    marks = marked(before, after)

    assert "".join(mark.text for mark in marks if mark.kind != NEW) == before
    assert "".join(mark.text for mark in marks if mark.kind != GONE) == after


# Quick


def test_two_programmes_of_500_sessions_are_compared_and_told_within_a_fifth_of_a_second():
    before = long_programme(500)
    after = deepcopy(before)
    for row in after["sessions"]:
        row["description"]["en"] = row["description"]["en"].replace("customs", "border", 3)
        row["title"]["en"] += " in practice"
        row["starts_at"] = "08:00"

    seconds = []
    for _ in range(5):
        begun = time.process_time()
        found = told(before, after)
        seconds.append(time.process_time() - begun)

    assert len([one for one in found if one.kinds == ("moved", "renamed", "changed")]) == 500
    assert min(seconds) < 0.2
