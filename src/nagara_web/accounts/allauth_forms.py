"""The forms of allauth in our words: one password field, which can be shown, and errors that say how to mend."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AskForReset",
    "ChangePassword",
    "FirstCode",
    "NewAddress",
    "NewPasskey",
    "PasswordAgain",
    "SecondFactor",
    "SecondFactorAgain",
    "SetPasswordByLetter",
    "SignIn",
    "show_what_is_typed",
]


def show_what_is_typed(form: forms.BaseForm) -> None:
    """Show passwords as text if the address asks for it: the way that works without a script."""
    request = context.request
    if request is not None and request.GET.get("show") == "1":
        for field in form.fields.values():
            if isinstance(field.widget, forms.PasswordInput):
                field.widget = forms.TextInput({**field.widget.attrs, "autocapitalize": "none", "spellcheck": "false"})


def _say(field: forms.Field, label: Any, required: Any, hint: Any = "", **attrs: str) -> None:  # noqa: ANN401
    """Give a field its label, hint and the sentence for when it is empty; hints never hide in the field."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


EMAIL_EMPTY = _("Enter your email address.")
EMAIL_WRONG = _("Enter an email address like name@example.org.")
PASSWORD_EMPTY = _("Enter your password.")
CODE_EMPTY = _("Enter the code of 6 digits from your app, or a recovery code.")


class SignIn(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Email and password, and whether to stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Email"), EMAIL_EMPTY, autocomplete="username")
        self.fields["login"].error_messages["invalid"] = EMAIL_WRONG
        _say(self.fields["password"], _("Password"), PASSWORD_EMPTY)
        self.fields["remember"].label = _("Stay signed in on this device")
        show_what_is_typed(self)


class NewAddress(AddEmailForm):  # type: ignore[misc]
    """The address that is to take the place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        hint = _("We write to it. The change is made when you open the link in that letter.")
        _say(self.fields["email"], _("New email"), EMAIL_EMPTY, hint)
        self.fields["email"].error_messages["invalid"] = EMAIL_WRONG


def _one_new_password(form: forms.BaseForm) -> None:
    """Ask for a new password once: it can be shown in place of typed twice."""
    form.fields.pop("password2", None)
    _say(
        form.fields["password1"],
        _("New password"),
        _("Enter a new password."),
        password_validators_help_texts()[-1],
        autocomplete="new-password",
    )
    show_what_is_typed(form)


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Present password"), _("Enter your present password."))
        _one_new_password(self)


class AskForReset(ResetPasswordForm):  # type: ignore[misc]
    """Where to write to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Email"), EMAIL_EMPTY, autocomplete="email")
        self.fields["email"].error_messages["invalid"] = EMAIL_WRONG


class SetPasswordByLetter(ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _one_new_password(self)


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Password"), PASSWORD_EMPTY)
        show_what_is_typed(self)


def _say_code(form: forms.BaseForm, hint: Any) -> None:  # noqa: ANN401
    _say(
        form.fields["code"],
        _("Code"),
        CODE_EMPTY,
        hint,
        autocomplete="one-time-code",
        inputmode="numeric",
        autocapitalize="none",
        spellcheck="false",
    )


class SecondFactor(AuthenticateForm):  # type: ignore[misc]
    """The code that comes after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say_code(self, _("6 digits from your app, or one of your recovery codes. You can paste it."))


class SecondFactorAgain(ReauthenticateWithCodeForm):  # type: ignore[misc]
    """The code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say_code(self, _("6 digits from your app, or one of your recovery codes. You can paste it."))


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say_code(self, _("The 6 digits that your app shows now."))


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and what it is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Name of this passkey"), "", _("For example: my phone"))
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("The device asks for your finger, your face or its own code.")
        self.fields["passwordless"].initial = True
