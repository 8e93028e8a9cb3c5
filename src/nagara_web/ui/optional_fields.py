"""Forms that say beside a field that it may stay empty."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["SaysOptional"]


class SaysOptional:
    """For a form most of whose fields are asked for: text that may stay empty says *optional* beside its label.

    A list to choose from says it by a choice of its own, like *none*.
    """

    says_optional: ClassVar = True
    asked_at_times: ClassVar[frozenset[str]] = frozenset()
    """Fields that may stay empty at some times only, by what else is typed; they say so themselves."""
