"""The app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log: one event for every change, chained so that a missing or altered one is seen."""

    name = "nagara_web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
