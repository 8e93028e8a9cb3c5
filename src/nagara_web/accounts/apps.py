"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their appointments, invitations and tokens."""

    name = "nagara_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what people do to their sign-in, and name the events of the log."""
        from nagara_web.accounts import allauth_events, log_words  # noqa: F401  (importing them is what they are for)
