"""Why something cannot be done with a meeting now, and the page that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ClassVar, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from nagara.errors import NagaraError
from nagara_web.accounts.requests import SignedInRequest
from nagara_web.declarations.errors import DeclarationRefusedError

__all__ = ["NotReadyError", "NotYoursError", "says_why"]

P = ParamSpec("P")


class NotYoursError(NagaraError, PermissionError):
    """Somebody who knows the meeting wants what others do; the sentence says who can.

    Parameters
    ----------
    sentence
        Who can, in the reader's language.
    """

    code: ClassVar[str] = "meeting-not-yours"

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return self.sentence


class NotReadyError(NagaraError, ValueError):
    """The person may, but the meeting or its text is not ready for it.

    Parameters
    ----------
    because
        Stable code of the reason.
    sentence
        What is missing and how to mend it, in the reader's language.
    """

    code: ClassVar[str] = "meeting-not-ready"

    def __init__(self, because: str, sentence: str) -> None:
        self.because, self.sentence = because, sentence
        super().__init__(because, sentence)

    def __str__(self) -> str:
        return self.sentence


def says_why(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Show a refusal with its reason and the way back: 403 for who may not, 409 for what is not ready."""

    @wraps(view)
    def inner(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NotYoursError, NotReadyError, DeclarationRefusedError) as refused:
            status = 403 if isinstance(refused, NotYoursError) else 409
            slug = kwargs.get("slug")
            context = {"sentence": refused.sentence, "back": f"/work/meetings/{slug}/" if slug else "/work/meetings/"}
            return render(request, "rounds/refused.html", context, status=status)

    return inner  # type: ignore[return-value]  # the wrapper names its first parameter
