"""What a promise misses is a part of a whole that makes sense of it."""

from __future__ import annotations

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.solving.answers import first_answer


def test_what_a_cost_misses_is_a_part_of_its_limit():
    plan = first_answer(small_city(8, "cost_usd_per_household<=5@2028"))
    (kept,) = plan.kept
    beyond = np.where(np.array(plan.problem.years) >= 2028, kept.value / 5.0 - 1.0, 0.0)
    assert not kept.is_kept
    np.testing.assert_allclose(kept.short, np.maximum(beyond, 0.0), atol=1e-6)


def test_a_share_that_is_missed_misses_a_part_of_all_waste():
    plan = first_answer(small_city(8, "recycled_frac>=0.95@2028"))
    (kept,) = plan.kept
    assert kept.short.max() == pytest.approx(float((0.95 - kept.value[3:]).max()), abs=1e-6)
