"""Read addresses of the site as a stranger does, in this process or in several beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["LINK", "Answer", "readers"]

LINK: Final = re.compile(
    r"""(?P<before><[^>]*?\s(?P<attribute>href|src|action)=)(?P<quote>["'])(?P<address>.*?)(?P=quote)""", re.DOTALL
)
AT_ONCE: Final = 8
"""Addresses that one process is given together."""

_clients: dict[str, Client] = {}
"""The visitor of this process for each language."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers at one address."""

    status: int
    kind: str
    location: str
    body: bytes


@contextmanager
def readers(language: str, processes: int) -> Iterator[Callable[[Iterable[str]], Iterator[Answer]]]:
    """Give a function that reads addresses and returns their answers in the same order.

    Parameters
    ----------
    language
        In which language they are asked for.
    processes
        How many read beside each other; with one, everything is read here.
    """
    read = partial(_read, language)
    if processes < 2:
        yield partial(map, read)
        return
    from django.db import connections

    read("/")  # addresses, pages and sentences are loaded once here, and not in every process
    connections.close_all()  # no process shares a line to the database with another
    with ProcessPoolExecutor(processes, initializer=_begin) as pool:
        yield lambda addresses: pool.map(read, addresses, chunksize=AT_ONCE)


def _begin() -> None:
    from nagara_web.command.site import open_site

    open_site()


def _read(language: str, address: str) -> Answer:
    from django.conf import settings

    answer = _client(language).get(address, secure=urlsplit(settings.SITE_URL).scheme == "https")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    headers = answer.headers
    return Answer(answer.status_code, headers.get("Content-Type", "text/html"), headers.get("Location", ""), body)


def _client(language: str) -> Client:
    from django.conf import settings
    from django.test import Client

    if language not in _clients:
        host = urlsplit(settings.SITE_URL).netloc
        client = Client(headers={"accept-language": language, "host": host}, raise_request_exception=False)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        _clients[language] = client
    return _clients[language]
