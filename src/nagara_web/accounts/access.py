"""Who may see and appoint whom. Places lie above this app: they are reached through its own foreign keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.days import site_day
from nagara_web.accounts.models import Appointment, Invitation, Person, Role
from nagara_web.accounts.roles import APPOINTS, Place
from nagara_web.accounts.standing import Standing

__all__ = [
    "appointment_for",
    "appointments_for",
    "appointments_to_hand_over",
    "cities_for",
    "cities_where",
    "countries_where",
    "invitation_for",
    "invitations_for",
    "may_appoint",
    "networks_where",
    "person_for",
    "place_of",
    "role_that_appoints",
    "roles_to_give",
    "sees_people",
]

WORKS_FOR_A_CITY = (Role.CITY_OFFICER, Role.HEAD_OF_CITY, Role.COORDINATOR)


def roles_to_give(standing: Standing) -> tuple[Role, ...]:
    """Roles that somebody may give, in the order of the list of roles."""
    given = {role for held in standing.holdings for role in APPOINTS.get(Role(held.role), frozenset())}
    return tuple(role for role in Role if role in given)


def _members(networks: frozenset[int], path: str, today: date) -> Q:
    """Condition of cities that are members of one of the networks today, ``path`` leading to the city."""
    now = Q(**{f"{path}memberships__network_id__in": networks})
    begun = Q(**{f"{path}memberships__since__isnull": True}) | Q(**{f"{path}memberships__since__lte": today})
    lasts = Q(**{f"{path}memberships__until__isnull": True}) | Q(**{f"{path}memberships__until__gte": today})
    return now & begun & lasts


def cities_where(standing: Standing, *, read: bool = False) -> Q:
    """Condition of the cities for which somebody may appoint, or whose people they may see if ``read``."""
    if standing.is_administrator:
        return Q()
    today = site_day()
    found = Q(pk__in=standing.cities(*WORKS_FOR_A_CITY) if read else standing.cities(Role.HEAD_OF_CITY))
    found |= _members(standing.networks(Role.SECRETARIAT), "", today)
    if read:
        found |= Q(country_id__in=standing.countries(Role.FOCAL_POINT))
    return found


def countries_where(standing: Standing) -> Q:
    """Condition of the countries for which somebody may appoint."""
    if standing.is_administrator:
        return Q()
    return _members(standing.networks(Role.SECRETARIAT), "cities__", site_day())


def networks_where(standing: Standing) -> Q:
    """Condition of the networks for which somebody may appoint."""
    return Q() if standing.is_administrator else Q(pk__in=standing.networks(Role.SECRETARIAT))


def _may_name(standing: Standing, place: Place) -> bool:
    wheres = {
        "city": (cities_where(standing), place.city_id),
        "country": (countries_where(standing), place.country_id),
        "network": (networks_where(standing), place.network_id),
    }
    where, pk = wheres[place.kind]
    model = Appointment._meta.get_field(place.kind).related_model
    return bool(model._default_manager.filter(where, pk=pk).exists())  # type: ignore[union-attr]  # a foreign key has one


def role_that_appoints(standing: Standing, role: Role, place: Place) -> Role | None:
    """In which of their roles somebody may give a role for a place; ``None`` if in none of them."""
    if not place.fits(role):
        return None
    if standing.is_administrator:
        return Role.ADMINISTRATOR
    for own in (Role.SECRETARIAT, Role.HEAD_OF_CITY):
        of_that = Standing(
            person_id=standing.person_id, holdings=frozenset(each for each in standing.holdings if each.role == own)
        )
        if role in APPOINTS[own] and of_that.holdings and _may_name(of_that, place):
            return own
    return None


def may_appoint(standing: Standing, role: Role, place: Place) -> bool:
    """Whether somebody may give a role for a place."""
    return role_that_appoints(standing, role, place) is not None


def sees_people(standing: Standing) -> bool:
    """Whether the list of people has anything for them."""
    return standing.holds(Role.ADMINISTRATOR, Role.SECRETARIAT, Role.FOCAL_POINT, *WORKS_FOR_A_CITY)


def _about(standing: Standing, *, read: bool) -> Q:
    """Condition of appointments and invitations that concern somebody's places."""
    if standing.is_administrator:
        return Q()
    today = site_day()
    networks = standing.networks(Role.SECRETARIAT)
    cities = standing.cities(*WORKS_FOR_A_CITY) if read else standing.cities(Role.HEAD_OF_CITY)
    about = Q(city_id__in=cities) | Q(network_id__in=networks)
    about |= _members(networks, "city__", today) | _members(networks, "country__cities__", today)
    if read:
        countries = standing.countries(Role.FOCAL_POINT)
        about |= Q(city__country_id__in=countries) | Q(country_id__in=countries)
    return about


def appointments_for(standing: Standing) -> QuerySet[Appointment]:
    """Appointments that somebody may read, those that ended too."""
    if not sees_people(standing):
        return Appointment.objects.none()
    found = Appointment.objects.filter(pk__in=Appointment.objects.filter(_about(standing, read=True)).values("pk"))
    return found.select_related("person", "city", "country", "network", "handed_over_to").order_by("person__name")


def appointment_for(standing: Standing, pk: int) -> Appointment:
    """One appointment that somebody may end or hand over; 404 otherwise."""
    found = Appointment.objects.select_related("person", "city", "country", "network").filter(pk=pk).first()
    if found is None or not may_appoint(standing, Role(found.role), place_of(found)):
        raise Http404
    return found


def invitations_for(standing: Standing) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, and that somebody may send again or withdraw."""
    roles = roles_to_give(standing)
    if not roles:
        return Invitation.objects.none()
    about = Invitation.objects.filter(_about(standing, read=False), role__in=roles)
    found = Invitation.objects.filter(pk__in=about.values("pk"), accepted_at=None, withdrawn_at=None)
    return found.select_related("city", "country", "network", "invited_by")


def invitation_for(standing: Standing, pk: int) -> Invitation:
    """One such invitation; 404 otherwise."""
    found = invitations_for(standing).filter(pk=pk).first()
    if found is None or not may_appoint(standing, Role(found.role), place_of(found)):
        raise Http404
    return found


def person_for(standing: Standing, pk: int) -> Person:
    """Somebody all of whose lasting appointments one may end, and so hand over; 404 otherwise."""
    person = Person.objects.filter(pk=pk, is_active=True).first()
    if person is None:
        raise Http404
    if not appointments_to_hand_over(standing, person):
        raise Http404
    return person


def cities_for(standing: Standing) -> QuerySet[Any]:
    """Cities for which somebody may appoint, to choose one of them."""
    model = Appointment._meta.get_field("city").related_model
    assert model is not None and not isinstance(model, str)  # noqa: S101, PT018  (apps are loaded)
    return model._default_manager.filter(cities_where(standing)).distinct()


def appointments_to_hand_over(standing: Standing, person: Person) -> list[Appointment]:
    """Lasting appointments of a person that somebody may pass on."""
    lasting = person.appointments.filter(Q(until__isnull=True) | Q(until__gte=site_day()))
    found = lasting.select_related("city", "country", "network")
    return [each for each in found if may_appoint(standing, Role(each.role), place_of(each))]


def place_of(held: Appointment | Invitation) -> Place:
    """The place of an appointment or invitation."""
    return Place(city_id=held.city_id, country_id=held.country_id, network_id=held.network_id)
