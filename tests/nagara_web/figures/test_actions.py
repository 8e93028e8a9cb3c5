from __future__ import annotations

import pytest

from cast import Cast
from nagara.errors import QuantityError
from nagara_web.audit.queries import events_about, verify
from nagara_web.figures import unlike_log
from nagara_web.figures.actions import (
    NewFigure,
    ReasonMissingError,
    SamePersonError,
    define_account_indicators,
    define_indicator,
    define_source,
    publish,
    withdraw,
)
from nagara_web.figures.models import Figure, FigureVersion, Indicator
from nagara_web.figures.queries import contradictions, figure_row, figures_of_city, figures_of_indicator, years_of
from nagara_web.figures.unlike_log import figures_unlike_log
from nagara_web.notices.models import Happening


@pytest.fixture
def measured(cast: Cast) -> Cast:
    """Two sources and one indicator."""
    define_indicator("sdg_11_6_1_frac", name="Waste in controlled facilities", unit="share", answer_type="share")
    define_source("round-2025", title="Round 2025", is_own_round=True)
    define_source("census-of-dumps", title="A census of dumps")
    return cast


def new(cast: Cast, value: float | None = 0.5, **changes: object) -> NewFigure:
    given: dict[str, object] = {
        "city_id": cast.rivermouth.pk,
        "indicator": "sdg_11_6_1_frac",
        "year": 2025,
        "source": "round-2025",
        "method": "survey",
        "value": value,
        "low": None if value is None else value - 0.1,
        "high": None if value is None else value + 0.1,
        "level_frac": 0.95,
        "boundary": "administrative",
        "population_persons": 1000.0,
        "population_basis": "census",
    }
    return NewFigure(**(given | changes))


def test_a_first_version_is_published_and_stands(measured: Cast) -> None:
    version = publish(new(measured), published_by_id=measured.secretary.pk)
    row = figure_row(version.figure_id)
    assert row is not None
    assert (row.number, row.value, row.city_slug, row.is_invented) == (1, 0.5, "rivermouth", True)
    assert events_about(f"figure:{version.figure_id}").get().action == "figure.published"


def test_the_same_values_again_make_no_version_and_no_event(measured: Cast) -> None:
    first = publish(new(measured))
    again = publish(new(measured, origin={"nagara": "another"}))
    assert again.pk == first.pk
    assert events_about(f"figure:{first.figure_id}").count() == 1


def test_a_correction_needs_a_reason(measured: Cast) -> None:
    publish(new(measured))
    with pytest.raises(ReasonMissingError, match="Say why"):
        publish(new(measured, 0.6))
    assert FigureVersion.objects.count() == 1


def test_a_corrected_figure_is_a_new_version_and_the_old_one_stays_readable(measured: Cast) -> None:
    first = publish(new(measured))
    second = publish(new(measured, 0.6, reason="The gate book was read twice"))
    old, now = figure_row(first.figure_id, 1), figure_row(first.figure_id)
    assert old is not None
    assert now is not None
    assert (old.status, old.value, now.status, now.value) == ("replaced", 0.5, "published", 0.6)
    assert (second.number, second.reason) == (2, "The gate book was read twice")
    assert [row.value for row in figures_of_city(measured.rivermouth.pk)] == [0.6]
    happening = Happening.objects.get()
    assert (happening.kind, happening.city, happening.indicator) == (
        "figure-corrected",
        "rivermouth",
        "sdg_11_6_1_frac",
    )
    assert verify().is_whole


def test_nobody_publishes_what_they_signed_or_prepared(measured: Cast) -> None:
    for role in ("made_by_id", "signed_by_id"):
        with pytest.raises(SamePersonError):
            publish(new(measured), published_by_id=measured.head.pk, **{role: measured.head.pk})
    assert not Figure.objects.exists()


