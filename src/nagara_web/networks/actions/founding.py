"""Found a network, and keep the list of its members."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from nagara_web.networks.actions.changes import By, log
from nagara_web.networks.models import Founding
from nagara_web.places import actions as places
from nagara_web.places.facts import Fact
from nagara_web.places.queries import Membership, Network

__all__ = ["add_member", "end_member", "found_network"]


@transaction.atomic
def found_network(
    *,
    slug: str,
    name: str,
    short_name: str,
    by_network_id: int | None,
    by: By,
    about: str = "",
    on: date | None = None,
    is_invented: bool = False,
) -> Network:
    """Found a network whose pages the secretariat of another one keeps.

    Parameters
    ----------
    slug, name, short_name, about
        Its address and its names.
    by_network_id
        Whose secretariat founds it; ``None`` where the administrator does, who appoints its secretariat.
    by
        Who acts.
    on
        Day of the founding; today if not given.
    is_invented
        Whether it exists only in the demonstration.

    Raises
    ------
    nagara_web.places.facts.PlaceRefusedError
        If the address belongs to another network.
    """
    made = places.add_network(
        slug=slug,
        name=name,
        short_name=short_name,
        about=about,
        is_invented=is_invented,
        person_id=by.person_id,
        role=by.role,
    )
    if by_network_id is not None:
        day = on or timezone.localdate()
        Founding.objects.create(network=made, by_network_id=by_network_id, on=day, person_id=by.person_id)
        log(made.pk, "founded", by, by_network=by_network_id)
    return made


def add_member(network_id: int, city_id: int, *, kind: str, fact: Fact, by: By) -> Membership:
    """Let a city join from a day on.

    Raises
    ------
    nagara_web.places.facts.PlaceRefusedError
        If it belongs to the network in these days already, or nobody says so.
    """
    return places.add_membership(network_id, city_id, fact=fact, kind=kind, person_id=by.person_id, role=by.role)


def end_member(membership_id: int, *, until: date, source: str, source_url: str = "", by: By) -> Membership:
    """Say on which day a membership ended, and who says so."""
    return places.end_membership(
        membership_id, until=until, source=source, source_url=source_url, person_id=by.person_id, role=by.role
    )
