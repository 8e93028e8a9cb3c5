"""What can be done to people, their appointments, invitations and tokens."""

from nagara_web.accounts.actions.people import choose_language

__all__ = ["choose_language"]
