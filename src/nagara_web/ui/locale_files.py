"""Compile the translations of the interface when the site starts: ``.po`` is kept, ``.mo`` is made."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["compile_locale_files", "locale_files"]


def locale_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each language of a locale folder with its file of sentences."""
    for file in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        yield file.parent.parent.name, file


def compile_locale_files(folder: Path, into: Path) -> int:
    """Compile what is missing or differs in age; another process may do the same at the same time.

    Parameters
    ----------
    folder
        Where the ``.po`` files lie.
    into
        Where the ``.mo`` files are to lie; made if it is not there.

    Returns
    -------
    int
        How many files were compiled.
    """
    count = 0
    for language, source in locale_files(folder):
        target = into / language / "LC_MESSAGES" / "django.mo"
        age = source.stat().st_mtime_ns
        if target.is_file() and target.stat().st_mtime_ns == age:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _compile(source, target, age)
        count += 1
    return count


def _compile(source: Path, target: Path, age: int) -> None:
    """Write beside the target, then put it in place at once, with the age of its source."""
    with source.open("rb") as text:
        catalog = read_po(text)
    handle, name = tempfile.mkstemp(dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as binary:
            write_mo(binary, catalog)
        os.utime(beside, ns=(age, age))
        beside.chmod(0o644)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
