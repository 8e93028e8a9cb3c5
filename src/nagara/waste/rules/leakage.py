"""Plastic leakage: what is graded belongs to its stage, and each stage ends in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nagara.findings import Finding
from nagara.waste.plastics.stages import SOURCES, influencers
from nagara.waste.records import CityRecords

__all__ = ["leakage_findings"]

ALL: Final = "all"


def leakage_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the rows of the sheets Plastic leakage and Plastic fate by themselves.

    What leaks by them is said by the chapter on plastics.
    """
    for row in records.leakage:
        known = [code for stage, code in influencers() if stage == row.stage]
        if row.influencer not in known:
            values = {"stage": row.stage, "influencer": row.influencer, "known": ", ".join(known)}
            yield Finding(code="leakage-influencer-elsewhere", values=values, place=row.place("influencer"))
        elif row.level is None and row.notation is None:
            values = {"stage": row.stage, "influencer": row.influencer}
            yield Finding(code="leakage-level-empty", values=values, place=row.place("level"))
    yield from _fates(records)


def _fates(records: CityRecords) -> Iterable[Finding]:
    """A stage with a row of its own beside the row of all stages."""
    whole = next((row for row in records.leakage_fate if row.stage == ALL), None)
    given = {row.stage for row in records.leakage_fate}
    own = [stage for stage in SOURCES if stage in given]
    if whole is not None and own:
        rest = len(SOURCES) - len(own)
        values: dict[str, str | float] = {"stages": ", ".join(own), "count": rest}
        code = "leaked-fates-and-all" if rest else "leaked-fates-of-all-unused"
        yield Finding(code=code, values=values, place=whole.place("stage"))
