"""A long text in pages of clauses: which page a clause stands on, and the stretches of text that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from nagara_web.declarations.models import Clause

__all__ = ["CLAUSES_AT_THE_DESK", "CLAUSES_ON_A_PAGE", "clauses_shown", "pieces_shown"]

CLAUSES_AT_THE_DESK: Final = 60
CLAUSES_ON_A_PAGE: Final = 150
"""Most declarations have fewer and stand on one page; two hundred printed pages have a thousand and more."""
Piece = tuple[str, Clause | None]


def clauses_shown(request: HttpRequest, clauses: Sequence[Clause], on_a_page: int) -> Page[Clause]:
    """The page that ``?page=`` asks for, or the one on which the clause of ``?clause=`` stands."""
    pages = Paginator(clauses, on_a_page)
    key = request.GET.get("clause")
    place = next((number for number, each in enumerate(clauses) if each.key == key), None) if key else None
    return pages.get_page(request.GET.get("page") if place is None else place // on_a_page + 1)


def pieces_shown(pieces: Sequence[Piece], shown: Page[Clause]) -> list[Piece]:
    """Stretches of a text from the first clause of a page up to the first one of the next; all if it has one page."""
    if shown.paginator.num_pages == 1:
        return list(pieces)
    keys = {each.key for each in shown.object_list}
    places = [number for number, (_words, clause) in enumerate(pieces) if clause is not None and clause.key in keys]
    if not places:
        return []
    first = places[0] if shown.has_previous() else 0
    after = next((at for at in range(places[-1] + 1, len(pieces)) if pieces[at][1] is not None), len(pieces))
    return list(pieces[first : after if shown.has_next() else len(pieces)])
