"""The app as Django knows it."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages that everybody may read: home, city, country, network, indicator, comparison."""

    name = "nagara_web.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
