"""The account of a city's year as it is printed: figures, findings and where they come from.

These are the frozen values that every paper, page and file of :mod:`nagara.reports` is made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from nagara.errors import UnknownCodeError
from nagara.findings import Finding
from nagara.indicators.phrases import Phrase
from nagara.waste.records import City

if TYPE_CHECKING:
    from nagara.indicators.greenhouse_gases.result import GreenhouseGases
    from nagara.indicators.material_flows import MaterialFlows
    from nagara.indicators.plastic_leakage.result import PlasticLeakage

__all__ = [
    "Change",
    "CityYear",
    "Composition",
    "DefaultUsed",
    "FacilityLine",
    "Figure",
    "Flow",
    "InputLine",
    "LadderDoubt",
    "LadderScenario",
    "NextMeasurement",
    "Provenance",
    "StratumLine",
    "Tier",
    "VarianceShare",
]


class Tier(StrEnum):
    """On what the generated amount rests."""

    SURVEY = "survey"
    CARRIED_FORWARD = "carried-forward"
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: the plug-in value and its interval from the joint draws.

    Parameters
    ----------
    name
        Stable name with its unit suffix, for example ``sdg_11_6_1_frac``.
    value
        Plug-in estimate; ``None`` where the records do not allow one.
    low, high
        Ends of the interval at ``level``.
    feasible_low, feasible_high
        The interval given that no more is collected than generated; ``None`` where no draw broke
        that law.
    level
        Probability that the interval is built for [frac].
    unit
        Unit in words, as printed.
    method
        One sentence: how it was computed.
    source
        What it rests on: ``survey``, ``records``, ``default`` or a mix of them.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    feasible_low: float | None = None
    feasible_high: float | None = None
    level: float = 0.95
    unit: str
    method: str
    source: str

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return f"no figure for {self.name}"
        decimals = max(0, 3 - len(f"{abs(self.value):.0f}")) + (abs(self.value) < 1)
        return f"{self.value:.{decimals}f} ({self.low:.{decimals}f} to {self.high:.{decimals}f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The twelve categories (or the six groups) at one point, with intervals."""

    point: str
    """``household``, ``disposal`` or ``city``."""
    parts: Mapping[str, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumLine:
    """One surveyed stratum [kg/person/day].

    Parameters
    ----------
    rate_kg_per_cap_day, low, high
        Ratio of totals with its 95 % interval: the estimator that is published.
    mean_of_household_rates
        Mean of household rates, shown beside it: large households weigh less in it.
    bootstrap
        Interval of the rescaled bootstrap of the areas: a cross-check that covers too little with
        few areas.
    """

    stratum: str
    name: str
    population: float
    areas: int
    households_used: int
    households_left_out: int
    rate_kg_per_cap_day: float
    low: float
    high: float
    mean_of_household_rates: float
    bootstrap: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """One uncertain input of the account, in the unit of its name's first word.

    Parameters
    ----------
    range_is
        ``interval-95`` or ``bounds``.
    shape
        The law it is drawn from.
    is_default
        Whether value or range were supplied by nagara.
    is_shared
        Whether another year shares its draws.
    """

    name: str
    group: str
    value: float
    low: float
    high: float
    range_is: str
    shape: str
    source: str
    is_default: bool
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityLine:
    """One facility as the report shows it."""

    facility: str
    name: str
    kind: str
    operator: str | None
    received_t_per_day: float
    counted_t_per_day: float
    """What of it counts as collected: net of rejects, picked material and non-municipal loads."""
    level: int | None
    """Level of the control ladder, 1 to 5; ``None`` where too little was observed."""
    is_controlled: bool
    boxes: Mapping[int, tuple[int, int]]
    """Boxes ticked and boxes printed, by level."""
    not_observed: tuple[str, ...] = ()
    override_reason: str | None = None
    probability_controlled: float | None = None
    judged: Mapping[int, int] = field(default_factory=dict)
    """Boxes that the observations allowed to judge, by level."""
    level_low: int | None = None
    level_high: int | None = None
    """Lowest and highest level that the criteria not observed still allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One arrow of the flow picture [t/day]."""

    source: str
    target: str
    t_per_day: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderScenario:
    """SDG 11.6.1 if one facility stood one level lower."""

    facility: str
    name: str
    level: int
    lowered_level: int
    sdg_11_6_1_frac: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderDoubt:
    """SDG 11.6.1 where an assessor gave probabilities: its interval if controlled and if not."""

    facility: str
    name: str
    probability_controlled: float
    low_if_controlled: float
    high_if_controlled: float
    low_if_not: float
    high_if_not: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceShare:
    """How much of one figure's variance one independent group of inputs carries."""

    figure: str
    group: str
    label: Phrase
    first_order: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeasurement:
    """What one more measurement would do to one figure's interval."""

    figure: str
    action: str
    label: Phrase
    width_now: float
    width_then: float

    @property
    def gain_frac(self) -> float:
        """Share of the interval's width that the measurement is expected to remove."""
        return 1.0 - self.width_then / self.width_now if self.width_now else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure against an earlier year.

    ``method_break`` says why no change is computed, where none is.
    """

    figure: str
    earlier_year: int
    earlier_value: float | None
    value: float | None
    change: float | None
    low: float | None
    high: float | None
    probability_of_sign: float | None
    method_break: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultUsed:
    """A number that nagara supplied because the city gave none."""

    name: str
    what_for: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    locator: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the figures were made from, so that they can be made again."""

    inputs: Mapping[str, str]
    """SHA-256 of each input by file name."""
    defaults: tuple[DefaultUsed, ...]
    versions: Mapping[str, str]
    seed: int
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CityYear:
    """The whole account of a city's year."""

    city: City
    tier: Tier
    figures: Mapping[str, Figure]
    household_composition: Composition | None
    disposal_composition: Composition | None
    city_composition: Composition | None
    facilities: tuple[FacilityLine, ...]
    flows: tuple[Flow, ...]
    ladder_scenarios: tuple[LadderScenario, ...]
    variance_shares: tuple[VarianceShare, ...]
    next_measurements: tuple[NextMeasurement, ...]
    changes: tuple[Change, ...]
    infeasible_frac: float
    """Share of the draws in which more is collected than generated."""
    findings: tuple[Finding, ...]
    provenance: Provenance
    variance_by_input: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Linear sensitivity by shared input and figure; lets a later year share these inputs."""
    standard_deviations: Mapping[str, float] = field(default_factory=dict)
    """Standard deviation of the draws of each headline figure, in its unit."""
    ladder_doubts: tuple[LadderDoubt, ...] = ()
    not_assessed: tuple[str, ...] = ()
    """Facilities that receive waste and have no level: they do not count as controlled, and the
    interval of SDG 11.6.1 reaches up to what it would be if they did."""
    strata: tuple[StratumLine, ...] = ()
    """The household survey, stratum by stratum."""
    inputs: tuple[InputLine, ...] = ()
    """Every uncertain input with its range and the law it is drawn from."""
    household_groups: Composition | None = None
    """The six groups at households, to be read beside those of the city."""
    disposal_groups: Composition | None = None
    """The six groups at disposal."""
    material_flows: MaterialFlows | None = None
    """The balanced flows of the waste; nothing where they cannot be balanced."""
    plastic_leakage: PlasticLeakage | None = None
    """Plastic that escapes management; nothing where no waste was sorted or the records contradict each other."""
    greenhouse_gases: GreenhouseGases | None = None
    """Greenhouse gases of the waste; nothing where no waste was sorted."""

    def __repr__(self) -> str:
        return f"<{self.city.city}, {self.city.year}: {len(self.figures)} figures, {len(self.findings)} findings>"

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __getitem__(self, name: str) -> Figure:
        if name not in self.figures:
            what = "figure"
            raise UnknownCodeError(what, name, tuple(self.figures))
        return self.figures[name]

    def rows(self) -> list[dict[str, str | float | None]]:
        """All figures as rows, ready for a data frame: name, value, low, high, unit, source."""
        columns = ("name", "value", "low", "high", "unit", "source")
        return [{column: getattr(figure, column) for column in columns} for figure in self.figures.values()]
