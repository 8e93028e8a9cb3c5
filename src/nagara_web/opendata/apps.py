"""The app as Django knows it."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Public data beside every page: JSON, CSV, the API, feeds and calendars."""

    name = "nagara_web.opendata"
    label = "opendata"
    default_auto_field = "django.db.models.BigAutoField"
