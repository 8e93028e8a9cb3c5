"""Methane commitment: the whole methane of a year's waste, which decay gives in the end."""

import numpy as np
import pytest

from nagara.emissions.decay_parameters import MATERIALS, default_parameters
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.methane_commitment import methane_commitment
from nagara.errors import QuantityError

# Carbon of a mix after the text of the Global Protocol: 0.15 food, 0.20 garden, 0.40 paper, 0.43 wood, 0.24 textiles.
MIX = {"food": 500.0, "garden": 100.0, "paper": 150.0, "wood": 20.0, "textiles": 30.0, "plastics": 200.0}


def test_the_formula_of_the_protocol():
    deposits = np.array([[tonnes] for tonnes in MIX.values()])
    parameters = default_parameters("gpc", "tropical-wet", tuple(MIX))
    committed = methane_commitment(deposits, np.array([0.8]), parameters, recovery_frac=0.2, oxidation_frac=0.1)
    carbon = 0.15 * 500 + 0.20 * 100 + 0.40 * 150 + 0.43 * 20 + 0.24 * 30
    generated = carbon * 0.8 * 0.6 * 0.5 * 16 / 12
    assert committed.generated_t_ch4 == pytest.approx([generated])
    assert committed.recovered_t_ch4 == pytest.approx([0.2 * generated])
    assert committed.emitted_t_ch4 == pytest.approx([generated * 0.8 * 0.9])


@pytest.mark.parametrize("edition", ["2006", "2019"])
def test_decay_gives_what_was_committed_in_the_end(edition):
    parameters = default_parameters(edition, "tropical-wet")
    deposits = np.zeros((1, 11, 1500, 1))
    deposits[0, :, 0, 0] = 1.0
    share = np.full((1, 1500, 1), 0.3)
    decayed = landfill_methane(
        Disposal(years=np.arange(1500), deposits_t_wet=deposits, mcf_frac=share, oxidation_frac=share), parameters
    )
    committed = methane_commitment(np.ones((11, 1)), np.array([0.3]), parameters, oxidation_frac=0.3)
    assert decayed.emitted_t_ch4.sum() == pytest.approx(committed.emitted_t_ch4[0])


def test_impossible_shares_are_refused():
    parameters = default_parameters("2019", "tropical-wet", MATERIALS[:1])
    with pytest.raises(QuantityError, match="recovery_frac is 20, more than 1"):
        methane_commitment(np.ones((1, 1)), np.ones(1), parameters, recovery_frac=20)
