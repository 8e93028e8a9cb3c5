"""What cannot be planned: a promise that nobody can hold a plan to, and a question that contradicts itself."""

from __future__ import annotations

from typing import ClassVar

from nagara.errors import NagaraError, Placed

__all__ = ["PlanError", "PromiseError"]


class PromiseError(Placed, NagaraError, ValueError):
    """A promise that cannot be read, or that no plan could be held to."""

    code: ClassVar[str] = "promise-impossible"


class PlanError(Placed, NagaraError, ValueError):
    """A question for a plan that contradicts itself or that nothing can answer."""

    code: ClassVar[str] = "plan-impossible"
