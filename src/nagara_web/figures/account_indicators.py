"""The indicators of the waste account: the library's own figures, in the library's own words."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from nagara.indicators.figures import figure_kinds
from nagara.reports.words import FIGURES

__all__ = ["AccountIndicator", "account_indicators"]

SHARE: Final = "share"
STEP: Final = 10
HEADLINE_FIRST: Final = 500
"""Headline indicators stand before the others by this many places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountIndicator:
    """One figure of the account as an indicator of the network."""

    code: str
    name: str
    unit: str
    answer_type: str
    method: str
    sdg_code: str
    is_more_better: bool | None
    low: float
    high: float | None
    position: int
    is_headline: bool


@cache
def account_indicators() -> tuple[AccountIndicator, ...]:
    """All of them: headline indicators first, each group in the order of the report."""
    return tuple(sorted(_indicators(), key=lambda each: each.position))


def _indicators() -> Iterator[AccountIndicator]:
    marks = _marks()
    direction = {"yes": True, "no": False}
    for place, (code, kind) in enumerate(figure_kinds().items(), start=1):
        mark = marks.get(code, {})
        is_headline, is_share = mark.get("is_headline") == "yes", kind.unit == SHARE
        yield AccountIndicator(
            code=code,
            name=FIGURES[code],
            unit=kind.unit,
            answer_type="share" if is_share else "quantity",
            method=kind.method,
            sdg_code=mark.get("sdg_code", ""),
            is_more_better=direction.get(mark.get("is_more_better", "")),
            low=0.0,
            high=1.0 if is_share else None,
            position=STEP * place + (0 if is_headline else HEADLINE_FIRST),
            is_headline=is_headline,
        )


def _marks() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / "account_indicators.csv").read_text("utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}
