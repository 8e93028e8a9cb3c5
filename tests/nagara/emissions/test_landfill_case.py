"""A landfill case: which parameters it is worked out with, and what it says beside the figures."""

import pytest

from nagara.emissions.landfill_case import LandfillCase, work_out
from nagara.emissions.landfill_site import LandfillSite
from nagara.errors import SiteHistoryError, UnknownCodeError


def site(**changed):
    whole = {
        "name": "Dump",
        "opening": 2000,
        "closing": None,
        "mcf_frac": (0.8,) * 3,
        "oxidation_frac": (0.0,) * 3,
        "recovery_frac": (0.0,) * 3,
        "deposits_t_wet": {"food": (100.0, 100.0, 100.0), "paper": (10.0, 10.0, 10.0)},
    }
    return LandfillSite(**(whole | changed))


def case(*sites, **changed):
    whole = {"years": (2000, 2001, 2002), "gwp": "AR5", "edition": "2019", "climate": "tropical-wet"}
    return LandfillCase(sites=sites or (site(),), **(whole | changed))


def codes(of):
    return [finding.code for finding in work_out(of).findings]


def test_defaults_come_from_edition_and_climate():
    parameters = case(edition="2006", climate="temperate-dry").parameters()
    assert parameters.fractions == ("food", "paper")
    assert parameters.docf_frac[:, 0].tolist() == [0.5, 0.5]
    assert parameters.k_per_year[:, 0].tolist() == [0.06, 0.04]
    assert parameters.doc_frac[:, 0].tolist() == [0.15, 0.4]


def test_a_fraction_left_out_of_given_carbon_has_none_and_that_is_said():
    of = case(doc_frac={"food": 0.2})
    assert of.parameters().doc_frac[:, 0].tolist() == [0.2, 0.0]
    (finding,) = work_out(of).findings
    assert str(finding) == (
        "paper is deposited but left out of doc_frac, so it counts as holding no degradable carbon and gives no "
        "methane. Add paper to doc_frac if it rots."
    )


def test_a_fraction_left_out_of_given_rates_keeps_its_default():
    parameters = case(k_per_year={"paper": 0.1}, docf_frac={"food": 0.6}).parameters()
    assert parameters.k_per_year[:, 0].tolist() == [0.4, 0.1]
    assert parameters.docf_frac[:, 0].tolist() == [0.6, 0.5]


def test_the_share_of_methane_can_be_given():
    half, more = work_out(case()), work_out(case(methane_frac=0.6))
    assert more.methane.generated_t_ch4 == pytest.approx(1.2 * half.methane.generated_t_ch4)


def test_waste_of_years_before_the_case_is_missed():
    early = case(site(opening=1990))
    (finding,) = work_out(early).findings
    assert finding.code == "landfill-early-years-missing"
    assert finding.sentence == (
        "Dump opened in 1990, but the years begin in 2000: the waste of 10 years is missing, so its methane is too low."
    )


def test_doubts_about_a_site_are_said():
    assert codes(case(site(oxidation_frac=(0.3,) * 3))) == ["landfill-oxidation-high"]
    assert codes(case(site(deposits_t_wet={}))) == ["landfill-without-waste"]
    assert codes(case(site(opening=2002, deposits_t_wet={"food": (0.0, 0.0, 5.0)}))) == []


def test_a_case_without_any_waste_gives_nothing():
    assert not work_out(case(site(deposits_t_wet={}))).methane.emitted_t_ch4.any()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"closing": 2001}, "Dump: 100 t of food in 2002, after it closed in 2001"),
        ({"opening": 2001}, "Dump: 100 t of food in 2000, before it opened in 2001"),
        ({"closing": 1999}, "Dump: closed in 1999, before it opened in 2000"),
    ],
)
def test_a_site_that_is_not_open_receives_nothing(changed, message):
    with pytest.raises(SiteHistoryError, match=message):
        work_out(case(site(**changed)))


def test_waste_in_the_years_of_opening_and_closing_is_taken():
    assert codes(case(site(opening=2000, closing=2002))) == []


def test_unknown_words_are_refused():
    for changed in ({"edition": "1996"}, {"climate": "polar"}, {"gwp": "SAR"}):
        with pytest.raises(UnknownCodeError):
            work_out(case(**changed))
