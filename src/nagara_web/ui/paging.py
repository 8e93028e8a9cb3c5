"""Long lists in pages of a hundred rows; the data files beside them have all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

__all__ = ["ROWS_ON_A_PAGE", "kept_query", "one_page"]

ROWS_ON_A_PAGE: Final = 100
T = TypeVar("T")


def one_page(request: HttpRequest, rows: Sequence[T] | QuerySet[Model, T], on_a_page: int = ROWS_ON_A_PAGE) -> Page[T]:
    """The page that ``?page=`` asks for; the first if it asks for none, the last if for one too far.

    Parameters
    ----------
    request
        The request that is answered.
    rows
        All rows, in order. Of a query set only those of the page are fetched.
    on_a_page
        How many rows a page has.
    """
    found: Any = rows
    return Paginator(found, on_a_page).get_page(request.GET.get("page"))


def kept_query(request: HttpRequest) -> str:
    """The rest of the query, for the links to other pages of the list."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
