"""The sentences of the workbook's sheets on plastic and gases, besides those of their chapters."""

from __future__ import annotations

from typing import Final

STARTS_FROM: Final = (
    "This sheet starts from the coloured cells, at the values of the report. Change one and follow what moves here; "
    "the sheet Inputs does not move it."
)
KNOWN: Final = "What the balance starts from"
DISPOSED: Final = "Arrives at disposal sites"
REJECTS: Final[dict[str, str]] = {
    "formal": "Rejected by formal sorting, share",
    "informal": "Rejected by informal sorting, share",
}
LEAKS: Final = "Each leak; what is not collected is what remains"
LEAK_COLUMNS: Final[dict[str, str]] = {
    "reaches": "Reaches the stage, t/year",
    "leaks_frac": "Leaks, share",
    "leaks": "Leaks, t/year",
    "goes_on": "Goes on, t/year",
}
FATE_SHARES: Final = "Where it ends, shares of each leak"
FATE_TONNES: Final = "Where it ends, t/year"
POTENTIALS: Final = "Warming potentials, t CO₂e for each tonne"
GASES: Final[dict[str, str]] = {
    "fossil_t_co2": "Carbon dioxide, fossil, t",
    "waste_t_ch4": "Methane of waste, t",
    "fuel_t_ch4": "Methane of fuel, t",
    "t_n2o": "Nitrous oxide, t",
    "biogenic_t_co2": "Carbon dioxide of plants, in no total, t",
    "t_black_carbon": "Black carbon, in no total, t",
}
OXIDISED: Final = "Oxidised in the cover, share"
MASSES: Final = "Gases of each source"
PART_MISSING: Final = "part not estimated"
"""The heads and titles; what the chapters call by name is called so here."""
