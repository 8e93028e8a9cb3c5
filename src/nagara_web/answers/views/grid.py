"""What grids and lists of questions share: which row stands in which place, and how a page is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.edits import Clash, Conflict, Locked, RowEdit
from nagara_web.answers.models import Row
from nagara_web.answers.queries import rows_of
from nagara_web.answers.views.page import Visit
from nagara_web.answers.views.saving import (
    conflict_page,
    is_autosave,
    keep_replies,
    locked_page,
    save_edits,
    saved_words,
)
from nagara_web.ui.asked import number_in

__all__ = ["Seen", "save_grid", "seen_in", "seen_words"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One row as the page showed it."""

    row_id: int
    version: int


def seen_words(rows: Mapping[str, Row]) -> str:
    """Rows by the place they stand in, for a hidden field: ``place:row:version``."""
    return ",".join(f"{place}:{row.pk}:{row.version}" for place, row in rows.items())


def seen_in(text: str) -> dict[str, Seen]:
    """Read the hidden field; what is not of our making is left out."""
    found: dict[str, Seen] = {}
    for part in text.split(","):
        place, _, rest = part.partition(":")
        row_id, version = (number_in(each) for each in rest.partition(":")[::2])
        if row_id is not None and version is not None:
            found[place] = Seen(row_id, version)
    return found


def save_grid(
    request: SignedInRequest,
    visit: Visit,
    table: str,
    edits: Sequence[RowEdit],
    *,
    standing_now: Callable[[Sequence[Row]], Mapping[str, Row]],
    name_of: Callable[[Clash], str],
    address: str,
    next_address: str,
) -> HttpResponse:
    """Write the edits of a page with many small answers, and answer the request.

    Parameters
    ----------
    standing_now
        Finds the row of each place among the rows of the table.
    name_of
        The field of the page that a clash speaks of.
    next_address
        Where *Save and continue* goes.
    """
    try:
        if edits:
            save_edits(visit, edits)
        if not is_autosave(request):
            keep_replies(request, visit)
    except Conflict as conflict:
        fresh = {row.pk: row for row in rows_of(visit.answer_set.pk, table)}
        kept = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        kept["rows"] = ",".join(
            f"{place}:{seen.row_id}:{fresh[seen.row_id].version}"
            for place, seen in seen_in(kept.get("rows", "")).items()
            if seen.row_id in fresh
        )
        return conflict_page(request, visit, conflict, address=address, back=visit.address, kept=kept, name_of=name_of)
    except Locked as locked:
        return locked_page(request, visit, locked)
    if is_autosave(request):
        now = standing_now(rows_of(visit.answer_set.pk, table))
        return JsonResponse({"says": saved_words(), "set": {"rows": seen_words(now)}})
    go = request.POST.get("go", "")
    return HttpResponseRedirect(visit.address if go == "tasks" else next_address)
