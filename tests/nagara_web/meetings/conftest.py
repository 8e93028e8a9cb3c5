"""The forum of the river cities."""

from __future__ import annotations

import pytest

from cast import Cast
from web_meetings import Forum, make_forum


@pytest.fixture
def forum(cast: Cast) -> Forum:
    """Two meetings: one held last year, one that is prepared."""
    return make_forum(cast)
