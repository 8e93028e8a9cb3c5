"""One chart of every kind, with awkward words in it."""

from __future__ import annotations

from datetime import date

from nagara.reports.charts import (
    composition_bars,
    dot_and_span,
    flow_picture,
    ladder_strip,
    paths,
    series_with_band,
    stacked_years,
    thread,
    variance_bars,
)
from nagara.reports.charts.axis import Axis, round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame

AWKWARD = 'Fire & "smoke" <script>alert(1)</script>'


def say(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def frame(name: str) -> Frame:
    return Frame(id=name, title=f"{name} {AWKWARD}", description=f"About {name} & more")


def share_axis() -> Axis:
    return round_axis(0.0, 1.0, lambda value, _: f"{100 * value:.0f} %")


def dots() -> dot_and_span.DotAndSpan:
    return dot_and_span.DotAndSpan(
        frame=frame("dots"),
        axis=share_axis(),
        rows=(
            dot_and_span.Row(label="Collected", said="72 % (63 to 81)", value=0.72, low=0.63, high=0.81),
            dot_and_span.Row(label=AWKWARD, said="50 %", value=0.5),
            dot_and_span.Row(label="Recovered", said="no figure: not reported", value=None),
        ),
    )


def bars() -> composition_bars.CompositionBars:
    def share(value: float) -> composition_bars.Share:
        return composition_bars.Share(said=f"{100 * value:.0f} %", value=value, low=value * 0.8, high=value * 1.2)

    return composition_bars.CompositionBars(
        frame=frame("bars"),
        axis=share_axis(),
        points=("At households", "At disposal"),
        rows=(("Kitchen", (share(0.52), share(0.47))), (AWKWARD, (share(0.1), None))),
    )


def flow() -> flow_picture.FlowPicture:
    nodes = {
        name: flow_picture.Node(label=label, said="100 t/day", interval="90 to 110", is_warm=name == "lost")
        for name, label in (("home", "Households"), ("truck", AWKWARD), ("site", "Landfill"), ("lost", "Not collected"))
    }
    ribbons = tuple(
        flow_picture.Ribbon(source=source, target=target, value=value, low=value * 0.9, high=value * 1.1, said="…")
        for source, target, value in (("home", "truck", 80.0), ("home", "lost", 20.0), ("truck", "site", 80.0))
    )
    return flow_picture.FlowPicture(frame=frame("flow"), nodes=nodes, ribbons=ribbons)


def ladder() -> ladder_strip.LadderStrip:
    rungs = (
        ladder_strip.Rung(label="Landfill", said="3 · Basic", level=3, is_controlled=True),
        ladder_strip.Rung(label=AWKWARD, said="1 · No control", level=1, is_controlled=False),
        ladder_strip.Rung(label="Exporter", said="not given", level=None, is_controlled=False),
    )
    return ladder_strip.LadderStrip(
        frame=frame("ladder"), rungs=rungs, threshold="counts as controlled", controlled_from=3
    )


def series() -> series_with_band.SeriesWithBand:
    years = (
        series_with_band.Year(year=2021, said="52 %", value=0.52, low=0.45, high=0.6),
        series_with_band.Year(year=2022, said="not reported"),
        series_with_band.Year(year=2023, said="60 %", value=0.6, low=0.55, high=0.66),
        series_with_band.Year(year=2024, said="63 %", value=0.63, low=0.58, high=0.69),
        series_with_band.Year(year=2025, said=AWKWARD, value=0.72, low=0.67, high=0.77, is_break=True),
    )
    return series_with_band.SeriesWithBand(frame=frame("series"), axis=share_axis(), years=years)


def variance() -> variance_bars.VarianceBars:
    return variance_bars.VarianceBars(
        frame=frame("variance"),
        axis=share_axis(),
        bars=(
            variance_bars.Bar(label="Household survey", said="46 %", share=0.46),
            variance_bars.Bar(label=AWKWARD, said="0 %", share=-0.002),
        ),
    )


def promise(end: thread.Mark = thread.Mark.OPEN) -> thread.ThreadPicture:
    said = (
        (2017, "first"),
        (2018, "event"),
        (2019, "repeats"),
        (2022, "reaffirms"),
        (2023, "sharpens"),
        (2024, "weakens"),
    )
    points = tuple(
        thread.Point(
            on=date(year, 7, 27),
            label=f"{year} · {mark.capitalize()}",
            said=AWKWARD,
            mark=thread.Mark(mark),
            is_reported=year == 2023,
        )
        for year, mark in (*said, (2025, "fulfils"), (2025, "lapses"))
    )
    return thread.ThreadPicture(
        frame=frame("promise"),
        points=points,
        end=end,
        end_said="Open since 27 July 2017",
        until=date(2026, 3, 1),
        legend=tuple((mark, mark.value) for mark in thread.Mark),
        reported="hollow: known from a report only",
    )


def paths_of_promises() -> paths.PathPicture:
    years = tuple(range(2026, 2037))
    values = tuple(0.5 + 0.04 * at for at in range(11))
    return paths.PathPicture(
        frame=frame("paths"),
        years=years,
        key=paths.Key(values="the plan", beside="without any promise", band="95 % interval", target="promised"),
        panels=(
            paths.PathPanel(
                label=f"Collected {AWKWARD}",
                said="Promised: at least 90 % from 2035; kept.",
                axis=share_axis(),
                values=values,
                lows=tuple(0.9 * value for value in values),
                highs=tuple(1.05 * value for value in values),
                beside=tuple(0.5 - 0.01 * at for at in range(11)),
                ends=("90 %", "40 %"),
                targets=(paths.Target(at=9, value=0.9),),
            ),
            paths.PathPanel(label="Alone", said="", axis=share_axis(), values=values, ends=("90 %", "")),
        ),
    )


def stacks() -> stacked_years.StackedYears:
    years = tuple(range(2026, 2034))
    parts = {"Collection & haul": 8.0, "Running": 3.0, AWKWARD: 0.5, "Revenues": -2.0}
    return stacked_years.StackedYears(
        frame=frame("stacks"),
        axis=round_axis(-3.0, 13.0, say),
        years=years,
        parts=tuple(
            stacked_years.Part(
                label=label, said=f"{usd} in 2033", values=tuple(usd * (0.5 + at / 14) for at in range(8))
            )
            for label, usd in parts.items()
        ),
        total="In all: 9.5 in 2033",
    )


def drawings() -> dict[str, str]:
    """Every kind of chart at both widths."""
    kinds = {
        "dot_and_span": (dot_and_span.draw, dots()),
        "composition_bars": (composition_bars.draw, bars()),
        "flow_picture": (flow_picture.draw, flow()),
        "ladder_strip": (ladder_strip.draw, ladder()),
        "paths": (paths.draw, paths_of_promises()),
        "stacked_years": (stacked_years.draw, stacks()),
        "series_with_band": (series_with_band.draw, series()),
        "thread": (thread.draw, promise()),
        "variance_bars": (variance_bars.draw, variance()),
    }
    return {
        f"{name}-{width:.0f}": draw(chart, width) for name, (draw, chart) in kinds.items() for width in (WIDE, NARROW)
    }
