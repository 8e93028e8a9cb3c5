"""The app as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    """Work that outlives a request: queued, shown while it runs, done once."""

    name = "nagara_web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the schedule of what is daily."""
        from nagara_web.jobs.daily import keep_the_schedule

        post_migrate.connect(keep_the_schedule, sender=self)
