"""The flows of an invented city, ready to be looked at."""

from __future__ import annotations

from dataclasses import replace

from invented_city import invented_city
from nagara.indicators.chapter import Chapter, YearDraws
from nagara.indicators.composition_figures import composition_draws
from nagara.indicators.examination import examine
from nagara.indicators.material_flows import MaterialFlows, material_flows
from nagara.waste.account import balance
from nagara.waste.flows.city_network import CityNetwork, city_network
from nagara.waste.records import CityRecords, MeasuredFlow, Received

DRAWS = 600


def measured(flow: str = "books", source: str = "collected", target: str = "LF1", **values: object) -> MeasuredFlow:
    """A row of the sheet Other flows."""
    given: dict[str, object] = {"flow": flow, "from_process": source, "to_process": target, "range_is": "interval-95"}
    return MeasuredFlow(**(given | values))  # type: ignore[arg-type]


def received(**values: object) -> Received:
    """A row of the sheet Received of the paper yard."""
    base: dict[str, object] = {
        "facility": "RC1",
        "material": "paper_cardboard",
        "t_per_day": 10.0,
        "t_per_day_low": 9.0,
        "t_per_day_high": 11.0,
        "range_is": "interval-95",
        "picked_at_disposal_frac": 0.0,
        "reject_frac": 0.1,
        "reject_low": 0.05,
        "reject_high": 0.2,
    }
    return Received(**(base | values))  # type: ignore[arg-type]


def year_of(records: CityRecords, draws: int = DRAWS) -> YearDraws:
    """The account of a city's year, drawn."""
    examination = examine(records)
    sample = examination.inputs.sample(1, draws)
    amounts = balance(examination.ledger, sample.draws)
    survey, disposal = examination.survey, examination.inputs.disposal
    household = None if survey is None or survey.composition_frac is None else survey.composition_frac[:, :, None]
    fixed = None if disposal is None else disposal.frac[:, None]
    return YearDraws(
        examination=examination,
        amounts=amounts,
        plug_in_shares=composition_draws(examination.amounts, household, fixed),
        shares=composition_draws(amounts, sample.household_by_stratum, sample.disposal),
        seed=1,
        draws=draws,
        level=0.95,
        inputs=sample.draws,
    )


def network_of(records: CityRecords, draws: int = DRAWS) -> CityNetwork:
    """The network of a city's account."""
    year = year_of(records, draws)
    examination = year.examination
    plug_in = (examination.amounts, examination.inputs.plug_in())
    return city_network(records, examination.ledger, plug_in, (year.amounts, year.inputs))


def chapter_of(*rows: MeasuredFlow, draws: int = DRAWS, **changes: object) -> Chapter[MaterialFlows]:
    """The chapter on flows of the invented city with some further measurements."""
    return material_flows(year_of(replace(invented_city(**changes), measured_flows=rows), draws))


def printed_of(*rows: MeasuredFlow, **changes: object) -> MaterialFlows:
    """What the chapter prints."""
    flows = chapter_of(*rows, **changes).printed
    assert flows is not None
    return flows
