"""Area on the ellipsoid of WGS 84.

The boundary is projected onto Lambert's cylindrical equal-area projection of the ellipsoid, which keeps
every area exactly; lines between points are straight in longitude and latitude, as GeoJSON defines
them (RFC 7946, section 3.1.1), so long ones are divided before they are projected.

References
----------
Snyder, J. P. (1987). Map projections: a working manual. USGS Professional Paper 1395, pp. 81-85.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["area_km2"]

SEMI_MAJOR_M: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257223563
LONGEST_DEG: Final = 0.01
M2_PER_KM2: Final = 1e6


def area_km2(shape: BaseGeometry) -> float:
    """Area enclosed by a boundary in longitude and latitude [km²]."""
    fine = shapely.segmentize(shape, _step(shape))
    return float(shapely.transform(fine, _equal_area).area) / M2_PER_KM2


def _step(shape: BaseGeometry) -> float:
    """Length to which lines are divided; coarser for continents, so that no shape becomes too many points [deg]."""
    return max(LONGEST_DEG, float(shape.length) / 50_000)


def _equal_area(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project longitude and latitude [deg] onto the equal-area cylinder [m]."""
    eccentricity = np.sqrt(FLATTENING * (2 - FLATTENING))
    sine = np.sin(np.radians(points[:, 1]))
    scaled = eccentricity * sine
    authalic = (1 - eccentricity**2) * (sine / (1 - scaled**2) + np.arctanh(scaled) / eccentricity)
    return np.column_stack([SEMI_MAJOR_M * np.radians(points[:, 0]), SEMI_MAJOR_M * authalic / 2])
