"""Plans of an invented city as their files hold them, small enough to be reasoned about by hand."""

from __future__ import annotations

from typing import Any

YEARS = (2025, 2026, 2027, 2028)


def plan_content(**changed: Any) -> dict[str, Any]:
    """A plan of 2025 to 2028: 100 t/year of which 40 reach a controlled landfill, from 2027 on 90."""
    content: dict[str, Any] = {
        "format": "nagara-plan/1",
        "city": "Sample City (invented)",
        "country_iso3": "XXA",
        "is_invented": True,
        "boundary": "administrative",
        "population_basis": "projection",
        "years": list(YEARS),
        "price_year": 2015,
        "currency": "USD",
        "discount_frac": 0.05,
        "gwp": "AR5",
        "guidelines": "2019",
        "inputs": {"city.csv": "a" * 64},
        "discounted_usd": 9e6,
        "gap_frac": 0.02,
        "is_proven": True,
        "promises": [
            {"promise": "sdg_11_6_1_frac>=0.9@2027", "is_kept": True, "is_today": False},
            {"promise": "sdg_11_6_1_frac>=0.4@2026", "is_kept": True, "is_today": True},
        ],
        "projects": [
            {
                "title": "Sanitary landfill, Sample City (invented)",
                "facility": "L",
                "decided": 2026,
                "needed_by": 2027,
                "size": 1_000.0,
                "size_unit": "t",
                "investment_usd": 2e6,
            }
        ],
        "schemes": {"city/now": [1.0, 1.0, 0.5, 0.5], "city/everyone": [0.0, 0.0, 0.5, 0.5]},
        "services": {"now": "As today", "everyone": "One bin, everybody served"},
        "flows": [
            {"origin": "city", "target": "D", "stream": "mixed", "t_per_year": [80.0, 80.0, 0.0, 0.0]},
            {"origin": "city", "target": "T", "stream": "mixed", "t_per_year": [0.0, 0.0, 90.0, 90.0]},
            {"origin": "T", "target": "L", "stream": "rest", "t_per_year": [0.0, 0.0, 90.0, 90.0]},
        ],
        "figures": {
            "uncollected_t_per_year": [20.0, 20.0, 10.0, 10.0],
            "sdg_11_6_1_frac": [0.4, 0.4, 0.9, 0.9],
            "methane_t_per_year": [5.0, 5.5, 4.0, 3.0],
            "ghg_t_co2e_per_year": [150.0, 160.0, 120.0, 90.0],
            "cost_usd_per_household": [20.0, 20.0, 30.0, 30.0],
        },
        "cost_usd": {"collection": [900.0] * 4, "debt": [0.0, 100.0, 100.0, 100.0]},
        "gases_t_co2e": {"disposal": [140.0, 154.0, 112.0, 84.0], "fuel": [10.0, 6.0, 8.0, 6.0]},
    }
    return content | changed
