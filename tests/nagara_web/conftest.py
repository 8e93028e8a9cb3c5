"""Fixtures of all web tests: a database, and the standing cast in it."""

from __future__ import annotations

import pytest

from cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the standing people, cities and networks."""
    return make_cast()
