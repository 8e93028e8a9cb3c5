"""Parameters of an address that would be ignored: no silent wrong answer, and no write that was to be a dry run."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _

from nagara_web.opendata.api.errors import ApiError

__all__ = ["refuse_unknown"]


def refuse_unknown(request: HttpRequest, known: Collection[str] = ()) -> None:
    """Refuse a parameter that nobody would read.

    Parameters
    ----------
    request
        What was asked.
    known
        Parameters that the address takes.

    Raises
    ------
    ApiError
        If there is another one; it names those that are known.
    """
    for name in request.GET:
        if name not in known:
            raise ApiError(
                422,
                "parameter-unknown",
                _("There is no parameter “%(name)s” here.") % {"name": name[:40]},
                where=name[:40],
                mend=_("Use: %(known)s.") % {"known": ", ".join(sorted(known)) or _("none")},
            )
