"""The list of places, and everything that only a secretariat or the administrator adds to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.places import access, actions, queries
from nagara_web.places.forms import CityForm, CountryForm, EndorsementForm, InitiativeForm, NetworkForm, NewCityForm
from nagara_web.places.views.asking import acting_role, ask, crumbs_of, crumbs_to
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["add_city", "add_country", "add_endorsement", "add_initiative", "add_network", "edit_city", "places"]


@require_safe
@signed_in
def places(request: SignedInRequest) -> HttpResponse:
    """All cities with their countries and networks, and what else the list holds."""
    access.must_edit_places(standing(request))
    sought = request.GET.get("q", "").strip()
    page = one_page(request, queries.search(sought) if sought else queries.cities())
    context = {
        "crumbs": crumbs_to(),
        "sought": sought,
        "rows": queries.city_rows(page),
        "page": page,
        "kept": kept_query(request),
        "networks": queries.networks(),
        "countries": queries.countries(),
        "initiatives": queries.initiatives(),
    }
    return render(request, "places/places.html", context)


@signed_in
def add_city(request: SignedInRequest) -> HttpResponse:
    """Put a city into the list."""
    who = standing(request)
    access.must_edit_places(who)
    form = NewCityForm(request.POST or None)

    def act() -> object:
        given = {**form.cleaned_data, "country_id": form.cleaned_data["country"].pk}
        del given["country"]
        return actions.add_city(**given, person_id=request.user.pk, role=acting_role(who))

    return ask(
        request,
        form,
        act,
        title=_("Add a city"),
        button=_("Add this city"),
        done=_("The city is in the list."),
        back=reverse("places"),
        crumbs=crumbs_to(),
    )


@signed_in
def edit_city(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what the list says of a city."""
    who = standing(request)
    access.must_edit_places(who)
    city = queries.city(slug)
    names = ("name", "country", "time_zone", "latitude_deg", "longitude_deg")
    form = CityForm(request.POST or None, initial={name: getattr(city, name) for name in names})

    def act() -> object:
        given = {**form.cleaned_data, "country_id": form.cleaned_data["country"].pk}
        del given["country"]
        return actions.edit_city(city.pk, **given, person_id=request.user.pk, role=acting_role(who))

    return ask(
        request,
        form,
        act,
        title=_("Change %(city)s") % {"city": city.name},
        button=_("Save the changes"),
        done=_("The changes are saved. The log keeps what stood there before."),
        back=reverse("place", args=[city.slug]),
        crumbs=crumbs_of(city, keeps_list=True),
    )


@signed_in
def add_country(request: SignedInRequest) -> HttpResponse:
    """Put a country into the list."""
    who = standing(request)
    access.must_edit_places(who)
    form = CountryForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.add_country(**form.cleaned_data, person_id=request.user.pk, role=acting_role(who)),
        title=_("Add a country"),
        button=_("Add this country"),
        done=_("The country is in the list."),
        back=reverse("places"),
        crumbs=crumbs_to(),
    )


@signed_in
def add_network(request: SignedInRequest) -> HttpResponse:
    """Put a network into the list."""
    who = standing(request)
    access.must_edit_places(who)
    form = NetworkForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.add_network(**form.cleaned_data, person_id=request.user.pk, role=acting_role(who)),
        title=_("Add a network"),
        button=_("Add this network"),
        done=_("The network is in the list. The administrator appoints its secretariat."),
        back=reverse("places"),
        crumbs=crumbs_to(),
    )


@signed_in
def add_initiative(request: SignedInRequest) -> HttpResponse:
    """Put an initiative into the list."""
    who = standing(request)
    access.must_edit_places(who)
    form = InitiativeForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.add_initiative(**form.cleaned_data, person_id=request.user.pk, role=acting_role(who)),
        title=_("Add an initiative"),
        button=_("Add this initiative"),
        done=_("The initiative is in the list."),
        back=reverse("places"),
        crumbs=crumbs_to(),
    )


@signed_in
def add_endorsement(request: SignedInRequest) -> HttpResponse:
    """Say that a city or a country put its name under an initiative."""
    who = standing(request)
    access.must_edit_places(who)
    form = EndorsementForm(request.POST or None)

    def act() -> object:
        city, country = form.cleaned_data["city"], form.cleaned_data["country"]
        return actions.add_endorsement(
            form.cleaned_data["initiative"].pk,
            city_id=city.pk if city else None,
            country_id=country.pk if country else None,
            fact=form.fact(),
            person_id=request.user.pk,
            role=acting_role(who),
        )

    return ask(
        request,
        form,
        act,
        title=_("Add an endorsement"),
        button=_("Add this endorsement"),
        done=_("The endorsement is in the list."),
        back=reverse("places"),
        crumbs=crumbs_to(),
        lead=_("Choose the city, or the country if its government has signed."),
    )
