"""Places files that a planner sends along with a plan: read as the command reads them, kept as they came.

Between two tries of the form a file travels in the page, so that nobody has to look for it again on a phone.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.errors import NagaraError
from nagara_web.answers.account_at import rows_at

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from nagara.pathways.least_cost.question.places import Places
    from nagara_web.answers.queries import AnswerSet

__all__ = ["LARGEST_KB", "PlacesFile", "example_for", "is_about", "packed", "sent", "unpacked"]

LARGEST_KB: Final = 64
"""A city of a hundred zones writes less [kB]."""
LONGEST_NAME: Final = 80
CODE: Final = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesFile:
    """A places file as it was sent.

    Parameters
    ----------
    name
        What it is called.
    content
        Its bytes.
    """

    name: str
    content: bytes

    def read(self) -> Places:
        """What it says.

        Raises
        ------
        UnreadableFileError
            If it cannot be understood; with entry, key and remedy.
        """
        from nagara.exchange.plans.places_file import places_in

        return places_in(self.content, self.name).places

    @property
    def digests(self) -> dict[str, str]:
        """Its SHA-256 by its name."""
        return {self.name: hashlib.sha256(self.content).hexdigest()}


def sent(upload: UploadedFile) -> PlacesFile | None:
    """A file that somebody sends; nothing if it is larger than places files are.

    Parameters
    ----------
    upload
        As it arrived.
    """
    if (upload.size or 0) > LARGEST_KB * 1024:
        return None
    name = "".join(each for each in upload.name or "" if each.isprintable())[-LONGEST_NAME:]
    upload.seek(0)
    return PlacesFile(name=name or "places.toml", content=upload.read())


def packed(file: PlacesFile | None) -> str:
    """A file as a page carries it; empty for none."""
    if file is None:
        return ""
    return json.dumps([file.name, b64encode(file.content).decode()])


def unpacked(text: str) -> PlacesFile | None:
    """A file that a page carried; nothing where there is none, or somebody spoilt it."""
    try:
        name, content = json.loads(text)
        file = PlacesFile(name=str(name)[:LONGEST_NAME], content=b64decode(content, validate=True))
    except (ValueError, TypeError):
        return None
    return file if len(file.content) <= LARGEST_KB * 1024 and file.name.isprintable() else None


def is_about(error: NagaraError, file: PlacesFile | None) -> bool:
    """Whether an error speaks of what stands in a places file."""
    return file is not None and str(error).startswith(file.name)


def example_for(answers: AnswerSet) -> str:
    """A places file to begin with: one zone, and the facilities of the city's answers to choose from.

    Parameters
    ----------
    answers
        Whose facilities.
    """
    return "\n".join([*_zone(), *_standing(answers), *_more()]) + "\n"


def _zone() -> Iterator[str]:
    yield "# What you know of your city beside its answers. Lines that begin with # are not read: take the # away"
    yield "# where you know a number, and leave the rest as it is."
    yield ""
    yield "# Parts of the city. Their parts sum to 1; with an area, collection costs what its tours cost."
    yield "[[zone]]"
    yield 'code = "whole-city"'
    yield "people_frac = 1.0"
    yield "# area_km2 = 40"
    yield "# km = { }  # road distance one way to places by their code, as in { LF1 = 38 }"


def _standing(answers: AnswerSet) -> Iterator[str]:
    for row in rows_at(answers.pk, answers.revision)["facilities"]:
        code = _plain(row.cells.get("facility", ""))
        if not CODE.fullmatch(code):
            continue
        yield ""
        yield f"# [[standing]]  # {_plain(row.cells.get('name', ''))}"
        yield f'# facility = "{code}"'
        yield "# capacity_t_per_year = 20_000  # most that it takes"
        yield "# last_year = 2036  # last year in which it takes anything"


def _more() -> Iterator[str]:
    yield ""
    yield "# Where something could be built."
    yield "# [[new]]"
    yield '# code = "east-landfill"'
    yield '# technology = "landfill"'
    yield "# first_year = 2028"
    yield "# lead_years = 4"
    yield ""
    yield "# Your own prices in the place of defaults."
    yield "# [numbers.landfill]"
    yield '# running = { value = 11, low = 9, high = 14, source = "Tender 2026" }'


def _plain(value: object) -> str:
    return "".join(each for each in str(value) if each.isprintable())
