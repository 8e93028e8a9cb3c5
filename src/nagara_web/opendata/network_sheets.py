"""What networks agreed on and do, as data. Of focal points the office is said and nothing of the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from nagara_web.networks import queries
from nagara_web.networks.lines import WorkLine, work_lines
from nagara_web.networks.queries import ChosenIndicator, ZeroWasteDefinition
from nagara_web.opendata.answering import Sheet
from nagara_web.places import queries as places

__all__ = ["charter_sheet", "definition_row", "group_sheet", "network_more", "work_plan_sheet"]

CHARTER: Final = (
    "network",
    "version",
    "agreed_on",
    "holds_today",
    "section",
    "heading",
    "text",
    "published_at",
    "source",
    "source_url",
    "permalink",
)
WORK: Final = (
    "network",
    "group",
    "title",
    "what",
    "owner",
    "state",
    "since",
    "until",
    "is_late",
    "serves",
    "notes",
    "source",
    "source_url",
    "permalink",
)
MEMBER: Final = ("network", "group", "city", "name", "is_lead", "since", "until", "source", "source_url", "permalink")
SOURCE: Final = "The secretariat of the network; each row names its source"


def charter_sheet(slug: str) -> Sheet:
    """Every published version, one row a section; the definitions of zero waste stand in the JSON."""
    network = places.network(slug)
    versions, holds = list(queries.charters(network.pk)), queries.charter_on(network.pk)
    rows = [
        {
            "network": slug,
            "version": each.number,
            "agreed_on": each.agreed_on,
            "holds_today": holds is not None and each.pk == holds.pk,
            "section": place,
            "heading": section["head"],
            "text": section["text"],
            "published_at": each.published_at,
            "source": each.source,
            "source_url": each.source_url,
            "permalink": f"{settings.SITE_URL}/networks/{slug}/charter/{each.number}/",
        }
        for each in versions
        for place, section in enumerate(each.sections or [{"head": "", "text": ""}], start=1)
    ]
    definitions = [definition_row(found) for each in versions if (found := queries.definition_of(each))]
    return _sheet(
        f"Charter of {network.name}", f"/networks/{slug}/charter/", rows, CHARTER, {"definitions": definitions}
    )


def work_plan_sheet(slug: str) -> Sheet:
    """The work plan of a network, one row an item."""
    network = places.network(slug)
    rows = [_work(each, slug, "") for each in work_lines(queries.work_items(network.pk), timezone.localdate())]
    return _sheet(f"Work plan of {network.name}", f"/networks/{slug}/work-plan/", rows, WORK)


def group_sheet(slug: str, group_slug: str) -> Sheet:
    """Cities of a group; its joint actions and shared indicators stand in the JSON."""
    network = places.network(slug)
    group = queries.group(network.pk, group_slug)
    page = f"/networks/{slug}/groups/{group_slug}/"
    rows = [
        {
            "network": slug,
            "group": group_slug,
            "city": each.city.slug,
            "name": each.city.name,
            "is_lead": each.is_lead,
            "since": each.since,
            "until": each.until,
            "source": each.source,
            "source_url": each.source_url,
            "permalink": f"{settings.SITE_URL}/cities/{each.city.slug}/",
        }
        for each in queries.cities_of_group(group.pk)
    ]
    lines = work_lines(queries.work_items(network.pk, group.pk), timezone.localdate())
    more = {
        "kind": group.kind,
        "theme": group.theme,
        "mandate": group.mandate,
        "since": group.since,
        "until": group.until,
        "source": group.source,
        "actions": [_work(each, slug, group_slug) for each in lines],
        "indicators": _indicators(queries.chosen_indicators(network.pk, group.pk)),
    }
    return _sheet(group.name, page, rows, MEMBER, more)


def network_more(network: places.Network) -> dict[str, Any]:
    """What the JSON of a network says beside its members."""
    founding, defined = queries.founding_of(network.pk), queries.definition_on(network.pk)
    return {
        "founded_by": founding.by_network.slug if founding else None,
        "founded_on": founding.on if founding else None,
        "zero_waste": definition_row(defined) if defined else None,
        "focal_points": [
            {"city": each.city, "office": each.office, "since": each.since} for each in queries.offices(network.pk)
        ],
        "indicators": _indicators(queries.chosen_indicators(network.pk)),
        "groups": [
            {
                "group": each.slug,
                "name": each.name,
                "kind": each.kind,
                "cities": [one.city.slug for one in each.cities_now],  # type: ignore[attr-defined]  # fetched with it
                "permalink": f"{settings.SITE_URL}/networks/{network.slug}/groups/{each.slug}/",
            }
            for each in queries.groups(network.pk)
        ],
    }


def definition_row(found: ZeroWasteDefinition) -> dict[str, Any]:
    """A definition of zero waste as the JSON says it."""
    return {
        "code": found.code,
        "version": found.number,
        "agreed_on": found.agreed_on,
        "not_zero_waste": found.not_zero_waste,
        "target_frac": found.target_frac,
        "target_year": found.target_year,
        "words": found.words,
        "source": found.source,
        "permalink": f"{settings.SITE_URL}{found.address}",
    }


def _work(line: WorkLine, network: str, group: str) -> dict[str, Any]:
    item, page = line.item, f"groups/{group}" if group else "work-plan"
    return {
        "network": network,
        "group": group,
        "title": item.title,
        "what": item.what,
        "owner": line.owner,
        "state": item.state,
        "since": item.since,
        "until": item.until,
        "is_late": line.is_overdue,
        "serves": line.promise.code if line.promise else "",
        "notes": "; ".join(f"{each.on.isoformat()}: {each.words}" for each in line.notes),
        "source": item.source,
        "source_url": item.source_url,
        "permalink": f"{settings.SITE_URL}/networks/{network}/{page}/#item-{item.pk}",
    }


def _indicators(chosen: Iterable[ChosenIndicator]) -> list[dict[str, Any]]:
    return [
        {
            "indicator": each.indicator_id,
            "reason": each.reason,
            "since": each.since,
            "until": each.until,
            "source": each.source,
        }
        for each in chosen
    ]


def _sheet(
    title: str,
    page: str,
    rows: list[dict[str, Any]],
    fields: tuple[str, ...],
    more: Mapping[str, Any] | None = None,
) -> Sheet:
    return Sheet(
        title=title, page=f"{settings.SITE_URL}{page}", source=SOURCE, rows=tuple(rows), fields=fields, more=more or {}
    )
