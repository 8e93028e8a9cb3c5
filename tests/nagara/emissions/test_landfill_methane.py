"""Methane of landfills: hand checks, the closed form, another program, and the laws that it has to obey."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nagara.emissions.decay_parameters import MATERIALS, default_parameters, drawn_parameters
from nagara.emissions.landfill_blocks import landfill_methane_in_blocks
from nagara.emissions.landfill_decay import decay_carbon, require_balance
from nagara.emissions.landfill_methane import Disposal, landfill_methane, recovery_findings
from nagara.errors import LawBrokenError, QuantityError

GOLDEN = Path(__file__).parents[2] / "golden" / "emissions" / "first_order_decay.json"
ROTTING = MATERIALS[:6]
YEARS = 12


def disposal(deposits, mcf=1.0, oxidation=0.0, recovery=0.0, **more):
    """Deposits of shape (sites, fractions, years) with shares that are numbers or of shape (sites, years)."""
    deposits = np.asarray(deposits, dtype=float)
    sites, _, years = deposits.shape

    def by_year(share):
        return np.broadcast_to(np.asarray(share, dtype=float), (sites, years))[..., np.newaxis]

    return Disposal(
        years=np.arange(2000, 2000 + years),
        deposits_t_wet=deposits[..., np.newaxis],
        mcf_frac=by_year(mcf),
        oxidation_frac=by_year(oxidation),
        **({"recovery_frac": by_year(recovery)} | more),
    )


def a_tonne_of_food(years=200, **more):
    deposits = np.zeros((1, 1, years))
    deposits[0, 0, 0] = 1.0
    return landfill_methane(disposal(deposits, **more), default_parameters("2019", "tropical-wet", ("food",)))


def by_the_sum(case, parameters):
    """Generated methane as the sum over all deposits, not as a recursion: shape (sites, years)."""
    waste, mcf = case.deposits_t_wet[..., 0], case.mcf_frac[..., 0]
    potential, rate = parameters.potential_t_ch4_per_t[:, 0], parameters.k_per_year[:, 0]
    generated = np.zeros((len(waste), len(case.years)))
    for year in range(len(case.years)):
        for before in range(year):
            share = np.exp(-rate * (year - before - 1)) * (1 - np.exp(-rate))
            generated[:, year] += (waste[:, :, before] * potential * share).sum(axis=1) * mcf[:, before]
    return generated


def test_a_tonne_of_food_in_the_wet_tropics():
    methane = a_tonne_of_food()
    assert methane.generated_t_ch4[0, 0, 0] == 0.0, "decay begins in the next year"
    assert 1000 * methane.generated_t_ch4[0, 1, 0] == pytest.approx(23.08, abs=0.005)
    assert 1000 * methane.generated_t_ch4.sum() == pytest.approx(70.0)


def test_half_of_the_gas_of_wet_food_is_gone_before_the_third_year():
    methane = a_tonne_of_food().generated_t_ch4[0, :, 0]
    assert methane[:3].sum() / methane.sum() == pytest.approx(1 - np.exp(-0.8))


def test_another_program_finds_the_same():
    golden = json.loads(GOLDEN.read_text("utf-8"))
    (site,) = golden["case"]["sites"]
    deposits = np.array([list(site["deposits_t_wet_by_year"].values())])
    parameters = default_parameters("2019", "tropical-wet", tuple(site["deposits_t_wet_by_year"]))
    methane = landfill_methane(
        disposal(deposits, site["mcf_by_year"], site["oxidation_frac"], site["recovery_frac_by_year"]), parameters
    )
    assert parameters.k_per_year[:, 0].tolist() == list(golden["k_per_year"].values())
    assert methane.generated_t_ch4[0, :, 0] == pytest.approx(golden["generated_t_ch4"], rel=1e-12)
    assert methane.emitted_t_ch4[0, :, 0] == pytest.approx(golden["emitted_t_ch4"], rel=1e-12)


def test_recovery_is_taken_off_before_oxidation():
    methane = a_tonne_of_food(recovery=0.6, oxidation=0.1)
    generated = methane.generated_t_ch4.sum()
    assert methane.recovered_t_ch4.sum() == pytest.approx(0.6 * generated)
    assert methane.emitted_t_ch4.sum() == pytest.approx(0.4 * 0.9 * generated)


def test_a_site_without_air_only_counts_from_the_year_it_changes():
    deposits = np.ones((1, 1, 4))
    parameters = default_parameters("2019", "tropical-wet", ("food",))
    before = landfill_methane(disposal(deposits, mcf=[[0.4, 0.4, 0.4, 0.4]]), parameters).generated_t_ch4[0, :, 0]
    after = landfill_methane(disposal(deposits, mcf=[[0.4, 0.4, 1.0, 1.0]]), parameters).generated_t_ch4[0, :, 0]
    assert after[:3] == pytest.approx(before[:3]), "waste of earlier years keeps its correction"
    assert after[3] - before[3] == pytest.approx(0.6 * 0.07 * (1 - np.exp(-0.4)))


def test_without_delay_half_a_year_decays_in_its_own_year():
    deposits = np.zeros((1, 1, 300))
    deposits[0, 0, 0] = 1.0
    parameters = default_parameters("2019", "tropical-wet", ("food",), start_month=7)
    methane = landfill_methane(disposal(deposits), parameters).generated_t_ch4[0, :, 0]
    assert 1000 * methane[0] == pytest.approx(70 * (1 - np.exp(-0.4 * 0.5)))
    assert 1000 * methane[1] == pytest.approx(70 * np.exp(-0.2) * (1 - np.exp(-0.4)))
    assert 1000 * methane.sum() == pytest.approx(70.0)


def test_metered_recovery_is_cut_to_what_is_generated_and_said():
    case = disposal(
        np.ones((1, 1, 3)), recovery_frac=None, recovered_t_ch4=np.full((1, 3, 1), 0.03), sites=("Old dump",)
    )
    methane = landfill_methane(case, default_parameters("2019", "tropical-wet", ("food",)))
    assert methane.recovered_t_ch4[0, :, 0] == pytest.approx([0.0, 0.02307760, 0.03])
    assert methane.emitted_t_ch4[0, :2, 0].tolist() == [0.0, 0.0]
    first, second = recovery_findings(case, methane)
    assert str(second) == (
        "Old dump, 2001: 0.03 t of methane are metered as recovered, but the model generates 0.02308 t; recovery was "
        "cut to what is generated in 100 % of the draws. Check the meter, the deposits of past years and how the site "
        "is managed."
    )
    assert first.values["year"] == "2000"


def test_no_recovery_is_no_recovery():
    methane = landfill_methane(
        disposal(np.ones((1, 1, 3)), recovery_frac=None), default_parameters("2019", "tropical-wet", ("food",))
    )
    assert not methane.recovered_t_ch4.any()
    assert recovery_findings(disposal(np.ones((1, 1, 3))), methane) == ()


# -------------------------------------------------------------------- laws

tonnes = arrays(float, (2, 6, YEARS), elements=st.floats(0, 1e6))
shares = arrays(float, (2, YEARS), elements=st.floats(0, 1))
editions = st.sampled_from(("2006", "2019"))
climates = st.sampled_from(("temperate-dry", "tropical-wet"))
ALMOST = {"rel": 1e-9, "abs": 1e-12}


@given(tonnes, shares, editions, climates)
def test_the_recursion_is_the_sum_over_deposits(waste, mcf, edition, climate):
    case, parameters = disposal(waste, mcf), default_parameters(edition, climate, ROTTING)
    generated = landfill_methane(case, parameters).generated_t_ch4[..., 0]
    assert generated == pytest.approx(by_the_sum(case, parameters), **ALMOST)


@given(tonnes, shares, st.integers(7, 13))
def test_carbon_in_is_stock_plus_decomposed(waste, mcf, month):
    case, parameters = disposal(waste, mcf), default_parameters("2019", "tropical-wet", ROTTING, start_month=month)
    methane = landfill_methane(case, parameters)
    put_in = (case.deposits_t_wet * case.mcf_frac[:, np.newaxis] * parameters.decomposable_frac[:, np.newaxis]).sum()
    decomposed = methane.generated_t_ch4.sum() / (0.5 * 16 / 12)
    assert methane.stock_t_carbon.sum() + decomposed == pytest.approx(put_in, **ALMOST)
    assert methane.stock_t_carbon.min() >= 0.0


@given(tonnes, tonnes, shares, st.floats(0, 100))
def test_linear_in_deposits(one, other, mcf, times):
    parameters = default_parameters("2019", "tropical-wet", ROTTING)
    apart = [landfill_methane(disposal(waste, mcf), parameters).emitted_t_ch4 for waste in (one, other)]
    together = landfill_methane(disposal(one + times * other, mcf), parameters).emitted_t_ch4
    assert together == pytest.approx(apart[0] + times * apart[1], **ALMOST)


@given(tonnes, st.integers(1, YEARS - 1))
def test_later_deposits_give_the_same_methane_later(waste, later):
    parameters = default_parameters("2019", "tropical-wet", ROTTING)
    moved = np.zeros_like(waste)
    moved[..., later:] = waste[..., :-later]
    first, second = (landfill_methane(disposal(each), parameters).generated_t_ch4[..., 0] for each in (waste, moved))
    assert second[:, later:] == pytest.approx(first[:, :-later], **ALMOST)
    assert not second[:, :later].any()


@given(tonnes, shares, shares, shares, shares)
def test_more_correction_means_more_and_more_recovery_or_oxidation_means_less(waste, mcf, more, recovery, oxidation):
    parameters = default_parameters("2019", "tropical-wet", ROTTING)
    low, high = np.minimum(mcf, more), np.maximum(mcf, more)

    def emitted(correction, recovered, oxidised):
        return landfill_methane(disposal(waste, correction, oxidised, recovered), parameters).emitted_t_ch4

    assert np.all(emitted(high, recovery, oxidation) >= emitted(low, recovery, oxidation) - 1e-9)
    assert np.all(emitted(low, recovery, oxidation) <= emitted(low, 0.0, 0.0))
    assert np.all(emitted(low, recovery, oxidation) >= 0.0)


@given(tonnes, st.integers(0, 5))
def test_more_carbon_means_more_methane_and_none_means_none(waste, which):
    parameters = default_parameters("2019", "tropical-wet", ROTTING)
    richer, empty = parameters.doc_frac.copy(), np.zeros_like(parameters.doc_frac)
    richer[which] *= 1.5
    less, more, none = (
        landfill_methane(disposal(waste), replace(parameters, doc_frac=doc)).generated_t_ch4
        for doc in (parameters.doc_frac, richer, empty)
    )
    assert np.all(more >= less)
    assert not none.any()


@given(st.integers(1, 40), st.integers(1, 9), st.integers(1, 7))
def test_blocks_and_broadcasting_change_nothing(sites, draws, seed):
    generator = np.random.default_rng(seed)
    parameters = drawn_parameters("2019", "tropical-wet", draws=draws, seed=seed)
    case = Disposal(
        years=np.arange(YEARS),
        deposits_t_wet=generator.random((sites, 11, YEARS, 1)),
        mcf_frac=generator.random((YEARS, 1)),
        oxidation_frac=generator.random((sites, YEARS, draws)),
        recovery_frac=generator.random((1, YEARS, 1)),
    )
    whole = landfill_methane(case, parameters)
    pieces = list(landfill_methane_in_blocks(case, parameters, result_bytes=8 * YEARS * draws * 3))
    assert sum(part.stop - part.start for part, _ in pieces) == sites
    for part, piece in pieces:
        assert np.array_equal(piece.emitted_t_ch4, whole.emitted_t_ch4[part])
        assert np.array_equal(piece.stock_t_carbon, whole.stock_t_carbon[part])
    one = Disposal(
        years=case.years,
        deposits_t_wet=case.deposits_t_wet[:1],
        mcf_frac=case.mcf_frac,
        oxidation_frac=case.oxidation_frac[:1, :, -1:],
        recovery_frac=case.recovery_frac,
    )
    last = replace(
        parameters,
        doc_frac=parameters.doc_frac[:, -1:],
        docf_frac=parameters.docf_frac[:, -1:],
        k_per_year=parameters.k_per_year[:, -1:],
        methane_frac=parameters.methane_frac[-1:],
    )
    assert landfill_methane(one, last).emitted_t_ch4[0, :, 0] == pytest.approx(whole.emitted_t_ch4[0, :, -1], rel=1e-12)


def test_cities_and_sites_are_leading_axes():
    generator = np.random.default_rng(1)
    waste, mcf = generator.random((4, 3, 6, YEARS, 1)), generator.random((4, 3, YEARS, 1))
    parameters = default_parameters("2006", "temperate-wet", ROTTING)
    nothing = np.zeros((YEARS, 1))
    together = landfill_methane(
        Disposal(years=np.arange(YEARS), deposits_t_wet=waste, mcf_frac=mcf, oxidation_frac=nothing), parameters
    )
    alone = landfill_methane(
        Disposal(years=np.arange(YEARS), deposits_t_wet=waste[2], mcf_frac=mcf[2], oxidation_frac=nothing), parameters
    )
    assert together.generated_t_ch4.shape == (4, 3, YEARS, 1)
    assert np.array_equal(together.generated_t_ch4[2], alone.generated_t_ch4)
    assert np.array_equal(together.stock_t_carbon[2], alone.stock_t_carbon)


def test_a_case_cut_in_two_goes_on_from_its_stock():
    generator = np.random.default_rng(2)
    waste, mcf = generator.random((2, 6, YEARS)), generator.random((2, YEARS))
    parameters = default_parameters("2019", "tropical-wet", ROTTING)
    whole = landfill_methane(disposal(waste, mcf), parameters)
    first = landfill_methane(disposal(waste[..., :5], mcf[:, :5]), parameters)
    second = landfill_methane(disposal(waste[..., 5:], mcf[:, 5:]), parameters, stock_t_carbon=first.stock_t_carbon)
    assert second.generated_t_ch4 == pytest.approx(whole.generated_t_ch4[:, 5:])
    assert second.stock_t_carbon == pytest.approx(whole.stock_t_carbon)


# ------------------------------------------------------------------ refusals


def test_lost_carbon_is_a_fault_that_is_said():
    stock = np.full((1, 1, 1), 1.0)
    with pytest.raises(LawBrokenError, match="Carbon put in is not stock plus decomposed carbon .missed by 0.5"):
        require_balance(np.full((1, 1), 4.0), stock, np.full((1, 1), 1.0))
    with pytest.raises(LawBrokenError, match="A stock of carbon is negative"):
        require_balance(np.full((1, 1), 1.0), -stock, np.full((1, 1), 2.0))
    with pytest.raises(LawBrokenError):
        require_balance(np.full((1, 1), np.nan), stock, np.full((1, 1), 1.0))


def test_a_rate_that_is_not_a_number_cannot_pass_the_balance():
    ones = np.ones((2, 1, 1, 1))
    with pytest.raises(LawBrokenError):
        decay_carbon(ones, ones[:, 0], np.ones((1, 1, 1)), np.full((1, 1, 1), np.nan))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"deposits_t_wet": np.full((1, 1, 3, 1), -2.0)}, "deposits_t_wet is -2, less than zero. Check the sign."),
        ({"deposits_t_wet": np.full((1, 1, 3, 1), np.nan)}, "deposits_t_wet holds a number that is not finite"),
        ({"deposits_t_wet": np.ones((1, 3))}, "deposits_t_wet has shape (1, 3)"),
        ({"mcf_frac": np.full((1, 3, 1), 1.2)}, "mcf_frac is 1.2, more than 1"),
        ({"mcf_frac": np.ones((1, 2, 1))}, "mcf_frac has shape (1, 2, 1) for 3 years"),
        ({"mcf_frac": np.ones((5, 3, 1))}, "mcf_frac has shape (5, 3, 1) for sites of shape (1,)"),
        ({"recovery_frac": np.full((1, 3, 1), 1.01)}, "recovery_frac is 1.01, more than 1"),
        ({"oxidation_frac": np.ones((5, 3, 1))}, "oxidation_frac has shape (5, 3, 1) for sites of shape (1,)"),
        ({"oxidation_frac": np.full((1, 3, 1), -0.1)}, "oxidation_frac is -0.1, less than zero"),
        ({"recovered_t_ch4": np.ones((1, 3, 1))}, "recovery_frac stands beside recovered_t_ch4"),
        ({"years": np.array([2000, 2002, 2003])}, "years are not consecutive"),
        ({"deposits_t_wet": np.ones((1, 2, 3, 1))}, "deposits_t_wet holds 2 fractions, the parameters 1"),
        (
            {"deposits_t_wet": np.ones((1, 1, 3, 4)), "mcf_frac": np.ones((1, 3, 5))},
            "draws differ: deposits_t_wet 4, mcf_frac 5",
        ),
    ],
)
def test_what_cannot_be_is_refused(changed, message):
    whole = {
        "years": np.arange(2000, 2003),
        "deposits_t_wet": np.ones((1, 1, 3, 1)),
        "mcf_frac": np.ones((1, 3, 1)),
        "oxidation_frac": np.zeros((1, 3, 1)),
        "recovery_frac": np.zeros((1, 3, 1)),
    }
    with pytest.raises(QuantityError) as refused:
        landfill_methane(Disposal(**(whole | changed)), default_parameters("2019", "tropical-wet", ("food",)))
    assert message in str(refused.value)
