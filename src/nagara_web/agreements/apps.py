"""The app as Django knows it."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements between cities and partners: parties, dates, what each obliges."""

    name = "nagara_web.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the log calls the steps of an agreement."""
        from nagara_web.agreements import log_words  # noqa: F401
