"""Public pages: each answers its question, says what is missing, and keeps drafts to itself."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cast import Cast

EMPTY_SITE = ["/", "/about/", "/cities/", "/networks/", "/indicators/", "/rounds/", "/compare/"]


@pytest.mark.parametrize("address", EMPTY_SITE)
@pytest.mark.django_db
def test_an_empty_site_says_what_would_be_here(client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
