"""The app as Django knows it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Series, sessions, agenda, papers, outcome texts, minutes, decisions."""

    name = "nagara_web.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the log calls the steps of a meeting."""
        from nagara_web.meetings import log_words  # noqa: F401
