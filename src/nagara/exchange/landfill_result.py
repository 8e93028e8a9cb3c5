"""Write the methane of a landfill case as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nagara.findings import Severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nagara.emissions.landfill_case import LandfillCaseResult

__all__ = ["landfill_result_json"]


def landfill_result_json(result: LandfillCaseResult) -> str:
    """The result as JSON text, with a line feed at its end; the same case gives the same bytes.

    Parameters
    ----------
    result
        The worked-out case.
    """
    case, methane = result.case, result.methane
    columns = (methane.generated_t_ch4, methane.recovered_t_ch4, methane.emitted_t_ch4)
    content = {
        "years": list(case.years),
        "sites": [
            {"name": site.name, **_series(result, *(column[index, :, 0] for column in columns))}
            for index, site in enumerate(case.sites)
        ],
        "total": _series(result, *(column[:, :, 0].sum(axis=0) for column in columns)),
        "gwp": result.potentials.edition,
        "gwp_horizon_years": result.potentials.horizon_years,
        "gwp_ch4": result.potentials.ch4_biogenic,
        "edition": case.edition,
        "climate": case.climate,
        "start_month": result.parameters.start_month,
        "methane_frac": float(result.parameters.methane_frac[0]),
        "parameters": _parameters(result),
        "notes": [str(finding) for finding in result.findings if finding.severity is Severity.NOTE],
        "findings": [
            {"code": finding.code, "severity": finding.severity.value, "message": str(finding)}
            for finding in result.findings
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _series(
    result: LandfillCaseResult,
    generated: NDArray[np.float64],
    recovered: NDArray[np.float64],
    emitted: NDArray[np.float64],
) -> dict[str, list[float]]:
    return {
        "generated_t_ch4": generated.tolist(),
        "recovered_t_ch4": recovered.tolist(),
        "emitted_t_ch4": emitted.tolist(),
        "emitted_t_co2e": (emitted * result.potentials.ch4_biogenic).tolist(),
    }


def _parameters(result: LandfillCaseResult) -> dict[str, dict[str, float | str]]:
    """What each fraction was worked out with, and whether the case gave it."""
    case, used = result.case, result.parameters
    given = {"doc_frac": case.doc_frac or {}, "docf_frac": case.docf_frac, "k_per_year": case.k_per_year}
    return {
        fraction: {
            "doc_frac": float(used.doc_frac[index, 0]),
            "docf_frac": float(used.docf_frac[index, 0]),
            "k_per_year": float(used.k_per_year[index, 0]),
            "from_case": ", ".join(name for name, values in given.items() if fraction in values),
        }
        for index, fraction in enumerate(used.fractions)
    }
