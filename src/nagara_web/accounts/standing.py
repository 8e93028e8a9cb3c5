"""What a person may stand for on a day: the one question that every access rule asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nagara_web.accounts.models import Role

__all__ = ["PUBLIC", "Holding", "Role", "Standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One role held for one place; all three places empty means the whole site."""

    role: Role
    city_id: int | None = None
    country_id: str | None = None
    network_id: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All roles that one person holds on one day.

    Parameters
    ----------
    person_id
        Whose; ``None`` for the public.
    holdings
        The roles, each with its place.
    """

    person_id: int | None
    holdings: frozenset[Holding] = field(default_factory=frozenset)

    def holds(self, *roles: Role) -> bool:
        """Whether one of the roles is held, for whatever place."""
        return any(each.role in roles for each in self.holdings)

    def cities(self, *roles: Role) -> frozenset[int]:
        """Cities for which one of the roles is held."""
        return frozenset(each.city_id for each in self.holdings if each.role in roles and each.city_id is not None)

    def countries(self, *roles: Role) -> frozenset[str]:
        """Countries for which one of the roles is held."""
        return frozenset(
            each.country_id for each in self.holdings if each.role in roles and each.country_id is not None
        )

    def networks(self, *roles: Role) -> frozenset[int]:
        """Networks for which one of the roles is held."""
        return frozenset(
            each.network_id for each in self.holdings if each.role in roles and each.network_id is not None
        )

    @property
    def is_administrator(self) -> bool:
        """Whether the person runs the site."""
        return self.holds(Role.ADMINISTRATOR)

    def works_for(self, city_id: int) -> bool:
        """Whether the person writes or signs for a city, and so may never judge its figures."""
        return city_id in self.cities(Role.CITY_OFFICER, Role.HEAD_OF_CITY, Role.COORDINATOR)


PUBLIC: Final = Standing(person_id=None)
"""Somebody who has not signed in."""
