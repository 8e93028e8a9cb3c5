"""What the user points at: files, folders, and folders of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nagara.errors import UnreadableFileError

if TYPE_CHECKING:
    from nagara.exchange.read import Reading

__all__ = ["expanded", "one_city", "readings"]

_READABLE = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".zip", ".csv"})


def readings(inputs: Sequence[Path]) -> list[Reading]:
    """Read all inputs; those of one city and year become one reading."""
    from nagara.exchange.read import read_cities

    return read_cities(expanded(inputs))


def one_city(path: Path) -> Reading:
    """Read an input that must hold one year of one city.

    Raises
    ------
    UnreadableFileError
        If it holds several, or none.
    """
    cities = readings([path])
    if len(cities) != 1:
        raise UnreadableFileError(path.name, f"it holds {len(cities)} cities or years", "Name one city and one year.")
    return cities[0]


def expanded(inputs: Iterable[Path]) -> list[Path]:
    """Put in place of a folder of inputs what is in it, sorted by name.

    Raises
    ------
    UnreadableFileError
        If an input does not exist, or a folder holds nothing that can be read.
    """
    paths: list[Path] = []
    for path in inputs:
        if not path.exists():
            raise UnreadableFileError(str(path), "there is no such file or folder", "Check the name.")
        paths.extend(_inside(path) if path.is_dir() and not _is_city_folder(path) else [path])
    return paths


def _is_city_folder(path: Path) -> bool:
    return any(path.glob("*.csv")) or (path / "datapackage.json").exists()


def _inside(path: Path) -> list[Path]:
    found = sorted(
        entry
        for entry in path.iterdir()
        if not entry.name.startswith((".", "~$"))
        and ((entry.is_dir() and _is_city_folder(entry)) or entry.suffix.lower() in _READABLE)
    )
    if not found:
        mend = "Point at a city workbook, a CSV folder, or a folder of them."
        raise UnreadableFileError(str(path), "the folder holds no input that nagara reads", mend)
    return found
