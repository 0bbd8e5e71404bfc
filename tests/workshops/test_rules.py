"""Each rule with a programme that it has something against, and one that it has not."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workshops.slots import found, judged, programme, slot, unjudged, voice
from workshops.rules.finding import Finding, Severity
from workshops.rules.programme import Planned
from workshops.rules.registry import rules
from workshops.rules.teaching import practical_share

ONE_UNTIMED = ["1 session has no clock times, so it was not judged."]


def day(number: int, *parts: str, **fields) -> list:
    return [slot(number, part, **fields) for part in parts]


# hours


def test_more_hours_than_set_are_found_on_average_and_on_the_day():
    packed = [*day(1, "morning", "afternoon", "night"), *day(2, "morning", "afternoon")]
    assert found("hours_a_day", *packed) == [
        "20 hours on 2 programme days are 10 a day; 8 at most.",
        "Day 1 (Mon 20 May) has 12 hours; 8 at most.",
    ]
    assert found("hours_a_day", *day(1, "morning", "afternoon")) == []
    assert found("hours_a_day", *packed, limits={"day": 12}) == []


def test_days_without_a_programme_do_not_thin_the_average_out():
    (mean, _day) = judged("hours_a_day", *day(1, "morning", "afternoon", "night"))
    assert (mean.key, mean.weight, mean.severity) == ("mean", Decimal("12.0"), Severity.URGENT)


def test_a_week_is_seven_days_from_the_first():
    full = [one for number in range(1, 8) for one in day(number, "morning", "afternoon")]
    assert found("hours_a_week", *full) == ["Week 1 has 56 hours; 48 at most."]
    assert found("hours_a_week", *full[:12], *day(8, "morning", "afternoon")) == []


def test_scheduled_hours_are_held_against_planned_ones():
    plan = (Planned(5, "Seminars", Decimal(8)), Planned(6, "Tours", Decimal(4)))
    seminars = slot(component=5)
    assert found("components", seminars, components=plan) == [
        "Seminars: 4 of 8 planned hours are scheduled.",
        "Tours: 0 of 4 planned hours are scheduled.",
    ]
    met = [*day(1, "morning", "afternoon", component=5), slot(2, component=6)]
    assert found("components", *met, components=plan) == []


def test_hours_of_no_component_are_counted_where_there_are_components():
    plan = (Planned(5, "Seminars", Decimal(4)),)
    loose = slot(2, part="daytime")
    assert found("components", slot(component=5), loose, components=plan) == [
        "8 hours belong to no component."
    ]
    assert found("components", slot(component=5), loose) == []


# rest


def test_evenings_are_counted_and_so_is_their_longest_run():
    nights = [slot(number, "night", kind="networking") for number in (1, 2, 4, 6)]
    said = judged("evenings", *nights)
    assert [(one.key, one.text, one.weight) for one in said] == [
        ("count", "4 of 4 programme days have an evening; 3 at most.", 4),
        ("run-1", "2 evenings running, from Day 1 (Mon 20 May) to Day 2 (Tue 21 May).", 2),
    ]
    assert found("evenings", *nights[1:]) == []


def test_a_lecture_in_the_evening_is_found_and_a_reception_is_not():
    late = slot(3, "night", title="Metaverse")
    assert found("evenings", late) == ["“Metaverse” is a lecture in the evening of Wed 22 May."]
    assert found("evenings", slot(3, "night", kind="networking")) == []


def test_what_begins_before_four_is_the_evening_of_the_day_before():
    (one,) = judged("evenings", slot(3, "morning", "00:30-01:30"), limits={"evenings": 0})
    assert one.text == "1 of 1 programme days have an evening; 0 at most."
    assert programme(slot(3, "morning", "00:30-01:30")).load.evenings[0].number == 2


def test_sessions_that_follow_each_other_without_a_break_are_found():
    first, second = slot(1, times="09:00-10:00"), slot(1, times="10:05-11:00")
    assert found("stretch", first, second) == [
        "Mon 20 May: 120 minutes without a break from 09:00 on."
    ]
    assert found("stretch", first, slot(1, times="10:15-11:15")) == []
    assert found("stretch", first, second, limits={"stretch": 120}) == []


def test_a_walk_through_a_firm_is_no_stretch_of_sitting():
    visits = [slot(times=each, kind="site_visit") for each in ("09:00-10:30", "10:30-12:00")]
    assert found("stretch", *visits) == []


def test_breaks_are_not_judged_without_clock_times():
    assert unjudged("stretch", slot()) == ONE_UNTIMED
    assert unjudged("stretch", slot(times="09:00-10:00")) == []


def test_a_week_has_a_day_off_and_a_free_half_day():
    full = [one for number in range(1, 8) for one in day(number, "morning", "afternoon")]
    assert found("free_time", *full, days=7) == [
        "Week 1 has 0 days off; 1 at least.",
        "Week 1 has 0 free half-days beside that; 1 at least.",
    ]
    assert found("free_time", *full[:11], days=7) == []
    assert found("free_time", *full[:6], days=3) == []  # no week


def test_a_whole_day_leaves_no_half_free():
    assert programme(slot(1, "daytime"), slot(2)).load.free_halves == 1


def test_groups_need_hours_before_they_report():
    report = slot(12, kind="group_work", title="Reports")
    assert found("preparation", report) == [
        "Groups report in “Reports” with 0 hours to prepare it; 4 at least."
    ]
    assert found("preparation", slot(10, "afternoon", kind="group_work"), report) == []
    assert found("preparation", slot(), limits={"hours": 4}) == []  # no group reports


# teaching


def test_the_practical_share_is_of_what_is_taught():
    lectures = day(1, "morning", "afternoon")
    visit = slot(2, kind="site_visit")
    assert found("practice", *lectures, visit) == [
        "33.3 % of what is taught is practical; 40 % at least."
    ]
    assert found("practice", lectures[0], visit, slot(3, kind="tour")) == []
    assert practical_share(programme(slot(kind="ceremony"))) is None


def test_a_lecture_may_be_a_case_study():
    assert practical_share(programme(slot(method="case_study"), slot(2))) == 50
    assert unjudged("practice", slot(method="case_study")) == []
    assert unjudged("practice", slot()) == [
        "1 lecture does not say how it is taught and counts as a presentation."
    ]


def test_a_lecture_keeps_time_for_questions():
    short = slot(title="Clouds", questions_minutes=5)
    assert found("questions", short) == ["“Clouds” keeps 5 minutes for questions; 20 at least."]
    assert found("questions", slot(questions_minutes=20)) == []
    assert unjudged("questions", slot()) == [
        "1 lecture does not say how many minutes are for questions."
    ]


def test_a_talk_takes_an_hour_and_questions():
    long = slot(times="14:00-17:00", title="Clouds")
    assert found("blocks", long) == ["“Clouds” takes 180 minutes; 60 and 20 for questions at most."]
    assert found("blocks", slot(times="14:00-15:20")) == []
    assert unjudged("blocks", slot()) == ONE_UNTIMED


def test_policymakers_and_industry_speak_too():
    kinds = ["academic", "academic", "academic", "academic", "industry"]
    mixed = [slot(voices=(voice(n, kind=kind),)) for n, kind in enumerate(kinds)]
    assert found("speakers", *mixed) == ["Government: 0 of 5 speakers; 20 % at least."]
    asked = slot(voices=(voice(9, kind="policymaker"),))
    assert found("speakers", *mixed[1:], asked) == []


def test_who_is_of_no_known_kind_is_not_counted_as_anything():
    unknown = slot(voices=(voice(1), voice(2, is_organisation=True), voice(3, role="moderator")))
    assert found("speakers", unknown) == []
    assert unjudged("speakers", unknown) == ["Of 1 speaker it is not known from where they speak."]


# what cannot be


def test_nobody_speaks_twice_at_once():
    one = slot(times="09:00-10:00", title="Clouds", voices=(voice(7),))
    other = slot(times="09:30-11:00", title="Fields", voices=(voice(7, role="moderator"),))
    assert found("speaker_twice", one, other) == [
        "Speaker 7 is on “Clouds” and on “Fields” at the same time, Mon 20 May 09:30."
    ]
    after = slot(times="10:00-11:00", voices=(voice(7),))
    assert found("speaker_twice", one, after) == []
    assert unjudged("speaker_twice", slot(voices=(voice(7),))) == ONE_UNTIMED


def test_no_room_holds_two_sessions_at_once():
    one = slot(times="09:00-10:00", title="Clouds", venue=3, venue_name="Hall")
    other = slot(times="09:59-11:00", title="Fields", venue=3, venue_name="Hall")
    assert found("room_twice", one, other) == [
        "Hall holds “Clouds” and “Fields” at the same time, Mon 20 May 09:59."
    ]
    elsewhere = slot(times="09:00-10:00", venue=4, venue_name="Annex")
    assert found("room_twice", one, elsewhere) == []
    online = slot(times="09:00-10:00", venue=3, venue_name="Hall", is_online=True)
    assert found("room_twice", one, online) == []


def test_who_speaks_online_does_so_by_day_where_they_are():
    far = voice(1, online=True, zone="America/New_York")
    morning = slot(times="09:00-10:00", title="Clouds", voices=(far,))  # 00:00 in New York
    assert found("own_night", morning) == [
        "For Speaker 1, “Clouds” is from 00:00 to 01:00 at night (New York)."
    ]
    evening = slot(times="17:00-18:00", voices=(far,))  # 08:00 there
    assert found("own_night", evening) == []
    there = slot(times="09:00-10:00", voices=(voice(1, zone="America/New_York"),))
    assert found("own_night", there) == []  # who came sleeps here


def test_a_night_is_not_judged_without_a_zone_or_a_clock():
    assert unjudged("own_night", slot(times="09:00-10:00", voices=(voice(1, online=True),))) == [
        "In which zone they are is not known of: Speaker 1."
    ]
    far = voice(1, online=True, zone="Europe/Paris")
    assert unjudged("own_night", slot(voices=(far,))) == ONE_UNTIMED


WAYS = {frozenset((1, 2)): 40, frozenset((2, 3)): 20}


def test_the_way_between_venues_is_counted_one_way_and_by_day():
    there = [
        slot(part=part, venue=venue, venue_name=name)
        for part, venue, name in (
            ("morning", 1, "Campus"),
            ("afternoon", 2, "City"),
            ("night", 1, "Campus"),
        )
    ]
    there = [replaced(one, position=place) for place, one in enumerate(there)]
    assert found("travel", *there, ways=WAYS, limits={"day": 70}) == [
        "Mon 20 May: 80 minutes on the way; 70 at most.",
        "Mon 20 May: 40 minutes from Campus to City; 30 at most.",
        "Mon 20 May: 40 minutes from City to Campus; 30 at most.",
    ]
    assert found("travel", *there, ways={frozenset((1, 2)): 10}) == []


def replaced(one, **fields):
    return type(one)(**{**one.__dict__, **fields})


def test_the_day_begins_and_ends_at_the_hotel():
    talk = slot(venue=2, venue_name="City")
    about = {"ways": WAYS, "stay": 3, "stay_name": "Hotel", "limits": {"leg": 10}}
    assert found("travel", talk, **about) == [
        "Mon 20 May: 20 minutes from Hotel to City; 10 at most.",
        "Mon 20 May: 20 minutes from City to Hotel; 10 at most.",
    ]
    assert found("travel", slot(venue=3, venue_name="Hotel"), **about) == []


def test_a_way_that_nobody_measured_and_a_session_nowhere_are_said_to_be_unknown():
    known = slot(venue=1, venue_name="Campus")
    far = slot(part="afternoon", venue=9, venue_name="Farm", position=1)
    nowhere = slot(2)
    online = slot(2, is_online=True)
    assert found("travel", known, far, nowhere, online) == []
    assert unjudged("travel", known, far, nowhere, online) == [
        "How long the way takes is not known: Campus – Farm.",
        "1 session has no venue, so the way to it was not judged.",
    ]


# what is missing


def test_a_lecture_has_a_moderator():
    assert found("moderators", slot(title="Clouds")) == ["“Clouds” has no moderator."]
    assert found("moderators", slot(voices=(voice(role="moderator"),))) == []
    assert found("moderators", slot(kind="tour")) == []


def test_a_text_exists_in_each_language():
    bare = slot(title="Clouds", untranslated=(("ru", "title"), ("zh-hans", "title")))
    assert found("translations", bare) == [
        "“Clouds”: its title is missing in Russian, Simplified Chinese."
    ]
    assert found("translations", slot()) == []


def test_a_session_in_no_working_language_is_interpreted():
    spoken = slot(title="Clouds", languages=("ru",))
    assert found("interpreters", spoken) == ["“Clouds” is held in Russian, and nobody interprets."]
    assert found("interpreters", slot(languages=("ru", "en"))) == []
    assert found("interpreters", slot(languages=("ru",), interpretation=True)) == []


def test_promised_interpretation_is_booked():
    assert found("interpreters", slot(), slot(kind="tour"), interpretation=True) == [
        "Interpretation is promised; for 1 session no interpreters are booked."
    ]
    assert found("interpreters", slot(interpretation=True), interpretation=True) == []


def test_material_is_due_some_days_before():
    (one,) = judged("materials", slot(10, title="Clouds"))
    assert (one.text, one.due) == (
        "“Clouds” has no material yet; it is due 3 days before.",
        date(2024, 5, 26),
    )
    assert found("materials", slot(10, has_material=True)) == []
    assert found("materials", slot(10, kind="tour")) == []


def test_a_visit_has_a_host_and_something_to_do():
    bare = slot(kind="site_visit", title="Farm")
    assert found("visits", bare) == [
        "“Farm” has no host.",
        "“Farm” does not say what participants do there.",
    ]
    assert found("visits", slot(kind="site_visit", hosts=1, has_activities=True)) == []
    assert found("visits", slot()) == []


# all of them


def test_an_empty_programme_is_found_nothing_wrong_with():
    empty = programme(days=5)
    assert [list(rule.judge(empty, rule.usual)) for rule in rules()] == [[]] * len(rules())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_names_what_it_finds_once(rule):
    twins = [
        slot(number, part, times, venue=1, venue_name="Hall", voices=(voice(5, online=True),))
        for number in (1, 2)
        for part, times in (("morning", "09:00-11:00"), ("morning", "10:00-13:00"), ("night", ""))
    ]
    said = list(rule.judge(programme(*twins), rule.usual))
    keys = [one.key for one in said if isinstance(one, Finding)]
    assert len(keys) == len(set(keys))
