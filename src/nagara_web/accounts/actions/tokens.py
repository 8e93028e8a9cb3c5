"""Words with which a program of a person speaks to the API."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from nagara_web.accounts.models import Token
from nagara_web.audit.actions import record

__all__ = ["make_token", "withdraw_token"]

PREFIX: Final = "nagara_"
"""Marks the word as ours, so that a scanner of published code can find one that leaked."""


@transaction.atomic
def make_token(person_id: int, *, name: str, days: int) -> tuple[Token, str]:
    """Make a token; the word is returned once and kept nowhere.

    Parameters
    ----------
    person_id
        For whom.
    name
        What they call it.
    days
        For how many days it is good.
    """
    word = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token.objects.create(
        person_id=person_id,
        name=name,
        digest=hashlib.sha256(word.encode()).hexdigest(),
        starts_with=word[:12],
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record("token.made", actor_id=person_id, subject=f"token:{token.pk}", data={"days": days})
    return token, word


@transaction.atomic
def withdraw_token(token_id: int, *, person_id: int) -> None:
    """Withdraw one of one's own tokens; it is refused from now on."""
    changed = Token.objects.filter(pk=token_id, person_id=person_id, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if changed:
        record("token.withdrawn", actor_id=person_id, subject=f"token:{token_id}")
