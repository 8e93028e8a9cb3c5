"""The app as Django knows it."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Charter, work plan, indicator set, thematic groups and groups of cities of a network."""

    name = "nagara_web.networks"
    label = "networks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the log calls the steps of a network, and which networks a secretariat founded."""
        from nagara_web.networks import access, log_words  # noqa: F401
