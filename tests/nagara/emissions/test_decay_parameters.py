"""The numbers of first-order decay are those of the guidelines, typed a second time, and are drawn as printed."""

import numpy as np
import pytest

from nagara.emissions.decay_parameters import (
    CLIMATES,
    EDITIONS,
    MATERIALS,
    DecayParameters,
    default_parameters,
    drawn_parameters,
    parameter_factors,
)
from nagara.emissions.landfill_site import kind_code, methane_correction
from nagara.errors import QuantityError, UnknownCodeError
from nagara.evidence import codelist, factor, table

# IPCC 2006, Vol. 5, Table 2.4, DOC in per cent of wet waste.
DOC_PERCENT = {"food": 15, "garden": 20, "paper": 40, "wood": 43, "textiles": 24, "nappies": 24}
# Methane of a wet tonne at MCF 1 and F 0.5 [kg], by edition.
POTENTIAL_KG = {
    "2006": {"food": 50.0, "garden": 66.7, "paper": 133.3, "textiles": 80.0, "nappies": 80.0, "wood": 143.3},
    "2019": {"food": 70.0, "garden": 93.3, "paper": 133.3, "textiles": 80.0, "nappies": 80.0, "wood": 28.7},
}
# IPCC 2006, Vol. 5, Table 3.3: default (range) in the order of CLIMATES.
RATES = {
    "paper": ("0.04 0.03 0.05", "0.06 0.05 0.07", "0.045 0.04 0.06", "0.07 0.06 0.085"),
    "wood": ("0.02 0.01 0.03", "0.03 0.02 0.04", "0.025 0.02 0.04", "0.035 0.03 0.05"),
    "garden": ("0.05 0.04 0.06", "0.1 0.06 0.1", "0.065 0.05 0.08", "0.17 0.15 0.2"),
    "food": ("0.06 0.05 0.08", "0.185 0.1 0.2", "0.085 0.07 0.1", "0.4 0.17 0.7"),
}
# IPCC 2006 and 2019, Vol. 5, Table 3.1.
CORRECTION_2006 = {
    "managed-anaerobic": 1.0,
    "managed-semi-aerobic": 0.5,
    "unmanaged-deep": 0.8,
    "unmanaged-shallow": 0.4,
    "uncategorised": 0.6,
}
CORRECTION_2019 = CORRECTION_2006 | {
    "managed-semi-aerobic-poor": 0.7,
    "managed-aerated": 0.4,
    "managed-aerated-poor": 0.7,
}
# Assessment reports, over 100 years: methane of waste, nitrous oxide.
WARMING = {"AR4": (25, 298), "AR5": (28, 265), "AR6": (27.0, 273)}


def test_carbon_is_that_of_the_guidelines_and_inert_waste_has_none():
    for material in MATERIALS:
        assert factor("decay_degradable_carbon", material).value == pytest.approx(DOC_PERCENT.get(material, 0) / 100)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_methane_of_a_tonne_is_that_of_the_edition(edition):
    parameters = default_parameters(edition, "tropical-wet")
    for material, potential in zip(MATERIALS, parameters.potential_t_ch4_per_t[:, 0], strict=True):
        assert 1000 * potential == pytest.approx(POTENTIAL_KG[edition].get(material, 0.0), abs=0.05)


@pytest.mark.parametrize(("material", "printed"), RATES.items())
def test_rates_are_those_of_the_climate(material, printed):
    for climate, cell in zip(CLIMATES, printed, strict=True):
        rate = factor("decay_rate", material, climate)
        assert [rate.value, rate.low, rate.high] == [float(number) for number in cell.split()]


def test_textiles_and_nappies_rot_like_paper():
    for climate in CLIMATES:
        rates = {factor("decay_rate", each, climate).value for each in ("paper", "textiles", "nappies")}
        assert len(rates) == 1


def test_half_lives_of_the_wet_tropics():
    rates = [factor("decay_rate", each, "tropical-wet").value for each in ("food", "garden", "paper", "wood")]
    assert np.log(2) / np.array(rates) == pytest.approx([1.7, 4.1, 9.9, 19.8], abs=0.05)


@pytest.mark.parametrize(("edition", "printed"), [("2006", CORRECTION_2006), ("2019", CORRECTION_2019)])
def test_methane_correction_is_that_of_the_edition(edition, printed):
    assert {kind: methane_correction(kind, edition).value for kind in printed} == printed


def test_a_kind_that_2006_does_not_name_says_where_its_value_comes_from():
    stand_in = methane_correction("managed-aerated", "2006")
    assert stand_in.source == "ipcc-2019-waste"
    assert "do not name this kind" in stand_in.note


