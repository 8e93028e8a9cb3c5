"""The country of a city: a code of ISO 3166, or one that the standard leaves to its users."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from nagara.findings import Finding
from nagara.waste.records import CityRecords

__all__ = ["country_findings"]

LEFT_TO_USERS: Final = re.compile("AAA|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZZ")
"""ISO 3166-1 assigns no country to these."""
NEIGHBOURS: Final = frozenset({"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"})
"""Codes that need no look-up in the long list."""


def country_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt a country that is written in another way than by its three capital letters."""
    city = records.city
    text = city.country_iso3
    if text in NEIGHBOURS or LEFT_TO_USERS.fullmatch(text) or text in _code_by_name().values():
        return
    values = {"text": text, "nearest": _nearest(text)}
    yield Finding(code="country-code-unusual", values=values, place=city.place("country_iso3"))


def _nearest(text: str) -> str:
    by_name = _code_by_name()
    near = get_close_matches(text.casefold(), by_name, n=1, cutoff=0.75)
    return f"The nearest is {by_name[near[0]]}. " if near else ""


@cache
def _code_by_name() -> Mapping[str, str]:
    """Three capital letters by English name, by two letters and by three."""
    from babel import Locale
    from babel.core import get_global

    names = Locale("en").territories
    codes: dict[str, str] = {}
    for code, (two, *more) in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and not more and two in names:  # noqa: PLR2004  # else a number or dissolved
            codes |= {str(word).casefold(): code for word in (names[two], two, code)}
    return codes
