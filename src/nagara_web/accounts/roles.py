"""Which place each role is held for, who may give it, and who needs a second factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nagara_web.accounts.models import Role

__all__ = ["APPOINTS", "NEEDS_SECOND_FACTOR", "PLACE_OF", "SITE", "Place"]

PLACE_OF: Final[Mapping[Role, str]] = {
    Role.CITY_OFFICER: "city",
    Role.HEAD_OF_CITY: "city",
    Role.COORDINATOR: "city",
    Role.FOCAL_POINT: "country",
    Role.PEER_REVIEWER: "network",
    Role.SECRETARIAT: "network",
    Role.HOST: "network",
    Role.OBSERVER: "network",
    Role.ADMINISTRATOR: "",
}
"""The kind of place that a role is held for; empty for the whole site."""

APPOINTS: Final[Mapping[Role, frozenset[Role]]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SECRETARIAT: frozenset(Role) - {Role.ADMINISTRATOR, Role.SECRETARIAT},
    Role.HEAD_OF_CITY: frozenset({Role.CITY_OFFICER}),
}
"""Which roles the holder of a role may give, within the places of their own."""

NEEDS_SECOND_FACTOR: Final = (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.HEAD_OF_CITY)
"""Who signs, accepts or appoints must not be let in by a password alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The city, country or network that a role is held for; nothing of it means the whole site."""

    city_id: int | None = None
    country_id: str | None = None
    network_id: int | None = None

    @property
    def kind(self) -> str:
        """``city``, ``country``, ``network`` or nothing."""
        if self.city_id is not None:
            return "city"
        if self.country_id is not None:
            return "country"
        return "network" if self.network_id is not None else ""

    def fits(self, role: Role) -> bool:
        """Whether the role is held for this kind of place, and for one place only."""
        named = sum(each is not None for each in (self.city_id, self.country_id, self.network_id))
        return named <= 1 and self.kind == PLACE_OF[role]


SITE: Final = Place()
