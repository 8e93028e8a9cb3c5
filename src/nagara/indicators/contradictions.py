"""Find contradictions inside published results: figures that no rounding can reconcile.

Every printed number stands for an interval (:mod:`nagara.indicators.printed`). A relation is
contradicted only if the interval of what is printed and the interval of what follows from other
printed figures lie apart, and the two values differ by more than one printed unit: publishers
round, cut and raise. The checker reads figures only, never whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nagara.evidence import codelist
from nagara.findings import Finding, plain
from nagara.indicators.printed import Printed, total
from nagara.indicators.published.shares import PublishedCity
from nagara.units import KG_PER_T

__all__ = ["contradictions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A published figure and the other figures that it must follow from."""

    code: str
    stated: str
    follows_from: tuple[str, ...]
    by: Callable[..., Printed]


_RELATIONS: Final = (
    _Relation(
        code="published-collected-mismatch",
        stated="msw_collected_frac",
        follows_from=("recovered_net_t_per_day", "disposal_t_per_day", "msw_generated_t_per_day"),
        by=lambda recovered, disposal, generated: (recovered + disposal) / generated,
    ),
    _Relation(
        code="published-collected-unrounded-mismatch",
        stated="msw_collected_unrounded_frac",
        follows_from=("recovered_net_t_per_day", "disposal_t_per_day", "msw_generated_t_per_day"),
        by=lambda recovered, disposal, generated: (recovered + disposal) / generated,
    ),
    _Relation(
        code="published-collected-twice",
        stated="msw_collected_frac",
        follows_from=("msw_collected_unrounded_frac", "msw_generated_t_per_day"),
        by=lambda unrounded, generated: _undivided(unrounded, generated) / generated,
    ),
    _Relation(
        code="published-disposal-mismatch",
        stated="disposal_frac",
        follows_from=("disposal_t_per_day", "msw_generated_t_per_day"),
        by=lambda disposal, generated: disposal / generated,
    ),
    _Relation(
        code="published-disposal-controlled-mismatch",
        stated="disposal_controlled_frac",
        follows_from=("disposal_controlled_t_per_day", "disposal_t_per_day"),
        by=lambda controlled, disposal: controlled / disposal,
    ),
    _Relation(
        code="published-sdg-11-6-1-mismatch",
        stated="sdg_11_6_1_frac",
        follows_from=("recovered_controlled_t_per_day", "disposal_controlled_t_per_day", "msw_generated_t_per_day"),
        by=lambda recovered, disposal, generated: (recovered + disposal) / generated,
    ),
    _Relation(
        code="published-recovery-mismatch",
        stated="recovery_frac",
        follows_from=("recovered_net_t_per_day", "msw_generated_t_per_day"),
        by=lambda recovered, generated: recovered / generated,
    ),
    _Relation(
        code="published-recycling-mismatch",
        stated="recycling_frac",
        follows_from=("recovered_net_t_per_day", "waste_to_energy_t_per_day", "msw_generated_t_per_day"),
        by=lambda recovered, energy, generated: (recovered - energy) / generated,
    ),
    _Relation(
        code="published-total-mismatch",
        stated="msw_generated_t_per_day",
        follows_from=("household_t_per_day", "non_household_t_per_day"),
        by=lambda household, non_household: household + non_household,
    ),
    _Relation(
        code="published-per-capita-mismatch",
        stated="msw_generated_kg_per_cap_day",
        follows_from=("msw_generated_t_per_day", "population_persons"),
        by=lambda generated, population: generated * Printed.exactly(KG_PER_T) / population,
    ),
)

_PARTS: Final = (
    ("household_t_per_day", "msw_generated_t_per_day"),
    ("non_household_t_per_day", "msw_generated_t_per_day"),
    ("disposal_t_per_day", "msw_generated_t_per_day"),
    ("recovered_net_t_per_day", "msw_generated_t_per_day"),
    ("recovered_controlled_t_per_day", "recovered_net_t_per_day"),
    ("disposal_controlled_t_per_day", "disposal_t_per_day"),
    ("waste_to_energy_t_per_day", "recovered_gross_t_per_day"),
    ("waste_to_energy_t_per_day", "recovered_net_t_per_day"),
    ("sdg_11_6_1_frac", "msw_collected_frac"),
    ("disposal_frac", "msw_collected_frac"),
    ("recovery_frac", "msw_collected_frac"),
    ("recycling_frac", "recovery_frac"),
)
"""Each figure, and the one that it is a part of and cannot exceed."""

_SHARES: Final = tuple(code for code, row in codelist("published_figure").entries.items() if row["unit"] == "frac")


def contradictions(city: PublishedCity) -> tuple[Finding, ...]:
    """All contradictions among what was published of one city.

    A check runs only if all figures it needs were published.

    Returns
    -------
    tuple
        One finding for each relation that no rounding can save, with the numbers that disagree.
    """
    known = city.figures
    return (
        *_relations(city, known),
        *_food_waste(city, known),
        *_rejects(city),
        *_materials(city),
        *_said_twice(city),
        *_parts(known),
        *_more_than_generated(known),
        *_more_than_one(known),
        *_less_than_nothing(known),
        *_compositions(city, known),
    )


def _relations(city: PublishedCity, known: Mapping[str, Printed]) -> Iterator[Finding]:
    for relation in _RELATIONS:
        stated = city.published.get(relation.stated, known.get(relation.stated))
        if stated is None or any(name not in known for name in relation.follows_from):
            continue
        parts = [known[name] for name in relation.follows_from]
        derived = relation.by(*parts)
        if stated.excludes(derived):
            values = {name: _words(name, part) for name, part in zip(relation.follows_from, parts, strict=True)}
            yield _finding(relation.code, relation.stated, stated, derived, **values)


