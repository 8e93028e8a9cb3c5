"""The app as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Work that outlives a request: queued, shown while it runs, done once."""

    name = "nagara_web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the ``job_handlers.py`` of every app, and keep the schedule of what is daily."""
        from nagara_web.jobs.daily import keep_the_schedule

        autodiscover_modules("job_handlers")
        post_migrate.connect(keep_the_schedule, sender=self)
