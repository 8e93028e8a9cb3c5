"""Why something cannot be done with an agreement, said at the field that it is about."""

from __future__ import annotations

from typing import ClassVar

from nagara.errors import NagaraError

__all__ = ["AgreementRefusedError"]


class AgreementRefusedError(NagaraError, ValueError):
    """What was typed or pressed does not fit the agreement.

    Parameters
    ----------
    sentence
        What is wrong and how to mend it, in the reader's language.
    field
        Name of the field that it is about; empty if of none.
    """

    code: ClassVar[str] = "agreement-refused"

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence, field)

    def __str__(self) -> str:
        return self.sentence
