"""Plans of a city beside each other and beside what was measured since: the page, and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.plans import access, queries
from nagara_web.plans.comparing import compared
from nagara_web.plans.measured import Compared, compared_with_accounts, later_accounts
from nagara_web.plans.views.desk import crumbs_of
from nagara_web.ui.asked import number_in

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison

__all__ = ["compare"]

FEWEST, MOST = 2, 3
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@require_safe
@signed_in
def compare(request: SignedInRequest, city: str) -> HttpResponse:
    """Two or three plans beside each other, or one beside what was measured since."""
    desk = access.desk_for(standing(request), city)
    numbers = [each for text in request.GET.getlist("plan") if (each := number_in(text)) is not None]
    pages = queries.pages_of(desk.plans, list(dict.fromkeys(numbers)))
    fewest = 1 if later_accounts(pages) else FEWEST
    if not fewest <= len(pages) <= MOST:
        messages.warning(request, _("Tick two or three plans to compare."))
        return redirect("plans", city)
    found = compared_with_accounts(pages)
    if "as" in request.GET:
        return _file(found, request.GET["as"], city)
    asked = "&".join(f"plan={page.plan.pk}" for page in pages)
    crumbs = [*crumbs_of(desk), (_("Compare plans"), "")]
    context = {"desk": desk, "pages": pages, "lines": compared(pages), "compared": found, "asked": asked}
    return render(request, "plans/compare.html", {**context, "kinds": list(TYPES), "crumbs": crumbs})


def _file(found: Compared, kind: str, city: str) -> HttpResponse:
    """The comparison as a file; 404 where there is none."""
    from nagara.exchange.plans.comparison_table import comparison_csv, comparison_workbook
    from nagara.reports.comparisons.data import comparison_json

    if found.comparison is None or kind not in TYPES:
        raise Http404
    writers: dict[str, Callable[[Comparison], str | bytes]] = {
        "xlsx": comparison_workbook,
        "csv": comparison_csv,
        "json": comparison_json,
    }
    content = writers[kind](found.comparison)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{city}-plans-compared.{kind}"'
    return response
