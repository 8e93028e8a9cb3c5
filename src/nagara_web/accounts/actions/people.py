"""Change what a person says of themselves."""

from __future__ import annotations

from nagara_web.accounts.models import Person

__all__ = ["choose_language"]


def choose_language(person_id: int, code: str) -> None:
    """Keep the language in which a person is spoken and written to."""
    Person.objects.filter(pk=person_id).update(language=code)
