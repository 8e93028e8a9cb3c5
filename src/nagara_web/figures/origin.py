"""What a figure was made from, read from what was kept with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nagara.findings import plain

__all__ = ["Origin", "Supplied", "origin_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """A value that nagara supplied because the city gave none."""

    name: str
    what_for: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str

    @property
    def said(self) -> str:
        """The value with its range."""
        if self.value is None:
            return ""
        both = self.low is not None and self.high is not None
        ends = f" ({plain(self.low or 0.0)} to {plain(self.high or 0.0)})" if both else ""
        return f"{plain(self.value)}{ends} {self.unit}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Files, values, program and settings behind one version of a figure.

    Parameters
    ----------
    inputs
        SHA-256 by name.
    supplied
        Values that the city did not give.
    program
        Versions by name.
    settings
        Seed, number of draws, revision of the answers.
    rests_on
        What the figure rests on, in the words of the report.
    note
        What else is known of it.
    """

    inputs: Mapping[str, str]
    supplied: tuple[Supplied, ...]
    program: Mapping[str, str]
    settings: Mapping[str, int]
    rests_on: str
    note: str

    @property
    def is_known(self) -> bool:
        """Whether anything was kept."""
        return bool(self.inputs or self.program)


def origin_of(kept: Mapping[str, Any]) -> Origin:
    """Read what was kept; whatever is missing or of another shape is left out.

    Parameters
    ----------
    kept
        ``inputs`` by name or as a list, ``versions``, ``seed``, ``draws``, ``defaults``, ``rests_on``, ``note``.
    """
    settings = {name: kept[name] for name in ("seed", "draws", "revision") if isinstance(kept.get(name), int)}
    return Origin(
        inputs=_inputs(kept.get("inputs")),
        supplied=tuple(_supplied(kept.get("defaults"))),
        program=_texts(kept.get("versions")),
        settings=settings,
        rests_on=str(kept.get("rests_on") or ""),
        note=str(kept.get("note") or ""),
    )


def _inputs(given: object) -> Mapping[str, str]:
    if isinstance(given, list):
        pairs = ((each.get("name") or each.get("file"), each.get("sha256")) for each in given if isinstance(each, dict))
        return {str(name): str(digest) for name, digest in pairs if name and digest}
    return _texts(given)


def _texts(given: object) -> Mapping[str, str]:
    if not isinstance(given, Mapping):
        return {}
    return {str(name): str(value) for name, value in given.items() if isinstance(value, (str, int))}


def _supplied(given: object) -> Iterable[Supplied]:
    for each in given if isinstance(given, list) else []:
        if isinstance(each, Mapping):
            numbers = {end: _number(each.get(end)) for end in ("value", "low", "high")}
            texts = {name: str(each.get(name) or "") for name in ("name", "what_for", "unit", "source")}
            yield Supplied(**numbers, **texts)  # type: ignore[arg-type]  # numbers and texts by their own names


def _number(given: object) -> float | None:
    return float(given) if isinstance(given, (int, float)) and not isinstance(given, bool) else None
