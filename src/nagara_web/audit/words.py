"""What events and roles of the log are called; apps that lie above name theirs, so that no list prints bare codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.utils.functional import Promise

__all__ = ["event_words", "name_events", "name_roles", "role_words"]

EVENTS: Final[dict[str, str | Promise]] = {}
ROLES: Final[dict[str, str | Promise]] = {}


def name_events(words: Mapping[str, str | Promise]) -> None:
    """Say what events are called, by their action."""
    EVENTS.update(words)


def name_roles(words: Mapping[str, str | Promise]) -> None:
    """Say what the roles are called in which people act."""
    ROLES.update(words)


def event_words(action: str) -> str:
    """What was done, in the language that is active; the action itself where nobody has named it."""
    return str(EVENTS.get(action, action))


def role_words(role: str) -> str:
    """In which role it was done; the code where nobody has named it."""
    return str(ROLES.get(role, role))
