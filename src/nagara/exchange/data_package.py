"""The description of a CSV folder: a Data Package whose table schemas come from the form.

References
----------
.. [1] Frictionless Data, Data Package and Table Schema, version 1, https://specs.frictionlessdata.io/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from nagara.exchange.form import FORM_VERSION, FormField, FormTable, choices, form_tables

__all__ = ["data_package"]

TYPES: Final = {
    "integer": "integer",
    "year": "integer",
    "number": "number",
    "fraction": "number",
    "date": "date",
    "yes_no": "boolean",
}
"""Table Schema type by kind of question; every other kind is a string."""


def data_package(*, name: str, title: str, tables: Iterable[str] | None = None) -> dict[str, Any]:
    """Describe a CSV folder of the form as a Data Package.

    Parameters
    ----------
    name
        Machine name of the package: lower case, digits and hyphens.
    title
        Title for people.
    tables
        Tables that the folder holds; all of them if not given. A reference to a table that is not
        in the folder is left out.

    Returns
    -------
    dict
        The content of ``datapackage.json``.
    """
    held = {key: table for key, table in form_tables().items() if tables is None or key in set(tables)}
    return {
        "profile": "data-package",
        "name": name,
        "title": title,
        "description": "One city's year of waste measurements, table by table, in the form of nagara.",
        "version": FORM_VERSION,
        "resources": [_resource(table, held) for table in held.values()],
    }


def _resource(table: FormTable, held: Mapping[str, FormTable]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.hint,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table, held),
    }


def _schema(table: FormTable, held: Mapping[str, FormTable]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    links = [
        {"fields": [field.name], "reference": {"resource": field.choices, "fields": list(held[field.choices].key)}}
        for field in table.fields
        if field.kind == "ref" and field.choices in held
    ]
    return schema | ({"foreignKeys": links} if links else {})


def _field(field: FormField) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": TYPES.get(field.kind, "string"), "title": field.label}
    if field.hint:
        described["description"] = field.hint
    if field.example:
        described["example"] = field.example
    if field.unit:
        described["unit"] = field.unit
    if field.kind == "yes_no":
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    limits = _constraints(field)
    return described | ({"constraints": limits} if limits else {})


def _constraints(field: FormField) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if field.is_required else {}
    if field.kind == "choice":
        limits["enum"] = [choice.code for choice in choices(field.choices)]
    if field.kind in {"code", "ref"}:
        limits["pattern"] = r"\S+"
    whole = TYPES.get(field.kind) == "integer"
    for name, bound in (("minimum", field.low), ("maximum", field.high)):
        if bound is not None:
            limits[name] = int(bound) if whole or bound.is_integer() else bound
    return limits
