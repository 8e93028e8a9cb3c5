"""Promises that a plan must keep, as somebody writes them: ``sdg_11_6_1_frac>=0.9@2035``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from nagara.pathways.least_cost.question.refusals import PromiseError

__all__ = ["PROMISED_FIGURES", "Promise", "PromisedFigure", "read_promise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedFigure:
    """A figure that can be promised.

    Parameters
    ----------
    code, label
        Its name and what it is.
    unit
        Unit of the target.
    relations
        Relations that make sense of it.
    meaning
        What exactly is counted, in one sentence.
    """

    code: str
    label: str
    unit: str
    relations: tuple[str, ...]
    meaning: str


PROMISED_FIGURES: Final = {
    figure.code: figure
    for figure in (
        PromisedFigure(
            code="sdg_11_6_1_frac",
            label="Collected and managed in controlled facilities (SDG 11.6.1)",
            unit="frac",
            relations=(">=",),
            meaning="tonnes that end in facilities at Basic control or better, over tonnes generated",
        ),
        PromisedFigure(
            code="collected_frac",
            label="Collected",
            unit="frac",
            relations=(">=",),
            meaning="tonnes that services or the value chain take, over tonnes generated",
        ),
        PromisedFigure(
            code="diverted_frac",
            label="Kept from disposal, energy recovery included",
            unit="frac",
            relations=(">=",),
            meaning="tonnes that end in recovery facilities, energy recovery included, over tonnes generated",
        ),
        PromisedFigure(
            code="recycled_frac",
            label="Recycled or composted",
            unit="frac",
            relations=(">=",),
            meaning="tonnes that end in recovery facilities other than furnaces and fuel, over tonnes generated",
        ),
        PromisedFigure(
            code="zero_waste_frac",
            label="Neither landfilled, burned nor leaked (zero waste)",
            unit="frac",
            relations=(">=",),
            meaning="one minus tonnes that end at disposal sites, in furnaces, in open fires or uncollected, "
            "over tonnes generated",
        ),
        PromisedFigure(
            code="uncontrolled_t_per_year",
            label="Waste outside controlled facilities",
            unit="t_per_year",
            relations=("<=",),
            meaning="uncollected tonnes and tonnes that end in facilities below Basic control",
        ),
        PromisedFigure(
            code="landfilled_t_per_year",
            label="Deposited",
            unit="t_per_year",
            relations=("<=",),
            meaning="tonnes that end at landfills and dumpsites",
        ),
        PromisedFigure(
            code="open_burning_t_per_year",
            label="Burned in the open",
            unit="t_per_year",
            relations=("<=",),
            meaning="uncollected tonnes and tonnes at dumpsites that burn",
        ),
        PromisedFigure(
            code="plastic_to_water_t_per_year",
            label="Plastic that reaches water",
            unit="t_per_year",
            relations=("<=",),
            meaning="tonnes of plastic that leak at any stage and reach water",
        ),
        PromisedFigure(
            code="plastic_to_water_cut_frac",
            label="Cut of plastic that reaches water",
            unit="frac",
            relations=(">=",),
            meaning="cut against the year of the records",
        ),
        PromisedFigure(
            code="methane_cut_frac",
            label="Cut of methane of disposal sites",
            unit="frac",
            relations=(">=",),
            meaning="cut of methane that disposal sites emit against the year of the records",
        ),
        PromisedFigure(
            code="ghg_t_co2e_per_year",
            label="Greenhouse gases",
            unit="t_co2e_per_year",
            relations=("<=",),
            meaning="emissions of the year from decay, treatment, burning and transport",
        ),
        PromisedFigure(
            code="ghg_cut_frac",
            label="Cut of greenhouse gases",
            unit="frac",
            relations=(">=",),
            meaning="cut of emissions against the year of the records",
        ),
        PromisedFigure(
            code="informal_recovered_t_per_year",
            label="Recovered by informal workers",
            unit="t_per_year",
            relations=(">=",),
            meaning="tonnes that end in facilities that informal workers run",
        ),
        PromisedFigure(
            code="cost_usd_per_household",
            label="Cost for a household",
            unit="usd_per_year",
            relations=("<=",),
            meaning="cost of the year after revenues, debt service included, over households",
        ),
    )
}
"""Figures that can be promised, in the order of lists."""

_WRITTEN: Final = re.compile(
    r"\s*(?:(?P<city>[\w-]+):)?(?P<figure>\w+)\s*(?P<relation>[<>]=|=[<>]|≥|≤)\s*(?P<target>[^@]+?)\s*@\s*(?P<year>\d{4})\s*"
)


_RELATIONS: Final = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}
PERCENT: Final = 100.0
LARGEST: Final = 1e12
"""More than any city can promise, in any unit."""
ALIKE: Final = 0.65
"""How far a mistyped figure may be from the one that was meant [1]."""
SUGGESTED: Final = 3
"""So many figures are named to somebody who mistyped one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A figure reaches a target in a year and keeps it from then on.

    Parameters
    ----------
    figure
        Code of :data:`PROMISED_FIGURES`.
    relation
        ``>=`` or ``<=``.
    target
        In the unit of the figure.
    from_year
        First year in which it must hold; it holds in every later year too.
    city
        Code of the city that promises; all cities of the problem together if nothing is said.
    is_today
        Whether nobody promised it and it only keeps what is there today.
    """

    figure: str
    relation: str
    target: float
    from_year: int
    city: str | None = None
    is_today: bool = False

    def __str__(self) -> str:
        whose = f"{self.city}:" if self.city else ""
        return f"{whose}{self.figure}{self.relation}{self.target:g}@{self.from_year}"


def read_promise(text: str) -> Promise:
    """Read a promise as it is written.

    Parameters
    ----------
    text
        Such as ``sdg_11_6_1_frac>=0.9@2035``, in front of it a city and a colon if it is that city's alone. A
        share may be written in percent: ``90%``.

    Raises
    ------
    PromiseError
        If it cannot be read, the figure is unknown, the relation makes no sense or the target is impossible.

    Examples
    --------
    >>> str(read_promise("collected_frac >= 0.95 @ 2030"))
    'collected_frac>=0.95@2030'
    >>> str(read_promise("collected_frac>=95%@2030"))
    'collected_frac>=0.95@2030'
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        why = "cannot be read"
        raise PromiseError(text, why, "Write it as figure, >= or <=, target, @, year: sdg_11_6_1_frac>=0.9@2035.")
    figure = PROMISED_FIGURES.get(match["figure"].lower())
    if figure is None:
        raise PromiseError(text, "names no figure that can be promised", _known(match["figure"].lower()))
    relation = _RELATIONS.get(match["relation"], match["relation"])
    if relation not in figure.relations:
        why = f"asks for {figure.code} {relation}, which is no promise"
        raise PromiseError(text, why, f"Write {figure.code}{figure.relations[0]}…")
    return Promise(
        figure=figure.code,
        relation=relation,
        target=_target(text, match["target"], figure),
        from_year=int(match["year"]),
        city=match["city"],
    )


