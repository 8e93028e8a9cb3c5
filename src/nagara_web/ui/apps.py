"""The app as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What every page is made of: base templates, components, tokens, and the words of numbers and dates."""

    name = "nagara_web.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
