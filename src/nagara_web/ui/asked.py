"""What browsers and programs send beside forms: taken as it is meant, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase, UnreadablePostError

__all__ = ["LARGEST", "NOTHING", "keepable", "number_in", "refuse_what_no_database_keeps"]

LARGEST: Final = 2**63 - 1
"""The largest number of a row."""
MOST_DIGITS: Final = 18
NOTHING: Final = "\x00"
"""The one letter that PostgreSQL keeps in no text; nobody types it."""
MARK: Final = "\ufffd"


def number_in(text: str | None) -> int | None:
    """A whole number from a query or a hidden field; ``None`` for anything that numbers no row.

    Examples
    --------
    >>> number_in("17"), number_in("-1"), number_in("²"), number_in("9" * 5000), number_in(None)
    (17, None, None, None, None)
    """
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else None


def keepable(said: Any) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    r"""What a file said, with a mark in the place of each letter that no database keeps.

    Examples
    --------
    >>> keepable({"a": ["x\0y", 1]})
    {'a': ['x�y', 1]}
    """
    if isinstance(said, str):
        return said.replace(NOTHING, MARK).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(said, dict):
        return {keepable(name): keepable(each) for name, each in said.items()}
    return [keepable(each) for each in said] if isinstance(said, list) else said


def refuse_what_no_database_keeps(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse null letters in addresses, cookies and forms, and answer 404 where a number is too large for a row."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", "") or _has_nothing({request.path: request.COOKIES.values()}):
            raise BadRequest
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: object, kwargs: Mapping[str, Any]) -> None:  # noqa: ANN401, ARG001
        if any(isinstance(each, int) and each > LARGEST for each in kwargs.values()):
            raise Http404
        if request.method == "POST" and not getattr(view, "csrf_exempt", False) and _has_nothing(_form_of(request)):
            raise BadRequest

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def _form_of(request: HttpRequest) -> Mapping[str, Any]:
    """What was posted; the check of the token reads it next in any case."""
    try:
        return dict(request.POST.lists())
    except UnreadablePostError:  # whoever sent it has gone
        return {}


def _has_nothing(said: Mapping[str, Any]) -> bool:
    return any(NOTHING in name or any(NOTHING in text for text in texts) for name, texts in said.items())
