"""In which script a passage is written, so that it is shaped and broken by the right rules."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_without_spaces", "passages"]

LANGUAGE_OF_SCRIPT: Final = {
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "km": "\u1780-\u17ff\u19e0-\u19ff",
}
"""Unicode blocks of the scripts that are written without spaces, by the language they stand for."""

_JOINERS: Final = "\u200b-\u200d\u2060"
_PASSAGE: Final = re.compile(
    "|".join(
        f"(?P<{code}>[{blocks}](?:[{blocks}{_JOINERS} ]*[{blocks}{_JOINERS}])?)"
        for code, blocks in LANGUAGE_OF_SCRIPT.items()
    )
)


def passages(text: str) -> tuple[tuple[str | None, str], ...]:
    """Part a text into passages of one script.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    tuple of (language, passage)
        ``None`` as the language of what is not written in Thai, Lao, Khmer or Burmese script.

    Examples
    --------
    >>> passages("Vientiane ນະຄອນຫຼວງວຽງຈັນ, 2026")
    ((None, 'Vientiane '), ('lo', 'ນະຄອນຫຼວງວຽງຈັນ'), (None, ', 2026'))
    """
    parts: list[tuple[str | None, str]] = []
    end = 0
    for match in _PASSAGE.finditer(text):
        if match.start() > end:
            parts.append((None, text[end : match.start()]))
        parts.append((match.lastgroup, match.group()))
        end = match.end()
    if end < len(text) or not parts:
        parts.append((None, text[end:]))
    return tuple(parts)


def is_without_spaces(text: str) -> bool:
    """Whether a text holds a script that does not part words by spaces."""
    return _PASSAGE.search(text) is not None
