"""Many cities, many draws, little memory: the methane of landfills piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters
from nagara.emissions.landfill_methane import Disposal, LandfillMethane, common_draws, landfill_methane

__all__ = ["landfill_methane_in_blocks"]

Array = NDArray[np.float64]

RESULT_BYTES: Final = 1 << 25
"""Memory of one result array of a piece [bytes]."""
CELL_BYTES: Final = 8


def landfill_methane_in_blocks(
    disposal: Disposal,
    parameters: DecayParameters,
    *,
    stock_t_carbon: Array | None = None,
    result_bytes: int = RESULT_BYTES,
) -> Iterator[tuple[slice, LandfillMethane]]:
    """Work out many cities piece by piece, so that memory does not grow with their number.

    Parameters
    ----------
    disposal, parameters, stock_t_carbon
        See :func:`landfill_methane`; the first axis of the deposits is cut.
    result_bytes
        Memory that one array of a piece may take [bytes]; a piece holds a handful of them.

    Yields
    ------
    tuple
        The part of the first axis, and the methane of that part.
    """
    count, *inner = disposal.lead
    draws = common_draws(disposal, parameters, stock_t_carbon)
    longest = max(len(disposal.years), len(parameters.fractions))
    step = max(1, result_bytes // (CELL_BYTES * int(np.prod(inner, dtype=np.int64)) * longest * draws))
    for start in range(0, count, step):
        part = slice(start, min(start + step, count))
        piece = _piece_of_disposal(disposal, part)
        stock = None if stock_t_carbon is None else _cut(stock_t_carbon, part, len(disposal.lead) + 2)
        yield part, landfill_methane(piece, _piece_of_parameters(parameters, part, disposal.lead), stock_t_carbon=stock)


def _cut(values: Array, part: slice, full: int) -> Array:
    """Cut the first leading axis of an array that has it; one that is the same for all is left whole."""
    return values[part] if values.ndim == full and values.shape[0] > 1 else values


def _piece_of_disposal(disposal: Disposal, part: slice) -> Disposal:
    by_year = len(disposal.lead) + 2
    return replace(
        disposal,
        deposits_t_wet=disposal.deposits_t_wet[part],
        mcf_frac=_cut(disposal.mcf_frac, part, by_year),
        oxidation_frac=_cut(disposal.oxidation_frac, part, by_year),
        recovery_frac=None if disposal.recovery_frac is None else _cut(disposal.recovery_frac, part, by_year),
        recovered_t_ch4=None if disposal.recovered_t_ch4 is None else _cut(disposal.recovered_t_ch4, part, by_year),
    )


def _piece_of_parameters(parameters: DecayParameters, part: slice, lead: tuple[int, ...]) -> DecayParameters:
    full = len(lead) + 2
    return replace(
        parameters,
        doc_frac=_cut(parameters.doc_frac, part, full),
        docf_frac=_cut(parameters.docf_frac, part, full),
        k_per_year=_cut(parameters.k_per_year, part, full),
    )
