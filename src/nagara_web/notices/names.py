"""Names of what can be followed; apps that lie above name theirs, so that no list prints a code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeAlias

__all__ = ["Namer", "names_of", "names_topic"]

Namer: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]
NAMERS: Final[dict[str, Namer]] = {}


def names_topic(topic: str) -> Callable[[Namer], Namer]:
    """Name a function that gives the names of things of one topic, by slug or code."""

    def keep(namer: Namer) -> Namer:
        NAMERS[topic] = namer
        return namer

    return keep


def names_of(topic: str, slugs: Collection[str]) -> Mapping[str, str]:
    """Names in the language that is active; what is gone or has no namer keeps its slug."""
    known = NAMERS[topic](slugs) if topic in NAMERS and slugs else {}
    return {slug: known.get(slug, slug) for slug in slugs}
