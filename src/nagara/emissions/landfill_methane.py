"""Methane of disposal sites: generated, recovered, emitted, year by year and draw by draw.

IPCC 2006 Guidelines, Vol. 5, ch. 3, Eq. 3.1 and 3.6. Recovery is taken off before oxidation;
oxidation and recovery belong to the year of emission, the methane correction to the year of
deposition. The only loop is over years; sites and draws are cut into blocks that fit a cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import METHANE_PER_CARBON, DecayParameters, require_range
from nagara.emissions.landfill_decay import decay_carbon
from nagara.errors import QuantityError
from nagara.findings import Finding

__all__ = ["Disposal", "LandfillMethane", "common_draws", "landfill_methane", "recovery_findings"]

Array = NDArray[np.float64]

BLOCK_CELLS: Final = 1 << 14
"""Fractions times sites times draws that are worked on at once: a few such arrays fit the cache of a core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """What disposal sites received and how they were run.

    The leading axes ``...`` are sites, or cities and sites. An axis of draws has length 1 where
    nothing is drawn.

    Parameters
    ----------
    years
        Consecutive years [year], shape ``(years,)``.
    deposits_t_wet
        Wet waste deposited in each year [t], shape ``(..., fractions, years, draws)``.
    mcf_frac
        Methane correction of the year of deposition [frac], shape ``(..., years, draws)``.
    oxidation_frac
        Share of the methane that is not recovered and is oxidised in the cover, in the year of
        emission [frac], shape ``(..., years, draws)``.
    recovery_frac
        Share of the generated methane that is recovered in the year [frac], shape ``(..., years, draws)``.
    recovered_t_ch4
        Metered recovery instead of a share [t], same shape. It is cut to what is generated.
    sites
        Names of the sites, for findings; numbers if left out.

    Raises
    ------
    QuantityError
        If a number is impossible, a shape does not fit, or recovery is given twice.
    """

    years: NDArray[np.int64]
    deposits_t_wet: Array
    mcf_frac: Array
    oxidation_frac: Array
    recovery_frac: Array | None = None
    recovered_t_ch4: Array | None = None
    sites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.deposits_t_wet.ndim < 3:
            why = f"has shape {self.deposits_t_wet.shape}"
            raise QuantityError("deposits_t_wet", why, "Give it as (..., fractions, years, draws).")
        if len(self.years) == 0 or np.any(np.diff(self.years) != 1):
            raise QuantityError("years", "are not consecutive", "Give every year once, in order.")
        if self.recovery_frac is not None and self.recovered_t_ch4 is not None:
            raise QuantityError("recovery_frac", "stands beside recovered_t_ch4", "Give the share or the tonnes.")
        require_range("deposits_t_wet", self.deposits_t_wet, np.inf)
        _require_years("deposits_t_wet", self.deposits_t_wet, len(self.years))
        for name in ("mcf_frac", "oxidation_frac", "recovery_frac", "recovered_t_ch4"):
            values = getattr(self, name)
            if values is not None:
                require_range(name, values, 1.0 if name.endswith("_frac") else np.inf)
                _require_years(name, values, len(self.years))
                _spread(values, self.lead, name)

    @property
    def lead(self) -> tuple[int, ...]:
        """Lengths of the leading axes."""
        return self.deposits_t_wet.shape[:-3]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillMethane:
    """Methane of disposal sites.

    Parameters
    ----------
    years
        Years [year], shape ``(years,)``.
    generated_t_ch4, recovered_t_ch4, emitted_t_ch4
        Methane of each year [t], shape ``(..., years, draws)``.
    stock_t_carbon
        Decomposable carbon left at the end of the last year [t], shape ``(..., fractions, draws)``.
    capped_frac
        Share of the draws in which metered recovery was more than what is generated and was cut to
        it [frac], shape ``(..., years)``; nothing if recovery is a share.
    """

    years: NDArray[np.int64]
    generated_t_ch4: Array
    recovered_t_ch4: Array
    emitted_t_ch4: Array
    stock_t_carbon: Array
    capped_frac: Array | None = None


