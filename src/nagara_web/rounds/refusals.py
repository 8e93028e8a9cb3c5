"""Why something cannot be done now, in words that whoever wanted it reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from nagara.errors import NagaraError
from nagara.rounds.workflow import Refusal
from nagara_web.rounds.sentences import refusal_words

__all__ = ["NotReadyError", "RefusedError"]


class RefusedError(NagaraError, PermissionError):
    """Somebody wants a move that the rules do not give them.

    Parameters
    ----------
    refusal
        Why, and who can.
    """

    code: ClassVar[str] = "move-refused"

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code, refusal.move)

    def __str__(self) -> str:
        return refusal_words(self.refusal)


class NotReadyError(NagaraError, ValueError):
    """The person may, but the report or the round is not ready for it.

    Parameters
    ----------
    because
        Stable code of the reason.
    sentence
        What is missing and how to mend it, in the reader's language.
    details
        Single points, such as the findings that block.
    """

    code: ClassVar[str] = "report-not-ready"

    def __init__(self, because: str, sentence: str, details: Sequence[str] = ()) -> None:
        self.because, self.sentence, self.details = because, sentence, tuple(details)
        super().__init__(because, sentence)

    def __str__(self) -> str:
        return self.sentence
