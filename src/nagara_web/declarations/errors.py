"""Why something about a declaration is refused, in words for the page."""

from __future__ import annotations

__all__ = ["DeclarationRefusedError"]


class DeclarationRefusedError(ValueError):
    """What cannot be done with a document.

    Parameters
    ----------
    sentence
        What is wrong and how to mend it, for the page.
    field
        The field of the form that it belongs to, if one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence)
