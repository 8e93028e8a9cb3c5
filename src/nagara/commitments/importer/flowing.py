"""A stretch as people read it: wrapped lines joined, hyphens at line ends taken out, the stars of Markdown left off.

It is a view for screens and papers; the text itself keeps every character.
"""

from __future__ import annotations

import re

__all__ = ["flowing"]

_HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010][ \t]{0,8}\r?\n[ \t]{0,8}(?=[a-zà-ỹ])")
_SPACES = re.compile(r"\s+")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")


def flowing(words: str) -> str:
    r"""Join wrapped lines and words that a line end cut in two.

    Examples
    --------
    >>> flowing("**We** will develop-\nment plans\n  every year")
    'We will development plans every year'
    """
    return _SPACES.sub(" ", _EMPHASIS.sub("", _HYPHEN_AT_LINE_END.sub("", words))).strip()
