"""That SDG 11.6.1 is a lower bound where facilities that receive waste have no level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.reports.said import Voice

__all__ = ["lower_bound"]

_FINDING: Final = "control-not-assessed"
_MOST_NAMES: Final = 3
_ALL_PERCENT: Final = 100.0


def lower_bound(result: CityYear, voice: Voice) -> str | None:
    """Say who has no level and up to what the figure could be; ``None`` where every level is known.

    Parameters
    ----------
    result
        The account of the city's year.
    voice
        Who says it.
    """
    finding = next((each for each in result.findings if each.code == _FINDING), None)
    if not result.not_assessed or finding is None:
        return None
    # The end of the interval would blame these facilities for the doubt about everything else.
    most = min(float(finding.values["high"]), _ALL_PERCENT)
    decimals = next(each for each in range(3) if round(most, each) == most)
    high = voice.text(words.PERCENT, number=voice.number(most, decimals))
    return voice.text(words.LOWER_BOUND, names=_names(result.not_assessed, voice), high=high)


def _names(names: tuple[str, ...], voice: Voice) -> str:
    said = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return voice.text(words.NAMES_AND_MORE, names=said, count=voice.number(rest)) if rest > 0 else said
