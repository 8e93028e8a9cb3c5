"""The app as Django knows it."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The yearly round: window, reports, signatures, reviews, publication, handing on."""

    name = "nagara_web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what waits for a person, what the things that people follow are called, and the events of the log."""
        from nagara_web.rounds import followed_names, log_words, open_work  # noqa: F401
