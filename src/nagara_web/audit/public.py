"""Which events may change a page that everybody reads."""

from __future__ import annotations

from typing import Final

__all__ = ["may_be_public"]

PRIVATE: Final = (
    "answers.",
    "appointment.",
    "declaration.clauses-",
    "declaration.file-",
    "invitation.",
    "person.",
    "questionnaire.",
    "report.",
    "token.",
)
"""Beginnings of actions that no public page shows. An action that is not named here counts as public:
a page put together anew for nothing costs a moment, an old page costs trust."""
PUBLIC_MOVES: Final = frozenset({"report.published", "report.reopened", "report.closed"})


def may_be_public(action: str) -> bool:
    """Whether a public page may look different after an event.

    Examples
    --------
    >>> may_be_public("figure.corrected"), may_be_public("answers.changed"), may_be_public("report.published")
    (True, False, True)
    """
    return action in PUBLIC_MOVES or not action.startswith(PRIVATE)
