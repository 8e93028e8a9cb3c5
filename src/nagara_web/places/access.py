"""Who may change what is known about places."""

from __future__ import annotations

from django.http import Http404

from nagara_web.accounts.standing import Role, Standing

__all__ = ["may_add_to", "may_edit_places", "may_run_network", "must_edit_places"]


def may_edit_places(standing: Standing) -> bool:
    """Whether somebody keeps the list of places: a secretariat, or the administrator."""
    return standing.holds(Role.SECRETARIAT, Role.ADMINISTRATOR)


def may_run_network(standing: Standing, network_id: int) -> bool:
    """Whether somebody may begin and end memberships of one network."""
    return standing.is_administrator or network_id in standing.networks(Role.SECRETARIAT)


def may_add_to(standing: Standing, city_id: int) -> bool:
    """Whether somebody may add names and boundaries of a city: its head, its officers, or who keeps the list."""
    own = standing.cities(Role.CITY_OFFICER, Role.HEAD_OF_CITY)
    return may_edit_places(standing) or city_id in own


def must_edit_places(standing: Standing) -> None:
    """Answer 404 to everybody who does not keep the list of places."""
    if not may_edit_places(standing):
        raise Http404