def landfill_methane(
    disposal: Disposal, parameters: DecayParameters, *, stock_t_carbon: Array | None = None
) -> LandfillMethane:
    """Work out the methane of disposal sites.

    The carbon balance is checked on every result.

    Parameters
    ----------
    disposal
        What the sites received and how they were run.
    parameters
        Carbon and rates of the fractions.
    stock_t_carbon
        Decomposable carbon that lies there before the first year [t], shape ``(..., fractions, draws)``;
        nothing if left out. It comes from an earlier result, or from
        :func:`nagara.emissions.past_deposits.stock_of_growing_deposits`.

    Returns
    -------
    LandfillMethane
        Methane by site, year and draw.

    Raises
    ------
    QuantityError
        If shapes do not fit each other.
    LawBrokenError
        If carbon was lost or made.
    """
    work = _Work.of(disposal, parameters, stock_t_carbon)
    for sites, draws in work.blocks():
        work.fill(sites, draws)
    lead, years = disposal.lead, len(disposal.years)
    generated = work.generated.reshape(*lead, years, work.draws)
    recovered, capped = _recovered(disposal, generated)
    emitted = generated - recovered
    emitted *= 1.0 - disposal.oxidation_frac
    return LandfillMethane(
        years=disposal.years,
        generated_t_ch4=generated,
        recovered_t_ch4=recovered,
        emitted_t_ch4=emitted,
        stock_t_carbon=work.stock.reshape(*lead, len(parameters.fractions), work.draws),
        capped_frac=capped,
    )


def common_draws(disposal: Disposal, parameters: DecayParameters, stock: Array | None) -> int:
    """How many draws the arrays have in common; an array with one draw goes with any number.

    Raises
    ------
    QuantityError
        If two of them were drawn a different number of times.
    """
    arrays = {
        "deposits_t_wet": disposal.deposits_t_wet,
        "mcf_frac": disposal.mcf_frac,
        "oxidation_frac": disposal.oxidation_frac,
        "recovery_frac": disposal.recovery_frac,
        "recovered_t_ch4": disposal.recovered_t_ch4,
        "doc_frac": parameters.doc_frac,
        "docf_frac": parameters.docf_frac,
        "k_per_year": parameters.k_per_year,
        "methane_frac": parameters.methane_frac,
        "stock_t_carbon": stock,
    }
    draws = {name: array.shape[-1] for name, array in arrays.items() if array is not None and array.shape[-1] > 1}
    if len(set(draws.values())) > 1:
        said = ", ".join(f"{name} {count}" for name, count in draws.items())
        raise QuantityError("draws", f"differ: {said}", "Draw everything equally often.")
    return max(draws.values(), default=1)


