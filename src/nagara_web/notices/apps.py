"""The app as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Follow something, and hear when it changes: in the site, by mail, as a feed."""

    name = "nagara_web.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