def test_every_kind_of_the_list_has_a_factor_in_every_edition():
    assert set(table("methane_correction").factors) == {
        (kind, edition) for kind in codelist("disposal_site_kind").codes for edition in EDITIONS
    }


@pytest.mark.parametrize(("edition", "printed"), WARMING.items())
def test_warming_potentials_are_those_of_the_report(edition, printed):
    assert (
        factor("warming_potential", "ch4-biogenic", edition, "100").value,
        factor("warming_potential", "n2o", edition, "100").value,
    ) == printed


def test_kinds_are_known_by_other_names():
    names = (
        "Unmanaged deep",
        "UNMANAGED_SHALLOW",
        "open dump",
        "managed",
        "uncategorized",
        "managed well semi-aerobic",
    )
    assert [kind_code(name) for name in names] == [
        "unmanaged-deep",
        "unmanaged-shallow",
        "unmanaged-shallow",
        "managed-anaerobic",
        "uncategorised",
        "managed-semi-aerobic",
    ]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("2020", "tropical-wet"), "edition"),
        (("2019", "tropics"), "climate"),
        (("2019", "tropical-wet", ("tin",)), "row"),
    ],
)
def test_unknown_words_are_refused_with_the_known_ones(arguments, what):
    with pytest.raises(UnknownCodeError, match=f"{what}.* is not known; use one of: "):
        default_parameters(*arguments)


def test_unknown_kinds_and_editions_are_refused():
    with pytest.raises(UnknownCodeError, match="kind of site 'bioreactor' is not known"):
        methane_correction("bioreactor", "2019")
    with pytest.raises(UnknownCodeError, match="edition '1996' is not known"):
        methane_correction("unmanaged-deep", "1996")


def test_draws_have_the_printed_ranges():
    drawn = drawn_parameters("2019", "tropical-wet", draws=20_000, seed=1)
    for name, factors in parameter_factors("2019", "tropical-wet").items():
        rows = np.atleast_2d(getattr(drawn, name))
        for row, printed in zip(rows, factors, strict=True):
            low, middle, high = np.quantile(row, (0.025, 0.5, 0.975))
            assert middle == pytest.approx(printed.value, rel=0.02)
            assert low == pytest.approx(printed.low, rel=0.05)
            assert high == pytest.approx(printed.high, rel=0.05)


def test_one_published_row_is_one_error():
    drawn = dict(zip(MATERIALS, drawn_parameters("2006", "tropical-wet", draws=50, seed=1).docf_frac, strict=True))
    assert np.array_equal(drawn["food"], drawn["wood"]), "2006 has one value for all materials"
    drawn = dict(zip(MATERIALS, drawn_parameters("2019", "tropical-wet", draws=50, seed=1).docf_frac, strict=True))
    assert np.array_equal(drawn["food"], drawn["garden"]), "both are highly decomposable"
    assert not np.array_equal(drawn["food"], drawn["wood"])


def test_draws_do_not_depend_on_which_materials_are_asked_for():
    whole = drawn_parameters("2019", "tropical-dry", draws=20, seed=7)
    part = drawn_parameters("2019", "tropical-dry", ("nappies",), draws=20, seed=7)
    assert np.array_equal(part.k_per_year[0], whole.k_per_year[MATERIALS.index("nappies")])


def column(*values):
    return np.array(values, dtype=float)[:, np.newaxis]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"doc_frac": column(15.0)}, "doc_frac is 15, more than 1. Write a share from 0 to 1, not a percentage."),
        ({"docf_frac": column(-0.1)}, "docf_frac is -0.1, less than zero. Check the sign."),
        ({"k_per_year": column(np.nan)}, "k_per_year holds a number that is not finite"),
        ({"doc_frac": column(0.1, 0.2)}, "doc_frac has shape (2, 1) for 1 fractions"),
        ({"methane_frac": np.array([1.2])}, "methane_frac is 1.2, more than 1"),
        ({"start_month": 3}, "start_month is 3, outside 7 to 13"),
        ({"methane_frac": np.array([])}, "methane_frac is empty"),
    ],
)
def test_impossible_parameters_are_refused(changed, message):
    whole = {
        "fractions": ("food",),
        "doc_frac": column(0.15),
        "docf_frac": column(0.5),
        "k_per_year": column(0.4),
        "methane_frac": np.array([0.5]),
    }
    with pytest.raises(QuantityError) as refused:
        DecayParameters(**(whole | changed))
    assert message in str(refused.value)
