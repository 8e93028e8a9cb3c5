"""Jobs of this app: read the words of a statement that came in as a file, so that the search finds it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.jobs.registry import Progress, handles_in_two
from nagara_web.meetings.actions.interventions import keep_words
from nagara_web.meetings.queries import intervention
from nagara_web.meetings.read_statement import words_of_file

__all__ = ["keep_statement"]


def read_statement(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Read the file; nothing is written."""
    progress(0.1, _("Reading the file"))
    found = intervention(int(arguments["intervention"]))
    return {"words": words_of_file(Path(found.file.path), found.file_name)}


@handles_in_two("read-statement", first=read_statement, title=gettext_lazy("Read the statement"))
def keep_statement(arguments: Mapping[str, Any], found: dict[str, Any]) -> Mapping[str, Any]:
    """Keep the words for the search."""
    kept = keep_words(int(arguments["intervention"]), found["words"])
    return {"letters": len(kept.searched)}
