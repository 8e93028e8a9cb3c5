"""Numbers, intervals, units and days as a reader of one language sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from nagara.reports.language import LANGUAGES, language
from nagara_web.ui.days import until_words, zone_words
from nagara_web.ui.numbers import printed, unit_words
from nagara_web.ui.templatetags.ui import day, deadline, device, in_days, moment, number

NBSP = "\N{NO-BREAK SPACE}"


def test_share_becomes_percent_to_the_digit_that_its_interval_supports() -> None:
    said = printed(0.7213, 0.6731, 0.7744, "share")
    assert (said.with_unit, said.interval) == (f"72{NBSP}%", "67 to 77")


def test_quantity_keeps_its_unit() -> None:
    assert printed(0.861, 0.81, 0.92, "kg/person/day").with_unit == f"0.86{NBSP}kg/person/day"


def test_figure_without_interval_says_none() -> None:
    assert printed(640.0, None, None, "t/day").interval == ""


def test_zero_is_a_number_and_its_interval_is_said() -> None:
    said = printed(0.0, 0.0, 0.0, "share")
    assert said.with_unit == f"0{NBSP}%"
    assert said.interval in {"", "0 to 0"}


def test_interval_of_no_width_is_printed_as_the_number() -> None:
    said = printed(12.0, 12.0, 12.0, "t/day")
    assert said.low == said.high == said.value == "12"


@pytest.mark.parametrize(
    ("value", "words"), [(0.86, "0.86"), (640.0, "640"), (12.0, "12"), (0.861234, "0.861"), (0.0, "0")]
)
def test_figure_without_interval_is_not_made_more_precise_than_it_came(value: float, words: str) -> None:
    assert printed(value, None, None, "t/day").value == words


def test_negative_number_has_the_sign_for_minus() -> None:
    said = printed(-3.2, -7.4, 1.1, "t/day")
    assert said.value.startswith("\N{MINUS SIGN}")
    assert said.low.startswith("\N{MINUS SIGN}")
    assert "-" not in said.value + said.interval


@given(
    value=st.floats(-1e9, 1e9), below=st.floats(0, 1e6), above=st.floats(0, 1e6), code=st.sampled_from(list(LANGUAGES))
)
def test_any_figure_is_printed_in_any_language(value: float, below: float, above: float, code: str) -> None:
    with translation.override(code):
        said = printed(value, value - below, value + above, "t/day")
    assert said.value
    assert not {"-", "e", "n"} & set(said.value)


@pytest.mark.parametrize(
    ("code", "said"), [("en", "1,234.5"), ("id", "1.234,5"), ("vi", "1.234,5"), ("lo", "1.234,5"), ("th", "1,234.5")]
)
def test_number_is_written_as_the_language_writes_it(code: str, said: str) -> None:
    with translation.override(code):
        assert number(1234.5, 1) == said


def test_digits_are_latin_in_every_language() -> None:
    for code in LANGUAGES:
        with translation.override(code):
            assert set(number(1234567890)) - set(",.\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}") <= set("0123456789")


def test_nothing_is_written_for_nothing() -> None:
    assert number(None) == day(None) == moment(None) == unit_words("") == ""


def test_unit_is_said_in_the_language_of_the_page() -> None:
    assert unit_words("share") == "%"
    assert unit_words("kg/person/day") == "kg/person/day"
    with translation.override("vi"):
        assert unit_words("kg/person/day") != "kg/person/day"
        assert unit_words("m2 of my own") == "m2 of my own"


@pytest.mark.parametrize("code", LANGUAGES)
def test_units_of_the_account_are_those_of_its_papers(code: str) -> None:
    spoken = language(code)
    with translation.override(code):
        assert unit_words("t CO2e/year") == spoken.text("t CO₂e/year")
        assert unit_words("t CH4/year") == spoken.text("t CO₂e/year").replace("CO₂e", "CH₄")
        assert unit_words("kg CO2e/person/year") == spoken.text("kg CO₂e/person/year")


def test_thai_day_has_the_buddhist_year_in_brackets() -> None:
    with translation.override("th"):
        assert "2026 (พ.ศ. 2569)" in day(date(2026, 6, 30))
    assert day(date(2026, 6, 30)) == '<time datetime="2026-06-30">30 June 2026</time>'


def test_moment_is_told_where_the_reader_is() -> None:
    at = datetime(2026, 6, 30, 20, 30, tzinfo=UTC)
    with timezone.override("Asia/Bangkok"):
        assert moment(at) == '<time datetime="2026-07-01T03:30+07:00">1 July 2026 03:30\N{NO-BREAK SPACE}UTC+7</time>'


@pytest.mark.parametrize(
    ("other", "said"),
    [(date(2026, 7, 1), "in 1 day"), (date(2026, 7, 12), "in 12 days"), (date(2026, 6, 30), "today"),
     (date(2026, 6, 29), "1 day ago"), (date(2026, 6, 1), "29 days ago")],
)  # fmt: skip
def test_days_are_counted_in_words(other: date, said: str) -> None:
    assert in_days(other, date(2026, 6, 30)) == said


def test_text_in_a_unit_cannot_break_out_of_the_page() -> None:
    html = Template("{% figure 1 None None unit %}").render(Context({"unit": "<script>"}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_device_is_named_in_a_few_words(agent: str, words: str) -> None:
    assert device(agent) == words


def test_a_deadline_bears_its_hour_and_its_zone() -> None:
    assert deadline(date(2026, 6, 30), "Asia/Yangon") == (
        '<time datetime="2026-06-30">30 June 2026, 24:00 UTC+6:30</time>'
    )
    assert until_words("2026-06-30") == "30 June 2026 (each in the city's own time zone)"
    assert zone_words(datetime(2026, 1, 1, tzinfo=ZoneInfo("America/Lima"))) == "UTC−5"
    assert zone_words(datetime(2026, 1, 1, tzinfo=UTC)) == "UTC"
