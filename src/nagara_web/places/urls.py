"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from nagara_web.places.views import boundary, city, keeping

urlpatterns: list[URLPattern | URLResolver] = [
    path("cities/<slug:slug>/boundary.geojson", boundary.boundary_geojson, name="city_boundary"),
    path("work/places/", keeping.places, name="places"),
    path("work/places/add-city/", keeping.add_city, name="add_city"),
    path("work/places/add-country/", keeping.add_country, name="add_country"),
    path("work/places/add-network/", keeping.add_network, name="add_network"),
    path("work/places/add-initiative/", keeping.add_initiative, name="add_initiative"),
    path("work/places/add-endorsement/", keeping.add_endorsement, name="add_endorsement"),
    path("work/places/memberships/<int:pk>/end/", city.end_membership, name="end_membership"),
    path("work/places/statuses/<int:pk>/end/", city.end_status, name="end_status"),
    path("work/places/cities/<slug:slug>/", city.place, name="place"),
    path("work/places/cities/<slug:slug>/change/", keeping.edit_city, name="edit_city"),
    path("work/places/cities/<slug:slug>/names/add/", city.add_name, name="add_name"),
    path("work/places/cities/<slug:slug>/statuses/add/", city.add_status, name="add_status"),
    path("work/places/cities/<slug:slug>/memberships/add/", city.add_membership, name="add_membership"),
    path("work/places/cities/<slug:slug>/boundary/", boundary.boundary, name="place_boundary"),
    path("work/places/cities/<slug:slug>/boundary/save/", boundary.save_boundary, name="save_boundary"),
]
