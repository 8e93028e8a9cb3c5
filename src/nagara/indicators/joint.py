"""Joint draws of everything that is uncertain in a city's year.

Every input has its own named stream of standard normal draws, so that two years share what they
have in common: an input that is the same number from the same source, and a survey area that was
surveyed in both years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.estimates import Shape
from nagara.uncertainty.streams import stream
from nagara.waste.composition import normalised_shares_from_logs
from nagara.waste.survey.result import RATE, SHARES
from nagara.waste.survey.variance import LARGEST_LOG

if TYPE_CHECKING:
    from nagara.waste.composition import CompositionEstimate
    from nagara.waste.ledger import Input, Ledger
    from nagara.waste.records import City
    from nagara.waste.survey.result import SurveyEstimate

__all__ = ["SURVEY", "JointInputs", "JointSample", "pooled"]

Array: TypeAlias = NDArray[np.float64]
SURVEY = "survey"
DISPOSAL_SORTING = "disposal-sorting"


@dataclass(frozen=True, kw_only=True)
class JointSample:
    """Joint draws of all inputs.

    Parameters
    ----------
    groups
        By independent group, the draws of its inputs by name, each of shape (draws,).
    normals
        The standard normal draws behind them by stream.
    shared_streams
        The streams that another year would share.
    household_by_stratum
        Shares of the twelve categories by stratum, shape (strata, 12, draws) [frac].
    disposal
        Shares of the twelve categories at disposal, shape (12, draws) [frac].
    """

    groups: Mapping[str, Mapping[str, Array]]
    normals: Mapping[str, Array]
    shared_streams: frozenset[str]
    household_by_stratum: Array | None
    disposal: Array | None

    @cached_property
    def draws(self) -> dict[str, Array]:
        """All inputs by name."""
        return {name: draws for inputs in self.groups.values() for name, draws in inputs.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class JointInputs:
    """The uncertain inputs of a city's year and how they hang together."""

    city: City
    ledger: Ledger
    survey: SurveyEstimate | None
    disposal: CompositionEstimate | None
    area_names: Mapping[str, str | None]
    """Name by survey area; an area that two years name alike is the same area in both."""

    probability_controlled: Mapping[str, float]
    """By facility, only where an assessor gave probabilities strictly between zero and one."""

    def plug_in(self) -> dict[str, Array]:
        """The published value of every input, each of shape (1,)."""
        values = {name: np.array([entry.estimate.value]) for name, entry in self.ledger.inputs.items()}
        if self.survey:
            for code, rate in zip(self.survey.strata, self.survey.rate_kg_per_cap_day, strict=True):
                values[f"rate.{code}"] = np.array([rate])
        return values

    def stream_name(self, entry: Input) -> str:
        """Name the stream of one input: the same in every year for the same number from the same source."""
        if entry.is_shared:
            number = entry.estimate
            return f"{entry.name}|{number.value:.9g} ({number.low:.9g} to {number.high:.9g})|{number.source}"
        return f"{self._own()}|{entry.name}"

    def sample(self, seed: int, draws: int, *, rates_only: bool = False) -> JointSample:
        """Draw all inputs together.

        Parameters
        ----------
        seed
            Seed of the calculation.
        draws
            Number of joint draws.
        rates_only
            Whether compositions are left out.
        """
        groups: dict[str, dict[str, Array]] = {}
        normals, values, logs = self._memory(draws, rates_only=rates_only)
        waiting = dict(normals)
        for name, entry in self.ledger.inputs.items():
            if entry.estimate.shape is Shape.FIXED:
                values[name].fill(entry.estimate.value)
            else:
                key = self.stream_name(entry)
                if (row := waiting.pop(key, None)) is not None:  # what was just drawn is near at hand
                    stream(seed, key).standard_normal(out=row)
                entry.estimate.from_normal(normals[key], out=values[name])
            groups.setdefault(entry.group, {})[name] = values[name]
        for key, row in waiting.items():
            stream(seed, key).standard_normal(out=row)
        groups |= self._ladder(seed, draws)
        household = None
        if self.survey:
            stretch = self.survey_stretch(seed, draws, self.survey.degrees_of_freedom)
            rates, household = self.survey_draws(normals, stretch, rates_only=rates_only, out=logs)
            groups.setdefault(SURVEY, {}).update(rates)
        disposal = None
        if self.disposal and not rates_only:
            disposal = self.disposal.draws(stream(seed, f"{self._own()}|{DISPOSAL_SORTING}"), draws)
        return JointSample(
            groups=groups,
            normals=normals,
            shared_streams=self._shared_streams(),
            household_by_stratum=household,
            disposal=disposal,
        )

    def _memory(self, draws: int, *, rates_only: bool) -> tuple[dict[str, Array], dict[str, Array], Array]:
        """Rows for the normal draws by stream and the values by input, and the logs of the survey, in one piece.

        The system hands out a large piece of memory faster than many small ones, and the next sample
        gets it back as it is.
        """
        inputs = self.ledger.inputs
        uncertain = [entry for entry in inputs.values() if entry.estimate.shape is not Shape.FIXED]
        keys = dict.fromkeys([*map(self.stream_name, uncertain), *self.area_streams()])
        logs = self._shape_of_logs(rates_only=rates_only)
        rows = np.empty((len(keys) + len(inputs) + prod(logs), draws))
        of_streams, of_inputs, of_survey = np.split(rows, [len(keys), len(keys) + len(inputs)])
        return (
            dict(zip(keys, of_streams, strict=True)),
            dict(zip(inputs, of_inputs, strict=True)),
            of_survey.reshape(*logs, draws),
        )

    def _shape_of_logs(self, *, rates_only: bool) -> tuple[int, int]:
        """Strata, and what the survey says of each: its rate, or its rate and twelve shares."""
        if self.survey is None:
            return 0, 0
        return len(self.survey.strata), 1 if rates_only or self.survey.composition_frac is None else SHARES.stop

    def survey_stretch(self, seed: int, draws: int, freedom: float) -> Array:
        """What turns normal area replicates into Student's t: one stretch per draw [1]."""
        chi_square = stream(seed, f"{self._own()}|survey").chisquare(freedom, draws)
        return np.sqrt(freedom / chi_square)

    def survey_draws(
        self,
        normals: Mapping[str, Array],
        stretch: Array,
        *,
        rates_only: bool = False,
        out: Array | None = None,
    ) -> tuple[dict[str, Array], Array | None]:
        """Rates and compositions from the same area replicates: exp(log rate + multivariate t).

        Parameters
        ----------
        normals
            Standard normal draws by stream, those of :meth:`area_streams` among them.
        stretch
            See :meth:`survey_stretch`.
        rates_only
            Whether compositions are left out.
        out
            Memory for what is returned, if there is some.

        Returns
        -------
        dict
            Rate by input name ``rate.<stratum>`` [kg/person/day].
        NDArray or None
            Shares by stratum, shape (strata, 12, draws) [frac].
        """
        survey = self.survey
        assert survey is not None  # noqa: S101 (callers ask first)
        shape = self._shape_of_logs(rates_only=rates_only)
        logs = np.empty((*shape, stretch.size)) if out is None else out
        for at, rows in enumerate(survey.deviations):
            replicates = np.empty((len(rows), stretch.size))
            for row, key in zip(replicates, self.stratum_streams(at), strict=True):
                np.multiply(normals[key], stretch, out=row)
            np.matmul(rows[:, : shape[1]].T, replicates, out=logs[at])
        np.clip(logs, -LARGEST_LOG, LARGEST_LOG, out=logs)
        rates = np.exp(logs[:, RATE], out=logs[:, RATE])
        rates *= survey.rate_kg_per_cap_day[:, None]
        named = {f"rate.{code}": row for code, row in zip(survey.strata, rates, strict=True)}
        if rates_only or survey.composition_frac is None:
            return named, None
        return named, normalised_shares_from_logs(survey.composition_frac, logs[:, SHARES])

    def area_streams(self) -> list[str]:
        """The streams of all survey areas."""
        strata = range(len(self.survey.strata)) if self.survey else ()
        return [key for at in strata for key in self.stratum_streams(at)]

    def stratum_streams(self, at: int) -> list[str]:
        """The streams of the areas of one stratum, by its position."""
        survey = self.survey
        assert survey is not None  # noqa: S101 (callers ask first)
        return [self._area_stream(survey.strata[at], row) for row in survey.rows[at]]

    def _area_stream(self, stratum: str, row: str) -> str:
        name = self.area_names.get(row)
        return f"area.{row}.{name}" if name else f"{self._own()}|{stratum}.{row}"

    def _shared_streams(self) -> frozenset[str]:
        inputs = {self.stream_name(entry) for entry in self.ledger.inputs.values() if entry.is_shared}
        return frozenset(inputs | {key for key in self.area_streams() if key.startswith("area.")})

    def _ladder(self, seed: int, draws: int) -> dict[str, dict[str, Array]]:
        groups = {}
        for facility, probability in self.probability_controlled.items():
            uniform = stream(seed, f"{self._own()}|controlled.{facility}").random(draws)
            groups[f"ladder.{facility}"] = {f"controlled.{facility}": (uniform < probability).astype(np.float64)}
        return groups

    def _own(self) -> str:
        return f"{self.city.country_iso3}.{self.city.city}.{self.city.year}"


def pooled(by_stratum: Array, stratum_amounts: Array) -> Array:
    """Pool category shares over strata by their tonnage.

    Parameters
    ----------
    by_stratum
        Shape (strata, 12, draws) [frac].
    stratum_amounts
        Household waste by stratum, shape (strata, draws) [t/day].

    Returns
    -------
    NDArray
        Shape (12, draws) [frac].
    """
    pooled_shares: Array = np.einsum("skn,sn->kn", by_stratum, stratum_amounts) / stratum_amounts.sum(axis=0)
    return pooled_shares
