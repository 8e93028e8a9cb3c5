"""The app as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that outlives a request: queued, shown while it runs, done once."""

    name = "nagara_web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
