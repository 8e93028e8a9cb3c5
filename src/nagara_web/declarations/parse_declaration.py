"""Read one uploaded declaration in a process of its own: ``python -m … FILE NAME LANGUAGE KIND``.

Whatever a hostile file does to a reader, it does to this process, which may use so much memory and time
and no more. It knows nothing of the site: a file and the names of known documents go in, plain JSON comes
out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["MEMORY_BYTES", "TIME_S", "main", "parsed"]

MEMORY_BYTES: Final = 2 * 2**30
TIME_S: Final = 240


def parsed(
    path: Path, name: str, *, language: str = "", is_reported: bool = False, known: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Read a file and propose its blocks, clauses and parts.

    Parameters
    ----------
    path
        The file.
    name
        What a refusal calls it.
    language
        BCP 47 tag of its main language; empty to let the words decide.
    is_reported
        Whether it is a report about a document.
    known
        Documents that it may name: id, names, year.

    Returns
    -------
    dict
        ``text`` (see :mod:`nagara_web.declarations.text_json`) and ``doubts``, or ``refused`` with why.
    """
    from nagara.commitments.importer.mentions import KnownDocument
    from nagara.commitments.importer.propose import propose
    from nagara.errors import UnreadableFileError
    from nagara.exchange.declaration_text.file import declaration_from_bytes
    from nagara_web.declarations.text_json import text_as_json

    try:
        found = declaration_from_bytes(path.read_bytes(), name)
    except UnreadableFileError as error:
        return {"refused": f"{error.why}. {error.mend}".replace("..", ".")}
    documents = [KnownDocument(id=each["id"], names=tuple(each["names"]), year=each["year"]) for each in known]
    text = propose(
        found.text,
        language=language or found.language or None,
        known_documents=documents,
        is_reported=True if is_reported else None,
    )
    return {"text": text_as_json(text), "doubts": list(found.doubts)}


def _limit() -> None:
    """Take no more memory and time than a declaration ever needs, where the system can hold us to it."""
    try:
        import resource
    except ImportError:  # not on Windows; there only the time is kept
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_S, TIME_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file that is named and write what it holds."""
    _limit()
    path, name, language, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    known = json.loads(sys.stdin.read() or "[]")
    found = parsed(path, name, language=language, is_reported=kind == "press-report", known=known)
    sys.stdout.write(json.dumps(found, ensure_ascii=True))


if __name__ == "__main__":
    main()
