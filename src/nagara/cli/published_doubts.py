"""What the two comparisons of published results print alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nagara.findings import Finding

__all__ = ["doubts", "rounded"]

LINE = 80
SIGNIFICANT_DIGITS = 9


def doubts(doubted: Sequence[tuple[str, Sequence[Finding]]]) -> Iterator[str]:
    """The findings of every city under its label, for the terminal."""
    for label, findings in doubted:
        yield f"\n{label}"
        for finding in findings:
            text = f"{finding.sentence} {finding.remedy} ({finding.code})"
            yield fill(text, LINE, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def rounded(value: float | None) -> float | None:
    """A number with the digits that a file keeps."""
    return None if value is None else float(f"{value:.{SIGNIFICANT_DIGITS}g}")
