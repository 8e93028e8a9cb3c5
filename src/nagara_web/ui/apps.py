"""The app as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What every page is made of: base templates, components, tokens, and the words of numbers and dates."""

    name = "nagara_web.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Compile the translations; a site without a writable home speaks English until it has one."""
        from contextlib import suppress

        from django.conf import settings

        from nagara_web.ui.locale_files import compile_locale_files

        with suppress(OSError):
            if settings.LOCALE_CACHE.parent.is_dir():
                compile_locale_files(settings.LOCALE_SOURCE, settings.LOCALE_CACHE)