def test_a_withdrawn_figure_leaves_the_lists_and_its_page_says_why(measured: Cast) -> None:
    version = publish(new(measured))
    withdraw(version.figure_id, reason="It was of another city", person_id=measured.secretary.pk)
    assert figures_of_city(measured.rivermouth.pk) == []
    assert years_of("sdg_11_6_1_frac") == []
    row = figure_row(version.figure_id)
    assert row is not None
    assert row.status == "withdrawn"
    with pytest.raises(ReasonMissingError):
        publish(new(measured))
    assert publish(new(measured, reason="It was of this city after all")).number == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None, "low": None, "high": None},
        {"notation_key": "NE"},
        {"low": None},
        {"low": 0.9, "high": 0.1},
        {"value": float("nan")},
        {"high": float("inf")},
    ],
)
def test_a_figure_that_says_nothing_or_contradicts_itself_is_refused(measured: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(QuantityError):
        new(measured, **({"value": 0.5} | wrong))


def test_a_notation_key_is_published_in_place_of_a_number(measured: Cast) -> None:
    version = publish(new(measured, None, notation_key="NE"))
    row = figure_row(version.figure_id)
    assert row is not None
    assert (row.value, row.notation) == (None, "not estimated")


def test_two_sources_of_one_year_stand_side_by_side(measured: Cast) -> None:
    own = publish(new(measured))
    publish(new(measured, 0.2, source="census-of-dumps"))
    row = figure_row(own.figure_id)
    assert row is not None
    assert [each.value for each in contradictions(row)] == [0.2]
    assert [each.is_own_round for each in figures_of_indicator("sdg_11_6_1_frac", 2025)] == [True, False]


@pytest.mark.django_db
def test_the_indicators_of_the_account_are_defined_once() -> None:
    first = define_account_indicators()
    events = events_about("indicator:sdg_11_6_1_frac").count()
    again = define_account_indicators()
    assert [each.pk for each in first] == [each.pk for each in again]
    assert events_about("indicator:sdg_11_6_1_frac").count() == events == 1
    assert Indicator.objects.count() == len(first)
    headline = [each.is_headline for each in first]
    assert headline == sorted(headline, reverse=True)
    assert any(headline)


def test_figures_that_were_published_corrected_and_withdrawn_are_as_the_log_says(measured: Cast) -> None:
    first = publish(new(measured))
    withdraw(first.figure_id, reason="The survey was not finished", person_id=None)
    publish(new(measured, 0.6, reason="It is finished now"))
    publish(new(measured, None, year=2024, notation_key="NE", method=""))
    assert list(figures_unlike_log()) == []


@pytest.mark.parametrize(
    ("altered", "says"),
    [
        ({"value": 0.9}, "value is not what the log says"),
        ({"low": 0.49, "high": 0.51}, "low, high is not"),
        ({"status": "withdrawn"}, "it is withdrawn, and the log says otherwise"),
        ({"number": 2}, "the log has no event of it"),
    ],
)
def test_a_figure_that_was_altered_outside_nagara_shows_itself(
    measured: Cast, altered: dict[str, object], says: str
) -> None:
    version = publish(new(measured))
    FigureVersion.objects.filter(pk=version.pk).update(**altered)
    assert verify().is_whole
    assert says in " ".join(figures_unlike_log())


def test_a_figure_that_was_taken_away_is_missed(measured: Cast) -> None:
    figure = publish(new(measured)).figure
    Figure.objects.filter(pk=figure.pk).update(current=None)
    figure.versions.all().delete()
    assert list(figures_unlike_log()) == [
        f"Figure {figure.pk}, version 1: it is missing, and the log says that it was published."
    ]


def test_figures_are_compared_block_by_block(measured: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlike_log, "BLOCK", 1)
    years = [publish(new(measured, year=year)) for year in (2022, 2023, 2024)]
    assert list(figures_unlike_log()) == []
    FigureVersion.objects.filter(pk__in=[version.pk for version in years[1:]]).update(value=0.9)
    assert [line.partition(",")[0] for line in figures_unlike_log()] == [
        f"Figure {version.figure_id}" for version in years[1:]
    ]
