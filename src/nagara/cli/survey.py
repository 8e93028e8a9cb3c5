"""``nagara survey plan``: how many areas and households, and what more would buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nagara.cli.console import out as console
from nagara.errors import DesignError, UnknownCodeError

if TYPE_CHECKING:
    from nagara.waste.survey.aim import Aim
    from nagara.waste.survey.plan import Costs, PlanStratum, SurveyDesign, SurveyPrior

__all__ = ["as_text", "day", "plan", "stratum_of"]

YEARS: Final = range(1900, 2401)
"""Years that a day of a survey may lie in."""


def plan(
    strata: Sequence[str],
    *,
    pilot: Path | None,
    precision: float | None,
    budget: float | None,
    category: str | None,
    cost_area: float | None,
    cost_household: float | None,
    correlation: float | None,
    drop_out: float | None,
    fewest_areas: int,
    kit: Path | None,
    first_day: str | None,
    delete_contacts_on: str | None,
    lang: str,
) -> None:
    """Plan a survey, print it, and write its field kit if a folder is named."""
    from nagara.waste.survey.design import plan_survey
    from nagara.waste.survey.plan import SurveyPrior

    prior = SurveyPrior.default(intra_area_correlation=correlation, drop_out_frac=drop_out)
    design = plan_survey(
        _strata(strata, pilot),
        aim=_aim(category, _wanted(precision, budget)),
        budget=budget,
        costs=_costs(cost_area, cost_household),
        prior=prior,
        fewest_areas=fewest_areas,
    )
    console.write(as_text(design, is_default_prior=correlation is None))
    if kit:
        _write_kit(kit, design, first_day, delete_contacts_on, lang)


def _strata(named: Sequence[str], pilot: Path | None) -> Sequence[PlanStratum]:
    """Take the strata that were named; from a pilot those that were not."""
    from nagara.exchange.cells import fold

    by_name: dict[str, PlanStratum] = {}
    for stratum in map(stratum_of, named):
        if by_name.setdefault(fold(stratum.stratum), stratum) is not stratum:
            raise DesignError(f"Stratum {stratum.stratum} is named twice", "Give each stratum once.")
    if pilot is not None:
        from nagara.exchange.read import read_city
        from nagara.waste.survey.pilot import pilot_strata

        records = read_city(pilot).records
        if records is None:
            raise DesignError(f"The pilot {pilot.name} cannot be read", f"Run nagara check {pilot} and mend it.")
        by_name = {fold(stratum.stratum): stratum for stratum in pilot_strata(records)} | by_name
    if not by_name:
        raise DesignError(
            "A plan needs strata", "Give --stratum name=people for each, or --pilot with a filled-in input."
        )
    return tuple(by_name.values())


def day(text: str, what: str) -> date:
    """Read a day as YYYY-MM-DD.

    Raises
    ------
    UnknownCodeError
        If it is written otherwise, or its year is a slip or of another era, as the Buddhist 2569.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise UnknownCodeError(what, text, ("a day like 2026-11-30",))
    return found


def _write_kit(kit: Path, design: SurveyDesign, first_day: str | None, delete_on: str | None, lang: str) -> None:
    from nagara.exchange.field_kit import kit_areas, write_field_kit
    from nagara.waste.records import LAST_MEASURED_DAY

    if delete_on is None:
        mend = "Add --delete-contacts-on with the day on which names and telephone numbers have to be gone."
        raise DesignError("The field kit holds a list of contacts", mend)
    first = day(first_day, "--first-day") if first_day else None
    gone = day(delete_on, "--delete-contacts-on")
    if first is not None and gone < (last := first + timedelta(days=LAST_MEASURED_DAY - 1)):
        mend = "Give a later day as --delete-contacts-on."
        raise DesignError(f"The contacts would be gone before the survey ends on {last}", mend)
    paths = write_field_kit(kit, kit_areas(design), delete_contacts_on=gone, first_day=first, language_code=lang)
    for path in paths:
        console.write(f"  {path}")


