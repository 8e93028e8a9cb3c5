"""Networks that a secretariat keeps beside its own, as apps above this one know them."""

from __future__ import annotations

from collections.abc import Callable, Collection

__all__ = ["kept_beside", "tells_kept_networks"]

Tells = Callable[[Collection[int]], Collection[int]]
_TELL: list[Tells] = []


def tells_kept_networks(tell: Tells) -> Tells:
    """Register who knows of networks that the secretariats of some networks keep too.

    Parameters
    ----------
    tell
        Numbers of those networks, for the numbers of some networks.
    """
    if tell not in _TELL:
        _TELL.append(tell)
    return tell


def kept_beside(own: Collection[int]) -> frozenset[int]:
    """Numbers of the networks that the secretariats of some networks keep: their own, and what others tell."""
    return frozenset(own).union(*(tell(own) for tell in _TELL)) if own else frozenset()
