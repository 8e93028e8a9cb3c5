"""Fixtures of the tests of people."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from cast import PASSWORD, Cast
from nagara_web.accounts.models import Person
from web_visitors import SignIn


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def as_person(cast: Cast) -> SignIn:
    """Return a browser in which somebody signed in with their password."""

    def signed_in(person: Person) -> Client:
        client = Client()
        answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return signed_in
