"""The app as Django knows it."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Countries, cities, networks, and the dated facts that join them."""

    name = "nagara_web.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
