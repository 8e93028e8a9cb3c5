"""Nobody signs up by themselves; letters go through the outbox; errors say how to mend."""

from __future__ import annotations

import secrets
import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from nagara_web.accounts.models import Person
from nagara_web.jobs.actions import write_letter

__all__ = ["InvitedOnly", "SecondFactorAdapter"]


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The rules of signing in that differ from the library's own."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the secretariat for an invitation."),
        "duplicate_email": _("This is the address that we have."),
        "email_password_mismatch": _(
            "The email and the password do not fit together. Check both, or set a new password."
        ),
        "enter_current_password": _("This is not your present password. Try again."),
        "incorrect_code": _("This code does not fit. Wait for the next one in your app, then try again."),
        "incorrect_password": _("This is not your password. Try again, or set a new one."),
        "invalid_password_reset": _("This link works no longer. Ask for a new one."),
        "too_many_login_attempts": _(
            "There were too many attempts. Wait five minutes, then try again, or set a new password."
        ),
        "rate_limited": _("There were too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether a stranger may make an account."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ANN401
        """Whether to ask again who it is; not of somebody who signed in within the last minutes."""
        request = allauth_context.request
        if request is not None and isinstance(request.user, Person):
            last = max((each["at"] for each in get_authentication_records(request, request.user)), default=0.0)
            if time.time() - last < app_settings.REAUTHENTICATION_TIMEOUT:
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter of allauth into the outbox, in the language of whoever reads it."""
        person = context.get("user")
        language = person.language if isinstance(person, Person) else get_language() or "en"
        with override(language):
            letter = self.render_mail(template_prefix, email, {"email": email, **context})
        write_letter(
            f"{template_prefix.rsplit('/', 1)[-1]}:{secrets.token_hex(12)}",
            to=email,
            subject=letter.subject,
            body=letter.body,
            language=language,
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What is said about second factors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": InvitedOnly.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002  (the name of the library)
        """A first name for a passkey, which its owner may change."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}
