"""The app as Django knows it."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """Documents by clause, lineage, alignment, measures, requests to others."""

    name = "nagara_web.declarations"
    label = "declarations"
    default_auto_field = "django.db.models.BigAutoField"