def _known(written: str) -> str:
    """What to write instead: the figures that are written alike, else all of them."""
    near = get_close_matches(written, PROMISED_FIGURES, n=SUGGESTED, cutoff=ALIKE)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known are {', '.join(PROMISED_FIGURES)}."


def _target(text: str, written: str, figure: PromisedFigure) -> float:
    is_share = figure.unit == "frac"
    is_percent = is_share and written.endswith("%")
    try:
        target = float(written.removesuffix("%")) / PERCENT if is_percent else float(written)
    except ValueError:
        why = f"has the target {written!r}, which is no number"
        mend = "Write 0.9 or 90%." if is_share else "Write digits alone, without spaces, commas or a unit: 100000."
        raise PromiseError(text, why, mend) from None
    if 0 <= target <= (1.0 if is_share else LARGEST):
        return target
    if is_share:
        mend = (
            f"Write {written}% or {target / PERCENT:g}."
            if 1 < target <= PERCENT and not is_percent
            else "Write 0.9 or 90%."
        )
        raise PromiseError(text, f"has the target {written}, and {figure.code} lies between 0 and 1", mend)
    why = f"has the target {written}, and {figure.code} is a number from 0 to {LARGEST:.0e}"
    raise PromiseError(text, why, "Write it in the unit of its name.")
