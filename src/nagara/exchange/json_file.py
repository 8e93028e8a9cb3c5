"""Read a JSON file as strictly as it can be written: once, in UTF-8, no key twice, no half characters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from unicodedata import category

from nagara.errors import UnreadableFileError

__all__ = ["is_one_line", "read_json"]

LARGEST_FILE_BYTES: Final = 64 * 1024 * 1024
LONE_HALF: Final = "\\ud"
"""How the escape of half a character begins; whole ones beyond the basic plane have two such halves."""


def read_json(path: Path, *, shape: str, smaller: str, digits: str) -> object:
    """The value that a file holds.

    Parameters
    ----------
    path
        The JSON file.
    shape, smaller, digits
        What to do about a file of the wrong shape, one that is too large, and a number that is too long.

    Raises
    ------
    UnreadableFileError
        If the file cannot be opened, is too large, or is not JSON.
    """
    try:
        text = _text(path, shape, smaller)
        data = json.loads(text, object_pairs_hook=lambda pairs: _no_key_twice(path, pairs))
        if LONE_HALF in text.lower():
            json.dumps(data, ensure_ascii=False).encode()
    except UnreadableFileError:
        raise
    except json.JSONDecodeError as error:
        why = f"this is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        raise UnreadableFileError(path.name, why, "Correct that place, or export the file again.") from None
    except UnicodeDecodeError:
        mend = "Save the file as JSON in UTF-8."
        raise UnreadableFileError(path.name, "the text is not UTF-8", mend) from None
    except UnicodeEncodeError as error:
        why = f"a text holds half a character (\\u{ord(error.object[error.start]):04x})"
        raise UnreadableFileError(path.name, why, "Write the character itself, or both of its halves.") from None
    except RecursionError:
        raise UnreadableFileError(path.name, "lists or objects are nested too deeply", shape) from None
    except ValueError:  # a whole number of thousands of digits
        raise UnreadableFileError(path.name, "a number has too many digits", digits) from None
    except OSError as error:
        why = f"the file cannot be opened ({error.strerror})"
        raise UnreadableFileError(path.name, why, "Check the path.") from None
    return data


def is_one_line(text: str) -> bool:
    """Whether a name can be printed: no line break and no other control character is in it."""
    return not any(category(character) == "Cc" for character in text)


def _text(path: Path, shape: str, smaller: str) -> str:
    """Read no more than a file may hold: a device has no size, and no end."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        most = LARGEST_FILE_BYTES // (1024 * 1024)
        raise UnreadableFileError(path.name, f"the file is larger than {most} MB", smaller)
    text = content.decode("utf-8-sig")
    if not text.strip():
        raise UnreadableFileError(path.name, "the file is empty", shape)
    return text


def _no_key_twice(path: Path, pairs: list[tuple[str, object]]) -> dict[str, object]:
    known: dict[str, object] = {}
    for key, value in pairs:
        if key in known:
            raise UnreadableFileError(path.name, f'the key "{key}" stands twice in one object', "Keep one of the two.")
        known[key] = value
    return known
