"""Breaking words into lines, and cutting them only where nothing else is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from nagara.reports.charts.letters import clusters, text_width
from nagara.reports.scripts import is_without_spaces

__all__ = ["fitted", "lines"]

_SPACES: Final = " \u200b"
_HARD_SPACE: Final = "\u00a0"
_GLUE: Final = "\u00a0/-"
"""What holds a number to its unit or range; it gives way before a letter does."""
_EARLY: Final = 0.4
"""A space in this part of the line is no good place to break words that have no spaces between them [frac]."""

_Rule = Callable[[list[str], int], bool]


def fitted(words: str, width: float, *, is_strong: bool = False) -> str:
    """A text cut with an ellipsis where it would be too wide; its table holds the whole."""
    if text_width(words, is_strong=is_strong) <= width:
        return words
    kept = clusters(words)
    while kept and text_width("".join(kept) + "…", is_strong=is_strong) > width:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def lines(words: str, width: float, *, most: int = 3, is_strong: bool = False) -> tuple[str, ...]:
    """Break a text into lines: at a space, in scripts without spaces between letters, last inside a word.

    Parameters
    ----------
    words
        What to break.
    width
        Of a line [px].
    most
        How many lines there may be; the last one is cut if need be.
    is_strong
        Whether the text is bold.
    """
    broken: list[str] = []
    rest = clusters(words.strip())
    while rest and len(broken) < most - 1:
        room = _room(rest, width, is_strong=is_strong)
        if room >= len(rest):
            break
        at = _break(rest, room)
        broken.append(_trimmed(rest[:at]))
        rest = clusters(_trimmed(rest[at:]))
    if rest:
        broken.append(fitted("".join(rest), width, is_strong=is_strong))
    return tuple(broken)


def _trimmed(parts: list[str]) -> str:
    return "".join(parts).strip(" \u200b\u00a0")


def _room(parts: list[str], width: float, *, is_strong: bool) -> int:
    """How many parts stand in one line; at least one does."""
    filled = 0.0
    for number, part in enumerate(parts):
        filled += text_width(part, is_strong=is_strong)
        if filled > width:
            return max(1, number)
    return len(parts)


def _break(parts: list[str], room: int) -> int:
    """Before which part a line of at most ``room`` parts ends."""

    def last(rule: _Rule, first: int = 1) -> int:
        fits = (at for at in range(room, max(first, 1) - 1, -1) if rule(parts, at))
        return next(fits, 0)

    return last(_at_space, round(_EARLY * room)) or last(_in_script) or last(_at_space) or last(_at_glue) or room


def _at_space(parts: list[str], at: int) -> bool:
    return parts[at - 1][-1] in _SPACES or parts[at][0] in _SPACES


def _at_glue(parts: list[str], at: int) -> bool:
    return parts[at - 1][-1] in _GLUE or parts[at][0] == _HARD_SPACE


def _in_script(parts: list[str], at: int) -> bool:
    """Between two letters of a script without spaces, but not in a word that is glued to both its neighbours."""
    if not (is_without_spaces(parts[at - 1]) and is_without_spaces(parts[at])):
        return False
    first = next((i for i in range(at - 1, -1, -1) if not is_without_spaces(parts[i])), None)
    last = next((i for i in range(at, len(parts)) if not is_without_spaces(parts[i])), None)
    return None in (first, last) or any(parts[i] != _HARD_SPACE for i in (first, last) if i is not None)
