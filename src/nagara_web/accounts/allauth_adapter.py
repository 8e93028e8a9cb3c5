"""Nobody signs up by themselves: an invitation lets them in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["InvitedOnly"]


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The rules of signing in that differ from the library's own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether a stranger may make an account."""
        return False
