"""Compile the translations of the interface when the site starts: ``.po`` is kept, ``.mo`` is made."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["broken_locale_files", "compile_locale_files", "locale_files"]

log = logging.getLogger(__name__)


def locale_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each language of a locale folder with its file of sentences."""
    for file in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        yield file.parent.parent.name, file


def compile_locale_files(folder: Path, into: Path) -> int:
    """Compile what is missing or differs in age; another process may do the same at the same time.

    A file that cannot be read is left out, and the language speaks as before or English: ``doctor`` says so.

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
        try:
            _compile(source, target, age)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001  (a file of words must never stop a command)
            log.warning("%s is left out: %s: %s", source, type(error).__name__, error)
            continue
        count += 1
    return count


def broken_locale_files(folder: Path) -> dict[str, str]:
    """Languages whose file of sentences cannot be used, and why not."""
    broken: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for language, source in locale_files(folder):
            try:
                _compile(source, Path(scratch) / f"{language}.mo", source.stat().st_mtime_ns)
            except Exception as error:  # noqa: BLE001  (whatever it is, it is said)
                broken[language] = f"{type(error).__name__}: {error}"
    return broken


def _compile(source: Path, target: Path, age: int) -> None:
    """Write beside the target, then put it in place at once, with the age of its source."""
    with source.open("rb") as text:
        catalog = read_po(text)
    handle, name = tempfile.mkstemp(dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as binary:
            write_mo(binary, catalog)
        with beside.open("rb") as binary:
            GNUTranslations(binary).ngettext("day", "days", 2)  # a header that nobody can read is found here
        os.utime(beside, ns=(age, age))
        beside.chmod(0o644)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
