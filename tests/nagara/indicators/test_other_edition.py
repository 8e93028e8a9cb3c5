"""The plug-in values go before the first draws, also where only one of the two leaves waste uncollected."""

import numpy as np
import pytest

from nagara.emissions.city_sources import Uncollected
from nagara.indicators.greenhouse_gases.beside import _uncollected

FIXED = Uncollected(mass_t_wet=np.full((11, 1), 2.0), set_alight_frac=np.array([0.5]))
DRAWN = Uncollected(mass_t_wet=np.full((11, 5), 3.0), set_alight_frac=np.full(5, 0.25))


@pytest.mark.parametrize(
    ("fixed", "drawn", "masses", "alight"),
    [
        (FIXED, DRAWN, [2.0, 3.0, 3.0, 3.0], [0.5, 0.25, 0.25, 0.25]),
        (None, DRAWN, [0.0, 3.0, 3.0, 3.0], [0.0, 0.25, 0.25, 0.25]),
        (FIXED, None, [2.0, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0]),
    ],
)
def test_one_more_draw(fixed, drawn, masses, alight):
    both = _uncollected(fixed, drawn, 3)
    assert both.mass_t_wet.tolist() == [masses] * 11
    assert both.set_alight_frac.tolist() == alight


def test_nothing_stays_nothing():
    assert _uncollected(None, None, 3) is None
    unseen = Uncollected(mass_t_wet=np.ones((11, 1)), set_alight_frac=None)
    assert _uncollected(unseen, None, 3).set_alight_frac is None
