"""Change what a network says of itself. Every act is one step of its history and one event of the log."""

from nagara_web.networks.actions import rules as _rules  # noqa: F401  (names what cannot stand)
from nagara_web.networks.actions.changes import SITE, By, is_newest, keep, undo
from nagara_web.networks.actions.charter import publish_charter, write_charter
from nagara_web.networks.actions.facts import (
    add_focal_point,
    add_group,
    add_note,
    add_to_group,
    add_work,
    change_group,
    change_work,
    choose_indicator,
    end_fact,
)
from nagara_web.networks.actions.founding import add_member, end_member, found_network

__all__ = [
    "SITE",
    "By",
    "add_focal_point",
    "add_group",
    "add_member",
    "add_note",
    "add_to_group",
    "add_work",
    "change_group",
    "change_work",
    "choose_indicator",
    "end_fact",
    "end_member",
    "found_network",
    "is_newest",
    "keep",
    "publish_charter",
    "undo",
    "write_charter",
]
