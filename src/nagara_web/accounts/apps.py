"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their appointments, invitations and tokens."""

    name = "nagara_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
