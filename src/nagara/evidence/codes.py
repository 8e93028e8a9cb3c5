"""Code lists: the words that cities use, each with its label and its place in other lists."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from nagara.errors import UnknownCodeError


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """An ordered list of codes; each entry is the row of its CSV file."""

    name: str
    entries: Mapping[str, Mapping[str, str]]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in their printed order."""
        return tuple(self.entries)

    def __getitem__(self, code: str) -> Mapping[str, str]:
        if code not in self.entries:
            raise UnknownCodeError(self.name.replace("_", " "), code, self.codes)
        return self.entries[code]

    def __contains__(self, code: object) -> bool:
        return code in self.entries


@cache
def codelist(name: str) -> CodeList:
    """Read one code list of ``codelists/`` by its name.

    Examples
    --------
    >>> codelist("waste_category")["wood_processed"]["group"]
    'other'
    """
    file = resources.files(__package__) / "codelists" / f"{name}.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return CodeList(name=name, entries=MappingProxyType({row["code"]: MappingProxyType(row) for row in rows}))
