"""The app as Django knows it."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Published figures as versions: value, interval, method, boundary, population, source."""

    name = "nagara_web.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
