"""Tables of a regional plan: who pays what, what each group could do, what is built and sent, promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.regions.concentration import largest_miss
from nagara.pathways.least_cost.regions.fair_split import coalitions
from nagara.pathways.least_cost.regions.payments import spent_by_city
from nagara.pathways.least_cost.solving.plan import MISSED_FRAC
from nagara.reports.paper import Column, Table
from nagara.reports.plans.promises import state_said
from nagara.reports.plans.tables import value_said
from nagara.reports.regions.said import city_name, facility_name, group_name, sendings, spread, takers
from nagara.reports.words import plans
from nagara.reports.words import regions as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.pathways.least_cost.solving.plan import Kept, Plan
    from nagara.reports.said import Voice

__all__ = [
    "alone_table",
    "built_table",
    "coalitions_table",
    "outlays_table",
    "promises_table",
    "sent_table",
    "split_table",
]

THOUSAND: Final = 1e3
MILLION: Final = 1e6
_WORDS_FIRST: Final = frozenset({"city", "who", "facility", "origin", "target", "serves", "state", "promise"})


def split_table(study: RegionStudy, voice: Voice) -> Table:
    """What each city pays alone, by each split, itself and to the others."""
    rows = [
        (
            city_name(study, each.city),
            *_thousands(
                (
                    each.alone_usd,
                    each.by_value_usd,
                    each.by_complaint_usd,
                    each.lays_out_usd,
                    each.settles_usd,
                    each.saving_usd,
                ),
                voice,
            ),
        )
        for each in study.payments
    ]
    sums = [
        sum(getattr(each, name) for each in study.payments)
        for name in ("alone_usd", "by_value_usd", "by_complaint_usd", "lays_out_usd", "settles_usd", "saving_usd")
    ]
    rows.append((voice.text(words.ALL_CITIES), *_thousands(sums, voice)))
    years = study.regional.problem.years
    caption = voice.text(words.SPLIT_TABLE, first=str(years[1]), last=str(years[-1]), price_year=_price_year(study))
    return Table(caption=caption, columns=_columns(words.COLUMNS_OF_SPLIT, voice), rows=tuple(rows))


def coalitions_table(study: RegionStudy, voice: Voice) -> Table:
    """What every group of cities would pay without the others."""
    regional, rows = study.regional, []
    for some in coalitions(regional.cities):
        apart, together = sum(regional.alone_usd[city] for city in some), regional.cost_usd[some]
        plan = regional.plans.get(some)
        rows.append(
            (
                group_name(study, some),
                *(voice.number(usd / MILLION, 2) for usd in (apart, together, max(apart - together, 0.0))),
                "" if plan is None else voice.percent(max(plan.gap_frac, 0.0), 1),
                voice.text(words.STATE_APART)
                if plan is None and some not in regional.unplanned
                else _state(plan, voice),
            )
        )
    years = regional.problem.years
    caption = voice.text(
        words.COALITIONS_TABLE, first=str(years[0]), last=str(years[-1]), price_year=_price_year(study)
    )
    return Table(caption=caption, columns=_columns(words.COLUMNS_OF_COALITIONS, voice), rows=tuple(rows))


def built_table(study: RegionStudy, voice: Voice) -> Table | None:
    """What is built together, where, and whose waste it takes; nothing where nothing is."""
    takes = takers(study)
    rows = [row for plan in study.regional.plans_chosen for row in _built(study, plan, takes, voice)]
    if not rows:
        return None
    caption = voice.text(words.BUILT_TABLE, price_year=_price_year(study))
    return Table(caption=caption, columns=_columns(words.COLUMNS_OF_BUILT, voice), rows=tuple(rows))


def alone_table(study: RegionStudy, voice: Voice) -> Table | None:
    """What each city would build alone; nothing where nothing is."""
    labels = {name: label for name, label in words.COLUMNS_OF_BUILT.items() if name != "serves"}
    rows = [row[:-1] for plan in study.regional.plans_alone.values() for row in _built(study, plan, {}, voice)]
    if not rows:
        return None
    caption = voice.text(words.ALONE_TABLE, price_year=_price_year(study))
    return Table(caption=caption, columns=_columns(labels, voice), rows=tuple(rows))


def sent_table(study: RegionStudy, voice: Voice) -> Table | None:
    """What crosses from one city to another in the last year; nothing where nothing does."""
    rows = []
    for each in sorted(sendings(study), key=lambda each: -each.mass_t):
        if each.origin_city == each.target_city:
            continue
        here, there = city_name(study, each.origin_city), city_name(study, each.target_city)
        origin = voice.text(words.FROM_ZONE, city=here)
        if each.plant is not None:
            origin = voice.text(words.FROM_PLANT, city=here, facility=facility_name(each.plant, voice))
        target = voice.text(words.TO_PLANT, city=there, facility=facility_name(each.target, voice))
        numbers = (
            voice.number(each.km),
            voice.number(each.mass_t),
            voice.number(each.mass_t * each.km / THOUSAND),
            voice.number(each.usd / THOUSAND, 1),
        )
        rows.append((origin, target, *numbers))
    if not rows:
        return None
    caption = voice.text(words.SENT_TABLE, year=str(study.regional.problem.years[-1]))
    return Table(caption=caption, columns=_columns(words.COLUMNS_OF_SENT, voice), rows=tuple(rows))


def promises_table(study: RegionStudy, voice: Voice) -> Table | None:
    """What becomes of each promise, together and alone; nothing where nothing was promised."""
    alone = {
        (kept.promise.city, str(kept.promise)): kept
        for plan in study.regional.plans_alone.values()
        for kept in plan.kept
    }
    rows = [
        _promise(study, kept, alone.get((kept.promise.city, str(kept.promise))), voice)
        for plan in study.regional.plans_chosen
        for kept in plan.kept
    ]
    if not rows:
        return None
    columns = _columns(words.COLUMNS_OF_PROMISES, voice, {"from_year", "target", "reached"})
    return Table(caption=voice.text(words.PROMISES_TABLE), columns=columns, rows=tuple(rows))


def outlays_table(study: RegionStudy, voice: Voice) -> Table:
    """What each city lays out itself, by purpose, as an equal amount of each year."""
    weight, whole = discount(study.regional.problem)[1:], spread(study)
    spent: dict[str, dict[str, float]] = {}
    for plan in study.regional.plans_chosen:
        for city, purposes in spent_by_city(plan).items():
            spent[city] = {name: float(usd[1:] @ weight) / whole for name, usd in purposes.items()}
    cities = study.regional.cities
    rows = []
    for name in dict.fromkeys(name for of in spent.values() for name in of):
        usd = [spent[city].get(name, 0.0) for city in cities]
        if np.abs(usd).max() > 0:
            rows.append((voice.text(plans.COSTS.get(name, name)), *_thousands(usd, voice)))
    rows.append((voice.text(plans.TOTAL), *_thousands([sum(spent[city].values()) for city in cities], voice)))
    columns = (
        Column(label=voice.text(words.COLUMN_PURPOSE)),
        *(Column(label=city_name(study, city), is_number=True) for city in cities),
    )
    caption = voice.text(words.OUTLAYS_TABLE, price_year=_price_year(study))
    return Table(caption=caption, columns=columns, rows=tuple(rows))


# --- rows and cells -------------------------------------------------------------------------------


def _built(study: RegionStudy, plan: Plan, takes: Mapping[str, set[str]], voice: Voice) -> list[tuple[str, ...]]:
    places, rows = {place.code: place for place in plan.problem.facilities}, list[tuple[str, ...]]()
    for each in plan.investments:
        place = places[each.facility]
        size = words.SIZE_SITE if place.site is not None else words.SIZE_PLANT
        rows.append(
            (
                facility_name(place, voice),
                city_name(study, place.city),
                str(each.year),
                str(each.opens),
                voice.text(size, size=voice.number(each.size)),
                voice.number(each.usd / THOUSAND),
                group_name(study, takes.get(each.facility, set())),
            )
        )
    return rows


def _promise(study: RegionStudy, kept: Kept, alone: Kept | None, voice: Voice) -> tuple[str, ...]:
    promise, years = kept.promise, study.regional.problem.years
    unit = PROMISED_FIGURES[promise.figure].unit
    label = voice.text(plans.FIGURES[promise.figure])
    if promise.is_today:
        label = voice.text(plans.OF_TODAY, promise=label)
    relation = plans.AT_LEAST if promise.relation == ">=" else plans.AT_MOST
    at = years.index(promise.from_year) if promise.from_year in years else 0
    return (
        voice.text(words.TOGETHER) if promise.city is None else city_name(study, promise.city),
        label,
        str(promise.from_year),
        voice.text(relation, value=value_said(promise.target, unit, voice)),
        value_said(float(kept.value[at]), unit, voice),
        state_said(kept, years, voice),
        "" if alone is None or promise.city is None else state_said(alone, years, voice),
    )


def _state(plan: Plan | None, voice: Voice) -> str:
    if plan is None:
        return voice.text(words.STATE_UNPLANNED)
    short = largest_miss(plan)
    if short <= MISSED_FRAC:
        return voice.text(words.STATE_KEPT)
    return voice.text(words.STATE_MISSED, short=voice.percent(short, 1))


def _thousands(usd: Iterable[float], voice: Voice) -> tuple[str, ...]:
    """Thousands of dollars, to the first decimal; what rounds to nothing is nothing."""
    return tuple(voice.number(round(each / THOUSAND, 1) + 0.0, 1) for each in usd)


def _columns(labels: Mapping[str, str], voice: Voice, numbers: set[str] | None = None) -> tuple[Column, ...]:
    counted = set(labels) - _WORDS_FIRST if numbers is None else numbers
    return tuple(Column(label=voice.text(label), is_number=name in counted) for name, label in labels.items())


def _price_year(study: RegionStudy) -> str:
    return str(study.regional.problem.money.price_year)
