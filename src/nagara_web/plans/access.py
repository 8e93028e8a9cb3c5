"""Who makes plans of a city and who reads them: asked here and nowhere else.

Officers and the head of a city make its plans and see all of them. Others see a plan only once the city shared it:
the secretariat of the network to whose round it belongs, the people of that network, or everybody. To whoever may not
see it, a plan does not exist. Only the head of the city may show one to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Role, Standing
from nagara_web.places.queries import City, cities_by_id, member_ids_on, networks_of
from nagara_web.places.queries import city as city_by_slug
from nagara_web.plans.models import Plan

__all__ = ["Desk", "Hand", "cities_planned_by", "desk_for", "plan_for", "public_plan"]

MAKES = (Role.CITY_OFFICER, Role.HEAD_OF_CITY)
OF_NETWORK = (Role.SECRETARIAT, Role.PEER_REVIEWER, Role.HOST)


@dataclass(frozen=True)
class Desk:
    """Somebody before the plans of a city.

    Parameters
    ----------
    standing
        Of the person.
    city
        Whose plans.
    """

    standing: Standing
    city: City

    @property
    def makes(self) -> bool:
        """Whether the person makes plans of this city."""
        return self.city.pk in self.standing.cities(*MAKES)

    @property
    def is_head(self) -> bool:
        """Whether the person is the head of this city."""
        return self.city.pk in self.standing.cities(Role.HEAD_OF_CITY)

    @property
    def role(self) -> str:
        """In which role the person acts, for the log."""
        return (Role.HEAD_OF_CITY if self.is_head else Role.CITY_OFFICER).value

    @property
    def plans(self) -> QuerySet[Plan]:
        """Plans of the city that the person may see, newest first."""
        found = Plan.objects.select_related("city", "answer_set__network", "made_by", "job").filter(city=self.city)
        return found if self.makes else found.filter(_shared_with(self.standing))

    def must_make(self) -> None:
        """Answer 404 to whoever makes no plans here."""
        if not self.makes:
            raise Http404


@dataclass(frozen=True)
class Hand:
    """Somebody before one plan."""

    desk: Desk
    plan: Plan

    def must_make(self) -> None:
        """Answer 404 to whoever makes no plans of the city."""
        self.desk.must_make()

    @property
    def chooses_readers(self) -> bool:
        """Whether the person may say who reads it; a plan that everybody reads is the head's to take back."""
        return self.desk.is_head or (self.desk.makes and self.plan.state != Plan.State.PUBLIC)


def _shared_with(standing: Standing) -> Q:
    state, secretariat = Plan.State, standing.networks(Role.SECRETARIAT)
    shared = Q(state=state.PUBLIC) | Q(state=state.SECRETARIAT, answer_set__network_id__in=secretariat)
    return shared | Q(state=state.NETWORK, answer_set__network_id__in=_networks_of(standing))


def _networks_of(standing: Standing) -> set[int]:
    """Networks to whose people somebody belongs: by a role in them, or by a city that is a member."""
    of_cities = {each.pk for city_id in standing.cities(*MAKES) for each in networks_of(city_id)}
    return of_cities | standing.networks(*OF_NETWORK)


def cities_planned_by(standing: Standing) -> list[City]:
    """Cities whose plans somebody makes, by name."""
    return sorted(cities_by_id(standing.cities(*MAKES)).values(), key=lambda city: city.name)


def desk_for(standing: Standing, slug: str) -> Desk:
    """Put somebody before the plans of a city; 404 to whom they are no business.

    Parameters
    ----------
    standing
        Of the person.
    slug
        Of the city.
    """
    desk = Desk(standing, city_by_slug(slug))
    if desk.makes or _is_secretariat_of(standing, desk.city) or desk.plans.exists():
        return desk
    raise Http404


def _is_secretariat_of(standing: Standing, city: City) -> bool:
    return any(city.pk in member_ids_on(each) for each in standing.networks(Role.SECRETARIAT))


def plan_for(standing: Standing, slug: str, pk: int) -> Hand:
    """Put somebody before one plan that they may see; 404 otherwise."""
    desk = Desk(standing, city_by_slug(slug))
    found = desk.plans.filter(pk=pk).first()
    if found is None:
        raise Http404
    return Hand(desk, found)


def public_plan(pk: int) -> Plan:
    """One plan that everybody may read; 404 otherwise."""
    found = Plan.objects.select_related("city", "answer_set").filter(pk=pk, state=Plan.State.PUBLIC).first()
    if found is None:
        raise Http404
    return found
