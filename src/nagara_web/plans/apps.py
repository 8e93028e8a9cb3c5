"""The app as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Least-cost plans of cities."""

    name = "nagara_web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the log calls the steps of a plan."""
        from nagara_web.plans import log_words  # noqa: F401
