"""What the network of the standing world says of itself, one of each, for the walks through all addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cast import Cast
from nagara_web.networks import actions
from nagara_web.networks.actions.facts import Days
from nagara_web.networks.models import Change, FocalPoint, Group, WorkItem

__all__ = ["NetworkPages", "make_network_pages"]

DAYS: Final = Days(since=date(2024, 1, 1), source="Minutes of the example")


@dataclass(frozen=True, kw_only=True)
class NetworkPages:
    """What is kept on the pages of the network, by the words of a test."""

    point: FocalPoint
    group: Group
    item: WorkItem
    change: Change
    """The last step of the history."""


def make_network_pages(cast: Cast) -> NetworkPages:
    """Publish a charter, leave a draft of the next one, and add one of everything else."""
    writes, publishes = actions.By(person_id=cast.secretary.pk), actions.By(person_id=cast.second_secretary.pk)
    for year in (2024, 2025):
        draft = actions.write_charter(
            cast.network.pk,
            agreed_on=date(year, 5, 1),
            source="Minutes",
            sections=[{"head": "Aim", "text": "To waste less."}],
            not_zero_waste=["landfilled", "leaked"],
            target_frac=0.9,
            target_year=2035,
            definition="Nothing is buried.",
            by=writes,
        )
        if year == 2024:
            actions.publish_charter(draft.pk, by=publishes)
    group = actions.add_group(
        cast.network.pk,
        slug="one-river",
        name="One River",
        kind="cities",
        mandate="Keep it clean",
        days=DAYS,
        by=writes,
    )
    actions.add_to_group(group, cast.rivermouth.pk, days=DAYS, by=writes)
    for group_id in (None, group.pk):
        actions.choose_indicator(
            cast.network.pk, "sdg_11_6_1_frac", reason="Promised", days=DAYS, by=writes, group_id=group_id
        )
    item = actions.add_work(
        cast.network.pk,
        title="Weigh together",
        what="One scale for three cities",
        owner_id=cast.hilltop.pk,
        state="under-way",
        serves="",
        days=DAYS,
        by=writes,
    )
    actions.add_note(item, on=date(2024, 2, 1), words="The scale is bought.", by=writes)
    point = actions.add_focal_point(
        cast.network.pk, cast.rivermouth.pk, office="Mayor", days=DAYS, by=writes, person_id=cast.officer.pk
    )
    return NetworkPages(point=point, group=group, item=item, change=Change.objects.latest("pk"))
