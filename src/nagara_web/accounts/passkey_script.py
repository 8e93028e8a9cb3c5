"""The scripts of the sign-in pages as one file: on a poor line each request costs more than its bytes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

__all__ = ["SCRIPTS", "passkey_script"]

SCRIPTS: Final = ("mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js", "ui/nagara.js")
"""In the order in which they have to run; the first three are of allauth, as it ships them."""


@cache
def passkey_script() -> str:
    """Put the scripts one after the other; each is a function that runs by itself."""
    found = [finders.find(name) for name in SCRIPTS]
    return "\n;\n".join(Path(str(each)).read_text("utf-8") for each in found)