def _food_waste(city: PublishedCity, known: Mapping[str, Printed]) -> Iterator[Finding]:
    name = "household_food_waste_kg_per_cap_day"
    stated, household, population = (known.get(each) for each in (name, "household_t_per_day", "population_persons"))
    kitchen = (city.compositions.get("household") or {}).get("kitchen_canteen")
    if stated is None or household is None or population is None or kitchen is None:
        return
    rate = household * Printed.exactly(KG_PER_T) / population
    if stated.excludes(rate * kitchen):
        words = {"rate": plain(rate.value), "kitchen": _percent(kitchen)}
        yield _finding("published-food-waste-mismatch", name, stated, rate * kitchen, **words)


def _rejects(city: PublishedCity) -> Iterator[Finding]:
    """The net amount as printed, against the gross amount less rejects."""
    name = "recovered_net_t_per_day"
    net, gross, rejected = (city.inputs.get(each) for each in (name, "recovered_gross_t_per_day", "reject_frac"))
    if net is None or gross is None or rejected is None:
        return
    derived = gross * (Printed.exactly(1.0) - rejected)
    if net.excludes(derived):
        words = {"gross": plain(gross.value), "rejects": _percent(rejected)}
        yield _finding("published-rejects-mismatch", name, net, derived, **words)


def _materials(city: PublishedCity) -> Iterator[Finding]:
    name = "recovered_gross_t_per_day"
    stated = city.inputs.get(name)
    if stated is not None and city.materials:
        derived = total(city.materials.values())
        if stated.excludes(derived):
            yield _finding("published-materials-mismatch", name, stated, derived, count=len(city.materials))


def _said_twice(city: PublishedCity) -> Iterator[Finding]:
    """Figures that stand in two places of the publication."""
    twice = [(name, city.inputs[name], city.published[name]) for name in city.inputs if name in city.published]
    disposal, unrounded = (city.inputs.get(f"disposal{middle}_t_per_day") for middle in ("", "_unrounded"))
    if disposal is not None and unrounded is not None:
        twice.append(("disposal_t_per_day", disposal, unrounded))
    for name, one, other in twice:
        coarse, fine = (one, other) if one.high - one.low >= other.high - other.low else (other, one)
        if coarse.excludes(fine):
            yield _finding("published-said-twice", name, coarse, fine, figure=_label(name))


def _parts(known: Mapping[str, Printed]) -> Iterator[Finding]:
    for part, whole in _PARTS:
        if part in known and whole in known and known[part].exceeds(known[whole]):
            names = {"part": _label(part), "whole": _label(whole)}
            yield _finding("published-part-exceeds-whole", part, known[part], known[whole], **names)


def _more_than_generated(known: Mapping[str, Printed]) -> Iterator[Finding]:
    names = ("recovered_net_t_per_day", "disposal_t_per_day", "msw_generated_t_per_day")
    if all(name in known for name in names):
        recovered, disposal, generated = (known[name] for name in names)
        if (recovered + disposal).exceeds(generated):
            yield _finding("published-more-than-generated", names[-1], recovered + disposal, generated)


def _undivided(share: Printed, generated: Printed) -> Printed:
    """The amount that a finer share stands for; both tonnages in it may have been printed as the total was."""
    unit = generated.high - generated.low
    # the finer share was divided by the total as printed
    return share * Printed.exactly(generated.value) + Printed(value=0.0, low=-unit, high=unit)


def _more_than_one(known: Mapping[str, Printed]) -> Iterator[Finding]:
    for name in _SHARES:
        if name in known and known[name].exceeds(Printed.exactly(1.0)):
            yield _finding("published-share-above-one", name, known[name], Printed.exactly(1.0), figure=_label(name))


def _less_than_nothing(known: Mapping[str, Printed]) -> Iterator[Finding]:
    for name in _SHARES:
        if name in known and Printed.exactly(0.0).exceeds(known[name]):
            values = {"figure": _label(name), "stated": _words(name, known[name])}
            yield Finding(code="published-share-below-zero", values=values)


def _compositions(city: PublishedCity, known: Mapping[str, Printed]) -> Iterator[Finding]:
    amounts = {"household": "household_t_per_day", "disposal": "disposal_t_per_day"}
    for point, shares in city.compositions.items():
        amount = known.get(amounts.get(point, ""), Printed.exactly(0.0))
        filled = [category for category, share in (shares or {}).items() if share.value > 0.0]
        if shares and filled and Printed.exactly(1.0).excludes(total(shares.values())):
            sum_frac = total(shares.values()).value
            values: dict[str, str | float] = {"point": point, "total": f"{sum_frac:.4f}", "count": len(shares)}
            yield Finding(code="published-composition-sum", values=values)
        elif len(filled) == 1:
            yield Finding(
                code="published-composition-single", values={"point": point, "category": _category(filled[0])}
            )
        elif not filled and amount.value > 0.0:
            yield Finding(code="published-composition-missing", values={"point": point, "amount": amount.value})


def _label(figure: str) -> str:
    return codelist("published_figure")[figure]["label"]


def _category(code: str) -> str:
    categories = codelist("waste_category")
    return categories[code]["label"] if code in categories else code


def _finding(code: str, name: str, stated: Printed, derived: Printed, /, **values: str | float) -> Finding:
    """A finding on one figure, with what is printed and what follows."""
    return Finding(code=code, values={"stated": _words(name, stated), "derived": _words(name, derived), **values})


def _words(figure: str, printed: Printed) -> str | float:
    return _percent(printed) if figure in _SHARES else printed.value


def _percent(share: Printed) -> str:
    return f"{100.0 * share.value:.3g}%"
