"""Exact conversion factors and the vocabulary of unit suffixes.

Every number says its unit in its name; the suffixes that are allowed stand in :data:`SUFFIXES`
and are explained on the nomenclature page of the documentation.
"""

from __future__ import annotations

from typing import Final

KG_PER_T: Final = 1000.0
DAYS_PER_WEEK: Final = 7
DAYS_PER_YEAR: Final = 365.0
MJ_PER_KWH: Final = 3.6

SUFFIXES: Final[dict[str, str]] = {
    "_t_per_day": "tonnes per day, averaged over all days of the week",
    "_t_per_year": "tonnes per year (tonnes per day times 365)",
    "_t": "tonnes, wet, as discarded",
    "_t_wet": "tonnes, wet, as discarded, where dry tonnes also occur",
    "_t_carbon": "tonnes of carbon",
    "_t_ch4": "tonnes of methane",
    "_t_co2e": "tonnes of carbon dioxide equivalent, with the warming potentials that are named beside it",
    "_per_year": "per year",
    "_kg": "kilograms, wet, as discarded",
    "_kg_per_day": "kilograms per day",
    "_kg_per_cap_day": "kilograms per person and day",
    "_kg_per_cap_year": "kilograms per person and year",
    "_t_co2e_per_year": "tonnes of carbon dioxide equivalent per year, with the potentials named beside it",
    "_kg_co2e_per_cap_year": "kilograms of carbon dioxide equivalent per person and year",
    "_frac": "share of a whole, 0 to 1",
    "_m3": "cubic metres",
    "_t_per_m3": "tonnes per cubic metre",
    "_m": "metres",
    "_usd": "US dollars of the year that the document names",
    "_days": "days",
    "_years": "years",
    "_per_day": "counts per day",
    "_t_co2": "tonnes of carbon dioxide",
    "_t_n2o": "tonnes of nitrous oxide",
    "_t_black_carbon": "tonnes of black carbon",
    "_kg_per_t": "kilograms per wet tonne of waste",
    "_g_per_t": "grams per tonne of waste",
    "_g_per_kg": "grams per kilogram of waste",
    "_kwh": "kilowatt hours",
    "_l": "litres",
    "_km": "kilometres",
    "_t_km": "tonnes times kilometres",
    "_l_per_t": "litres per tonne",
    "_l_per_km": "litres per kilometre",
    "_l_per_t_km": "litres per tonne and kilometre",
    "_usd_per_t": "US dollars per tonne",
    "_usd_per_household": "US dollars per household",
    "_jobs": "full-time workers",
    "_m2": "square metres",
}
