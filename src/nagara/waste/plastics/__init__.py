"""Plastic leakage: where plastic escapes management, and where it ends up.

The structure is that of the Waste Flow Diagram: leaks at seven sources, four fates, factors graded
from what is seen on the ground. The first axis may be cities or classes of plastic; the last one is
draws.
"""

from nagara.waste.plastics.backward import backward
from nagara.waste.plastics.drivers import Driver, rank_drivers
from nagara.waste.plastics.factors import (
    CombinationRule,
    LeakageFactors,
    factor_estimates,
    factors_from_draws,
    missing_factors,
)
from nagara.waste.plastics.fates import Fates, fate_estimates, fates_from_draws
from nagara.waste.plastics.forward import forward
from nagara.waste.plastics.inputs import PlasticInputs
from nagara.waste.plastics.leakage import Leakage, leakage_findings
from nagara.waste.plastics.stages import FATES, SOURCES, STAGES, Influencer, influencers

__all__ = [
    "FATES",
    "SOURCES",
    "STAGES",
    "CombinationRule",
    "Driver",
    "Fates",
    "Influencer",
    "Leakage",
    "LeakageFactors",
    "PlasticInputs",
    "backward",
    "factor_estimates",
    "factors_from_draws",
    "fate_estimates",
    "fates_from_draws",
    "forward",
    "influencers",
    "leakage_findings",
    "missing_factors",
    "rank_drivers",
]
