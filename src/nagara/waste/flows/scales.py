"""The scales on which least squares sees quantities."""

from __future__ import annotations

from enum import StrEnum
from math import exp, inf, log

__all__ = ["Scale", "to_plain", "to_scale"]


class Scale(StrEnum):
    """The scale on which least squares sees a quantity."""

    PLAIN = "plain"
    LOG = "log"
    LOGIT = "logit"


def to_plain(scale: Scale, value: float) -> float:
    """Bring one value from its scale back to the unit of the quantity."""
    if scale is Scale.LOG:
        return exp(value)
    return 1.0 / (1.0 + exp(-value)) if scale is Scale.LOGIT else value


def to_scale(scale: Scale, value: float) -> float:
    """Bring one value to its scale; ends of the support become infinite."""
    if scale is Scale.PLAIN:
        return value
    if value <= 0:
        return -inf
    if scale is Scale.LOG:
        return log(value) if value < inf else inf
    return log(value / (1.0 - value)) if value < 1 else inf
