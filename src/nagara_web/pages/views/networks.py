"""Networks and their members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.agreements.queries import agreements_of_network
from nagara_web.figures.queries import cities_with_figures, indicators
from nagara_web.figures.words import indicator_words
from nagara_web.networks import access
from nagara_web.networks import queries as kept
from nagara_web.networks.lines import work_lines
from nagara_web.pages.contexts.network import network_sections, shared_indicators
from nagara_web.pages.contexts.one_commitment import network_commitments
from nagara_web.pages.contexts.places import map_of
from nagara_web.pages.contexts.principles import network_principles
from nagara_web.pages.contexts.zero_waste import ZeroWastePage, zero_waste_page
from nagara_web.places import queries as places
from nagara_web.rounds.queries import published_rounds
from nagara_web.ui.paging import one_page

__all__ = ["network", "network_group", "network_zero_waste", "networks"]

FEW = 40
"""Up to so many members stand on the page of their network by its definition of zero waste; more have a page."""


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """All networks."""
    title = _("Networks")
    context = {"networks": places.networks(), "crumbs": [(_("Home"), "/"), (title, request.path)]}
    return render(request, "pages/networks.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: its members with dates and sources, its rounds, its own indicators."""
    found = places.network(slug)
    member_ids, with_figures = places.member_ids_on(found.pk), cities_with_figures()
    count = len(member_ids)
    memberships = one_page(request, places.memberships_in(found.pk))
    sections = network_sections(found.pk, timezone.localdate())
    answer = ngettext("%(count)s city is a member today.", "%(count)s cities are members today.", count)
    context = {
        "network": found,
        "answer": answer % {"count": count},
        "memberships": memberships,
        "page": memberships,
        "map": map_of(
            places.city_points(found.pk),
            with_figures,
            id="map-of-members",
            title=found.name,
            known=len(with_figures.intersection(member_ids)),
            count=count,
        ),
        "promised": network_commitments(slug, timezone.localdate()),
        "sections": sections,
        "zero_waste": _zero_waste_of(found.pk, sections.definition) if count <= FEW else None,
        "may_keep": access.may_keep(standing(request), found.pk),
        "assessed": network_principles(slug, timezone.localdate()),
        "agreements": agreements_of_network(found.pk, timezone.localdate()),
        "rounds": [each for each in published_rounds() if each.network_id == found.pk],
        "indicators": [(each.code, indicator_words(each.name)) for each in indicators(found.pk)],
        "crumbs": [(_("Home"), "/"), (_("Networks"), reverse("networks")), (found.name, request.path)],
    }
    return render(request, "pages/network.html", context)


def _zero_waste_of(network_id: int, definition: kept.ZeroWasteDefinition | None) -> ZeroWastePage | None:
    """Members by the definition; where there is none they are not even asked for."""
    return None if definition is None else zero_waste_page(definition, list(places.members_on(network_id)))


@require_safe
def network_zero_waste(request: HttpRequest, slug: str) -> HttpResponse:
    """Each member by the network's own definition of zero waste, reckoned from its latest published account."""
    found = places.network(slug)
    definition = kept.definition_on(found.pk)
    reckoned = _zero_waste_of(found.pk, definition)
    lines = one_page(request, reckoned.lines if reckoned else ())
    context = {
        "network": found,
        "definition": definition,
        "zero_waste": reckoned,
        "lines": lines,
        "page": lines,
        "crumbs": [
            (_("Home"), "/"),
            (_("Networks"), reverse("networks")),
            (found.short_name, reverse("network", args=[slug])),
            (_("Zero waste by its own definition"), request.path),
        ],
    }
    return render(request, "pages/network_zero_waste.html", context)


@require_safe
def network_group(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    """A thematic group, or a corridor: its cities, what they do together, the figures that they share."""
    found, today = places.network(slug), timezone.localdate()
    group = kept.group(found.pk, group_slug)
    items = list(kept.work_items(found.pk, group.pk))
    now = [each.city for each in group.cities_now]  # type: ignore[attr-defined]  # fetched by the query
    context = {
        "network": found,
        "group": group,
        "cities": kept.cities_of_group(group.pk),
        "lines": work_lines(items, today),
        "counts": kept.work_counts(items, today),
        "shared": shared_indicators(kept.indicator_set(found.pk, today, group.pk), now),
        "may_keep": access.may_keep(standing(request), found.pk),
        "crumbs": [
            (_("Home"), "/"),
            (_("Networks"), reverse("networks")),
            (found.short_name, reverse("network", args=[slug])),
            (group.name, request.path),
        ],
    }
    return render(request, "pages/network_group.html", context)
