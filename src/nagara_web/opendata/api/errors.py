"""One shape for every error of the API: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic_core import to_json

from nagara.errors import NagaraError
from nagara_web.answers.edits import Conflict, Locked, NotOfTheForm

__all__ = ["ApiError", "error_response", "handle_errors"]


class ApiError(Exception):
    """Something that the caller can mend.

    Parameters
    ----------
    status
        HTTP status.
    code
        Stable code.
    what, where, mend
        What is wrong; where, as a name of a field, header or parameter; what to do.
    more
        What else is worth knowing.
    """

    def __init__(
        self,
        status: int,
        code: str,
        what: str,
        *,
        where: str = "",
        mend: str = "",
        **more: Any,  # noqa: ANN401
    ) -> None:
        self.status, self.code, self.what, self.where, self.mend, self.more = status, code, what, where, mend, more
        super().__init__(what)


def error_response(error: ApiError) -> HttpResponse:
    """Write an error."""
    said = {"code": error.code, "what": error.what, "where": error.where, "mend": error.mend, **error.more}
    response = HttpResponse(to_json({"error": said}), content_type="application/json", status=error.status)
    response["Access-Control-Allow-Origin"] = "*"
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if "retry_after_s" in error.more:
        response["Retry-After"] = str(error.more["retry_after_s"])
    return response


def handle_errors(api: NinjaAPI) -> None:
    """Give every error of the API the one shape."""
    for kind, told in _KINDS.items():
        api.add_exception_handler(kind, _handler(told))


def _handler(told: Any) -> Any:  # noqa: ANN401  (one function for each class of error)
    def handle(request: HttpRequest, error: Exception) -> HttpResponse:
        return error_response(told(error))

    return handle


def _not_understood(error: ValidationError) -> ApiError:
    first: Mapping[str, Any] = error.errors[0] if error.errors else {}
    where = ".".join(str(each) for each in first.get("loc", ())[1:]).encode("utf-8", "replace").decode()  # half letters
    return ApiError(422, "not-understood", _said_of(first), where=where, mend=_("Correct it and send it again."))


def _said_of(error: Mapping[str, Any]) -> str:
    """What is wrong with a value, in a sentence of ours: those of the library speak only English."""
    limits = error.get("ctx", {})
    match error.get("type", ""):
        case "missing":
            return _("This is missing.")
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return _("This must be a whole number.")
        case "bool_parsing" | "bool_type":
            return _("This must be true or false.")
        case "string_type":
            return _("This must be a text.")
        case "less_than_equal":
            return _("This may be at most %(limit)s.") % {"limit": limits.get("le", "")}
        case "greater_than_equal":
            return _("This must be at least %(limit)s.") % {"limit": limits.get("ge", "")}
        case "string_too_long" | "too_long":
            return _("This may be at most %(limit)s long.") % {"limit": limits.get("max_length", "")}
        case "value_error":
            return str(limits.get("error", "")) or _("This value cannot be taken.")
    return _("This value cannot be taken.")


def _conflict(error: Conflict) -> ApiError:
    return ApiError(
        409,
        "changed-meanwhile",
        _("Somebody else changed the same answers meanwhile; nothing was written."),
        where="rows",
        mend=_("Read the table again, choose between the two answers, and send the new version."),
        clashes=[
            {"row": each.row_id, "field": each.field, "before": each.before, "mine": each.mine, "theirs": each.theirs}
            for each in error.clashes
        ],
    )


def _library(error: NagaraError) -> ApiError:
    return ApiError(422, type(error).code, str(error))


_KINDS: Mapping[type[Exception], Any] = {
    ApiError: lambda error: error,
    ValidationError: _not_understood,
    Conflict: _conflict,
    NagaraError: _library,
    Http404: lambda error: ApiError(404, "not-found", _("There is nothing here for you."), where="path"),
    PermissionDenied: lambda error: ApiError(403, "not-allowed", str(error) or _("This is not yours to change.")),
    Locked: lambda error: ApiError(423, "locked", error.sentence, where="answers"),
    NotOfTheForm: lambda error: ApiError(422, "not-of-the-form", str(error), where="rows"),
    AuthenticationError: lambda error: ApiError(
        401,
        "no-token",
        _("The token is missing, wrong or withdrawn."),
        where="Authorization",
        mend=_("Send “Authorization: Bearer …” with a token from the page of your account."),
    ),
    HttpError: lambda error: ApiError(
        error.status_code,
        "not-understood",
        _("The body of the request cannot be read."),
        where="body",
        mend=_("Send JSON in UTF-8."),
    ),
}
