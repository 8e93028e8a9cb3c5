"""Write into the log what people do to their sign-in through allauth."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import receiver

from nagara_web.accounts.actions import person_changed
from nagara_web.accounts.models import Person

__all__: list[str] = []


@receiver([account.password_changed, account.password_set], dispatch_uid="nagara.password-changed")
def _password_changed(user: Person, **_known: Any) -> None:  # noqa: ANN401
    person_changed(user.pk, "person.password-changed")


@receiver(account.password_reset, dispatch_uid="nagara.password-reset")
def _password_reset(user: Person, **_known: Any) -> None:  # noqa: ANN401
    person_changed(user.pk, "person.password-reset")


@receiver(account.email_changed, dispatch_uid="nagara.email-changed")
def _email_changed(user: Person, **_known: Any) -> None:  # noqa: ANN401
    person_changed(user.pk, "person.email-changed")


@receiver(mfa.authenticator_added, dispatch_uid="nagara.factor-added")
def _factor_added(user: Person, authenticator: Any, **_known: Any) -> None:  # noqa: ANN401
    person_changed(user.pk, "person.second-factor-added", kind=str(authenticator.type))


@receiver(mfa.authenticator_removed, dispatch_uid="nagara.factor-removed")
def _factor_removed(user: Person, authenticator: Any, **_known: Any) -> None:  # noqa: ANN401
    person_changed(user.pk, "person.second-factor-removed", kind=str(authenticator.type))
