"""Why something about a network cannot stand, in words for the page."""

from __future__ import annotations

from typing import ClassVar

from nagara.errors import NagaraError

__all__ = ["NetworkRefusedError"]


class NetworkRefusedError(NagaraError, ValueError):
    """A fact about a network that cannot stand.

    Parameters
    ----------
    sentence
        What is wrong and how to mend it, in the reader's language.
    field
        The field of the form that it belongs to, if one.
    """

    code: ClassVar[str] = "network-refused"

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence, field)

    def __str__(self) -> str:
        return self.sentence
