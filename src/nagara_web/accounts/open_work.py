"""What waits for a person; apps that lie above name theirs, so that a hand-over can count it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

__all__ = ["OpenWork", "Teller", "open_work_of", "tells_open_work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """One thing that waits, in words, and where it is done."""

    words: str
    url: str = ""


Teller: TypeAlias = Callable[[int], Iterable[OpenWork]]
TELLERS: Final[list[Teller]] = []


def tells_open_work(teller: Teller) -> Teller:
    """Name a function that says what waits for a person."""
    if teller not in TELLERS:
        TELLERS.append(teller)
    return teller


def open_work_of(person_id: int) -> tuple[OpenWork, ...]:
    """All that waits for a person, as the apps tell it."""
    return tuple(work for teller in TELLERS for work in teller(person_id))
