"""Who makes plans of a city and who reads them: asked here and nowhere else.

Officers and the head of a city make its plans and see all of them, and so does its coordinator, who makes some only
where the city asked for it. Others see a plan only once the city shared it: the secretariat of the network to whose
round it belongs, the people of that network, or everybody; and whoever reviews the answers that it is attached to. To
whoever may not see it, a plan does not exist. Only the head of the city may show one to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Role, Standing
from nagara_web.answers.queries import cities_that_asked
from nagara_web.places.queries import City, cities_by_id, member_ids_on, networks_of
from nagara_web.places.queries import city as city_by_slug
from nagara_web.plans.models import Plan

__all__ = [
    "Desk",
    "Hand",
    "cities_planned_by",
    "desk_for",
    "plan_for",
    "plans_attached_to",
    "public_plan",
    "public_plans",
]

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
        return self.city.pk in _made_by(self.standing, {self.city.pk})

    @property
    def reads_all(self) -> bool:
        """Whether the person reads every plan of this city."""
        return self.standing.works_for(self.city.pk)

    @property
    def is_head(self) -> bool:
        """Whether the person is the head of this city."""
        return self.city.pk in self.standing.cities(Role.HEAD_OF_CITY)

    @property
    def role(self) -> str:
        """In which role the person acts, for the log."""
        if self.is_head:
            return Role.HEAD_OF_CITY.value
        is_officer = self.city.pk in self.standing.cities(Role.CITY_OFFICER)
        return (Role.CITY_OFFICER if is_officer else Role.COORDINATOR).value

    @property
    def plans(self) -> QuerySet[Plan]:
        """Plans of the city that the person may see, newest first."""
        found = _kept().filter(city=self.city)
        return found if self.reads_all else found.filter(_shared_with(self.standing))

    @property
    def deleted(self) -> QuerySet[Plan]:
        """Plans of the city that the person can bring back, last deleted first."""
        found = Plan.objects.select_related("city").filter(city=self.city, deleted_at__isnull=False)
        return found.order_by("-deleted_at") if self.makes else found.none()

    def must_make(self) -> None:
        """Answer 404 to whoever makes no plans here."""
        if not self.makes:
            raise Http404

    def must_find_deleted(self, pk: int) -> None:
        """Answer 404 where there is no such deleted plan, or the person makes none here."""
        if not self.deleted.filter(pk=pk).exists():
            raise Http404


@dataclass(frozen=True)
class Hand:
    """Somebody before one plan."""

    desk: Desk
    plan: Plan

    def must_make(self) -> None:
        """Answer 404 to whoever makes no plans of the city."""
        self.desk.must_make()


def _shared_with(standing: Standing) -> Q:
    state, secretariat = Plan.State, standing.networks(Role.SECRETARIAT)
    shared = Q(state=state.PUBLIC) | Q(state=state.SECRETARIAT, answer_set__network_id__in=secretariat)
    reviewed = standing.networks(Role.SECRETARIAT, Role.PEER_REVIEWER)
    shared |= Q(attached_to__is_shared=True, attached_to__network_id__in=reviewed)
    return shared | Q(state=state.NETWORK, answer_set__network_id__in=_networks_of(standing))


def _kept() -> QuerySet[Plan]:
    """All plans that nobody has deleted."""
    found = Plan.objects.select_related("city", "answer_set__network", "attached_to__network", "made_by", "job")
    return found.filter(deleted_at__isnull=True).defer("places")


def _made_by(standing: Standing, among: set[int] | None = None) -> set[int]:
    """Cities whose plans somebody makes; of the given ones, if any are given."""
    own, coordinated = set(standing.cities(*MAKES)), set(standing.cities(Role.COORDINATOR))
    if among is not None:
        own, coordinated = own & among, coordinated & among
    return own | cities_that_asked(coordinated - own)


def _networks_of(standing: Standing) -> set[int]:
    """Networks to whose people somebody belongs: by a role in them, or by a city that is a member."""
    of_cities = {each.pk for city_id in standing.cities(*MAKES) for each in networks_of(city_id)}
    return of_cities | standing.networks(*OF_NETWORK)


def cities_planned_by(standing: Standing) -> list[City]:
    """Cities whose plans somebody makes, by name."""
    return sorted(cities_by_id(_made_by(standing)).values(), key=lambda city: city.name)


def plans_attached_to(standing: Standing, answer_set_id: int) -> QuerySet[Plan]:
    """Plans attached to the answers of a city that somebody may see, newest first."""
    found = _kept().filter(attached_to=answer_set_id)
    if standing.person_id is None:
        return found.filter(state=Plan.State.PUBLIC)
    all_of = standing.cities(*MAKES, Role.COORDINATOR)
    return found.filter(_shared_with(standing) | Q(city_id__in=all_of))


def public_plans() -> QuerySet[Plan]:
    """Plans that everybody may read, newest first."""
    return _kept().filter(state=Plan.State.PUBLIC)


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
    if desk.reads_all or _is_secretariat_of(standing, desk.city) or desk.plans.exists():
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
    found = public_plans().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
