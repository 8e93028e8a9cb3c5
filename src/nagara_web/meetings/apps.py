"""The app as Django knows it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Series, sessions, agenda, papers, outcome texts, minutes, decisions."""

    name = "nagara_web.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
