r"""Carbon in waste: what a tonne of each category holds.

.. math:: w_c = \sum_m s_{cm} \, d_m \, g_m

with the share :math:`s` of category :math:`c` that is material :math:`m`, its dry matter :math:`d` and the
carbon in it :math:`g` (2006 IPCC Guidelines, Volume 5, Table 2.4; evidence tables ``material_map`` and
``material_carbon``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nagara.uncertainty.published_number import at_plug_in, draw_published
from nagara.waste.material_map import CATEGORIES, MATERIALS, material_map

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.uncertainty.published_number import Draw

__all__ = ["carbon_weights"]


def carbon_weights(draw: Draw = at_plug_in) -> NDArray[np.float64]:
    """Carbon in a wet tonne of each category.

    Parameters
    ----------
    draw
        Gives the values of each published number; the plug-in values if nothing is said.

    Returns
    -------
    NDArray
        Shape (12, 1) or (12, draws) [t carbon per t wet].

    Examples
    --------
    >>> round(float(carbon_weights()[0, 0]), 3)
    0.152
    """
    mapping = material_map(draw)
    held = {
        material: draw_published(draw, "material_carbon", material, "dry_matter")
        * draw_published(draw, "material_carbon", material, "carbon_of_dry")
        for material in MATERIALS
    }
    weights = np.zeros((len(CATEGORIES), mapping.frac.shape[1]))
    for split, share in zip(mapping.splits, mapping.frac, strict=True):
        weights[CATEGORIES.index(split.category)] += share * held[split.material]
    return weights
