"""The app as Django knows it."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """What a city answers: rows of the questionnaire, their history, the ways in, and the doubts."""

    name = "nagara_web.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
