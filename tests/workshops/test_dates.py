"""Dates in words: what is the same is said once, in each language's order."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from workshops import dates

MAY_20, MAY_24, JUNE_2 = date(2024, 5, 20), date(2024, 5, 24), date(2024, 6, 2)


@pytest.mark.parametrize(
    ("language", "first", "last", "words"),
    [
        ("en", MAY_20, MAY_20, "20 May 2024"),
        ("en", MAY_20, MAY_24, "20–24 May 2024"),
        ("en", MAY_20, JUNE_2, "20 May – 2 June 2024"),
        ("en", date(2024, 12, 30), date(2025, 1, 3), "30 December 2024 – 3 January 2025"),
        ("ru", MAY_20, MAY_20, "20 мая 2024 г."),
        ("ru", MAY_20, JUNE_2, "20 мая – 2 июня 2024 г."),
        ("zh-hans", MAY_20, MAY_24, "2024年5月20日至24日"),
        ("zh-hans", MAY_20, JUNE_2, "2024年5月20日至6月2日"),
        ("zh-hans", date(2024, 12, 30), date(2025, 1, 3), "2024年12月30日至2025年1月3日"),
    ],
)
def test_a_range_says_month_and_year_once(language, first, last, words):
    with translation.override(language):
        assert dates.date_range(first, last) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Mon 20 May"), ("ru", "Пн 20 мая"), ("zh-hans", "5月20日 星期一")],
)
def test_a_day_of_an_agenda_names_the_weekday(language, words):
    with translation.override(language):
        assert dates.day(MAY_20) == words


def test_a_time_range_says_what_is_known():
    assert dates.time_range(time(9), time(10, 30)) == "09:00–10:30"
    assert dates.time_range(time(9), None) == "09:00"
    assert dates.time_range(None, None) == ""


def test_a_zone_is_said_in_words_with_its_offset():
    assert dates.zone_in_words("Asia/Shanghai") == "Shanghai time (UTC+8)"
    assert dates.zone_in_words("Asia/Kathmandu") == "Kathmandu time (UTC+5:45)"


@pytest.mark.parametrize(
    ("on", "words"), [(date(2024, 1, 8), "Berlin time (UTC+1)"), (MAY_20, "Berlin time (UTC+2)")]
)
def test_a_zones_offset_is_that_of_the_day_asked_for(on, words):
    assert dates.zone_in_words("Europe/Berlin", on) == words


def test_a_moment_is_said_as_the_clocks_of_a_zone_show_it():
    at = datetime(2024, 5, 19, 23, 30, tzinfo=UTC)
    assert dates.moment(at, "Asia/Bangkok") == "06:30 on Mon 20 May 2024, Bangkok time (UTC+7)"