def stratum_of(text: str) -> PlanStratum:
    """Read ``NAME=PEOPLE[:RATE[:CV[:AREAS]]]``.

    Raises
    ------
    DesignError
        If it is written otherwise.
    """
    from nagara.exchange.cells import clean
    from nagara.waste.survey.plan import PlanStratum

    name, _, numbers = text.partition("=")
    try:
        name = clean(name.encode().decode())  # a terminal may hand bytes on that are no letters
        given = [float(part) if part else None for part in numbers.split(":")]
    except ValueError:
        given = []
    people, rate, spread, areas, *more = [*given, None, None, None, None]
    is_whole = areas is None or areas.is_integer()
    if not name or people is None or not is_whole or any(part is not None for part in more):
        mend = "Write name=people, and if a pilot tells them :rate:cv:areas, for example low=406000:0.38."
        raise DesignError(f"The stratum {text!r} cannot be read", mend)
    return PlanStratum(
        stratum=name,
        population=people,
        rate_kg_per_cap_day=rate,
        household_cv=spread,
        areas_total=None if areas is None else int(areas),
    )


def as_text(design: SurveyDesign, *, is_default_prior: bool) -> str:
    """The plan as lines: what to do, what to expect, what more would buy, what was assumed."""
    lines = [f"  {'stratum':<16}{'areas':>7}{'households':>12}{'bags to':>10}{'bags':>8}"]
    lines += [f"  {'':<16}{'':>7}{'per area':>12}{'households':>12}{'':>6}"]
    for entry in design.strata:
        lines.append(
            f"  {entry.stratum:<16}{entry.areas:>7}{entry.households_per_area:>12}{entry.recruits:>10}{entry.bags:>8}"
        )
    total = f"  {'all':<16}{design.areas:>7}{'':>12}{design.recruits:>10}{design.bags:>8}"
    lines += [total, "", f"  Expected: {_precision(design, design.half_width)}, {_cost(design, design.cost)}.", ""]
    lines.append("  What more would buy:")
    lines += [
        f"    {step.label:<44}{_precision(design, step.half_width)}, {_cost(design, step.cost)}"
        for step in design.steps
    ]
    return "\n".join([*lines, "", *_assumptions(design.prior, is_default_prior), *_advice(design), ""])


def _precision(design: SurveyDesign, half_width: float) -> str:
    from nagara.waste.survey.aim import Measure

    if design.aim.measure is Measure.RELATIVE:
        return f"95 % interval ±{100 * half_width:.1f} % of the rate"
    if design.aim.measure is Measure.SHARE:
        return f"95 % interval ±{100 * half_width:.1f} points of {design.aim.category}"
    return f"95 % interval ±{half_width:.3f} kg/person/day"


def _cost(design: SurveyDesign, cost: float) -> str:
    unit = "times the cost of one household" if design.costs.is_relative else "in your currency"
    return f"cost {cost:,.0f} {unit}"


def _assumptions(prior: SurveyPrior, is_default: bool) -> list[str]:
    label = "labelled default" if is_default else "as given"
    return [
        f"  Assumed: correlation inside an area {prior.intra_area_correlation:g} ({label}), spread between households "
        f"{prior.household_rate_cv:g} where no pilot gives one, drop-out {100 * prior.drop_out_frac:.0f} %.",
        "  The interval uses Student's t with areas minus strata degrees of freedom.",
    ]


def _advice(design: SurveyDesign) -> list[str]:
    if design.is_coverage_promised:
        return []
    return ["  Fewer than five areas in a stratum: the interval is shown, but its coverage is not promised."]


def _wanted(precision: float | None, budget: float | None) -> float | None:
    if (precision is None) == (budget is None):
        mend = "Give --precision, for example 0.15 for 15 % of the rate, or --budget, and not both."
        raise DesignError("A plan needs a precision or a budget", mend)
    return precision


def _aim(category: str | None, half_width: float | None) -> Aim:
    from nagara.waste.survey.aim import Aim

    return Aim.relative(half_width) if category is None else Aim.share_of(category, half_width)


def _costs(area: float | None, household: float | None) -> Costs | None:
    from nagara.waste.survey.plan import Costs

    if area is None and household is None:
        return None
    if area is None or household is None:
        raise DesignError("Only one of the two costs is given", "Give --cost-area and --cost-household, or neither.")
    return Costs(per_area=area, per_household=household)
