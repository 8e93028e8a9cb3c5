"""Why something cannot be done to a person or an appointment, in a sentence for whoever asked."""

from __future__ import annotations

__all__ = ["RefusedError"]


class RefusedError(ValueError):
    """A rule about people stands against it; the sentence says which, and who can help."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
