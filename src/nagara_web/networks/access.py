"""Who keeps the pages of a network: its secretariat, the secretariat that founded it, and the administrator.

To found a network gives the right to keep its pages, its agreements and its list of members, and nothing else: whose
drafts somebody reads, whom they appoint and what they review still comes from being appointed, and from nothing here.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Role, Standing
from nagara_web.networks.models import Founding
from nagara_web.places.keeping import tells_kept_networks
from nagara_web.places.queries import Network, network, networks

__all__ = ["acting_role", "founded_by", "kept_networks", "may_found", "may_keep", "must_keep"]


def may_found(standing: Standing) -> bool:
    """Whether somebody may found a network."""
    return standing.holds(Role.SECRETARIAT, Role.ADMINISTRATOR)


@tells_kept_networks
def founded_by(network_ids: Collection[int]) -> frozenset[int]:
    """Numbers of the networks that the secretariats of some networks founded."""
    return frozenset(Founding.objects.filter(by_network_id__in=network_ids).values_list("network_id", flat=True))


def _kept_ids(standing: Standing) -> frozenset[int]:
    own = standing.networks(Role.SECRETARIAT)
    return own | frozenset(founded_by(own)) if own else own


def may_keep(standing: Standing, network_id: int) -> bool:
    """Whether somebody may change what a network says of itself."""
    return standing.is_administrator or network_id in _kept_ids(standing)


def kept_networks(standing: Standing) -> QuerySet[Network]:
    """Networks whose pages somebody keeps, by name."""
    return networks() if standing.is_administrator else networks().filter(pk__in=_kept_ids(standing))


def must_keep(standing: Standing, slug: str) -> Network:
    """One of them; 404 for whoever does not keep it."""
    found = network(slug)
    if not may_keep(standing, found.pk):
        raise Http404
    return found


def acting_role(standing: Standing) -> str:
    """In which role somebody acts on a network."""
    held = (role.value for role in (Role.SECRETARIAT, Role.ADMINISTRATOR) if standing.holds(role))
    return next(held, "")
