"""The household survey, stratum by stratum: its rate, its cross-checks and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import dot_and_span
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Picture, Section, Table, Words
from nagara.reports.sections.tables import columns

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, StratumLine
    from nagara.reports.said import Voice

__all__ = ["survey"]

_RATE: Final = "household_rate_kg_per_cap_day"
_LEVEL: Final = 0.95
"""Level of the interval of a stratum's rate, as the account gives it [frac]."""


def survey(result: CityYear, voice: Voice) -> Section | None:
    """The strata, or nothing in a year without a survey."""
    if not result.strata:
        return None
    title, note = voice.text(words.SURVEY_PICTURE), voice.text(words.INTERVAL_NOTE, level=voice.percent(_LEVEL))
    used = sum(line.households_used for line in result.strata)
    areas = sum(line.areas for line in result.strata)
    sentence = voice.text(words.SURVEY_SENTENCE, households=voice.number(used), areas=voice.number(areas))
    chart = dot_and_span.DotAndSpan(
        frame=Frame(id="survey-picture", title=title, description=f"{sentence} {note}"),
        axis=round_axis(0.0, max(line.high for line in result.strata), voice.number),
        rows=tuple(_row(line, voice) for line in result.strata),
    )
    picture = Picture(
        title=title,
        description=note,
        wide=dot_and_span.draw(chart, WIDE),
        narrow=dot_and_span.draw(chart, NARROW),
        table=_table(title, result, voice),
    )
    blocks = (Words(words=sentence), picture, Words(words=voice.text(words.SURVEY_NOTE), look="quiet"))
    return Section(id="survey", heading=voice.text(words.SURVEY), blocks=blocks)


def _row(line: StratumLine, voice: Voice) -> dot_and_span.Row:
    said = voice.said_numbers(_RATE, line.rate_kg_per_cap_day, line.low, line.high)
    return dot_and_span.Row(label=line.name, said=said, value=line.rate_kg_per_cap_day, low=line.low, high=line.high)


def _table(caption: str, result: CityYear, voice: Voice) -> Table:
    numbers = ("people", "areas", "households", "left_out", "rate", "interval", "mean_rate", "bootstrap")
    return Table(
        caption=caption,
        columns=columns(voice, "stratum", *numbers, numbers=numbers),
        rows=tuple(_cells(line, voice) for line in result.strata),
    )


def _cells(line: StratumLine, voice: Voice) -> tuple[str, ...]:
    seen = voice.digits(_RATE, line.rate_kg_per_cap_day, line.low, line.high)

    def written(number: float | None) -> str:
        return voice.number(number or 0.0, seen.decimals)

    bootstrap = voice.text(words.NO_INTERVAL)
    if line.bootstrap is not None:
        low, high = line.bootstrap
        bootstrap = voice.text(words.RANGE, low=written(low), high=written(high))
    return (
        line.name,
        voice.number(line.population),
        voice.number(line.areas),
        voice.number(line.households_used),
        voice.number(line.households_left_out),
        written(seen.value),
        voice.text(words.RANGE, low=written(seen.low), high=written(seen.high)),
        written(line.mean_of_household_rates),
        bootstrap,
    )
