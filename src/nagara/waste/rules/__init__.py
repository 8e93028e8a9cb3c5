"""What the records of a city say about themselves: contradictions, gaps, and what is hard to believe.

Each rule reads records and returns findings; none changes or fills in anything. A rule blocks only
where a figure would be wrong; all other findings print in the report.
"""

from __future__ import annotations

from nagara.findings import Finding
from nagara.waste.records import CityRecords
from nagara.waste.rules.amounts import amount_findings
from nagara.waste.rules.bags import bag_findings
from nagara.waste.rules.city_facts import city_findings
from nagara.waste.rules.country import country_findings
from nagara.waste.rules.design import design_findings
from nagara.waste.rules.facilities import facility_findings
from nagara.waste.rules.flows import flow_findings
from nagara.waste.rules.households import household_findings
from nagara.waste.rules.leakage import leakage_findings
from nagara.waste.rules.ranges import range_findings
from nagara.waste.rules.references import reference_findings
from nagara.waste.rules.site_history import site_history_findings
from nagara.waste.rules.sorting import sorting_findings

__all__ = ["survey_findings"]

RULES = (
    reference_findings,
    city_findings,
    country_findings,
    design_findings,
    household_findings,
    bag_findings,
    sorting_findings,
    amount_findings,
    range_findings,
    facility_findings,
    site_history_findings,
    leakage_findings,
    flow_findings,
)


def survey_findings(records: CityRecords) -> tuple[Finding, ...]:
    """Run every rule on the records of a city's year.

    Parameters
    ----------
    records
        What the city wrote down.

    Returns
    -------
    tuple of Finding
        In the order of the workbook's steps, each with its place if the records were read from a file.

    Examples
    --------
    >>> from nagara.waste.records import City
    >>> city = City(city="Sample", country_iso3="XXA", year=2026, boundary="urban", population=1200.0)
    >>> survey_findings(CityRecords(city=city))
    ()
    """
    return tuple(finding for rule in RULES for finding in rule(records))
