"""The API in words, read from its own description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nagara_web.opendata.api.api import api

__all__ = ["Endpoint", "Parameter", "endpoints", "fields"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that an endpoint can be asked with."""

    name: str
    place: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address of the API."""

    method: str
    path: str
    summary: str
    says: str
    needs_token: bool
    parameters: tuple[Parameter, ...]


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Every address, in the order of the description."""
    return tuple(
        _endpoint(method, path, said)
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method, said in methods.items()
    )


@cache
def fields() -> tuple[tuple[str, str], ...]:
    """Fields of a figure and what they say."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")["components"]["schemas"]["FigureOut"]
    return tuple((name, said.get("description", "")) for name, said in schema["properties"].items())


def _endpoint(method: str, path: str, said: Mapping[str, Any]) -> Endpoint:
    return Endpoint(
        method=method.upper(),
        path=path,
        summary=said["summary"],
        says=" ".join(said.get("description", "").split()),
        needs_token="security" in said,
        parameters=tuple(
            Parameter(name=each["name"], place=each["in"], says=each["schema"].get("description", ""))
            for each in said.get("parameters", ())
            if each["in"] != "path"
        ),
    )
