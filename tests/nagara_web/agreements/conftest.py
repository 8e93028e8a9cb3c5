"""An agreement of the river cities."""

from __future__ import annotations

import pytest

from cast import Cast
from web_agreements import Signed, make_signed


@pytest.fixture
def signed(cast: Cast) -> Signed:
    """Return one published agreement and one draft."""
    return make_signed(cast)
