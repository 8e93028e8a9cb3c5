"""Everything that can be said of a city's records before a single number is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from nagara.evidence import factor
from nagara.findings import Finding, blocking
from nagara.indicators.joint import JointInputs
from nagara.indicators.not_assessed import facilities_not_assessed, find_not_assessed
from nagara.units import KG_PER_T
from nagara.waste.account import Amounts, account_findings, balance, write_ledger
from nagara.waste.account_sums import gate_amounts
from nagara.waste.composition import composition_of_sites
from nagara.waste.control import Assessment, assess_facility
from nagara.waste.records import Notation
from nagara.waste.service_coverage import ServiceCoverage, basic_service_share
from nagara.waste.survey.rates import survey_estimate

if TYPE_CHECKING:
    from nagara.waste.ledger import Ledger
    from nagara.waste.records import CityRecords
    from nagara.waste.survey.result import SurveyEstimate

__all__ = ["Examination", "examine"]

_NO_HOLIDAYS: Final = frozenset({"none", "no", "0", "-", "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A city's records, understood: survey, ladder, ledger and the plug-in account.

    Parameters
    ----------
    records
        What the city wrote down.
    survey
        The survey's estimate, or ``None`` in a year without one.
    service
        Collection service of the surveyed households, or ``None`` where none was judged.
    assessments
        The control ladder by facility.
    ledger, inputs
        The lines of the account and the joint law of their inputs.
    amounts
        The account at the plug-in values, every amount of shape (1,).
    not_assessed
        Codes of the facilities that receive waste and have no level of control.
    findings
        Every doubt so far.
    """

    records: CityRecords
    survey: SurveyEstimate | None
    service: ServiceCoverage | None
    assessments: Mapping[str, Assessment]
    ledger: Ledger
    inputs: JointInputs
    amounts: Amounts
    not_assessed: tuple[str, ...]
    findings: tuple[Finding, ...]


def examine(records: CityRecords, *, accept_single_areas: bool = False) -> Examination:
    """Estimate the survey, judge the facilities, write the ledger and balance it once.

    Parameters
    ----------
    records
        What the city wrote down.
    accept_single_areas
        Whether a stratum with one survey area may borrow an intra-area correlation.
    """
    survey, survey_doubts = survey_estimate(records, override=accept_single_areas)
    assessments = {facility.facility: assess_facility(facility, records.control) for facility in records.facilities}
    service, service_doubts = basic_service_share(records)
    rates = dict(zip(survey.strata, map(float, survey.rate_kg_per_cap_day), strict=True)) if survey else None
    ledger = write_ledger(records, rates_kg_per_cap_day=rates, is_controlled=_is_controlled(assessments))
    inputs = JointInputs(
        city=records.city,
        ledger=ledger,
        survey=survey,
        disposal=None,
        area_names={area.area: area.name for area in records.areas},
        probability_controlled=_probabilities(assessments),
    )
    plug_in = inputs.plug_in()
    amounts = balance(ledger, plug_in)
    gates = {site: float(amount[0]) for site, amount in gate_amounts(ledger, plug_in).items()}
    inputs = replace(inputs, disposal=composition_of_sites(records.disposal_sorting, gates))
    not_assessed = facilities_not_assessed(assessments, amounts)
    ladder_doubts = tuple(finding for assessment in assessments.values() for finding in assessment.findings)
    findings = (
        *_fieldwork_findings(records),
        *survey_doubts,
        *service_doubts,
        *ladder_doubts,
        *_but_no_survey(ledger.findings, survey_doubts),
        *account_findings(ledger, amounts, plug_in, records.facilities),
        *_rate_findings(records, amounts),
        *_silence_about_facilities(records, ledger),
        *find_not_assessed(ledger, not_assessed, records.facilities, amounts, plug_in),
    )
    return Examination(
        records=records,
        survey=survey,
        service=service,
        assessments=assessments,
        ledger=ledger,
        inputs=inputs,
        amounts=amounts,
        not_assessed=not_assessed,
        findings=findings,
    )


def _silence_about_facilities(records: CityRecords, ledger: Ledger) -> tuple[Finding, ...]:
    """Without one tonnage nothing is known of what is collected; only the word "does not occur" makes it zero."""
    if ledger.recovery or ledger.disposal:
        return ()
    said = {row.notation for row in records.received} | {row.notation for row in records.loads}
    if Notation.NOT_OCCURRING in said:
        return ()
    return (Finding(code="no-tonnage-anywhere", place=records.city.place("city")),)


def _is_controlled(assessments: Mapping[str, Assessment]) -> dict[str, bool]:
    return {code: assessment.is_controlled for code, assessment in assessments.items()}


def _probabilities(assessments: Mapping[str, Assessment]) -> dict[str, float]:
    given = {code: assessment.probability_controlled for code, assessment in assessments.items()}
    return {code: chance for code, chance in given.items() if chance is not None and 0.0 < chance < 1.0}


def _but_no_survey(doubts: tuple[Finding, ...], survey_doubts: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out that there was no survey where there was one that a finding blocks."""
    if not blocking(survey_doubts):
        return doubts
    return tuple(finding for finding in doubts if finding.code not in {"records-only", "rate-carried-forward"})


def _fieldwork_findings(records: CityRecords) -> Iterator[Finding]:
    """What the weeks of the fieldwork were like, which no interval holds."""
    city = records.city
    if not records.weighings:
        return
    if city.holidays and city.holidays.strip().casefold() not in _NO_HOLIDAYS:
        values = {"holidays": city.holidays.strip()}
        yield Finding(code="holidays-in-fieldwork", values=values, place=city.place("holidays"))
    if city.rain_days:
        yield Finding(code="rain-in-fieldwork", values={"days": city.rain_days}, place=city.place("rain_days"))


def _rate_findings(records: CityRecords, amounts: Amounts) -> tuple[Finding, ...]:
    span = factor("plausible", "msw_rate")
    population = float(amounts.population[0])
    rate = KG_PER_T * float(amounts.generated_t_per_day[0]) / population
    if span.low <= rate <= span.high:
        return ()
    values = {"rate": rate, "low": span.low, "high": span.high}
    # One row that alone is more than a city can throw away is shown: it is probably in kilograms.
    largest = max(records.non_household, key=lambda row: row.t_per_day or 0.0, default=None)
    is_to_blame = largest is not None and KG_PER_T * (largest.t_per_day or 0.0) / population > span.high
    place = largest.place("t_per_day") if largest is not None and is_to_blame else None
    return (Finding(code="msw-rate-implausible", values=values, place=place),)
