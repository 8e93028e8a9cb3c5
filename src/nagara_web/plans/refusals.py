"""Why something cannot be done with a plan, said at the field that it is about."""

from __future__ import annotations

from typing import ClassVar

from nagara.errors import NagaraError

__all__ = ["PlanRefusedError"]


class PlanRefusedError(NagaraError, ValueError):
    """What was asked does not fit the plan or the records that it stands on.

    Parameters
    ----------
    sentence
        What is wrong and how to mend it, in the reader's language.
    field
        Name of the field that it is about; empty if of none.
    """

    code: ClassVar[str] = "plan-refused"

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence, field)

    def __str__(self) -> str:
        return self.sentence