def recovery_findings(disposal: Disposal, methane: LandfillMethane) -> tuple[Finding, ...]:
    """Say where more methane is metered as recovered than the model generates.

    Parameters
    ----------
    disposal, methane
        One site, or sites along one leading axis, and their result.
    """
    if methane.capped_frac is None or disposal.recovered_t_ch4 is None:
        return ()
    capped = np.atleast_2d(methane.capped_frac)
    metered = np.atleast_2d(np.broadcast_to(disposal.recovered_t_ch4, methane.generated_t_ch4.shape).mean(axis=-1))
    generated = np.atleast_2d(methane.generated_t_ch4.mean(axis=-1))
    return tuple(
        Finding(
            code="recovery-exceeds-generated",
            values={
                "site": disposal.sites[site] if disposal.sites else f"site {site}",
                "year": str(methane.years[year]),
                "recovered": float(metered[site, year]),
                "generated": float(generated[site, year]),
                "percent": round(100.0 * float(capped[site, year]), 1),
            },
        )
        for site, year in np.argwhere(capped > 0.0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """The arrays of one calculation with all leading axes as one, and what is filled in."""

    deposits: Array  # (sites, fractions, years, draws)
    mcf: Array  # (sites, years, draws)
    decomposable: Array  # (fractions, sites, draws)
    rates: Array  # (fractions, sites, draws)
    decaying: Array  # (fractions, sites, draws)
    methane_frac: Array  # (draws,)
    before: Array | None  # (fractions, sites, draws)
    start_month: int
    rotting: NDArray[np.int64] | slice  # of the fractions; a slice copies none of them
    generated: Array  # (sites, years, draws), filled block by block
    stock: Array  # (sites, fractions, draws), filled block by block

    @classmethod
    def of(cls, disposal: Disposal, parameters: DecayParameters, stock: Array | None) -> _Work:
        """Arrange the arrays and leave out fractions that hold no decomposable carbon."""
        fractions = len(parameters.fractions)
        if disposal.deposits_t_wet.shape[-3] != fractions:
            why = f"holds {disposal.deposits_t_wet.shape[-3]} fractions, the parameters {fractions}"
            raise QuantityError("deposits_t_wet", why, "Give the fractions of both in the same order.")
        lead, sites = disposal.lead, int(np.prod(disposal.lead, dtype=np.int64))
        draws, years = common_draws(disposal, parameters, stock), len(disposal.years)
        decomposable = _by_fraction(parameters.decomposable_frac, lead, "doc_frac")
        before = None if stock is None else _by_fraction(stock, lead, "stock_t_carbon")
        has_carbon = parameters.rots
        if before is not None and not has_carbon.all():
            has_carbon = has_carbon | before.any(axis=(1, 2))
        rotting = slice(None) if has_carbon.all() else np.flatnonzero(has_carbon)
        return cls(
            deposits=disposal.deposits_t_wet.reshape(sites, *disposal.deposits_t_wet.shape[-3:]),
            mcf=_by_site(disposal.mcf_frac, lead, "mcf_frac"),
            decomposable=decomposable[rotting],
            rates=_by_fraction(parameters.k_per_year, lead, "k_per_year")[rotting],
            decaying=_by_fraction(parameters.decaying_frac, lead, "k_per_year")[rotting],
            methane_frac=parameters.methane_frac,
            before=None if before is None else before[rotting],
            start_month=parameters.start_month,
            rotting=rotting,
            generated=np.zeros((sites, years, draws)),
            stock=np.zeros((sites, fractions, draws)),
        )

    @property
    def draws(self) -> int:
        return int(self.generated.shape[-1])

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """Cut sites and draws into pieces that fit the cache."""
        sites, _, draws = self.generated.shape
        fractions = len(self.rates)
        if fractions == 0:
            return
        wide = min(draws, max(1, BLOCK_CELLS // fractions))
        deep = max(1, BLOCK_CELLS // (fractions * wide))
        for first in range(0, sites, deep):
            for draw in range(0, draws, wide):
                yield slice(first, first + deep), slice(draw, draw + wide)

    def fill(self, sites: slice, draws: slice) -> None:
        """Let the carbon of one block decay and write down its methane."""
        deposits = _of_draws(self.deposits[sites], draws)[:, self.rotting].transpose(2, 1, 0, 3)
        if deposits.shape[-1] == 1:  # a year's column is scattered over memory: gather it once
            deposits = np.ascontiguousarray(deposits)
        decay = decay_carbon(
            deposits,
            np.ascontiguousarray(_of_draws(self.mcf[sites], draws).transpose(1, 0, 2)),
            _of_sites(_of_draws(self.decomposable, draws), sites),
            _of_sites(_of_draws(self.rates, draws), sites),
            stock_t_carbon=None if self.before is None else _of_sites(_of_draws(self.before, draws), sites),
            decaying_frac=_of_sites(_of_draws(self.decaying, draws), sites),
            start_month=self.start_month,
        )
        methane = decay.decomposed_t_carbon.transpose(1, 0, 2)
        np.multiply(
            methane, _of_draws(self.methane_frac, draws) * METHANE_PER_CARBON, out=self.generated[sites, :, draws]
        )
        self.stock[sites, self.rotting, draws] = decay.stock_t_carbon.transpose(1, 0, 2)


def _recovered(disposal: Disposal, generated: Array) -> tuple[Array, Array | None]:
    if disposal.recovered_t_ch4 is not None:
        capped = (disposal.recovered_t_ch4 > generated).mean(axis=-1)
        return np.minimum(generated, disposal.recovered_t_ch4), capped
    if disposal.recovery_frac is not None:
        return generated * disposal.recovery_frac, None
    return np.zeros_like(generated), None


def _require_years(name: str, values: Array, years: int) -> None:
    if values.ndim < 2 or values.shape[-2] != years:
        why = f"has shape {values.shape} for {years} years"
        raise QuantityError(name, why, "Give it as (..., years, draws), one entry for every year.")


def _by_site(values: Array, lead: tuple[int, ...], name: str) -> Array:
    """Bring ``(..., years, draws)`` into the shape ``(sites, years, draws)``."""
    return _spread(values, lead, name).reshape(-1, *values.shape[-2:])


def _by_fraction(values: Array, lead: tuple[int, ...], name: str) -> Array:
    """Bring ``(..., fractions, draws)`` into the shape ``(fractions, sites or 1, draws)``."""
    if values.ndim == 2:
        return values[:, np.newaxis, :]
    return _spread(values, lead, name).reshape(-1, *values.shape[-2:]).swapaxes(0, 1)


def _spread(values: Array, lead: tuple[int, ...], name: str) -> Array:
    try:
        return np.broadcast_to(values, (*lead, *values.shape[-2:]))
    except ValueError:
        why = f"has shape {values.shape} for sites of shape {lead}"
        raise QuantityError(name, why, "Give it for every site, or once for all.") from None


def _of_draws(values: Array, draws: slice) -> Array:
    return values if values.shape[-1] == 1 else values[..., draws]


def _of_sites(values: Array, sites: slice) -> Array:
    return values if values.shape[1] == 1 else values[:, sites]
