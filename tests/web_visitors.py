"""People at their browsers, and the links in their letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from django.test import Client

from nagara_web.accounts.models import Person
from nagara_web.jobs.models import Mail

SignIn: TypeAlias = Callable[[Person], Client]


def link_in(mail: Mail) -> str:
    """The path that the only link of a letter leads to."""
    return str(re.findall(r"https?://[^/\s]+(/\S*)", mail.body)[0])
