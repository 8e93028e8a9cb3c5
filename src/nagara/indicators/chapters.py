"""The chapters that stand on the account: each is given its draws and adds its own figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.greenhouse_gases.chapter import greenhouse_gases
from nagara.indicators.material_flows import material_flows
from nagara.indicators.plastic_leakage.chapter import plastic_leakage

if TYPE_CHECKING:
    from nagara.findings import Finding
    from nagara.indicators.chapter import Chapter, YearDraws
    from nagara.indicators.result import DefaultUsed

__all__ = ["CHAPTERS", "Chapters", "write_chapters"]

Array: TypeAlias = NDArray[np.float64]

CHAPTERS: Final[Mapping[str, Callable[[YearDraws], Chapter[Any]]]] = {
    "material_flows": material_flows,
    "plastic_leakage": plastic_leakage,
    "greenhouse_gases": greenhouse_gases,
}
"""By the field of :class:`nagara.indicators.result.CityYear` that prints it, in the order they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """All chapters of one city's year.

    Parameters
    ----------
    printed
        By field of the city's year, what the report prints.
    plug_in, draws, sources
        Figures by name, as in :class:`nagara.indicators.chapter.Chapter`.
    findings, defaults
        Of all chapters, in their order.
    """

    printed: Mapping[str, Any]
    plug_in: Mapping[str, float]
    draws: Mapping[str, Array]
    sources: Mapping[str, str]
    findings: tuple[Finding, ...]
    defaults: tuple[DefaultUsed, ...]


def write_chapters(year: YearDraws) -> Chapters:
    """Write every chapter.

    Parameters
    ----------
    year
        The account, at its plug-in values and draw by draw.
    """
    written = {name: write(year) for name, write in CHAPTERS.items()}
    return Chapters(
        printed={name: chapter.printed for name, chapter in written.items()},
        plug_in={name: value for chapter in written.values() for name, value in chapter.plug_in.items()},
        draws={name: row for chapter in written.values() for name, row in chapter.draws.items()},
        sources={name: said for chapter in written.values() for name, said in chapter.sources.items()},
        findings=tuple(finding for chapter in written.values() for finding in chapter.findings),
        defaults=tuple(entry for chapter in written.values() for entry in chapter.defaults),
    )
