"""Fixtures of all web tests: a database, and the standing cast in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

from cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """A request leaves its language and time zone behind in the thread; the next test begins without them."""
    with translation.override("en"), timezone.override(None):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the standing people, cities and networks."""
    return make_cast()
